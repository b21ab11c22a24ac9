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
    PlanCondition,
    PlanGoal,
    PlanMedicine,
    PlanNumber,
    PlanSubject,
)

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
    plan = CarePlanPaper(
        practice="Hartfell Surgery",
        phone="01632 960 142",
        subject=PlanSubject(
            "Mr", "Alder", "Testperson", date(1958, 3, 14), NHS_NUMBER, ("07700 900 123",)
        ),
        version=3,
        made_on=date(2026, 10, 12),
        printed="12 Oct 2026, 10:42",
        data_of=date(2026, 10, 9),
        data_is_old=False,
        matters=(
            "I want to walk Bracken, my dog, up to the reservoir again. I want to dance at my"
            " granddaughter’s wedding in June. I would rather change one thing at a time."
        ),
        matters_on=date(2026, 10, 12),
        strengths="I take my tablets. I gave up smoking in 2021. Hazel and I cook at home.",
        worries="Ending up on insulin, like my dad. Driving to town in winter.",
        help_me=("I wear hearing aids. Please face me.", "Hazel, my wife, may see this plan."),
        conditions=(
            PlanCondition(
                "High blood pressure", "2014",
                "Blood pushes too hard on my blood vessels. I cannot feel it, so I measure it."
                " Keeping it down protects my heart and brain.",
            ),
            PlanCondition(
                "Type 2 diabetes", "2019",
                "There is too much sugar in my blood. Over time it can harm my eyes, kidneys, feet"
                " and heart. Food, walking and tablets help.",
            ),
        ),
        numbers=(PRESSURE, SUGAR, LIPIDS, WEIGHT),
        also_checked=("kidneys (blood test)", "eyes"),
        not_found=("feet",),
        goals=(
            PlanGoal("Walk to the reservoir", (
                PlanAction("Walk 15 minutes a day. Add 5 minutes each week.", "Me, with Hazel",
                           date(2026, 12, 14), ActionStatus.STARTED),
            )),
            PlanGoal("Blood pressure below 135/85", (
                PlanAction("Talk about my tablets. Then measure for 7 days again.",
                           "Priya Lowther, then me", date(2026, 11, 9)),
            )),
            PlanGoal("Sugar 58 or less", (
                PlanAction("Join the food and diabetes course in the village hall.",
                           "Sam Birkett books it", date(2026, 10, 30), ActionStatus.DONE),
            )),
            PlanGoal("Fewer drives to town", (
                PlanAction("Have blood tests at the Skellbeck clinic day.", "Jo Fairley",
                           date(2027, 1, 12)),
            )),
        ),
        self_care=(
            "Measure my blood pressure at home for 7 days when the surgery asks.",
            "Look at my feet every day. Never go barefoot.",
            "Keep to less than 6 g of salt a day.",
            "Go to my eye check when I am asked.",
        ),
        medicines=(
            PlanMedicine("Amlodipine 10mg tablets", "One to be taken each day"),
            PlanMedicine("Ramipril 5mg capsules", "One to be taken each day"),
            PlanMedicine("Metformin 500mg tablets", "Two to be taken twice a day"),
            PlanMedicine("Atorvastatin 20mg tablets", "One to be taken at night"),
        ),
        medicine_concern="my ankles swell.",
        call_999=(
            "chest pain that does not go away", "a face that drops on one side",
            "a weak arm, or slurred speech", "sudden confusion or loss of sight",
            "trouble breathing",
        ),
        same_day=(
            "my blood pressure is 180 or more (top) or 120 or more (bottom)",
            "I have a new sore on my foot", "I am being sick and cannot drink",
        ),
        people=(
            Involved("Sam Birkett", "nurse, main contact"), Involved("Priya Lowther", "pharmacist"),
            Involved("Dr Morag Ellery", "GP"), Involved("Hazel", "my wife"),
        ),
        confidence=7,
        to_raise="a lift in bad weather.",
        review_on=date(2027, 4, 12),
        review_with="Sam Birkett",
        carer="Hazel",
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
