"""The practice's words where documents take them: what holds still, and what has lost its place."""

from __future__ import annotations

import json

import pytest

from proactive_care.domain.errors import NotFound
from proactive_care.domain.vocabulary import Role
from proactive_care.own_words import editable, own_words, practice_wording, shipped_words
from proactive_care.templates import open_template, save_template
from support.little_practice import make_little_practice
from support.practice import add_user

PLAN, RECALL = "care_plan", "recall_invitation"
SALT = "self_care.salt.1"


@pytest.fixture
def session(tmp_path):
    return make_little_practice(tmp_path / "practice")


def rewrite(session, change):
    """Change what is stored, as if the program's own words had been others."""
    with session.practice.transaction() as db:
        (stored,) = db.conn.execute("SELECT changes FROM letter_template").fetchone()
        db.conn.execute("DROP TRIGGER letter_template_no_update")
        db.conn.execute("UPDATE letter_template SET changes = ?", (change(stored),))


def test_a_document_without_changes_is_printed_as_shipped(session):
    assert own_words(session.practice.db, RECALL) is None
    assert practice_wording(session, RECALL) is shipped_words(RECALL)
    with pytest.raises(NotFound):
        practice_wording(session, "love_letter")


def test_the_same_words_are_one_object_so_that_letters_share_what_is_laid_out(session):
    save_template(session, RECALL, {"letter.closing": "Best wishes"}, "Warmer")
    assert practice_wording(session, RECALL) is practice_wording(session, RECALL)
    assert practice_wording(session, RECALL).version == "1.1"


def test_a_text_known_by_its_number_holds_only_in_place_of_the_same_words(session):
    """An update may put another advice in its place: the practice's must not stand there."""
    save_template(session, PLAN, {SALT: "Cook without salt."}, "Plainer")
    assert practice_wording(session, PLAN).text(SALT) == "Cook without salt."
    shipped = shipped_words(PLAN).text(SALT)
    rewrite(session, lambda stored: stored.replace(shipped, "Another advice."))
    assert own_words(session.practice.db, PLAN) is None
    opened = open_template(session, PLAN)
    assert opened.lost == ("Cook without salt.",)
    assert opened.version == shipped_words(PLAN).version
    assert not any(part.changed for part in opened.parts)


def test_a_text_that_the_program_no_longer_has_is_left_out(session):
    both = {"letter.closing": "Best wishes", "before.food": "Eat as normal."}
    save_template(session, RECALL, both, "Warmer")

    def gone(stored):
        changes = json.loads(stored)
        changes["letter.gone"] = changes.pop("before.food")
        return json.dumps(changes)

    rewrite(session, gone)
    assert practice_wording(session, RECALL).text("letter.closing") == "Best wishes"
    assert open_template(session, RECALL).lost == ("Eat as normal.",)


def test_which_texts_are_clinical_is_told_by_parts_and_beginnings_of_keys():
    plan = editable(PLAN)
    for key in (SALT, "help.closed", "conditions.asthma.words", "meaning.low"):
        assert plan.is_clinical(key), key
    for key in ("about.help", "conditions.asthma.name", "matters.heading"):
        assert not plan.is_clinical(key), key


def test_a_letter_over_another_offers_only_what_it_says_anew():
    home = editable("recall_care_home")
    assert "letter.apart" in home.labels
    assert home.labels["booking.heading"] == editable(RECALL).labels["booking.heading"]
    assert "help.call" not in home.labels
    assert "own.everybody" in home.labels
    assert "own.hypertension" not in home.labels
    assert not home.may_be_changed("own.groups.hypertension.1")


def test_a_clinical_text_that_lost_its_place_does_not_keep_a_manager_from_saving(session):
    save_template(session, PLAN, {SALT: "Cook without salt."}, "Plainer")
    shipped = shipped_words(PLAN).text(SALT)
    rewrite(session, lambda stored: stored.replace(shipped, "Another advice."))
    manager = add_user(session, "manager", Role.MANAGER)
    assert save_template(manager, PLAN, {"matters.heading": "What counts"}, "Warmer") == 2
    assert open_template(manager, PLAN).lost == ()
