"""The letters to people who are kept apart: what each says, and what holds for every letter."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest

from proactive_care.documents import (
    Check,
    LetterFormat,
    RecallLetter,
    Sides,
    Visit,
    VisitKind,
    Wording,
    measure_letter,
    shipped_wording,
    usual_checks,
)
from proactive_care.documents.recall.streams import stream_wording
from proactive_care.documents.recall.words import letter_text, recall_wording
from proactive_care.documents.words.readability import flesch_kincaid_grade
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.recall.streams import adjustments_of, letter_streams, streams
from support.letter_pages import above_the_fold, check_pages, check_pointers, window_text
from support.letters import ALDER, PRACTICE, a_letter, large, longest_letter, page_texts, pdf_of

STREAMS = {each.key: each for each in letter_streams()}
EASY = [key for key, each in STREAMS.items() if each.easy_read]
NAMED = {"under_16": "Totheparentorguardianof", "care_home": "Tothehomemanager,for"}
CONDITIONS = re.compile(r"diabet|cholest|fibrill|asthma|copd|high blood|dementia|learning", re.I)


def letter_of(stream: str, **changes: object) -> RecallLetter:
    """The fullest letter of a stream, or with some of it changed."""
    rules = STREAMS[stream]
    conditions = tuple(each for each in Framework if not rules.not_written_for((each,)))
    checks = tuple(each for each in usual_checks(conditions) if each not in rules.without)
    review = Visit(VisitKind.REVIEW, 40, Role.PRESCRIBER, "Priya Lowther-Demoworth", 2)
    tests = Visit(VisitKind.TESTS, 30, Role.HCA, "Jo Fairley")
    visits = (replace(review, weeks_later=0),) if rules.one_visit else (tests, review)
    offers = every_offer()[:4] if stream == "reasonable_adjustment" else ()
    fullest = {"conditions": conditions, "checks": checks, "visits": visits, "invitation": 3,
               "stream": stream, "adjustments": offers}  # fmt: skip
    return a_letter(**(fullest | changes))


def every_offer() -> tuple[str, ...]:
    keys = shipped_wording("recall_reasonable_adjustment.en").keys()
    return tuple(each.removeprefix("adjustments.") for each in keys if "adjustments." in each)


def words_of(stream: str, *, easy: bool = False) -> Wording:
    base = shipped_wording("recall_easy.en") if easy else recall_wording()
    return stream_wording(base, stream, easy_read=easy)


def said(letter: RecallLetter) -> str:
    return " ".join(" ".join(page_texts(pdf_of(letter))).split())


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("points", [12, 18, 24])
def test_every_page_of_every_stream(stream: str, points: int) -> None:
    for sides in Sides:
        letter = letter_of(stream, letter_format=large(points), sides=sides)
        check_pointers(letter, check_pages(letter))


@pytest.mark.parametrize("stream", STREAMS)
def test_the_longest_name_and_address_fit_the_window(stream: str) -> None:
    longest = longest_letter()
    letter = letter_of(stream, to=longest.to, practice=longest.practice, letter_format=large(18))
    shown = window_text(pdf_of(letter))
    assert shown.startswith(NAMED.get(stream, "") + "ProfessorBartholomew")
    assert shown.endswith("HM19ZZ")
    check_pages(letter)


@pytest.mark.parametrize("stream", STREAMS)
def test_one_name_in_the_window_and_nothing_that_others_may_not_read(stream: str) -> None:
    pdf = pdf_of(letter_of(stream))
    name = "MrAlderTestperson3FordCottagesSkellbeckHarrowmereHM17ZZ"
    assert window_text(pdf) == NAMED.get(stream, "") + name
    above = above_the_fold(pdf)
    assert not CONDITIONS.search(above)
    assert not re.search("check|test|adjust|home visit", above.replace("Testperson", ""), re.I)


@pytest.mark.parametrize("stream", STREAMS)
def test_letters_read_at_grade_6_or_below(stream: str) -> None:
    for tier in (None, Tier.URGENT, Tier.HIGH, Tier.DATA_GAP):
        for invitation in (1, 2, 3):
            for offers in ((), every_offer()) if stream == "reasonable_adjustment" else ((),):
                letter = letter_of(stream, tier=tier, invitation=invitation, adjustments=offers)
                text = letter_text(letter, words_of(stream))
                prose = "\n".join(line for line in text.split("\n") if line.endswith("."))
                assert max(map(flesch_kincaid_grade, (text, prose))) <= 6


@pytest.mark.parametrize("stream", STREAMS)
def test_texts_and_their_names_are_those_of_the_usual_letter(stream: str) -> None:
    """A misspelt key would lie over nothing: the usual words would go out."""
    own = {"letter.care_of", "letter.apart", "letter.adjusted", "bring.asthma_plan"}
    usual = set(recall_wording().keys()) | own
    over = shipped_wording(f"recall_{stream}.en")
    keys = over.keys()
    assert not {key for key in keys if not key.startswith("adjustments.")} - usual
    assert words_of(stream).form.startswith("RL2-")
    assert words_of(stream).version == f"{recall_wording().version}-{over.version}"


@pytest.mark.parametrize("stream", EASY)
@pytest.mark.parametrize("points", [16, 24])
def test_easy_read_says_what_the_stream_is_for(stream: str, points: int) -> None:
    form = LetterFormat(points, easy_read=True)
    letter = letter_of(stream, letter_format=form)
    whole = " ".join(check_pages(letter))
    asked = {
        "learning_disability": "bring someone with you",
        "dementia": "come with someone",
        "housebound": "We come to your home",
        "reasonable_adjustment": "what helps you",
    }
    assert asked[stream] in whole
    assert f"Form {words_of(stream).form}-ER" in whole
    usual = set(shipped_wording("recall_easy.en").keys())
    over = shipped_wording(f"recall_easy_{stream}.en")
    keys = over.keys()
    assert {key for key in keys if not key.startswith("apart.")} <= usual
    prose = "\n".join(text for key in keys for text in over.text(key).split("\n"))
    assert flesch_kincaid_grade(prose.replace("**", "")) <= 6


@pytest.mark.parametrize("stream", EASY)
def test_the_first_page_in_easy_read_says_how_to_book(stream: str) -> None:
    for tier in (None, Tier.URGENT, Tier.HIGH, Tier.DATA_GAP):
        form = LetterFormat(16, easy_read=True)
        pair = (Framework.HYPERTENSION, Framework.TYPE_2_DIABETES)
        letter = letter_of(stream, letter_format=form, tier=tier, conditions=pair)
        first = page_texts(pdf_of(letter))[0]
        assert "01632 960 142" in first.replace("\N{NO-BREAK SPACE}", " ")
        if stream == "housebound":
            assert "We come to your home" in " ".join(first.split())


def test_streams_without_easy_read_have_no_words_for_it() -> None:
    for stream in set(STREAMS) - set(EASY):
        with pytest.raises(FileNotFoundError):
            measure_letter(letter_of(stream, letter_format=LetterFormat(16, easy_read=True)))


def test_the_letter_to_a_parent_is_about_the_child() -> None:
    whole = said(letter_of("under_16"))
    assert "Dear parent or guardian of Alder Testperson" in whole
    for words in (
        "your child's asthma",
        "Form RL2-U16",
        "A child of 13 or over",
        "asthma plan",
        "Call 999 if your child:",
        "has blue or grey lips",
        "My child has moved",
    ):
        assert words in whole, words
    for words in (
        "your asthma",
        "if you smoke",
        "chest pain",
        "slurred",
        "tablets",
        "I have moved",
        "talk about what matters to you",
        "We do not need",
    ):
        assert words not in whole, words


def test_the_letter_to_a_care_home_names_no_condition() -> None:
    whole = said(letter_of("care_home", tier=Tier.URGENT))
    assert "Dear manager, this letter is about Alder Testperson" in whole
    assert "Please call us about your resident this week" in whole
    told = whole.split("Do not wait for this check")[0]
    assert not CONDITIONS.search(told), "the red flags alone say what may come"
    for words in (
        "your blood pressure",
        "your feet",
        "Once a year we check",
        "Your last results",
        "I have moved",
        "your medicines, in",
    ):
        assert words not in whole, words


def test_nobody_housebound_is_asked_to_come() -> None:
    for tier in (None, *Tier):
        whole = said(letter_of("housebound", tier=tier, visits=letter_of("dementia").visits))
        assert "We come to you. Please call us to agree a day." in whole
        assert "Before we come" in whole
        assert "Please have ready" in whole
        for words in (
            "Before you come",
            "Please bring",
            "come in with you",
            "fewer trips",
            "help to get here",
        ):
            assert words not in whole, words
    easy = said(letter_of("housebound", letter_format=LetterFormat(16, easy_read=True)))
    for words in ("Bring", "get here", "Before you come", "Please book"):
        assert words not in easy, words


@pytest.mark.parametrize("stream", ["learning_disability", "dementia"])
def test_more_time_and_shorter_sentences(stream: str) -> None:
    letter = letter_of(stream, tier=None, invitation=1)
    text = letter_text(letter, words_of(stream))
    assert "You will have more time." in said(letter)
    assert "dementia" not in text
    assert "disability" not in text
    usual = letter_text(replace(letter, stream=""), recall_wording())
    assert flesch_kincaid_grade(text) < flesch_kincaid_grade(usual)


def test_an_adjustment_is_offered_by_name_or_asked_for() -> None:
    named = said(letter_of("reasonable_adjustment", adjustments=("longer", "quiet", "carer")))
    assert "what helps you: a longer visit, a quiet place and someone there with you." in named
    asked = said(letter_of("reasonable_adjustment", adjustments=()))
    assert "Please tell us what helps: more time" in asked
    assert set(adjustments_of(["1108171000000102", "862731000000105", "1", ""])) <= set(
        every_offer()
    )
    for offer in every_offer():
        assert "Please tell us when you book" in said(
            letter_of("reasonable_adjustment", adjustments=(offer,))
        )


def test_a_practices_own_words_stay_below_those_of_a_stream() -> None:
    changes = {"urgent.closed": "Closed? Ring **111**.", "own.everybody": "Park behind the barn."}
    changed = recall_wording().changed(changes, "1.3")
    for stream in STREAMS:
        whole = said(letter_of(stream, wording=changed, invitation=1))
        assert "Closed? Ring 111." in whole
        speaks_to_the_patient = stream not in ("under_16", "care_home", "housebound")
        assert ("Park behind the barn." in whole) is speaks_to_the_patient
        assert "v1.3-1" in whole


def test_a_stream_without_words_cannot_be_printed() -> None:
    with pytest.raises(FileNotFoundError):
        measure_letter(a_letter(stream="end_of_life"))
    assert [each.key for each in streams() if not each.has_letter] == ["end_of_life"]


@pytest.mark.parametrize("stream", STREAMS)
def test_pairs_of_conditions_stay_on_two_pages(stream: str) -> None:
    """One sheet of paper on both sides, like the usual letter."""
    rules = STREAMS[stream]
    for pair in combinations(Framework, 2):
        conditions = tuple(each for each in pair if not rules.not_written_for((each,)))
        checks = tuple(each for each in usual_checks(conditions) if each not in rules.without)
        if conditions:
            letter = letter_of(
                stream, conditions=conditions, checks=checks, invitation=1, sides=Sides.TWO,
                adjustments=(), practice=replace(PRACTICE, quiet_time=""),
            )  # fmt: skip
            assert measure_letter(letter).pages == 2, pair


def test_two_letters_of_a_stream_share_no_name() -> None:
    other = replace(ALDER, given_name="Rue", family_name="Mockford", title="Ms")
    for stream in STREAMS:
        first, second = letter_of(stream), letter_of(stream, to=other, sequence=18)
        texts = page_texts(pdf_of(first, second))
        pages = measure_letter(first).pages
        assert not any("Rue" in text or "Mockford" in text for text in texts[:pages])
        assert not any("Alder" in text or "Testperson" in text for text in texts[pages:])


def test_checks_that_a_stream_does_not_ask_for_are_known() -> None:
    for stream in STREAMS.values():
        assert all(isinstance(each, Check) for each in stream.without)
