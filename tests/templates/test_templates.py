"""The practice's own words: what is refused, what is kept, and what is printed with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proactive_care.accounts import practice_details, save_details
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.own_words import editable_templates, practice_wording, shipped_words
from proactive_care.recall import preview_batch, print_batch
from proactive_care.templates import (
    group_choices,
    open_template,
    preview_template,
    reset_template,
    save_template,
    template_titles,
    template_versions,
    text_problem,
)
from support.practice import add_user
from support.templates import RECALL, names, part, text_of

WHY = "We help you look after {conditions}. We check {them} each year, to keep your {organs} well."


def test_each_document_opens_with_its_shipped_words_group_by_group(session):
    titles = template_titles(session)
    assert titles[0].title == "Recall letter"
    assert {"recall_easy", "result_letter", "loan_letter", "bp_diary", "peak_flow_diary",
            "pre_visit", "privacy", "call_list"} <= set(names(session))  # fmt: skip
    kinds = [each.kind for each in titles]
    assert len(list(dict.fromkeys(kinds))) == sum(
        at == 0 or kinds[at - 1] != kind for at, kind in enumerate(kinds)
    )  # each kind in one piece
    for name in names(session):
        opened = open_template(session, name)
        assert opened.version == shipped_words(name).version
        assert opened.changed_at is None
        assert opened.parts
        assert opened.lost == ()
        groups = [each.group for each in opened.parts]
        assert len(set(groups)) == sum(
            at == 0 or groups[at - 1] != group for at, group in enumerate(groups)
        )
        for each in opened.parts:
            assert each.label
            assert each.label != each.key
            assert not each.changed
            assert not each.outdated
    with pytest.raises(NotFound):
        open_template(session, "love_letter")


def test_every_label_of_the_editor_has_its_text_and_every_room_its_label(session):
    for template in editable_templates().values():
        shipped = shipped_words(template.name)
        assert set(template.labels) <= set(shipped.keys()), template.name
        assert {key.split(".")[0] for key in template.labels} <= set(template.groups)
        assert set(template.rooms) <= set(template.labels)
        for key in template.labels:  # what is shipped keeps every rule that a change must keep
            assert text_problem(session, template.name, key, shipped.text(key)) is None, key


def test_a_changed_reason_is_printed_and_its_version_is_on_the_sheet(session, tmp_path):
    assert save_template(session, RECALL, {"letter.why": WHY}, "Shorter") == 1
    assert part(session, "letter.why").changed
    preview = preview_batch(session, session.today())
    print_batch(session, preview, tmp_path / "letters.pdf")
    text = text_of((tmp_path / "letters.pdf").read_bytes())
    assert "We check it each year" in text
    assert "Form RL2 v1.1" in text


def test_a_group_that_no_rule_knows_is_no_place_for_words(session):
    for key in ("own.groups.hypertension", "own.groups.gout.1", "own.groups.copd.1.2"):
        with pytest.raises(InvalidInput, match="cannot be changed"):
            save_template(session, RECALL, {key: "Words"}, "Because")
    with pytest.raises(InvalidInput, match="cannot be changed"):
        save_template(session, "privacy", {"own.groups.copd.1": "Words"}, "Because")


def test_a_field_that_the_practice_has_not_filled_in_is_an_error_before_printing(session):
    save_details(session, replace(practice_details(session), website=""))
    with pytest.raises(InvalidInput, match="website for booking under Settings, Practice"):
        save_template(session, RECALL, {"own.everybody": "Book at {site}."}, "Online")
    save_details(session, replace(practice_details(session), website="harrowmere.example"))
    save_template(session, RECALL, {"own.everybody": "Book at {site}."}, "Online")
    save_details(session, replace(practice_details(session), website=""))
    preview = preview_batch(session, session.today())
    assert preview.letters == ()
    assert "booking page" in preview.cannot_print[0].detail


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("letter.why", "We help you.", "{conditions} must stay: it is the patient’s conditions."),
        ("letter.why", WHY + " {phone}", "{phone} cannot stand here"),
        ("letter.why", " ", "it cannot be empty"),
        ("letter.why", WHY + " **now", "a bold part or a field is not closed"),
        ("letter.closing", "Yours {name}", "this text can have no field"),
        ("letter.closing", "Yours {", "a bold part or a field is not closed"),
        ("own.everybody", "See {sheet}", "this text can have {phone}, {opening}"),
        ("letter.closing", "x" * 801, "at most 800"),
        ("help.items", "\n".join("abcdefghijklm"), "at most 12 lines"),
    ],
)
def test_a_text_that_would_break_a_letter_is_refused_in_words(session, key, text, words):
    problem = text_problem(session, RECALL, key, text)
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
    text = text_of(preview_template(session, RECALL, {"help.items": changed}).data)
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
        lambda: preview_template(nurse, RECALL, {}),
        lambda: group_choices(nurse),
        lambda: text_problem(nurse, RECALL, "letter.why", "x"),
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


def test_words_too_long_for_a_box_of_a_form_are_refused(session):
    long = "Put the cuff round the top of your bare arm"
    problem = text_problem(session, "bp_diary", "steps.cuff", long)
    assert problem is not None
    assert "too long for its place on the form, which has one line of 39 mm" in problem.words
    assert text_problem(session, "bp_diary", "steps.cuff", "Cuff on left arm") is None
    problem = text_problem(session, "bp_diary", "steps.cuff", "Cuff \U0001f600")
    assert problem is not None
    assert "cannot be printed" in problem.words


def test_words_of_a_clinical_kind_are_a_clinical_lead_s_in_every_document(session):
    manager = add_user(session, "manager", Role.MANAGER)
    for name, key, text in (
        ("result_letter", "verdict.on_target", "All is well."),
        ("bp_diary", "urgent.limit", "**Top 200 or more?** Measure again."),
        ("recall_easy", "everyone_999.chest.lines", "Your chest aches."),
        ("call_list", "script.unwell", "Put them on hold."),
    ):
        assert part(session, key, name).clinical
        with pytest.raises(NotPermitted, match="clinical lead"):
            save_template(manager, name, {key: text}, "Because")
    save_template(manager, "call_list", {"script.say": "“Is now a good time?”"}, "Kinder")
    assert part(session, "script.say", "call_list").text == "“Is now a good time?”"


def test_the_audit_keeps_that_words_were_changed(session):
    save_template(session, RECALL, {"letter.closing": "Best wishes"}, "Warmer")
    action, detail = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert action == "template.save"
    assert RECALL in detail
    assert "Best wishes" not in detail
