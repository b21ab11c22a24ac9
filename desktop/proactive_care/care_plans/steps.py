"""What became of a plan: agreed, reviewed, declined, copy given, and taking a mistake back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.accounts import Permission, Session
from proactive_care.care_plans.json_form import from_json
from proactive_care.care_plans.words import PlanWords
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.store import care_plans as store
from proactive_care.store.care_plans import PlanStepRow, PlanVersionRow

TO_PATIENT = "the patient"
_TAKEN_BACK = "taken back"


class PlanStep(StrEnum):
    """What can become of a plan."""

    AGREED = "agreed"
    REVIEWED = "reviewed"
    DECLINED = "declined"
    COPY_GIVEN = "copy given"


@dataclass(frozen=True)
class RecordedStep:
    """A step that stands. ``version`` None: no plan was made (declined)."""

    id: str
    what: PlanStep
    version: int | None
    day: date
    to_whom: str
    note: str
    by: str


def record_step(
    session: Session,
    patient: int,
    what: PlanStep,
    day: date,
    *,
    version: int | None = None,
    to_whom: str = "",
    note: str = "",
) -> str:
    """Write down what became of a plan, and return the row's id; the coding list takes it up.

    ``version`` is needed for everything but DECLINED, ``to_whom`` for COPY_GIVEN: TO_PATIENT, or
    the carer whom that version names, if the patient allows it. Raises InvalidInput, NotFound,
    NotPermitted.
    """
    session.require(Permission.WRITE_CARE_PLANS)
    if day > session.today():
        raise InvalidInput("This day has not come yet.", field="day")
    plan = _plan(session, patient, version)
    if plan is None and what is not PlanStep.DECLINED:
        raise InvalidInput("Say which version of the plan this is about.", field="version")
    if what is PlanStep.COPY_GIVEN:
        _check_copy(plan, to_whom.strip())
    with session.act(
        Permission.WRITE_CARE_PLANS, "care_plan.step", patient=patient, what=what.value
    ) as act:
        row = PlanStepRow(
            **session.born(act.at),
            patient=patient,
            plan=plan.id if plan else None,
            what=what.value,
            to_whom=to_whom.strip(),
            note=note.strip(),
            day=day,
        )
        store.add_step(act.db, row)
    return row.id


def take_back_step(session: Session, patient: int, step: str, reason: str) -> None:
    """Say that a step was a mistake: both rows stay. Raises InvalidInput, NotFound."""
    if len(reason.strip()) < 3:
        raise InvalidInput("Say why this is taken back.", field="reason")
    with session.act(Permission.WRITE_CARE_PLANS, "care_plan.take_back", patient=patient) as act:
        found = [row for row in store.steps_of(act.db, patient) if row.id == step]
        if not found:
            raise NotFound("This was taken back already, or is about somebody else.")
        row = PlanStepRow(
            **session.born(act.at),
            patient=patient,
            plan=found[0].plan,
            what=_TAKEN_BACK,
            to_whom="",
            note=reason.strip(),
            day=session.today(),
            takes_back=step,
        )
        store.add_step(act.db, row)


def plan_steps(session: Session, patient: int) -> tuple[RecordedStep, ...]:
    """Return what became of a patient's plans, newest first."""
    session.require(Permission.VIEW_CLINICAL)
    db = session.practice.db
    numbers = {row.id: row.version for row in store.versions_of(db, patient)}
    return tuple(
        RecordedStep(
            row.id, PlanStep(row.what), numbers[row.plan] if row.plan else None, row.day,
            row.to_whom, row.note, row.by,
        )
        for row in store.steps_of(db, patient)
    )  # fmt: skip


def _plan(session: Session, patient: int, version: int | None) -> PlanVersionRow | None:
    if version is None:
        return None
    for row in store.versions_of(session.practice.db, patient):
        if row.version == version:
            return row
    raise NotFound(f"This patient has no version {version} of a care plan.")


def _check_copy(plan: PlanVersionRow | None, to_whom: str) -> None:
    assert plan is not None
    words = from_json(PlanWords, plan.words)
    if to_whom == TO_PATIENT:
        return
    if not to_whom or to_whom.casefold() != words.carer.strip().casefold():
        raise InvalidInput(
            "A copy goes to the patient, or to the carer whom the plan names.", field="to_whom"
        )
    if words.carer_may_know is not True:
        raise InvalidInput(
            "The patient has not agreed that this carer may have a copy.",
            field="to_whom",
            kept="Nothing was written down.",
            advice="Ask the patient, write the answer in the plan, and print a new version.",
        )
