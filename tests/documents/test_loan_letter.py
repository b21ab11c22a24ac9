"""Letters about a monitor on loan: agreement, reminder, receipt."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.documents import LetterFormat, LoanMessage, reading_letter_pdf
from proactive_care.documents.letters.loan_letter import loan_text, loan_wording
from proactive_care.documents.words.readability import flesch_kincaid_grade
from support.letters import MADE_AT, page_texts
from support.reading_letters import a_loan_letter


def said(letter) -> str:
    pages = page_texts(reading_letter_pdf(letter, made_at=MADE_AT))
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


@pytest.mark.parametrize("message", LoanMessage)
@pytest.mark.parametrize("points", [12, 18, 24])
def test_each_letter_names_the_monitor_and_reads_easily(message: LoanMessage, points: int) -> None:
    letter = a_loan_letter(message, letter_format=LetterFormat(points))
    text = said(letter)
    for words in ("Omron M3 Comfort", "BP-014", "medium cuff", "1 September 2026"):
        assert words in text
    for line in loan_text(letter, loan_wording()).replace("\u00a0", " ").split("\n"):
        assert line in text
    assert flesch_kincaid_grade(loan_text(letter, loan_wording())) <= 6


def test_the_agreement_is_signed() -> None:
    text = said(a_loan_letter())
    assert "Please bring it back by: 15 September 2026" in text
    assert "I have read this." in text
    assert "Sign here" in text


def test_the_reminder_says_since_when_it_is_due() -> None:
    late = a_loan_letter(LoanMessage.REMINDER, written_on=date(2026, 9, 29))
    assert "It was due back on: 15 September 2026" in said(late)
    early = a_loan_letter(LoanMessage.REMINDER, written_on=date(2026, 9, 15))
    assert "Please bring it back by: 15 September 2026" in said(early)
    assert "Sign here" not in said(late)


def test_the_receipt_says_when_it_came_back() -> None:
    text = said(a_loan_letter(LoanMessage.RETURNED))
    assert "Brought back on: 20 September 2026" in text
    assert "due back" not in text
