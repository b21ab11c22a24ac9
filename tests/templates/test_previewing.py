"""What is printed with the practice's own words: previews, and the documents themselves."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from proactive_care.accounts import practice_details, save_details
from proactive_care.documents import STANDARD, BatchPlace, LetterFormat, Sides, letter_pdf
from proactive_care.domain.vocabulary import Framework
from proactive_care.own_words import editable_templates, practice_wording, shipped_words
from proactive_care.patients import HandoutKind, print_handout
from proactive_care.recall import load_settings, preview_batch
from proactive_care.recall.calling import texts_csv
from proactive_care.recall.letters import recall_letter
from proactive_care.templates import (
    group_choices,
    open_template,
    preview_choices,
    preview_template,
    save_template,
    text_problem,
)
from support.templates import RECALL, names, part, text_of


def written(session, due, stream, streams, paper=STANDARD):
    """A letter of a stream as the recall writes it, for somebody in hypertension group 2a."""
    group = replace(due.groups[0], framework=Framework.HYPERTENSION, group="2a")
    letter = recall_letter(
        replace(due, stream=stream, groups=(group,)),
        details=practice_details(session), settings=load_settings(), as_of=session.today(),
        extract_date=session.today(), place=BatchPlace("example", 1, 1), form_code="EXAMPKEE",
        diary_code="", sides=Sides.ONE, wording=streams[RECALL],
        easy_wording=streams["recall_easy"], stream_wordings=streams,
    )  # fmt: skip
    if paper.easy_read:
        over = streams[f"recall_easy_{stream}"]
        letter = replace(letter, letter_format=paper, stream_wording=over)
    return letter


def test_own_paragraphs_are_for_everybody_a_condition_or_a_tier(session):
    own = {
        "own.everybody": "Our car park is closed. Ring {phone} if you need a lift, {salutation}.",
        "own.hypertension": "We have a **new** blood pressure room at {practice}.",
        "own.copd": "Bring your rescue pack.",
        "own.urgent": "We kept a place for you.",
    }
    usual = text_of(preview_template(session, RECALL, own).data)
    assert "if you need a lift, Mx Exampleby." in usual
    assert "We have a new blood pressure room at" in usual
    assert "rescue pack" not in usual
    assert "kept a place" not in usual
    assert "kept a place" in text_of(preview_template(session, RECALL, own, "urgent").data)
    assert "rescue pack" in text_of(preview_template(session, RECALL, own, "longest").data)


def test_a_paragraph_for_a_group_prints_for_that_group_only(session, tmp_path):
    due = preview_batch(session, session.today()).letters
    groups = {group for letter in due for group in letter.groups}
    assert groups == set()  # nothing is worded for a group yet
    choice = next(each for each in group_choices(session) if each.group == "2a")
    words = "We kept a morning for {conditions}. Ring {phone}."
    preview = preview_template(session, RECALL, {choice.key: words}, text=choice.key)
    assert "We kept a morning for your high blood pressure" in text_of(preview.data)
    assert preview.note == "Shown with Hypertension group 2a, so that this text is seen."
    assert "kept a morning" not in text_of(
        preview_template(session, RECALL, {choice.key: words}).data
    )
    own = {each.key: f"For those in {each.group}." for each in group_choices(session)}
    hypertension = {key: text for key, text in own.items() if ".hypertension." in key}
    save_template(session, RECALL, hypertension, "A word for each group")
    opened = open_template(session, RECALL)
    assert part(session, choice.key).label == "High blood pressure, group 2a"
    at = [each.key for each in opened.parts].index(choice.key)
    assert opened.parts[at - 1].key.startswith("own.")  # behind its condition's own paragraph
    letters = preview_batch(session, session.today()).letters
    worded = [letter for letter in letters if letter.groups]
    assert worded
    for letter in worded:
        ((condition, group),) = letter.groups
        text = text_of(letter_pdf(letter, made_at=session.now()))
        assert condition.value == "hypertension"
        assert f"For those in {group}." in text
        assert text.count("For those in") == 1


@pytest.mark.untraced
def test_every_document_is_previewed_for_everybody_in_its_smallest_and_largest_print(session):
    for name in names(session):
        examples, formats = preview_choices(name)
        over_another = name.startswith("recall_") and name not in (RECALL, "recall_easy")
        for example in examples[:3:2] if over_another else examples:
            for each in dict.fromkeys((formats[0], formats[-1])):
                preview = preview_template(session, name, {}, example.key, each)
                assert preview.data.startswith(b"%PDF")
                assert preview.grade <= 6


def test_every_text_can_be_seen_in_the_preview_of_its_document(session):
    """Whatever text is chosen, the preview shows it: the invented patient is changed if need be."""
    unseen = []
    for name in names(session):
        shipped = shipped_words(name)
        usual = text_of(preview_template(session, name, {}).data)
        for key in editable_templates()[name].labels:
            said = shipped.text(key).split("\n")[0].replace("**", "")
            pieces = [piece.strip() for piece in re.split(r"\{\w+\}", said)]
            wanted = max(pieces, key=len).replace("\u00a0", " ")
            if wanted in usual:
                continue
            if wanted not in text_of(preview_template(session, name, {}, text=key).data):
                unseen.append((name, key))
    assert unseen == []


def test_a_practice_without_its_details_can_preview(session):
    save_details(session, replace(practice_details(session), phone="", address=()))
    assert "01632 960 000" in text_of(preview_template(session, RECALL, {}).data)


def test_hard_words_show_in_the_grade(session):
    hard = (
        "Notwithstanding considerable organisational difficulties, attendance is imperative. " * 3
    )
    easy = preview_template(session, RECALL, {}).grade
    assert preview_template(session, RECALL, {"own.everybody": hard}).grade > easy + 1


def test_easy_read_takes_lines_of_the_practice_s_own(session):
    lines = "The **car park** is closed.\nThe bus stops at our door."
    save_template(session, "recall_easy", {"own.everybody.lines": lines}, "The car park")
    data = preview_template(session, "recall_easy", {"own.everybody.lines": lines}).data
    assert "The bus stops at our door." in text_of(data)
    problem = text_problem(session, "recall_easy", "own.everybody.lines", "\n".join("abcdefg"))
    assert problem is not None
    assert "at most 6 lines" in problem.words
    assert (
        practice_wording(session, "recall_easy").texts("own.everybody.lines")[0].startswith("The")
    )


def test_diaries_have_the_practice_s_words_by_themselves_and_with_a_letter(session):
    save_template(session, "bp_diary", {"diary.heading": "My readings at home"}, "Plainer")
    save_template(session, "peak_flow_diary", {"diary.heading": "My puffs"}, "Plainer")
    assert "My readings at home" in text_of(print_handout(session, 2, HandoutKind.BP_DIARY).data)
    large = print_handout(session, 2, HandoutKind.BP_DIARY, LetterFormat(18))
    assert "My readings at home" in text_of(large.data)
    assert "My puffs" in text_of(print_handout(session, 2, HandoutKind.PEAK_FLOW_DIARY).data)
    letters = preview_batch(session, session.today()).letters
    enclosed = next(letter for letter in letters if letter.home_diary)
    assert "My readings at home" in text_of(letter_pdf(enclosed, made_at=session.now()))


def test_letters_to_people_who_are_kept_apart_have_the_practice_s_words_and_no_others(session):
    """What is written for patients, group by group, is not in a letter that a care home opens."""
    choice = next(each for each in group_choices(session) if each.key.endswith("hypertension.2a"))
    own = {"own.everybody": "Our car park is closed.", choice.key: "About your blood pressure."}
    save_template(session, RECALL, own, "For patients")
    home = {"letter.apart": "Our nurse comes on Tuesdays.", "own.everybody": "Ring {practice}."}
    save_template(session, "recall_care_home", home, "Our day")
    save_template(session, "recall_easy_dementia", {"apart.time.lines": "Take your time."}, "Short")
    due = next(each for each in preview_batch(session, session.today()).due)
    streams = {
        name: practice_wording(session, name)
        for name in editable_templates()
        if name.startswith("recall_")
    }
    text = {
        stream: text_of(letter_pdf(written(session, due, stream, streams), made_at=session.now()))
        for stream in ("", "care_home", "housebound", "dementia")
    }
    assert "Our car park is closed." in text[""]
    assert "Our nurse comes on Tuesdays. Ring Harrowmere Surgery." in text["care_home"]
    assert "car park" not in text["care_home"] + text["housebound"]
    for stream in ("care_home", "housebound"):
        assert "About your blood pressure." not in text[stream]
    assert "Our car park is closed." in text["dementia"]
    easy = written(session, due, "dementia", streams, LetterFormat(16, easy_read=True))
    assert "Take your time." in text_of(letter_pdf(easy, made_at=session.now()))
    assert "v1.1-1" in text["housebound"] or "v1.1-2" in text["housebound"]
    # A preview shows what is printed: over the practice's own words, without what is left out.
    usual, dementia, home = (
        text_of(preview_template(session, name, {}).data)
        for name in (RECALL, "recall_dementia", "recall_care_home")
    )
    assert "Our car park is closed." in dementia
    assert ("smok" in usual, "smok" in home) == (True, False)
    assert "30 minutes" in dementia


def test_a_text_message_has_the_practice_s_words_and_says_how_long_it_is(session):
    words = "{practice}: time for your check. Call {phone}, {opening}. " + "We look forward. " * 8
    save_template(session, "text_message", {"message.text": words}, "Warmer")
    preview = text_of(preview_template(session, "text_message", {"message.text": words}).data)
    assert "time for your check. Call 01632 960 100" in preview
    assert "sent as 2 text messages." in preview
    shipped = text_of(preview_template(session, "text_message", {}).data)
    assert "sent as 1 text message." in shipped
    due = preview_batch(session, session.today()).due
    wording = practice_wording(session, "text_message")
    sent = texts_csv(practice_details(session), due, load_settings(), wording).decode("utf-8")
    assert sent.count("time for your check. Call") == len(due)
    problem = text_problem(session, "text_message", "message.text", words + "More. " * 30)
    assert problem is not None
    assert "at most 300" in problem.words


def test_a_changed_text_says_which_translations_do_not_have_it(session):
    assert "Welsh" in open_template(session, RECALL).translations
    assert open_template(session, "recall_easy").translations == ()


def test_handouts_have_the_practice_s_words(session):
    save_template(session, "pre_visit", {"parts.goal": "One small change"}, "Plainer")
    save_template(session, "privacy", {"rights.heading": "What you can ask for"}, "Plainer")
    sheet = print_handout(session, 2, HandoutKind.PRE_VISIT)
    assert "One small change" in text_of(sheet.data)
    assert "What you can ask for" in text_of(print_handout(session, 2, HandoutKind.PRIVACY).data)


def test_a_letter_of_today_is_dated_today(session):
    text = text_of(preview_template(session, RECALL, {}).data)
    assert "14 September 2026" in text
