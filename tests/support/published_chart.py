"""A patient's records read with plain loops, for rules that are written out a second time in tests.

It shares no code with the engine but the calendar and three-valued logic.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from proactive_care.domain.dates import age_on, months_before
from proactive_care.domain.truth import Truth, all_true, any_true, negated
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import load_concepts

_CONCEPTS = load_concepts()
_JUST = Decimal("0.000001")  # ">90" lies just above 90
Number: TypeAlias = Decimal | None
MINORITY_ETHNIC = {
    "white_and_black_caribbean", "white_and_black_african", "white_and_asian", "indian",
    "pakistani", "bangladeshi", "chinese", "other_asian", "african", "caribbean", "other_black",
    "arab",
}  # fmt: skip


def both(*parts: Truth) -> Truth:
    return all_true(parts)


def either(*parts: Truth) -> Truth:
    return any_true(parts)


def over(value: Number, limit: str) -> Truth:
    return None if value is None else value > Decimal(limit)


def from_(value: Number, limit: str) -> Truth:
    return None if value is None else value >= Decimal(limit)


def under(value: Number, limit: str) -> Truth:
    return negated(from_(value, limit))


def up_to(value: Number, limit: str) -> Truth:
    return negated(over(value, limit))


@dataclass(frozen=True)
class Pair:
    systolic: Decimal
    diastolic: Decimal
    clinic: bool


class Chart:
    """One patient's records, read as the conventions say."""

    def __init__(
        self, patient: PatientRecord, as_of: date, supposed_age: int | None = None
    ) -> None:
        self.as_of = as_of
        self.patient = patient
        self.age = age_on(patient.birth, as_of) if patient.birth else supposed_age
        born = patient.birth.toordinal() if patient.birth else 0
        self.records = [r for r in patient.records if born <= r.day <= as_of.toordinal()]

    def since(self, months: int | None) -> int:
        return 0 if months is None else months_before(self.as_of, months).toordinal()

    def of(self, *names: str, months: int | None = None) -> list[Record]:
        ids = {_CONCEPTS[name].id for name in names}
        found = [r for r in self.records if r.concept in ids and r.day >= self.since(months)]
        return sorted(found, key=lambda r: (r.day, r.source, r.line, r.item, r.concept))

    def any(self, *names: str, months: int | None = None) -> bool:
        return bool(self.of(*names, months=months))

    def days(self, *names: str, months: int | None = None) -> int:
        return len({record.day for record in self.of(*names, months=months)})

    def valid(self, name: str, months: int | None = None) -> list[tuple[int, Decimal]]:
        low, high = _CONCEPTS[name].low, _CONCEPTS[name].high
        assert low is not None
        assert high is not None
        return [
            (r.day, Decimal(str(r.value)) + r.comparator * _JUST)
            for r in self.of(name, months=months)
            if r.value is not None and low <= r.value <= high
        ]

    def latest(self, name: str, months: int | None = None) -> Number:
        found = self.valid(name, months)
        return found[-1][1] if found else None

    def has(self, *names: str, resolved: str = "") -> bool:
        """A diagnosis ever, unless resolved on or after its latest code."""
        found, undone = self.of(*names), self.of(resolved) if resolved else []
        return bool(found) and not (undone and undone[-1].day >= found[-1].day)

    def newest_of(self, *names: str, months: int | None = None) -> str:
        found = self.of(*names, months=months)
        return next((n for n in names if found and _CONCEPTS[n].id == found[-1].concept), "")

    def older(self, *names: str) -> bool:
        """The first record is older than 12 months."""
        found = self.of(*names)
        return bool(found) and found[0].day < self.since(12)

    def is_new(self, *names: str) -> bool:
        """The first record ever is within 12 months."""
        found = self.of(*names)
        return bool(found) and found[0].day >= self.since(12)

    def aged(self, years: int) -> Truth:
        return None if self.age is None else self.age >= years

    def sex(self, letter: str) -> Truth:
        return self.patient.sex == letter if self.patient.sex in ("M", "F") else None

    # Shared words of the tables -----------------------------------------------------------------

    def bp(self) -> Pair | None:
        """The latest pair within 18 months; of one day clinic first."""
        found: list[tuple[int, int, Pair]] = []
        for rank, setting in ((2, "clinic"), (1, "ambulatory"), (0, "home")):
            upper = self.valid(f"systolic_bp_{setting}", 18)
            lower = self.valid(f"diastolic_bp_{setting}", 18)
            for day in {day for day, _ in upper} & {day for day, _ in lower}:
                systolic = min(value for at, value in upper if at == day)
                diastolic = min(value for at, value in lower if at == day)
                if systolic > diastolic:
                    found.append((day, rank, Pair(systolic, diastolic, setting == "clinic")))
        return max(found, key=lambda each: each[:2])[2] if found else None

    def bp_from(self, clinic: str, home: str) -> Truth:
        pair = self.bp()
        if pair is None:
            return None
        systolic, diastolic = (clinic if pair.clinic else home).split("/")
        return pair.systolic >= Decimal(systolic) or pair.diastolic >= Decimal(diastolic)

    def minority_ethnic(self) -> Truth:
        ethnicity = self.patient.ethnicity
        return None if ethnicity is None else ethnicity in MINORITY_ETHNIC

    def cvd(self) -> bool:
        return self.has("chd", "mi", "stroke", "tia", "pad")

    def ckd(self) -> Truth:
        coded = self.has("ckd_3_5", resolved="ckd_resolved")
        return either(coded, under(self.latest("egfr", 24), "60"))

    def diabetes(self) -> bool:
        return self.has(
            "diabetes", "diabetes_type_1", "diabetes_type_2", resolved="diabetes_resolved"
        )

    def housebound(self) -> bool:
        return self.newest_of("housebound", "not_housebound") == "housebound"

    def misuse(self) -> bool:
        return self.any("alcohol_misuse", "drug_misuse", months=60)

    def social_complexity(self) -> bool:
        ever = self.any("learning_disability", "homeless", "asylum_or_refugee")
        return ever or self.housebound() or self.misuse()

    def frailty(self) -> str:
        return self.newest_of("frailty_mild", "frailty_moderate", "frailty_severe")

    def injectable(self) -> bool:
        return self.any("insulin", "other_injectable_diabetes_drug", months=6)

    def type_1_diabetes(self) -> bool:
        return self.has("diabetes_type_1", resolved="diabetes_resolved")


@dataclass(frozen=True)
class Score:
    """A sum of points: between ``low`` and ``high`` while parts are not known."""

    low: int
    high: int

    def from_(self, limit: int) -> Truth:
        if self.low >= limit:
            return True
        return False if self.high < limit else None


def score(*parts: tuple[Truth, int]) -> Score:
    sure = sum(points for truth, points in parts if truth)
    return Score(sure, sum(points for truth, points in parts if truth is not False))
