"""Invented care plans, from the emptiest to the longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from proactive_care.documents import (
    ActionStatus,
    Better,
    CarePlanPaper,
    Involved,
    Measured,
    PlanAction,
    PlanGoal,
    PlanMedicine,
    PlanNumber,
    PlanSubject,
)
from proactive_care.papers.handed_out import usual_plan

MADE_AT = datetime(2026, 10, 12, 9, 42, tzinfo=UTC)
NHS_NUMBER = "9990000018"


def trend(*values: tuple[float, ...], last: date = date(2026, 9, 27)) -> tuple[Measured, ...]:
    """Return yearly points that end on ``last``."""
    years = range(last.year - len(values) + 1, last.year + 1)
    return tuple(Measured(last.replace(year=y), v) for y, v in zip(years, values, strict=True))


PRESSURE = PlanNumber(
    "Blood pressure", "at home, 7 days", date(2026, 9, 27), "142/84", "mmHg", "below 135/85",
    "Top is above target. Down since 2025.",
    trend((154, 90), (150, 88), (148, 87), (146, 86), (142, 84)), (135.0, 85.0), Better.AT_MOST,
)  # fmt: skip
SUGAR = PlanNumber(
    "Sugar (HbA1c)", "blood test", date(2026, 9, 28), "61", "mmol/mol", "58 or less",
    "Above target. Same as in 2025.",
    trend((66,), (70,), (64,), (63,), (61,)), (58.0,), Better.AT_MOST,
)  # fmt: skip
LIPIDS = PlanNumber(
    "Cholesterol", "non-HDL", date(2026, 9, 28), "2.4", "mmol/L", "2.6 or less", "On target.",
    trend((4.1,), (3.0,), (2.8,), (2.5,), (2.4,)), (2.6,), Better.AT_MOST,
)  # fmt: skip
WEIGHT = PlanNumber(
    "Weight", "at the surgery", date(2026, 9, 28), "91.2", "kg", "88", "Down since 2025.",
    trend((94,), (95.2,), (93.8,), (92.5,), (91.2,)), (88.0,), Better.AT_MOST, own=True,
)  # fmt: skip
EMPTY_NUMBER = PlanNumber("Asthma score", "Asthma Control Test", None, "", "out of 25", "", "")


def a_plan(**changes: Any) -> CarePlanPaper:
    """Return an ordinary plan; keyword arguments replace its fields."""
    base = usual_plan()
    plan = replace(
        base,
        practice="Hartfell Surgery",
        made_on=date(2026, 10, 12),
        printed="12 Oct 2026, 10:42",
        data_of=date(2026, 10, 9),
        matters=(
            "I want to walk Bracken, my dog, up to the reservoir again. I want to dance at my"
            " granddaughter’s wedding in June. I would rather change one thing at a time."
        ),
        matters_on=date(2026, 10, 12),
        numbers=(PRESSURE, SUGAR, LIPIDS, WEIGHT),
        goals=(
            *base.goals,
            PlanGoal("Sugar 58 or less", (
                PlanAction("Join the food and diabetes course in the village hall.",
                           "Sam Birkett books it", date(2026, 10, 30), ActionStatus.DONE),
            )),
            PlanGoal("Fewer drives to town", (
                PlanAction("Have blood tests at the Skellbeck clinic day.", "Jo Fairley",
                           date(2027, 1, 12)),
            )),
        ),
        medicines=(
            *(base.medicines or ()),
            PlanMedicine("Ramipril 5mg capsules", "One to be taken each day"),
        ),
        people=(
            *base.people, Involved("Priya Lowther", "pharmacist"), Involved("Dr Morag Ellery", "GP")
        ),
        review_on=date(2027, 4, 12),
    )  # fmt: skip
    return replace(plan, **changes)


def emptiest_plan(**changes: Any) -> CarePlanPaper:
    """Return a plan of somebody of whom next to nothing is known."""
    plan = CarePlanPaper(
        practice="Hartfell Surgery",
        phone="01632 960 142",
        subject=PlanSubject("", "", "Mock", None, ""),
        version=1,
        made_on=date(2026, 10, 12),
        printed="12 Oct 2026, 10:42",
        data_of=None,
        data_is_old=True,
        numbers=(EMPTY_NUMBER,),
        medicines=None,
        call_999=("chest pain that does not go away",),
    )
    return replace(plan, **changes)


def longest_plan(**changes: Any) -> CarePlanPaper:
    """Return a plan with too much of everything."""
    base = a_plan()
    many = "I want to see the hills again, with everybody who walked there with me. "
    condition = replace(base.conditions[0], name="Uneven heartbeat (atrial fibrillation, or AF)")
    settings: dict[str, Any] = {
        "practice": "Harrowmere and Upper Skellbeck Valley Medical Partnership",
        "subject": PlanSubject(
            "Professor", "Bartholomew-Maximilian Llŷr", "Featherstonehaugh-Sampleton-Mockford",
            date(1931, 12, 30), NHS_NUMBER, ("01632 960 199", "07700 900 199"),
        ),
        "data_is_old": True,
        "matters": many * 20,
        "strengths": many * 5,
        "worries": many * 6,
        "needs": many * 3,
        "help_me": (many * 2, "Large print, 24 point.", "Interpreter: Welsh.", many),
        "conditions": (condition,) * 11,
        "numbers": (PRESSURE, SUGAR, LIPIDS, WEIGHT, EMPTY_NUMBER) * 2,
        "not_found": ("feet", "eyes", "kidneys (urine test)", "my medicines"),
        "goals": tuple(
            replace(goal, goal=goal.goal * 3, actions=goal.actions * 3) for goal in base.goals * 2
        ),
        "self_care": base.self_care * 5,
        "medicines": tuple(
            replace(m, dosage=f"{m.dosage}, with food, and not with grapefruit juice")
            for m in (base.medicines or ()) * 8
        ),
        "medicine_concern": many,
        "call_999": base.call_999 * 2,
        "same_day": base.same_day * 4,
        "people": base.people * 3,
        "to_raise": many,
        "carer": "Featherstonehaugh-Sampleton",
    }  # fmt: skip
    return replace(base, **(settings | changes))
