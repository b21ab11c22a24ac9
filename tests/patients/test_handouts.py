"""Handing out a sheet: its format, its form code, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.documents import LARGE_FORMATS, STANDARD
from proactive_care.domain.errors import KnownError, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.patients import HandoutKind, handouts_given, print_handout
from proactive_care.readings import patient_of_form
from proactive_care.recall import Basis, preview_batch, print_batch
from proactive_care.store import form_codes
from support.letters import page_texts
from support.little_practice import make_little_practice
from support.practice import add_user


@pytest.fixture
def session(tmp_path):
    return make_little_practice(tmp_path / "practice")


def text_of(handout):
    return " ".join(" ".join(page_texts(handout.data)).split()).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "kind", [HandoutKind.BP_DIARY, HandoutKind.PEAK_FLOW_DIARY, HandoutKind.PRE_VISIT]
)
def test_a_sheet_finds_its_way_back_by_its_code(session, kind):
    handout = print_handout(session, 2, kind)
    assert patient_of_form(session, handout.form_code) == 2
    assert "Nia Fixture" in text_of(handout)
    assert handout.letter_format == STANDARD
    again = print_handout(session, 2, kind)
    assert again.form_code != handout.form_code


def test_the_leaflet_names_nobody_and_has_no_code(session):
    handout = print_handout(session, 2, HandoutKind.PRIVACY)
    assert handout.form_code == ""
    assert "Fixture" not in text_of(handout)


def test_large_print_is_met_or_refused_and_never_made_smaller(session):
    assert print_handout(session, 1, HandoutKind.BP_DIARY).letter_format.points == 18
    before = session.practice.db.conn.execute("SELECT count(*) FROM form_code").fetchone()
    with pytest.raises(KnownError, match="large print"):
        print_handout(session, 1, HandoutKind.PEAK_FLOW_DIARY)
    assert session.practice.db.conn.execute("SELECT count(*) FROM form_code").fetchone() == before
    agreed = print_handout(session, 1, HandoutKind.PEAK_FLOW_DIARY, STANDARD)
    assert agreed.letter_format == STANDARD


def test_a_need_that_cannot_be_met_is_told_and_a_size_can_be_agreed(session):
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET format_need = 'Braille' WHERE id = 3")
    with pytest.raises(KnownError, match="needs braille"):
        print_handout(session, 3, HandoutKind.PRE_VISIT)
    assert print_handout(session, 3, HandoutKind.PRE_VISIT, LARGE_FORMATS[0]).letter_format.points


def test_nothing_is_printed_for_somebody_who_has_died_or_is_not_here(session):
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE patient SET date_of_death = ? WHERE id = 3", (date(2026, 9, 1).toordinal(),)
        )
    with pytest.raises(KnownError, match="having died"):
        print_handout(session, 3, HandoutKind.BP_DIARY)
    with pytest.raises(NotFound):
        print_handout(session, 999, HandoutKind.BP_DIARY)


def test_reception_may_hand_out_a_diary_and_an_administrator_may_not(session):
    desk = add_user(session, "desk", Role.RECEPTIONIST)
    assert print_handout(desk, 2, HandoutKind.BP_DIARY).form_code
    office = add_user(session, "office", Role.ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        print_handout(office, 2, HandoutKind.BP_DIARY)


def test_what_was_handed_out_is_in_the_audit(session):
    print_handout(session, 2, HandoutKind.PRE_VISIT)
    action, patient, detail = session.practice.db.conn.execute(
        "SELECT action, patient, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert (action, patient) == ("handout.print", 2)
    assert "pre-visit sheet" in detail
    assert "Standard" in detail


def test_a_code_that_was_given_before_is_never_given_again(session, monkeypatch):
    first = print_handout(session, 2, HandoutKind.BP_DIARY).form_code
    assert form_codes.taken(session.practice.db, first)
    codes = iter([first, "7K3Q2222"])
    monkeypatch.setattr("proactive_care.patients.handouts.new_form_code", lambda: next(codes))
    assert print_handout(session, 2, HandoutKind.BP_DIARY).form_code == "7K3Q2222"


def test_every_kind_has_words_for_the_menu():
    assert [kind.label for kind in HandoutKind] == [
        "Blood pressure diary", "Peak flow diary", "Getting ready for a review",
        "How we use health records",
    ]  # fmt: skip


def test_what_was_handed_out_is_listed_without_what_went_with_an_invitation(session, tmp_path):
    preview = preview_batch(session, session.today(), basis=Basis.RISK, only=frozenset({2}))
    print_batch(session, preview, tmp_path / "letters.pdf")
    assert handouts_given(session, 2) == ()
    for kind in (HandoutKind.PRIVACY, HandoutKind.BP_DIARY, HandoutKind.PRE_VISIT):
        print_handout(session, 3, kind)
    given = handouts_given(session, 3)
    assert {each.kind for each in given} == {HandoutKind.BP_DIARY, HandoutKind.PRE_VISIT}
    assert {each.on for each in given} == {session.today()}
    assert handouts_given(session, 4) == ()
    with pytest.raises(NotPermitted):
        handouts_given(add_user(session, "rita", Role.RECEPTIONIST), 2)
