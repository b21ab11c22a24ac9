"""Letters about loans: agreement, reminder, receipt; and what was printed is kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.documents import LoanLetter
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.readings import (
    add_monitor,
    end_letter,
    give_monitor,
    lend_monitor,
    letters_to_print,
    note_monitor,
    receipt_by_letter,
    remind_by_letter,
    remind_overdue,
)
from proactive_care.readings.letter_codec import pack_letter, unpack_letter
from support.practice import NOW, Clock
from support.reading_letters import (
    a_loan_letter,
    every_result_letter,
    give_address,
    print_one,
    printed_text,
)
from support.readings import BRAM, WREN

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def _posted(session: Session) -> None:
    give_address(session, WREN, BRAM)


def test_lending_queues_the_agreement(session: Session, tmp_path: Path) -> None:
    add_monitor(session, "M-1", "Omron M3", "large")
    lend_monitor(session, "M-1", WREN, TODAY + timedelta(14))
    (waiting,) = letters_to_print(session)
    assert (waiting.kind, waiting.about) == ("loan agreement", "")
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, LoanLetter)
    assert (letter.monitor.asset, letter.monitor.cuff) == ("M-1", "large")
    assert letter.monitor.due == TODAY + timedelta(14)


def test_a_reminder_waits_once_and_counts_when_printed(session: Session, tmp_path: Path) -> None:
    add_monitor(session, "M-1", "Omron M3", "medium")
    with pytest.raises(InvalidInput, match="cannot be reminded"):
        remind_by_letter(session, "M-1")
    lend_monitor(session, "M-1", WREN, TODAY)
    print_one(session, tmp_path / "agreement.pdf")
    assert isinstance(session.clock, Clock)
    session.clock.now = NOW + timedelta(5)
    assert remind_overdue(session) == 1
    assert remind_overdue(session) == 0  # it waits already
    with pytest.raises(InvalidInput, match="waits to be printed already"):
        remind_by_letter(session, "M-1")
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, LoanLetter)
    assert "It was due back on: 14 September 2026" in printed_text(tmp_path / "a.pdf")
    with pytest.raises(InvalidInput, match="short time ago"):
        remind_by_letter(session, "M-1")
    session.clock.now = NOW + timedelta(19)
    remind_by_letter(session, "M-1")
    note_monitor(session, "M-1", "returned")
    print_one(session, tmp_path / "b.pdf")  # too late to be noted as a reminder, and harmless
    with pytest.raises(NotFound):
        remind_by_letter(session, "M-9")


def test_a_receipt_for_each_return(session: Session, tmp_path: Path) -> None:
    add_monitor(session, "M-1", "Omron M3", "medium")
    for borrower in (WREN, BRAM):
        lend_monitor(session, "M-1", borrower, TODAY + timedelta(14))
        with pytest.raises(InvalidInput):
            receipt_by_letter(session, "M-1")  # nothing has come back from this loan
        note_monitor(session, "M-1", "returned")
        for waiting in letters_to_print(session):
            end_letter(session, waiting.id, "not needed", "signed at the desk")
        receipt_by_letter(session, "M-1")
        letter = print_one(session, tmp_path / f"{borrower}.pdf")
        assert isinstance(letter, LoanLetter)
        assert letter.monitor.returned_on == TODAY
        with pytest.raises(InvalidInput, match="made already"):
            receipt_by_letter(session, "M-1")
        note_monitor(session, "M-1", "cleaned")


def test_no_receipt_for_what_was_given(session: Session) -> None:
    add_monitor(session, "M-1", "Omron M3", "medium")
    give_monitor(session, "M-1", WREN)
    note_monitor(session, "M-1", "returned")
    with pytest.raises(InvalidInput, match="receipt"):
        receipt_by_letter(session, "M-1")


@pytest.mark.parametrize("name", every_result_letter())
def test_what_was_printed_is_kept_word_for_word(name: str) -> None:
    letter = every_result_letter()[name]
    assert unpack_letter(pack_letter(letter)) == letter


def test_loan_letters_are_kept_too() -> None:
    letter = a_loan_letter()
    assert unpack_letter(pack_letter(letter)) == letter
