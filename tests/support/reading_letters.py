"""Invented letters about readings and loans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from proactive_care.accounts import Session
from proactive_care.documents import (
    BatchPlace,
    HomeResult,
    LoanedMonitor,
    LoanLetter,
    LoanMessage,
    ResultLetter,
    ResultMessage,
    Signatory,
    Talk,
)
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import letters_to_print, print_letters
from proactive_care.readings.letter_codec import unpack_letter
from proactive_care.store import reading_letters as store
from support.letters import ALDER, PRACTICE, form_code, page_texts

A_LITTLE_HIGH = HomeResult(
    (142, 84), (135, 85), True, False, False, 24, 6, date(2026, 9, 22), date(2026, 9, 27)
)
SAM = Signatory("Sam Birkett", "practice nurse")
PRIYA = Talk(Role.PHARMACIST, "Priya Lowther", 15)


def a_result(**changes: Any) -> HomeResult:
    """An average whose top number is a little too high."""
    return replace(A_LITTLE_HIGH, **changes)


def a_result_letter(**changes: Any) -> ResultLetter:
    """An ordinary result letter; keyword arguments replace its fields."""
    letter = ResultLetter(
        practice=PRACTICE,
        to=ALDER,
        written_on=date(2026, 9, 29),
        data_of=date(2026, 9, 25),
        signatory=SAM,
        form_code=form_code(5),
        place=BatchPlace("R2026-041", 2, 5),
        message=ResultMessage.A_LITTLE_HIGH,
        result=A_LITTLE_HIGH,
        talk=PRIYA,
        call_by=date(2026, 10, 13),
        from_paper=True,
    )
    return replace(letter, **changes)


def every_result_letter() -> dict[str, ResultLetter]:
    """One letter for each thing that a result letter can tell."""
    on_target = a_result(average=(128, 76), top_over=False)
    high = a_result(average=(156, 97), bottom_over=True)
    return {
        "on target": a_result_letter(
            message=ResultMessage.ON_TARGET, result=on_target, talk=None, call_by=None
        ),
        "on target, our monitor": a_result_letter(
            message=ResultMessage.ON_TARGET,
            result=on_target,
            talk=None,
            call_by=None,
            monitor_due=date(2026, 10, 2),
        ),
        "a little high": a_result_letter(),
        "high": a_result_letter(
            message=ResultMessage.HIGH,
            result=high,
            talk=Talk(Role.PRESCRIBER, "", 15),
            call_by=None,
            from_paper=False,
        ),
        "one very high reading": a_result_letter(
            message=ResultMessage.HIGH,
            result=a_result(average=(128, 76), top_over=False, very_high=True),
            talk=Talk(Role.CLINICAL_LEAD, "Dr Ines Lindqvist", 15),
            call_by=None,
        ),
        "more days": a_result_letter(
            message=ResultMessage.MORE_DAYS, result=None, talk=None, call_by=None
        ),
        "more days, and call": a_result_letter(
            message=ResultMessage.MORE_DAYS,
            result=None,
            talk=Talk(Role.PRESCRIBER, "", 15),
            call_by=None,
        ),
        "by hand": a_result_letter(
            message=ResultMessage.BY_HAND, result=None, talk=Talk(Role.NURSE, "", 10)
        ),
    }


def a_loan_letter(message: LoanMessage = LoanMessage.AGREEMENT, **changes: Any) -> LoanLetter:
    """A letter about a loan that is due in two weeks."""
    back = date(2026, 9, 20) if message is LoanMessage.RETURNED else None
    letter = LoanLetter(
        practice=PRACTICE,
        to=ALDER,
        written_on=date(2026, 9, 1),
        data_of=date(2026, 8, 28),
        signatory=SAM,
        form_code=form_code(6),
        place=BatchPlace("R2026-041", 1, 1),
        message=message,
        monitor=LoanedMonitor(
            "Omron M3 Comfort", "BP-014", "medium", date(2026, 9, 1), date(2026, 9, 15), back
        ),
    )
    return replace(letter, **changes)


def give_address(session: Session, *patients: int) -> None:
    """Write where patients live, so that letters can be posted."""
    lines = {"address_1": "3 Ford Cottages", "address_2": "Harrowmere", "postcode": "HM1 7ZZ"}
    with session.practice.transaction() as db:
        for patient in patients:
            db.table("patient").update(patient, lines)


def print_one(session: Session, target: Path, **changes: Any) -> ResultLetter | LoanLetter:
    """Print what waits, and return the only letter as it was kept."""
    ids = [letter.id for letter in letters_to_print(session)]
    printed = print_letters(session, ids, target, **changes)
    (end,) = store.letters_of_run(session.practice.db, printed.number)
    return unpack_letter(end.content or "")


def printed_text(path: Path) -> str:
    """Return all text of a printed file on one line."""
    return " ".join(" ".join(page_texts(path.read_bytes())).replace("\u00a0", " ").split())
