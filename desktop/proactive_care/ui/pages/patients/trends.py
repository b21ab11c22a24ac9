"""Which measurements have a trend, with target and treatment lines.

Targets: blood pressure NICE NG136 by age; HbA1c QOF DM020 (58) and the priority groups of the
UCLPartners diabetes framework (75, 90); lipids after cardiovascular disease NICE NG238; kidney
function KDIGO stages; BMI NICE NG246; FEV1 GOLD stages. Each is for most people: the care plan
holds what was agreed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from proactive_care.domain.blood_pressure import ELDERLY_AGE, FROM_80, UNDER_80, Target
from proactive_care.domain.dates import age_on
from proactive_care.patients import EventRow, PatientRecord
from proactive_care.ui.charts import Goal, Limit, PressurePoint, ValuePoint

_NEWEST = 12
_SIGNS = {-1: "<", 1: ">"}
_CVD = frozenset({"chd", "mi", "stroke", "tia", "pad"})


@dataclass(frozen=True)
class TrendKind:
    """One measurement. ``goal_for_cvd``: the goal is only for who has cardiovascular disease."""

    concept: str
    name: str
    unit: str
    step: float
    goal: Goal
    goal_words: str
    limits: tuple[Limit, ...] = ()
    goal_for_cvd: bool = False


@dataclass(frozen=True)
class Trend:
    """A measurement of one patient that can be drawn."""

    kind: TrendKind
    points: tuple[ValuePoint, ...]
    goal: Goal
    about: str


KINDS = (
    TrendKind(
        "hba1c", "HbA1c", "mmol/mol", 10, Goal(below=58), "Below 58 for most people",
        (Limit(75, "group 2 above 75"), Limit(90, "group 1 above 90")),
    ),
    TrendKind(
        "non_hdl_cholesterol", "Non-HDL cholesterol", "mmol/L", 1, Goal(below=2.6),
        "Below 2.6 with cardiovascular disease", goal_for_cvd=True,
    ),
    TrendKind(
        "ldl_cholesterol", "LDL cholesterol", "mmol/L", 1, Goal(below=2.0),
        "Below 2.0 with cardiovascular disease", goal_for_cvd=True,
    ),
    TrendKind(
        "egfr", "eGFR", "mL/min/1.73m2", 10, Goal(least=60), "60 or more",
        (Limit(45, "stage 3b below 45"), Limit(30, "stage 4 below 30")),
    ),
    TrendKind(
        "urine_acr", "Urine ACR", "mg/mmol", 5, Goal(below=3), "Below 3",
        (Limit(70, "70 or more"),),
    ),
    TrendKind(
        "bmi", "BMI", "kg/m2", 5, Goal(below=25, least=18.5), "18.5 to 25",
        (Limit(30, "obesity from 30"),),
    ),
    TrendKind("body_weight", "Weight", "kg", 10, Goal(), "No target"),
    TrendKind(
        "fev1_percent_predicted", "FEV1, % predicted", "%", 10, Goal(), "No target",
        (Limit(50, "severe below 50"), Limit(30, "very severe below 30")),
    ),
)  # fmt: skip


def trends(record: PatientRecord) -> tuple[Trend, ...]:
    """Return what a patient has values of, in a fixed order."""
    concepts = {event.concept for event in record.events}
    has_cvd = bool(concepts & _CVD)
    found = []
    for kind in KINDS:
        values = [e for e in record.events if e.concept == kind.concept and e.value is not None]
        if not values:
            continue
        applies = has_cvd or not kind.goal_for_cvd
        goal, about = (kind.goal, kind.goal_words) if applies else (Goal(), "No target")
        found.append(Trend(kind, tuple(_points(values, kind.unit)), goal, about))
    return tuple(found)


def pressure_target(record: PatientRecord, today: date) -> Target:
    """Return the blood pressure target by age; an unknown age has the lower one."""
    birth = record.patient.date_of_birth
    old = birth is not None and age_on(birth, today) >= ELDERLY_AGE
    return FROM_80 if old else UNDER_80


def pressure_points(record: PatientRecord) -> list[PressurePoint]:
    """Return the newest blood pressures as points of the chart."""
    return [
        PressurePoint(
            pressure.day,
            pressure.setting,
            pressure.systolic,
            pressure.diastolic,
            _source(pressure.file_name, pressure.line),
        )
        for pressure in record.blood_pressures[:_NEWEST]
    ]


def _points(events: Iterable[EventRow], unit: str) -> Iterable[ValuePoint]:
    newest = sorted(events, key=lambda event: event.day, reverse=True)[:_NEWEST]
    for event in newest:
        yield ValuePoint(
            event.day,
            float(event.value or 0),
            unit,
            _source(event.file_name, event.line),
            _SIGNS.get(event.comparator or 0, ""),
        )


def _source(file_name: str, line: int) -> str:
    return f"{file_name} line {line:,}" if file_name else "taken here"
