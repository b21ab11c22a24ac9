"""What a printed rule book says: plain values, gathered by whoever knows the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.domain.vocabulary import Framework, Tier


@dataclass(frozen=True)
class PaperCondition:
    """A condition in plain English: one phrase, or a ``lead`` such as "any of" and its parts."""

    lead: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class PaperRule:
    """One group or flag. ``tier`` None: a flag, whose ``name`` is its text. Texts may be empty."""

    name: str
    tier: Tier | None
    condition: PaperCondition
    who: str
    by: str
    grade: str
    source: str
    note: str


@dataclass(frozen=True)
class PaperExample:
    """A fictional patient, and the group that the rules give ("" for nobody's register)."""

    name: str
    who: str  # age, sex, and what else of the person matters
    record: str
    group: str
    shows: str
    as_expected: bool


@dataclass(frozen=True)
class PaperFramework:
    """One condition's rules. ``signed`` is a sentence; ``changes`` since the version before.

    ``note`` holds for all groups: how the rules depart from their source.
    """

    framework: Framework
    title: str
    register: PaperCondition
    needs: str
    note: str
    is_signed: bool
    signed: str
    groups: tuple[PaperRule, ...]
    flags: tuple[PaperRule, ...]
    terms: tuple[tuple[str, str], ...]
    examples_as_of: date
    examples: tuple[PaperExample, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class PaperAdaptation:
    """A local adaptation: what it does, to whom, and whether this practice has it on."""

    title: str
    on: bool
    action: str
    frameworks: str
    condition: PaperCondition
    reason: str


@dataclass(frozen=True)
class RuleBookPaper:
    """A whole pack. ``since`` is the version with which it was compared ("": with none).

    ``conventions`` are the rules of reading that hold in every condition, ``limits`` the values
    outside which a measurement is not believed, ``medicines`` what each class of drug holds.
    """

    pack: str
    version: str
    title: str
    author: str
    published: str
    note: str
    practice_name: str
    made_on: date
    since: str
    conventions: tuple[tuple[str, str], ...]
    frameworks: tuple[PaperFramework, ...]
    adaptations: tuple[PaperAdaptation, ...]
    limits: tuple[tuple[str, str], ...]
    medicines: tuple[tuple[str, str], ...]
