"""Plans in another language: what is signed off, what a person chose, what a version keeps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from proactive_care import care_plans
from proactive_care.accounts import Session
from proactive_care.care_plans.choice import choose_paper
from proactive_care.care_plans.preview import requirements
from proactive_care.care_plans.words import PlanWords
from proactive_care.documents import STANDARD, TRANSLATIONS, CanPrint, Involved, LetterFormat
from proactive_care.domain.errors import KnownError
from proactive_care.recall import sign_off_language, withdraw_language
from support.letters import page_texts
from support.plan_practice import ALDER, AS_OF, EMPTY, make_plan_practice

WHO = "Anna Mockford, interpreter"
ALL = CanPrint(frozenset({"en", "pl", "ur"}), easy_read=True, translated=True)


@pytest.fixture
def session(tmp_path) -> Session:
    return make_plan_practice(tmp_path / "practice")


def words_for(session, language, patient=ALDER, **changes):
    words = care_plans.open_plan(session, patient, AS_OF).words
    return replace(words, language=language, **changes)


def preview(session, recorded, patient=ALDER, **choices):
    words = words_for(session, recorded, patient)
    return care_plans.preview_plan(session, patient, words, AS_OF, **choices)


def said(data):
    return " ".join(" ".join(page_texts(data)).split())


def test_a_language_that_is_not_signed_off_is_shown_as_a_draft_and_not_printed(session):
    shown = preview(session, "Polish")
    assert shown.cannot_print == "needs Polish: no wording in it has been signed off"
    assert shown.choice.draft
    assert "DRAFT, not checked" in said(shown.pdf().data)
    assert "Mój plan opieki" in said(shown.pdf().data)
    with pytest.raises(KnownError, match="signed off"):
        care_plans.print_plan(session, shown)
    assert care_plans.plan_versions(session, ALDER) == ()


def test_a_signed_off_language_is_printed_by_itself_and_kept_for_good(session):
    sign_off_language(session, "pl", WHO)
    shown = preview(session, "Polish")
    assert shown.cannot_print == ""
    assert shown.paper.letter_format == LetterFormat(18)  # large print, as recorded
    assert "The fixed parts are in Polish" in " ".join(shown.notes)
    made = care_plans.print_plan(session, shown)
    text = said(made.data)
    for words in ("Mój plan opieki", "Cel: poniżej 140/90", "Górne jest powyżej celu.",
                  "Wysokie ciśnienie krwi", "Cukrzyca typu 2", "Tego samego dnia zadzwonić (",
                  "Ramipril 5mg capsules", "Dr P Lindqvist", "lekarz rodzinny (GP)",
                  "Potrzebuję: duży druk.", "Mówię w języku: Polski."):  # fmt: skip
        assert words in text, words
    assert "DRAFT" not in text
    (version,) = care_plans.plan_versions(session, ALDER)
    assert version.format == "Large, 18 point, Polish"
    assert "Moje zdrowie w skrócie" in said(care_plans.print_summary(session, ALDER, 1).data)
    withdraw_language(session, "pl", "A word was wrong")
    assert care_plans.reprint_plan(session, ALDER, 1).data == made.data
    with pytest.raises(KnownError, match="Polish is not signed off"):
        care_plans.print_summary(session, ALDER, 1)


def test_a_sign_off_that_is_withdrawn_before_printing_counts(session):
    sign_off_language(session, "pl", WHO)
    shown = preview(session, "Polish")
    withdraw_language(session, "pl", "A word was wrong")
    with pytest.raises(KnownError, match="Polish is not signed off"):
        care_plans.print_plan(session, shown)
    assert care_plans.plan_versions(session, ALDER) == ()


def test_english_instead_is_a_persons_choice_and_is_kept(session):
    shown = preview(session, "Somali")
    assert shown.cannot_print == "needs Somali: there is no wording in it"
    assert shown.paper.language == "en"
    formatted = preview(session, "Somali", print_as=STANDARD)
    assert formatted.cannot_print  # a format is no choice of a language
    chosen = preview(session, "Somali", language="en")
    assert chosen.cannot_print == ""
    care_plans.print_plan(session, chosen)
    (version,) = care_plans.plan_versions(session, ALDER)
    assert version.format == "Large, 18 point, English by choice"
    rows = session.practice.db.query(
        "SELECT detail FROM audit WHERE action = 'care_plan.print' ORDER BY id DESC LIMIT 1"
    )
    detail = json.loads(next(iter(rows))["detail"])
    assert (detail["language"], detail["language_chosen"]) == ("en", True)


def test_an_english_plan_is_not_a_choice_against_the_record(session):
    for recorded in ("", "English", "en"):
        shown = preview(session, recorded)
        assert (shown.choice.against_record, shown.choice.label) == (False, "Large, 18 point")


def test_the_screen_stays_english_whatever_is_printed(session):
    shown = preview(session, "Urdu")
    assert shown.numbers[0].name == "Blood pressure"
    assert shown.paper.numbers[0].name == "بلڈ پریشر"
    assert [n.value for n in shown.numbers] == [n.value for n in shown.paper.numbers]
    assert all("Blood pressure" in clash.about for clash in shown.clashes[:1])


def test_a_plan_of_the_record_can_be_set_in_every_language(session):
    for language in TRANSLATIONS:
        shown = preview(session, language.name)
        assert shown.paper.language == language.code
        assert shown.pdf().pages >= 2
    assert preview(session, "Urdu", EMPTY).pdf().pages >= 2


def test_easy_read_is_never_in_another_language():
    words = PlanWords(language="Polish", format_need="Easy read")
    found = choose_paper(words, ALL, None, None)
    assert "exists in English only" in found.cannot_print
    assert not found.letter_format.easy_read
    english = choose_paper(words, ALL, None, "en")
    assert (english.cannot_print, english.letter_format.easy_read) == ("", True)
    assert english.label == "Easy read, English by choice"
    large = choose_paper(words, ALL, LetterFormat(18), None)
    assert (large.cannot_print, large.language, large.draft) == ("", "pl", False)
    wanted = choose_paper(words, ALL, LetterFormat(16, easy_read=True), "pl")
    assert "exists in English only" in wanted.cannot_print


def test_a_chosen_language_must_be_signed_off():
    found = choose_paper(PlanWords(), ALL, None, "cy")
    assert (found.draft, found.against_record) == (True, True)
    assert found.cannot_print == "needs Welsh: no wording in it has been signed off"


def test_needs_that_are_understood_are_told_in_the_language():
    words = PlanWords(
        help_me="Please face me.", format_need="Large print 24pt", language="Main language Urdu",
        interpreter=True, carer="Hazel", carer_may_know=True,
    )  # fmt: skip
    told = requirements(words, "pl")
    assert told == (
        "Please face me.", "Potrzebuję: duży druk (24).", "Mówię w języku: اردو.",
        "Potrzebuję tłumacza.", "Ten plan może zobaczyć: Hazel.",
    )  # fmt: skip
    unknown = replace(words, format_need="Yellow paper", language="Somali", carer_may_know=None)
    assert requirements(unknown, "pl")[1:] == (
        "Potrzebuję: Yellow paper.", "Mówię w języku: Somali.", "Potrzebuję tłumacza.",
        "Pomaga mi: Hazel.",
    )  # fmt: skip
    large = replace(words, format_need="Large print")
    assert "Potrzebuję: duży druk." in requirements(large, "pl")
    assert "I need: Large print 24pt." in requirements(words)


def test_what_people_are_is_translated_only_as_the_plan_wrote_it(session):
    people = (Involved("Sam", "nurse, main contact"), Involved("Hazel", "my wife"))
    words = words_for(session, "Polish", people=people)
    paper = care_plans.preview_plan(session, ALDER, words, AS_OF).paper
    assert [each.part for each in paper.people] == [
        "pielęgniarka lub pielęgniarz, główny kontakt", "my wife",
    ]  # fmt: skip
