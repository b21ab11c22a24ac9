"""Monitors on loan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.readings import (
    add_monitor,
    give_monitor,
    lend_monitor,
    monitors,
    note_monitor,
    overdue_loans,
)
from support.practice import NOW, Clock
from support.readings import BRAM, HETTIE, WREN

TODAY = date(2026, 9, 14)
DUE = date(2026, 9, 28)


@pytest.fixture(autouse=True)
def _register(session: Session) -> None:
    add_monitor(
        session,
        "M-01",
        "Omron M3",
        "medium",
        validated="BIHS",
        calibration_due=date(2027, 3, 1),
    )


def state(session: Session, asset: str = "M-01") -> str:
    (found,) = [m.state for m in monitors(session) if m.asset == asset]
    return found


def test_a_loan_from_lending_to_the_next_one(session: Session) -> None:
    lend_monitor(session, "M-01", WREN, DUE)
    (monitor,) = monitors(session)
    assert (monitor.state, monitor.name, monitor.due) == ("lent", "Wren Testperson", DUE)
    assert overdue_loans(session) == ()
    assert isinstance(session.clock, Clock)
    session.clock.now = NOW + timedelta(days=15)
    assert [m.asset for m in overdue_loans(session)] == ["M-01"]
    note_monitor(session, "M-01", "reminded")
    assert monitors(session)[0].reminded_on == date(2026, 9, 29)
    note_monitor(session, "M-01", "returned")
    with pytest.raises(InvalidInput, match="not cleaned"):
        lend_monitor(session, "M-01", BRAM, date(2026, 10, 10))
    note_monitor(session, "M-01", "cleaned", note="wiped")
    lend_monitor(session, "M-01", BRAM, date(2026, 10, 10))
    assert monitors(session)[0].patient_id == BRAM


def test_lost_found_given_retired(session: Session) -> None:
    lend_monitor(session, "M-01", WREN, DUE)
    note_monitor(session, "M-01", "lost")
    assert (state(session), monitors(session)[0].patient_id) == ("lost", WREN)
    note_monitor(session, "M-01", "found")
    note_monitor(session, "M-01", "cleaned")
    give_monitor(session, "M-01", BRAM)
    assert state(session) == "given"
    note_monitor(session, "M-01", "returned")
    note_monitor(session, "M-01", "retired")
    with pytest.raises(InvalidInput, match="is retired: it cannot be cleaned"):
        note_monitor(session, "M-01", "cleaned")


def test_calibration(session: Session) -> None:
    add_monitor(session, "M-02", "A&D UA-611", "large", calibration_due=TODAY - timedelta(1))
    with pytest.raises(InvalidInput, match="overdue for calibration"):
        lend_monitor(session, "M-02", WREN, DUE)
    with pytest.raises(InvalidInput) as refused:
        note_monitor(session, "M-02", "calibrated")
    assert refused.value.field == "due"
    note_monitor(session, "M-02", "calibrated", due=date(2028, 1, 1))
    lend_monitor(session, "M-02", WREN, DUE)
    assert state(session, "M-02") == "lent"


def test_somebody_who_owns_their_own(session: Session) -> None:
    add_monitor(session, "own-1", "Withings BPM", "medium", owner=WREN)
    own = monitors(session)[1]
    assert (own.owned, own.name, own.state, own.calibration_due) == (
        True,
        "Wren Testperson",
        "given",
        None,
    )
    with pytest.raises(InvalidInput, match="belongs to a patient"):
        note_monitor(session, "own-1", "returned")


def test_what_cannot_be(session: Session) -> None:
    for asset, model, cuff, field in (
        (" ", "Omron", "medium", "asset"),
        ("M-09", "", "medium", "model"),
        ("M-09", "Omron", "huge", "cuff"),
        ("M-01", "Omron", "medium", "asset"),
    ):
        with pytest.raises(InvalidInput) as refused:
            add_monitor(session, asset, model, cuff)
        assert refused.value.field == field
    with pytest.raises(InvalidInput, match="past"):
        lend_monitor(session, "M-01", WREN, TODAY - timedelta(1))
    with pytest.raises(InvalidInput, match="died"):
        lend_monitor(session, "M-01", HETTIE, DUE)
    with pytest.raises(NotFound):
        lend_monitor(session, "M-99", WREN, DUE)
    lend_monitor(session, "M-01", WREN, DUE)
    with pytest.raises(InvalidInput, match="is lent: it cannot be lent"):
        lend_monitor(session, "M-01", BRAM, DUE)
