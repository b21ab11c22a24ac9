"""The kinds of facts. A fact is one computed value of a patient, on ``as_of``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from proactive_care.frameworks.conditions import Condition, Quantity, facts_in, quantity_facts
from proactive_care.frameworks.windows import Window
from proactive_care.store.concepts import Concept


@dataclass(frozen=True)
class Words:
    """How a fact is spoken of. ``missing`` completes "could not check: …"."""

    says: str
    missing: str
    says_no: str
    unit: str = ""


@dataclass(frozen=True)
class Fact:
    """What all facts have. ``gives`` is number, yes, pressure or range."""

    name: str
    words: Words

    gives: ClassVar[str] = "number"

    @property
    def source(self) -> str:
        """What must have been imported: events, medications, or "" when nothing must."""
        return ""

    @property
    def depends_on(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class PatientNumber(Fact):
    """``age`` (completed years), ``imd_quintile`` or ``registers``."""


@dataclass(frozen=True)
class SexIs(Fact):
    """Recorded sex is ``sex``; I and U are unknown."""

    sex: str
    gives: ClassVar[str] = "yes"


@dataclass(frozen=True)
class EthnicityIn(Fact):
    keys: tuple[str, ...]
    gives: ClassVar[str] = "yes"


@dataclass(frozen=True)
class _Recorded(Fact):
    """A fact that reads one kind of record: clinical events or medication issues."""

    concepts: tuple[Concept, ...]
    window: Window

    @property
    def is_drug(self) -> bool:
        return self.concepts[0].kind == "medication"

    @property
    def source(self) -> str:
        return "medications" if self.is_drug else "events"

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(concept.id for concept in self.concepts)

    @property
    def depends_on(self) -> tuple[str, ...]:
        return self.window.depends_on


@dataclass(frozen=True)
class Latest(_Recorded):
    """Newest value inside the hard limits."""


@dataclass(frozen=True)
class Highest(_Recorded):
    """Highest value inside the hard limits, before a birthday if ``before_age`` is given."""

    before_age: int | None


@dataclass(frozen=True)
class Difference(_Recorded):
    """Newest first − second concept of one day, inside the limits of ``of``."""

    of: Concept


@dataclass(frozen=True)
class Pressure(_Recorded):
    """Newest blood pressure pair. ``concepts`` are systolic, diastolic for each setting in turn."""

    gives: ClassVar[str] = "pressure"


@dataclass(frozen=True)
class Diagnosis(_Recorded):
    """A code, with no code of ``resolved`` on or after the latest one."""

    resolved: tuple[Concept, ...]
    gives: ClassVar[str] = "yes"


@dataclass(frozen=True)
class AnyRecord(_Recorded):
    gives: ClassVar[str] = "yes"


@dataclass(frozen=True)
class FirstRecord(_Recorded):
    """The first ever record is inside the window."""

    gives: ClassVar[str] = "yes"


@dataclass(frozen=True)
class LatestIs(_Recorded):
    """The newest code of ``concepts`` is one of ``wanted`` (ids)."""

    wanted: tuple[int, ...]
    none_is_no: bool
    gives: ClassVar[str] = "yes"


@dataclass(frozen=True)
class LatestGrade(_Recorded):
    """The number that belongs to the newest code."""

    grades: tuple[float, ...]


@dataclass(frozen=True)
class Count(_Recorded):
    """Distinct days (or records); with ``above`` or ``below`` only such values."""

    records: bool
    above: float | None
    below: float | None


@dataclass(frozen=True)
class Strength(_Recorded):
    """Milligrams in the name of the newest product that was issued."""


@dataclass(frozen=True)
class Points(Fact):
    items: tuple[tuple[Condition, float], ...]
    gives: ClassVar[str] = "range"

    @property
    def depends_on(self) -> tuple[str, ...]:
        return tuple(fact for condition, _ in self.items for fact in facts_in(condition))


@dataclass(frozen=True)
class Choose(Fact):
    items: tuple[tuple[Condition, Quantity], ...]

    @property
    def depends_on(self) -> tuple[str, ...]:
        return tuple(
            fact
            for condition, quantity in self.items
            for fact in (*facts_in(condition), *quantity_facts(quantity))
        )


@dataclass(frozen=True)
class Formula(Fact):
    quantity: Quantity

    @property
    def depends_on(self) -> tuple[str, ...]:
        return tuple(quantity_facts(self.quantity))


@dataclass(frozen=True)
class _OfFacts(Fact):
    facts: tuple[str, ...]

    @property
    def depends_on(self) -> tuple[str, ...]:
        return self.facts


@dataclass(frozen=True)
class Newest(_OfFacts):
    """The newest of other facts; on one day the first named."""


@dataclass(frozen=True)
class Largest(_OfFacts):
    """The largest of other facts; unknown ones are left out."""


@dataclass(frozen=True)
class FirstKnown(_OfFacts):
    """The first of other facts that is a settled number; without one, the range of the first."""

    gives: ClassVar[str] = "range"


Recorded: TypeAlias = _Recorded

SETTINGS = ("clinic", "ambulatory", "home")
"""The order in which settings are preferred on one day (NICE NG136 puts ambulatory first)."""

JUST_BESIDE = 1e-6
"""How far ">90" lies above 90: smaller than any step that is recorded."""

DECIMALS = 9
"""Calculated numbers are rounded to these decimals before they are compared.

4.4 - 1.8 is 2.6, not the 2.6000000000000005 of binary fractions, which would lie above 2.6.
"""


def has_day(fact: Fact) -> bool:
    """Whether a fact stands on one dated record."""
    if isinstance(fact, _Recorded):
        return not isinstance(fact, Count | Highest)
    return isinstance(fact, Newest)
