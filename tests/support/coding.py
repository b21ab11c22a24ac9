"""Work done here, put straight into a practice, for tests of the coding list."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.store import recall
from proactive_care.store.born import insert
from proactive_care.store.care_plans import PlanStepRow, add_step
from proactive_care.store.readings import SessionRow, WithdrawalRow
from support.practice import NOW


def born(now: datetime = NOW) -> dict[str, Any]:
    """Return what every row says that is born here."""
    return {
        "id": uuid7(now), "entered_at": now.isoformat(timespec="milliseconds"), "by": "lead",
        "role": "nurse", "device": "test",
    }  # fmt: skip


def add_invitation(
    session: Session,
    patient: int,
    on: date,
    frameworks: tuple[str, ...],
    now: datetime = NOW,
    *,
    way: str = "letter",
    code: str = "",
) -> str:
    """Add a batch of one invitation; return the invitation's id."""
    row = born(now)
    code = code or row["id"][-8:].upper()
    invitation = recall.NewInvitation(
        row["id"], 1, patient, 1, "Standard", frameworks, "high", code, "", 1, 2, way
    )
    with session.practice.transaction() as db:
        batch = recall.NewBatch(
            uuid7(now), recall.next_batch_number(db, on.year), on, row["entered_at"], "lead",
            "nurse", "test", {}, (invitation,),
        )  # fmt: skip
        recall.insert_batch(db, batch)
    return str(row["id"])


def add_contact(
    session: Session,
    patient: int,
    kind: str,
    on: date,
    *,
    corrects: str | None = None,
    now: datetime = NOW,
) -> str:
    """Add a contact; return its id."""
    row = {**born(now), "patient": patient, "kind": kind, "taken_on": on.toordinal()}
    with session.practice.transaction() as db:
        db["contact"].insert({**row, "corrects": corrects})
    return str(row["id"])


def add_plan_step(
    session: Session,
    patient: int,
    what: str,
    on: date,
    *,
    takes_back: str | None = None,
    now: datetime = NOW,
) -> str:
    """Add what became of a plan; return the row's id."""
    row = PlanStepRow(
        patient=patient, plan=None, what=what, to_whom="", note="", day=on, takes_back=takes_back,
        **born(now),
    )  # fmt: skip
    with session.practice.transaction() as db:
        add_step(db, row)
    return row.id


def add_diary(
    session: Session,
    patient: int,
    last: date,
    systolic: float,
    diastolic: float,
    *,
    status: str = "valid",
    now: datetime = NOW,
) -> str:
    """Add a home diary without its single readings; return the session's id."""
    row = SessionRow(
        patient=patient, kind="bp diary", channel="paper", setting="home", first_day=last,
        last_day=last, taken_by="patient", form_code=None, tray_form=None, inbox_item=None,
        note="", status=status, days=7, pairs_used=24, systolic=systolic, diastolic=diastolic,
        band="green", reasons=(), symptoms=(), age=60, af=False, fingerprint=uuid7(now),
        alert=None, corrects=None, **born(now),
    )  # fmt: skip
    with session.practice.transaction() as db:
        insert(db, "reading_session", row)
    return row.id


def withdraw(session: Session, reading_session: str) -> None:
    """Say that a reading session does not count."""
    row = WithdrawalRow(session=reading_session, replaced_by=None, reason="wrong patient", **born())
    with session.practice.transaction() as db:
        db["session_withdrawal"].insert(asdict(row))
