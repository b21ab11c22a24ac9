"""The result letter: what it says for each result, on paper, in every size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care.documents import (
    Addressee,
    LetterFormat,
    MissingGlyph,
    ResultMessage,
    Sides,
    UnusableAddress,
    reading_letter_pdf,
    write_reading_letters_pdf,
)
from proactive_care.documents.letters.result_panel import TargetBar
from proactive_care.documents.letters.result_words import result_text, result_wording, span
from proactive_care.documents.paper.scale import scale_for
from proactive_care.documents.words.readability import flesch_kincaid_grade
from proactive_care.domain.errors import InvalidInput
from support.letters import LONGEST, MADE_AT, page_texts
from support.reading_letters import a_result, a_result_letter, every_result_letter

EVERY = every_result_letter()


def said(letter) -> str:
    """The whole text of the printed letter on one line."""
    pages = page_texts(reading_letter_pdf(letter, made_at=MADE_AT))
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", EVERY)
def test_each_letter_is_one_page_of_standard_print_at_grade_6_or_below(name: str) -> None:
    letter = EVERY[name]
    assert len(page_texts(reading_letter_pdf(letter, made_at=MADE_AT))) == 1
    assert flesch_kincaid_grade(result_text(letter, result_wording())) <= 6


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("points", [16, 18, 20, 24])
def test_large_print_says_the_same(name: str, points: int) -> None:
    letter = replace(EVERY[name], letter_format=LetterFormat(points))
    text = said(letter)
    assert f"RS1-L{points} v1" in text
    for line in result_text(letter, result_wording()).replace("\u00a0", " ").split("\n"):
        assert line in text


@pytest.mark.parametrize("name", EVERY)
def test_every_letter_says_when_not_to_wait_and_never_alarms(name: str) -> None:
    text = said(EVERY[name])
    for words in ("chest pain", "999", "180 or more (top)", "120 or more (bottom)", "111"):
        assert words in text
    assert "Yours sincerely, Sam Birkett, practice nurse" in text
    assert "NHS" not in text


def test_the_letter_tells_average_target_and_what_happens_next() -> None:
    text = said(a_result_letter())
    assert "Thank you for your diary. We used 24 readings from 6 days, 22 to 27 September" in text
    for words in ("142/84", "below 135/85", "you 142", "below 135", "you 84", "below 85"):
        assert words in text
    assert "Your bottom number is on target. Your top number is a little too high." in text
    assert "Call 01632 960 142 by 13 October 2026. Ask to talk to Priya Lowther" in text
    assert "Letter 002 of 005" in text
    assert "Batch R2026-041" in text


@pytest.mark.parametrize(
    ("name", "words", "unsaid"),
    [
        ("on target", ["Both your numbers are on target.", "next check"], ["monitor", "Ask to"]),
        ("on target, our monitor", ["bring our monitor back by 2 October 2026"], ["too high"]),
        (
            "high",
            [
                "Both your numbers are too high.",
                "as soon as you get this letter",
                "our clinician this week",
                "Thank you for your readings.",
            ],
            ["a little", "not an emergency"],
        ),
        (
            "one very high reading",
            ["Your average is on target. At least one of your readings was very high."],
            ["Well done"],
        ),
        (
            "more days",
            ["We need a few more readings", "not yet enough readings", "7 days in a row"],
            ["Your average is", "Your target", "as soon as"],
        ),
        (
            "more days, and call",
            [
                "At least one of your readings was very high",
                "as soon as you get this letter",
                "7 days in a row",
            ],
            ["142/84"],
        ),
        ("by hand", ["check your blood pressure by hand", "It takes 10 minutes"], ["Your average"]),
    ],
)
def test_what_each_letter_says(name: str, words: list[str], unsaid: list[str]) -> None:
    text = said(EVERY[name])
    assert [w for w in words if w not in text] == []
    assert [w for w in unsaid if w in text] == []


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ((True, True), "Both your numbers are a little too high."),
        ((True, False), "Your top number is a little too high."),
        ((False, True), "Your bottom number is a little too high."),
    ],
)
def test_which_number_is_too_high(over: tuple[bool, bool], words: str) -> None:
    result = a_result(average=(140, 90), top_over=over[0], bottom_over=over[1])
    assert words in said(a_result_letter(result=result))


def test_rounding_is_explained_where_it_would_contradict() -> None:
    exact = a_result(average=(135, 80), top_over=False)
    letter = a_result_letter(message=ResultMessage.ON_TARGET, result=exact, talk=None)
    assert "just below the target" in said(letter)
    low = a_result(average=(120, 85), top_over=False)
    assert "just below the target" in said(replace(letter, result=low))
    assert "just below" not in said(a_result_letter())


def test_an_average_that_does_not_count_is_never_told() -> None:
    for message in ResultMessage:
        letter = a_result_letter(message=message)
        wrong = replace(letter, result=None) if message.has_average else letter
        with pytest.raises(InvalidInput):
            reading_letter_pdf(wrong, made_at=MADE_AT)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 9, 22), date(2026, 9, 27), "22 to 27 September 2026"),
        (date(2026, 8, 30), date(2026, 9, 2), "30 August to 2 September 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
        (date(2026, 9, 2), date(2026, 9, 2), "2 September 2026"),
    ],
)
def test_spans_of_days(first: date, last: date, words: str) -> None:
    assert span(first, last, result_wording()) == words


@pytest.mark.parametrize(("value", "at"), [(135, 50), (175, 100), (95, 0), (300, 100), (60, 0)])
def test_the_mark_stands_where_the_number_is(value: int, at: float) -> None:
    bar = TargetBar(value, 135, 40, "you", "below", scale_for(12).body, 100)
    assert bar.place(value) == at


def test_what_cannot_be_printed_is_refused_before_printing() -> None:
    nowhere = Addressee("Mr", "Alder", "Testperson", (), "")
    with pytest.raises(UnusableAddress):
        reading_letter_pdf(a_result_letter(to=nowhere), made_at=MADE_AT)
    odd = Addressee("Mr", "Alder \u13a0", "Testperson", ("3 Ford Cottages",), "HM1 7ZZ")
    with pytest.raises(MissingGlyph):
        reading_letter_pdf(a_result_letter(to=odd), made_at=MADE_AT)


def test_several_letters_are_one_file_and_each_starts_a_sheet(tmp_path: Path) -> None:
    large = a_result_letter(letter_format=LetterFormat(24), to=LONGEST, sides=Sides.TWO)
    letters = [replace(EVERY["on target"], sides=Sides.TWO), large]
    told: list[int] = []
    target = tmp_path / "letters.pdf"
    printed = write_reading_letters_pdf(
        target, letters, made_at=MADE_AT, progress=lambda done, total, what: told.append(done)
    )
    assert told == [1, 2]
    assert [letter.first_page for letter in printed.letters] == [1, 3]
    assert [letter.blank for letter in printed.letters] == [1, 0]
    assert (printed.pages, printed.sheets) == (6, 3)
    assert len(page_texts(target.read_bytes())) == 6
    again = tmp_path / "again.pdf"
    write_reading_letters_pdf(again, letters, made_at=MADE_AT)
    assert again.read_bytes() == target.read_bytes()
