"""Random patients for a framework: boundaries and missing values far more often than in life.

A third of them are the pack's own examples with something changed, so that also the groups are
tried that hardly anybody reaches by chance.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from proactive_care.domain.dates import latest_birth_for_age
from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.frameworks import facts as kinds
from proactive_care.frameworks.conditions import (
    Comparison,
    Condition,
    Literal,
    PressureTest,
    ValueOf,
    facts_in,
    leaves,
)
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import Concept

_STRENGTHS = ("2.5mg", "5mg", "15 mg", "20mg", "30mg", "60mg", "110mg", "150mg", "80mg", "")


class RandomPatients:
    """Draws patients whose records sit on and beside every threshold and window of a framework."""

    def __init__(self, rules: FrameworkRules, as_of: date, seed: int) -> None:
        self._as_of, self._random = as_of, Random(seed)
        recorded = [f for f in rules.facts.values() if isinstance(f, kinds.Recorded)]
        self._concepts = {c.id: c for fact in recorded for c in _concepts(fact)}
        self._windows = [fact.window for fact in recorded]
        self._pressures = {
            c.id for f in recorded if isinstance(f, kinds.Pressure) for c in f.concepts
        }
        self._thresholds: dict[int, set[float]] = {}
        self._often: dict[int, int] = {}
        self._later = as_of.toordinal() - rules.examples_as_of.toordinal()
        self._examples = [example_patient(rules, example) for example in rules.examples]
        self._ages: set[int] = {18}
        for condition in _conditions(rules):
            self._learn(condition, rules)
        wanted = [rules.facts[name] for name in facts_in(rules.register)]
        self._likely = {
            c.id for fact in wanted if isinstance(fact, kinds.Recorded) for c in fact.concepts
        }

    def draw(self, number: int) -> list[PatientRecord]:
        """Return some patients."""
        return [
            self._changed_example() if index % 3 == 0 else self._patient()
            for index in range(number)
        ]

    def _learn(self, condition: Condition, rules: FrameworkRules) -> None:
        for leaf, _ in leaves(condition):
            if isinstance(leaf, PressureTest):
                fact = rules.facts[leaf.fact]
                assert isinstance(fact, kinds.Pressure)
                for index, concept in enumerate(fact.concepts):
                    figures = (leaf.clinic[index % 2], leaf.home[index % 2])
                    self._thresholds.setdefault(concept.id, set()).update(figures)
            elif isinstance(leaf, Comparison):
                for one, other in ((leaf.left, leaf.right), (leaf.right, leaf.left)):
                    if isinstance(one, ValueOf) and isinstance(other, Literal):
                        self._learn_value(rules.facts[one.fact], other.value)

    def _learn_value(self, fact: kinds.Fact, value: float) -> None:
        if fact.name == "age":
            self._ages.add(int(value))
        elif isinstance(fact, kinds.Count):
            for concept in fact.concepts:
                self._often[concept.id] = max(self._often.get(concept.id, 3), int(value))
        elif isinstance(fact, kinds.Recorded):
            for concept in fact.concepts:
                self._thresholds.setdefault(concept.id, set()).add(value)

    def _patient(self) -> PatientRecord:
        random = self._random
        birth = self._birth()
        sparse = random.choice((0.4, 0.6, 0.8, 0.95))
        unlikely = random.choice((0.05, 0.05, 0.85))
        today = self._as_of.toordinal()
        visits = [today - random.randrange(500), *(self._day(birth) for _ in range(2))]
        records = [
            record
            for concept in self._concepts.values()
            for record in self._records(
                concept, birth, visits, unlikely if concept.id in self._likely else sparse
            )
        ]
        random.shuffle(records)
        return PatientRecord(
            birth=None if random.random() < 0.02 else birth,
            sex=random.choice("MMMFFFIU"),
            ethnicity=None if random.random() < 0.2 else random.choice(list(ethnic_groups())),
            imd_quintile=random.choice((None, 1, 2, 5)),
            records=tuple(records),
        )

    def _changed_example(self) -> PatientRecord:
        random, like = self._random, self._random.choice(self._examples)
        birth = like.birth and like.birth + timedelta(self._later + random.choice((0, 0, 0, -1, 1)))
        records = [self._changed(record) for record in like.records if random.random() < 0.93]
        for concept in random.choices(list(self._concepts.values()), k=random.choice((0, 0, 1, 2))):
            day = self._day(birth or self._as_of - timedelta(20_000))
            records.append(self._record(concept, day, len(records)))
        return replace(
            like,
            birth=birth,
            sex=random.choice((*[like.sex] * 7, "I")),
            ethnicity=random.choice((*[like.ethnicity] * 7, None, "indian", "arab")),
            records=tuple(records),
        )

    def _changed(self, record: Record) -> Record:
        step = self._random.choice((*[0.0] * 12, -1.0, -0.1, 0.1, 1.0))
        return replace(
            record,
            day=record.day + self._later + self._random.choice((*[0] * 12, -1, 1, 400)),
            value=None if record.value is None else record.value + step,
            comparator=self._random.choice((*[record.comparator] * 15, 1, -1)),
        )

    def _birth(self) -> date:
        if self._random.random() < 0.5:
            edge = latest_birth_for_age(self._random.choice(sorted(self._ages)), self._as_of)
            return edge + timedelta(days=self._random.choice((-1, 0, 1)))
        return self._as_of - timedelta(days=self._random.randrange(365, 95 * 365))

    def _records(
        self, concept: Concept, birth: date, visits: list[int], none: float
    ) -> list[Record]:
        random = self._random
        if concept.id in self._pressures:
            none = 0.35
        often = self._often.get(concept.id, 2) + random.choice((0, 1))
        number = 0 if random.random() < none else random.choice((1, 1, 2, often))
        days = [
            random.choice((visits[0], *visits)) if random.random() < 0.85 else self._day(birth)
            for _ in range(number)
        ]
        if number > 1 and random.random() < 0.4:
            days[1] = days[0]
        return [self._record(concept, day, item) for item, day in enumerate(days)]

    def _day(self, birth: date) -> int:
        random, today = self._random, self._as_of.toordinal()
        edges = [today, today + 1, today - 1, birth.toordinal() - 1, birth.toordinal()]
        for window in self._windows:
            first = window.first_day(self._as_of)
            if first is not None:
                edges += [first - 1, first, first + 1]
            if window.older_than:
                edges += [window.older_start(self._as_of) - 1, window.older_start(self._as_of)]
        if random.random() < 0.35:
            return random.choice(edges)
        if random.random() < 0.6:
            return today - random.randrange(600)
        return today - random.randrange(40 * 365)

    def _record(self, concept: Concept, day: int, item: int) -> Record:
        random = self._random
        measured = concept.kind == "measurement"
        value = self._value(concept) if measured else None
        return Record(
            concept=concept.id,
            day=day,
            source=random.randrange(3),
            line=random.randrange(5),
            item=item,
            value=value,
            comparator=random.choice((0, 0, 0, 0, 1, -1)) if measured else 0,
            term=f"{concept.label} {random.choice(_STRENGTHS)} tablets",
        )

    def _value(self, concept: Concept) -> float | None:
        random = self._random
        assert concept.low is not None
        assert concept.high is not None
        draw = random.random()
        if draw < 0.04:
            return None
        if draw < 0.1:
            outside = (concept.low - 1, concept.high + 1, concept.low, concept.high)
            return random.choice(outside)
        known = sorted(self._thresholds.get(concept.id, ()))
        if known and draw < 0.75:
            return random.choice(known) + random.choice((-1.0, -0.1, 0.0, 0.0, 0.1, 1.0))
        return round(random.uniform(concept.low, concept.high), 1)


def _concepts(fact: kinds.Recorded) -> tuple[Concept, ...]:
    return (*fact.concepts, *fact.resolved) if isinstance(fact, kinds.Diagnosis) else fact.concepts


def _conditions(rules: FrameworkRules) -> list[Condition]:
    found = [rules.register, rules.without]
    found += [group.when for group in rules.groups if group.when]
    found += [flag.when for flag in rules.flags]
    for fact in rules.facts.values():
        if isinstance(fact, kinds.Points | kinds.Choose):
            found += [item[0] for item in fact.items]
    return found
