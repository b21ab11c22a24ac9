"""Facts of one patient from plain lists of records: the second evaluator.

It shares no code with the SQL: it exists to explain one patient and to check the compiler.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from proactive_care.domain.dates import age_on
from proactive_care.domain.truth import Truth
from proactive_care.frameworks import facts as kinds
from proactive_care.frameworks.facts import DECIMALS, JUST_BESIDE, Fact, Recorded
from proactive_care.frameworks.strengths import strength_mg
from proactive_care.frameworks.values import FactValue, Judge, Record, number
from proactive_care.frameworks.windows import Offset
from proactive_care.store.concepts import Concept


@dataclass(frozen=True)
class PatientRecord:
    """What the rules know of one patient. ``registers``: how many registers they are on.

    ``supposed_birth`` stands for a date of birth that is not recorded where an age is asked for.
    """

    birth: date | None
    sex: str
    ethnicity: str | None
    imd_quintile: int | None
    records: tuple[Record, ...]
    registers: int | None = None
    supposed_birth: date | None = None

    @property
    def birth_for_age(self) -> date | None:
        return self.birth or self.supposed_birth


def patient_facts(
    facts: Mapping[str, Fact], patient: PatientRecord, as_of: date, covered: frozenset[str]
) -> dict[str, FactValue]:
    """Return the value of every fact. ``facts`` lists each after what it stands on."""
    return _Patient(facts, patient, as_of, covered).values


class _Patient:
    def __init__(
        self,
        facts: Mapping[str, Fact],
        patient: PatientRecord,
        as_of: date,
        covered: frozenset[str],
    ) -> None:
        self._patient, self._as_of, self._covered = patient, as_of, covered
        self._judge = Judge(facts, covered)
        self._by_concept: dict[int, list[Record]] = {}
        for record in sorted(patient.records, key=lambda record: record.order):
            if self._lived(record.day):
                self._by_concept.setdefault(record.concept, []).append(record)
        self.values: dict[str, FactValue] = {}
        for name, fact in facts.items():
            self.values[name] = self._value(fact)

    def _value(self, fact: Fact) -> FactValue:
        return _COMPUTE[type(fact)](self, fact)

    # Records ------------------------------------------------------------------------------------

    def _lived(self, day: int) -> bool:
        born = self._patient.birth.toordinal() if self._patient.birth else 0
        return born <= day <= self._as_of.toordinal()

    def _records(self, concepts: tuple[Concept, ...]) -> list[Record]:
        """Return records of the concepts, oldest first, without values outside their limits."""
        found = [
            record
            for concept in concepts
            for record in self._by_concept.get(concept.id, ())
            if concept.kind != "measurement" or _plausible(record, concept)
        ]
        return sorted(found, key=lambda record: record.order)

    def _windowed(self, fact: Recorded) -> list[Record]:
        return [record for record in self._records(fact.concepts) if self._in(fact, record.day)]

    def _in(self, fact: Recorded, day: int) -> bool:
        window = fact.window
        if window.within and day < window.within.start(self._as_of).toordinal():
            return False
        if window.newer_than and day <= window.newer_than.start(self._as_of).toordinal():
            return False
        if window.older_than and day >= window.older_than.start(self._as_of).toordinal():
            return False
        if window.after and not self._beyond(window.after, lambda edge: day > edge):
            return False
        return not window.before or self._beyond(window.before, lambda edge: day < edge)

    def _beyond(self, offset: Offset, test: Callable[[int], bool]) -> bool:
        day = self.values[offset.fact].day
        return day is not None and test(day + offset.days)

    def _absent(self, fact: Fact) -> Truth:
        """Return what the absence of a record means: no, or unknown if none were imported."""
        return False if fact.source in self._covered else None

    # One method for each kind of fact -----------------------------------------------------------

    def patient_number(self, fact: Fact) -> FactValue:
        patient = self._patient
        if fact.name == "age":
            birth = patient.birth_for_age
            return number(age_on(birth, self._as_of) if birth else None)
        value = patient.imd_quintile if fact.name == "imd_quintile" else patient.registers
        return number(value)

    def sex_is(self, fact: kinds.SexIs) -> FactValue:
        sex = self._patient.sex
        return FactValue(truth=sex == fact.sex if sex in ("M", "F") else None)

    def ethnicity_in(self, fact: kinds.EthnicityIn) -> FactValue:
        ethnicity = self._patient.ethnicity
        return FactValue(truth=None if ethnicity is None else ethnicity in fact.keys)

    def latest(self, fact: kinds.Latest) -> FactValue:
        found = self._windowed(fact)
        return _measured(found[-1], _adjusted(found[-1])) if found else FactValue()

    def highest(self, fact: kinds.Highest) -> FactValue:
        found = self._windowed(fact)
        if fact.before_age is not None:
            born = self._patient.birth_for_age
            found = [
                record
                for record in found
                if born and age_on(born, date.fromordinal(record.day)) < fact.before_age
            ]
        best = max(found, key=_adjusted, default=None)
        return _undated(_measured(best, _adjusted(best))) if best else FactValue()

    def difference(self, fact: kinds.Difference) -> FactValue:
        minuend, subtrahend = ((concept,) for concept in fact.concepts)
        for record in reversed(self._records(minuend)):
            other = [each for each in self._records(subtrahend) if each.day == record.day]
            if not other or not self._in(fact, record.day):
                continue
            result = round(_adjusted(record) - _adjusted(other[-1]), DECIMALS)
            if _within(result, fact.of):
                return FactValue(
                    low=result, high=result, day=record.day, evidence=(record, other[-1])
                )
        return FactValue()

    def pressure(self, fact: kinds.Pressure) -> FactValue:
        best = FactValue()
        for index, setting in enumerate(kinds.SETTINGS):
            found = self._pair(fact, index * 2, setting)
            if found.day is not None and (best.day is None or found.day > best.day):
                best = found
        return best

    def _pair(self, fact: kinds.Pressure, index: int, setting: str) -> FactValue:
        """Return the newest pair of one setting: the lowest figures of its day."""
        figures: list[dict[int, Record]] = []
        for concept in fact.concepts[index : index + 2]:
            lowest: dict[int, Record] = {}
            for record in self._records((concept,)):
                kept = lowest.get(record.day)
                if kept is None or _adjusted(record) < _adjusted(kept):
                    lowest[record.day] = record
            figures.append(lowest)
        for day in sorted(figures[0].keys() & figures[1].keys(), reverse=True):
            systolic, diastolic = figures[0][day], figures[1][day]
            if self._in(fact, day) and _adjusted(systolic) > _adjusted(diastolic):
                return FactValue(
                    day=day,
                    systolic=_adjusted(systolic),
                    diastolic=_adjusted(diastolic),
                    setting=setting,
                    evidence=(systolic, diastolic),
                )
        return FactValue()

    def diagnosis(self, fact: kinds.Diagnosis) -> FactValue:
        found = self._windowed(fact)
        if not found:
            return FactValue(truth=self._absent(fact))
        resolved = self._records(fact.resolved)
        if resolved and resolved[-1].day >= found[-1].day:
            return FactValue(truth=self._absent(fact), evidence=(resolved[-1],))
        return _present(found[-1])

    def any_record(self, fact: kinds.AnyRecord) -> FactValue:
        found = self._windowed(fact)
        return _present(found[-1]) if found else FactValue(truth=self._absent(fact))

    def first_record(self, fact: kinds.FirstRecord) -> FactValue:
        found = self._records(fact.concepts)
        if found and self._in(fact, found[0].day):
            return _present(found[0])
        return FactValue(truth=self._absent(fact), evidence=tuple(found[:1]))

    def latest_is(self, fact: kinds.LatestIs) -> FactValue:
        found = self._windowed(fact)
        if not found:
            return FactValue(truth=self._absent(fact) if fact.none_is_no else None)
        yes = found[-1].concept in fact.wanted
        return FactValue(truth=yes, day=found[-1].day, evidence=(found[-1],))

    def latest_grade(self, fact: kinds.LatestGrade) -> FactValue:
        found = self._windowed(fact)
        if not found:
            return FactValue()
        grade = dict(zip(fact.ids, fact.grades, strict=True))[found[-1].concept]
        return replace(number(grade, found[-1].day), evidence=(found[-1],))

    def count(self, fact: kinds.Count) -> FactValue:
        found = self._windowed(fact)
        kept = [record for record in found if _counts(record, fact)]
        total = len(kept) if fact.records else len({record.day for record in kept})
        valued = fact.above is not None or fact.below is not None
        if not found and (valued or self._absent(fact) is None):
            return FactValue()
        return replace(number(float(total)), evidence=tuple(kept))

    def strength(self, fact: kinds.Strength) -> FactValue:
        found = self._windowed(fact)
        if not found:
            return FactValue()
        return replace(number(strength_mg(found[-1].term), found[-1].day), evidence=(found[-1],))

    def points(self, fact: kinds.Points) -> FactValue:
        truths = [(self._judge.truth(when, self.values), n) for when, n in fact.items]
        low = sum(points for truth, points in truths if truth is True)
        high = sum(points for truth, points in truths if truth is not False)
        return FactValue(low=float(low), high=float(high))

    def choose(self, fact: kinds.Choose) -> FactValue:
        for when, quantity in fact.items:
            truth = self._judge.truth(when, self.values)
            if truth is None:
                break
            if truth:
                return number(self._judge.quantity(quantity, self.values)[0])
        return FactValue()

    def formula(self, fact: kinds.Formula) -> FactValue:
        return number(self._judge.quantity(fact.quantity, self.values)[0])

    def newest(self, fact: kinds.Newest) -> FactValue:
        known = [self.values[name] for name in fact.facts if self.values[name].day is not None]
        return max(known, key=lambda value: value.day or 0, default=FactValue())

    def largest(self, fact: kinds.Largest) -> FactValue:
        known = [self.values[name] for name in fact.facts if self.values[name].settled]
        return _undated(max(known, key=lambda value: value.low or 0.0, default=FactValue()))

    def first_known(self, fact: kinds.FirstKnown) -> FactValue:
        values = [self.values[name] for name in fact.facts]
        return _undated(next((value for value in values if value.settled), values[0]))


_COMPUTE: Mapping[type[Fact], Callable[..., FactValue]] = {
    kinds.PatientNumber: _Patient.patient_number,
    kinds.SexIs: _Patient.sex_is,
    kinds.EthnicityIn: _Patient.ethnicity_in,
    kinds.Latest: _Patient.latest,
    kinds.Highest: _Patient.highest,
    kinds.Difference: _Patient.difference,
    kinds.Pressure: _Patient.pressure,
    kinds.Diagnosis: _Patient.diagnosis,
    kinds.AnyRecord: _Patient.any_record,
    kinds.FirstRecord: _Patient.first_record,
    kinds.LatestIs: _Patient.latest_is,
    kinds.LatestGrade: _Patient.latest_grade,
    kinds.Count: _Patient.count,
    kinds.Strength: _Patient.strength,
    kinds.Points: _Patient.points,
    kinds.Choose: _Patient.choose,
    kinds.Formula: _Patient.formula,
    kinds.Newest: _Patient.newest,
    kinds.Largest: _Patient.largest,
    kinds.FirstKnown: _Patient.first_known,
}


def _adjusted(record: Record) -> float:
    """Return the value, a hair above for ">" and a hair below for "<"."""
    assert record.value is not None
    return record.value + JUST_BESIDE * record.comparator


def _plausible(record: Record, concept: Concept) -> bool:
    return record.value is not None and _within(record.value, concept)


def _within(value: float, concept: Concept) -> bool:
    assert concept.low is not None
    assert concept.high is not None
    return concept.low <= value <= concept.high


def _counts(record: Record, fact: kinds.Count) -> bool:
    if fact.above is not None and not _adjusted(record) > fact.above:
        return False
    return fact.below is None or _adjusted(record) < fact.below


def _measured(record: Record, value: float) -> FactValue:
    return replace(number(value, record.day, record.comparator), evidence=(record,))


def _present(record: Record) -> FactValue:
    return FactValue(truth=True, day=record.day, evidence=(record,))


def _undated(value: FactValue) -> FactValue:
    """Return a number that is shown without a day: it was picked out of several."""
    return FactValue(low=value.low, high=value.high, evidence=value.evidence)
