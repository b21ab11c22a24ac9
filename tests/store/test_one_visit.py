"""What a combined visit rests on, as it is stored."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.store import one_visit as store
from support.coding import add_contact
from support.rows import add_event, add_import, add_patient, add_run

AS_OF = date(2026, 9, 14)
WREN = 1


@pytest.fixture
def practice(session: Session) -> Session:
    add_import(session)
    add_patient(session, WREN, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    return session


def test_the_newest_believable_result_of_each_concept(practice: Session) -> None:
    add_event(practice, WREN, "hba1c", date(2026, 1, 5), 61)
    add_event(practice, WREN, "hba1c", date(2026, 3, 5), 64, line=2)
    add_event(practice, WREN, "hba1c", date(2026, 5, 5), 640, line=3)
    add_event(practice, WREN, "hba1c", date(2026, 6, 5), None, line=4)
    add_event(practice, WREN, "hba1c", date(2026, 12, 5), 50, line=5)
    add_event(practice, WREN, "asthma_review", date(2025, 2, 1), None, line=6)
    found = store.newest_results(
        practice.practice.db, WREN, ("hba1c", "asthma_review", "egfr"), AS_OF
    )
    assert found == {"hba1c": date(2026, 3, 5), "asthma_review": date(2025, 2, 1)}


def test_the_newest_review_here_that_still_stands(practice: Session) -> None:
    db, kinds = practice.practice.db, ("review", "attended")
    assert store.newest_review_here(db, WREN, kinds, AS_OF) is None
    first = add_contact(practice, WREN, "review", date(2026, 5, 1))
    add_contact(practice, WREN, "phone", date(2026, 8, 1))
    add_contact(practice, WREN, "attended", date(2026, 4, 1))
    add_contact(practice, WREN, "review", date(2027, 1, 1))
    assert store.newest_review_here(db, WREN, kinds, AS_OF) == date(2026, 5, 1)
    add_contact(practice, WREN, "taken back", date(2026, 5, 2), corrects=first)
    assert store.newest_review_here(db, WREN, kinds, AS_OF) == date(2026, 4, 1)


def test_the_first_day_of_an_unbroken_run_in_one_group(practice: Session) -> None:
    db = practice.practice.db
    assert store.in_group_since(db, WREN, "hypertension") is None
    for day, group in ((1, "2a"), (2, "3b"), (3, "2a"), (4, "2a")):
        add_run(practice, "hypertension", {WREN: (group, "high")}, as_of=date(2026, 9, day))
    add_run(practice, "asthma", {WREN: ("2", "medium")}, as_of=date(2026, 9, 5))
    assert store.in_group_since(db, WREN, "hypertension") == date(2026, 9, 3)
    add_run(practice, "hypertension", {WREN: ("", "")}, as_of=date(2026, 9, 6))
    assert store.in_group_since(db, WREN, "hypertension") is None
