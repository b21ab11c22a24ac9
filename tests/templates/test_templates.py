"""The practice's own words: what is refused, what is kept, and what is printed with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proactive_care.accounts import practice_details, save_details
from proactive_care.documents import shipped_wording
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.patients import HandoutKind, print_handout
from proactive_care.recall import preview_batch, print_batch
from proactive_care.templates import (
    Example,
    check_text,
    open_template,
    practice_wording,
    preview_template,
    reset_template,
    save_template,
    template_titles,
    template_versions,
)
from proactive_care.templates.book import editable_templates
from support.letters import page_texts
from support.little_practice import make_little_practice
from support.practice import add_user

RECALL = "recall_invitation"
WHY = "We help you look after {conditions}. We check {them} each year, to keep your {organs} well."


@pytest.fixture
def session(tmp_path):
    return make_little_practice(tmp_path / "practice")


def text_of(data):
    return " ".join(" ".join(page_texts(data)).split()).replace("\u00a0", " ")


def part(session, key, name=RECALL):
    (found,) = [each for each in open_template(session, name).parts if each.key == key]
    return found


def test_each_letter_opens_with_its_shipped_words_group_by_group(session):
    assert template_titles(session) == {
        RECALL: "Recall letter", "pre_visit": "Getting ready for a review",
        "privacy": "Privacy leaflet",
    }  # fmt: skip
    for name in template_titles(session):
        opened = open_template(session, name)
        assert opened.version == "1"
        assert opened.changed_at is None
        assert opened.parts
        groups = list(dict.fromkeys(each.group for each in opened.parts))
        assert len(groups) == len(
            [g for i, g in enumerate(each.group for each in opened.parts)
             if i == 0 or opened.parts[i - 1].group != g]
        )  # fmt: skip  # each group in one piece
        for each in opened.parts:
            assert each.label
            assert not each.changed
            assert not each.outdated
    with pytest.raises(NotFound):
        open_template(session, "love_letter")


def test_every_label_of_the_editor_has_its_text(session):
    for template in editable_templates().values():
        keys = set(shipped_wording(template.file_name).keys())
        assert set(template.labels) <= keys
        assert {key.split(".")[0] for key in template.labels} == set(template.groups)


def test_a_changed_reason_is_printed_and_its_version_is_on_the_sheet(session, tmp_path):
    assert save_template(session, RECALL, {"letter.why": WHY}, "Shorter") == 1
    assert part(session, "letter.why").changed
    preview = preview_batch(session, session.today())
    print_batch(session, preview, tmp_path / "letters.pdf")
    text = text_of((tmp_path / "letters.pdf").read_bytes())
    assert "We check it each year" in text
    assert "Form RL2 v1.1" in text


def test_own_paragraphs_are_for_everybody_a_condition_or_a_tier(session):
    own = {
        "own.everybody": "Our car park is closed. Ring {phone} if you need a lift.",
        "own.hypertension": "We have a **new** blood pressure room.",
        "own.copd": "Bring your rescue pack.",
        "own.urgent": "We kept a place for you.",
    }
    usual = text_of(preview_template(session, RECALL, own, Example.USUAL).data)
    assert "Our car park is closed. Ring" in usual
    assert "We have a new blood pressure room." in usual
    assert "rescue pack" not in usual
    assert "kept a place" not in usual
    urgent = text_of(preview_template(session, RECALL, own, Example.URGENT).data)
    assert "We kept a place for you." in urgent
    longest = text_of(preview_template(session, RECALL, own, Example.LONGEST).data)
    assert "rescue pack" in longest


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("letter.why", "We help you.", "{conditions} must stay: it is a condition."),
        ("letter.why", WHY + " {phone}", "{phone} cannot stand here"),
        ("letter.why", " ", "it cannot be empty"),
        ("letter.why", WHY + " **now", "a bold part or a field is not closed"),
        ("letter.closing", "Yours {name}", "this text can have no field"),
        ("letter.closing", "Yours {", "a bold part or a field is not closed"),
        ("own.everybody", "Dear {salutation}", "this text can have {phone}"),
        ("letter.closing", "x" * 801, "at most 800"),
    ],
)
def test_a_text_that_would_break_a_letter_is_refused_in_words(session, key, text, words):
    problem = check_text(RECALL, shipped_wording(f"{RECALL}.en"), key, text)
    assert problem is not None
    assert words in problem.words
    assert problem.key == key
    with pytest.raises(InvalidInput) as caught:
        save_template(session, RECALL, {key: text}, "Because")
    assert caught.value.field == key
    assert open_template(session, RECALL).version == "1"


@pytest.mark.parametrize("key", ["footer.sheet", "nothing.here", "conditions.copd.checks"])
def test_what_belongs_to_the_form_cannot_be_changed(session, key):
    with pytest.raises(InvalidInput, match="cannot be changed"):
        save_template(session, RECALL, {key: "x"}, "Because")


def test_words_that_no_font_can_print_are_refused_before_they_are_kept(session):
    with pytest.raises(InvalidInput, match="could not be printed"):
        save_template(session, RECALL, {"letter.closing": "Yours \U0001f600"}, "Friendly")
    assert template_versions(session, RECALL) == ()


def test_a_list_is_changed_line_by_line(session):
    shipped = part(session, "help.items").shipped
    assert shipped.splitlines()[0] == "an interpreter, or sign language"
    changed = shipped.replace("help to get here", "a lift from the village bus")
    save_template(session, RECALL, {"help.items": changed}, "The bus")
    words = practice_wording(session, RECALL)
    assert "a lift from the village bus" in words.texts("help.items")
    text = text_of(preview_template(session, RECALL, {"help.items": changed}, Example.USUAL).data)
    assert "a lift from the village bus" in text


def test_every_version_is_kept_and_the_shipped_words_can_come_back(session):
    save_template(session, RECALL, {"letter.closing": "With best wishes"}, "Warmer")
    save_template(
        session, RECALL,
        {"letter.closing": "With best wishes", "before.food": "Eat as normal."}, "Plainer",
    )  # fmt: skip
    assert open_template(session, RECALL).version == "1.2"
    assert open_template(session, RECALL).changed_by == session.user_name
    reset_template(session, RECALL, "Back to what was tested")
    assert open_template(session, RECALL).version == "1"
    assert practice_wording(session, RECALL).text("letter.closing") == "Yours sincerely"
    assert [(v.version, v.reason, v.texts) for v in template_versions(session, RECALL)] == [
        (3, "Back to what was tested", 0), (2, "Plainer", 2), (1, "Warmer", 1),
    ]  # fmt: skip
    with pytest.raises(InvalidInput, match="Nothing was changed"):
        reset_template(session, RECALL, "Again")


def test_a_text_that_is_as_shipped_is_no_change(session):
    with pytest.raises(InvalidInput, match="Nothing was changed"):
        save_template(session, RECALL, {"letter.closing": "Yours sincerely "}, "Nothing")


def test_a_change_needs_a_reason(session):
    with pytest.raises(InvalidInput, match="why") as caught:
        save_template(session, RECALL, {"letter.closing": "Best wishes"}, " ")
    assert caught.value.field == "reason"


def test_only_a_clinical_lead_changes_when_not_to_wait(session):
    manager = add_user(session, "manager", Role.MANAGER)
    text = part(session, "urgent.everyone_999").shipped + "\na bad burn"
    with pytest.raises(NotPermitted, match="clinical lead"):
        save_template(manager, RECALL, {"urgent.everyone_999": text}, "Burns")
    save_template(session, RECALL, {"urgent.everyone_999": text}, "Burns")
    # The manager may go on with the rest, and keeps the lead's words.
    both = {"urgent.everyone_999": text, "letter.closing": "Best wishes"}
    assert save_template(manager, RECALL, both, "Warmer") == 2
    with pytest.raises(NotPermitted):
        reset_template(manager, RECALL, "All back")


def test_who_may_not_change_settings_may_not_look(session):
    nurse = add_user(session, "nurse", Role.NURSE)
    for act in (
        lambda: template_titles(nurse),
        lambda: open_template(nurse, RECALL),
        lambda: template_versions(nurse, RECALL),
        lambda: save_template(nurse, RECALL, {}, "Because"),
        lambda: preview_template(nurse, RECALL, {}, Example.USUAL),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert practice_wording(nurse, RECALL).version == "1"


def test_a_text_is_outdated_once_the_shipped_one_has_changed(session):
    save_template(session, RECALL, {"letter.closing": "Best wishes"}, "Warmer")
    assert not part(session, "letter.closing").outdated
    row = session.practice.db.conn.execute("SELECT changes FROM letter_template").fetchone()[0]
    with session.practice.transaction() as db:
        db.conn.execute("DROP TRIGGER letter_template_no_update")
        db.conn.execute(
            "UPDATE letter_template SET changes = ?", (row.replace("Yours sincerely", "Yours"),)
        )
    assert part(session, "letter.closing").outdated


@pytest.mark.parametrize("name", [RECALL, "pre_visit", "privacy"])
@pytest.mark.parametrize("example", list(Example))
def test_every_letter_is_previewed_on_every_invented_patient(session, name, example):
    preview = preview_template(session, name, {}, example)
    assert preview.data.startswith(b"%PDF")
    assert preview.grade <= 6


def test_a_practice_without_its_details_can_preview(session):
    save_details(session, replace(practice_details(session), phone="", address=()))
    assert "01632 960 000" in text_of(preview_template(session, RECALL, {}, Example.USUAL).data)


def test_hard_words_show_in_the_grade(session):
    hard = (
        "Notwithstanding considerable organisational difficulties, attendance is imperative. " * 3
    )
    easy = preview_template(session, RECALL, {}, Example.USUAL).grade
    assert (
        preview_template(session, RECALL, {"own.everybody": hard}, Example.USUAL).grade > easy + 1
    )


def test_handouts_have_the_practice_s_words(session):
    save_template(session, "pre_visit", {"parts.goal": "One small change"}, "Plainer")
    save_template(session, "privacy", {"rights.heading": "What you can ask for"}, "Plainer")
    sheet = print_handout(session, 2, HandoutKind.PRE_VISIT)
    assert "One small change" in text_of(sheet.data)
    assert "What you can ask for" in text_of(print_handout(session, 2, HandoutKind.PRIVACY).data)


def test_the_audit_keeps_that_words_were_changed(session):
    save_template(session, RECALL, {"letter.closing": "Best wishes"}, "Warmer")
    action, detail = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert action == "template.save"
    assert RECALL in detail
    assert "Best wishes" not in detail


def test_a_letter_of_today_is_dated_today(session):
    text = text_of(preview_template(session, RECALL, {}, Example.USUAL).data)
    assert "14 September 2026" in text
