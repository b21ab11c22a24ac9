"""What a care plan says about one patient: plain, finished values, gathered by the caller.

The same values always print the same pages: whoever keeps them can print the plan again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.languages import ENGLISH
from proactive_care.documents.words.own import OwnWords


class Better(StrEnum):
    """On which side of its limit a number should be; NONE: there is no limit."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    NONE = ""


class ActionStatus(StrEnum):
    """How far an action has come."""

    TO_DO = "to do"
    STARTED = "started"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class PlanSubject:
    """Whose plan it is."""

    title: str
    given_name: str
    family_name: str
    born: date | None
    nhs_number: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanCondition:
    """A condition in plain words. ``since`` is the year it was first coded in, or empty."""

    name: str
    since: str
    words: str


@dataclass(frozen=True)
class Measured:
    """One point of a chart: one value, or two of a pair (top, bottom)."""

    day: date
    values: tuple[float, ...]


@dataclass(frozen=True)
class PlanNumber:
    """One measured number. ``value`` is empty where nothing is recorded: then it says so.

    ``target`` is in words without "Target:", empty where there is none; ``own`` says that it is the
    patient's own goal, ``own_meaning`` that somebody typed what the number means. ``limits`` are
    the target's figures for the chart, one for each of a pair.
    """

    name: str
    how: str
    day: date | None
    value: str
    unit: str
    target: str
    meaning: str
    trend: tuple[Measured, ...] = ()
    limits: tuple[float, ...] = ()
    better: Better = Better.NONE
    own: bool = False
    own_meaning: bool = False

    @property
    def unit_beside(self) -> str:
        """The unit where it stands beside the value. One that begins with a figure is in brackets:
        some languages say "of 25" with the 25 first."""
        return f"({self.unit})" if self.unit[:1].isdigit() else self.unit

    @property
    def shown(self) -> str:
        """Value and unit in one text: 142/84 mmHg, 18 out of 25, 95%."""
        between = "" if self.unit == "%" else " "
        return f"{self.value}{between}{self.unit_beside}".strip()


@dataclass(frozen=True)
class PlanMedicine:
    """One medicine as imported, with its dosage and the day of its last issue."""

    name: str
    dosage: str
    issued: date | None = None


@dataclass(frozen=True)
class PlanAction:
    """What will be done, by whom, by when, and how far it is."""

    what: str
    who: str = ""
    by: date | None = None
    status: ActionStatus = ActionStatus.TO_DO


@dataclass(frozen=True)
class PlanGoal:
    """A goal in the patient's words, and what is done for it."""

    goal: str
    actions: tuple[PlanAction, ...] = ()


@dataclass(frozen=True)
class Involved:
    """Somebody who is involved, and what they are: ``Sam Birkett``, ``nurse``."""

    name: str
    part: str


@dataclass(frozen=True)
class CarePlanPaper:
    """Everything that one version of a plan prints. Empty texts print as lines to write on.

    ``medicines`` None: none were imported, so they are not known (which is not the same as none).
    ``carer`` is only named if the patient allows a copy for them. ``language`` is the code of the
    fixed words, in which ``conditions``, ``self_care`` and the like are given already; ``draft``
    marks each page as one whose language nobody has signed off. ``own_words`` are what the
    practice changed in the fixed words, ``own_easy_words`` in those of easy read; they are English.
    """

    practice: str
    phone: str
    subject: PlanSubject
    version: int
    made_on: date
    printed: str
    data_of: date | None
    data_is_old: bool
    matters: str = ""
    matters_on: date | None = None
    strengths: str = ""
    worries: str = ""
    needs: str = ""
    help_me: tuple[str, ...] = ()
    conditions: tuple[PlanCondition, ...] = ()
    numbers: tuple[PlanNumber, ...] = ()
    also_checked: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    goals: tuple[PlanGoal, ...] = ()
    self_care: tuple[str, ...] = ()
    medicines: tuple[PlanMedicine, ...] | None = ()
    medicine_concern: str = ""
    call_999: tuple[str, ...] = ()
    same_day: tuple[str, ...] = ()
    people: tuple[Involved, ...] = ()
    confidence: int | None = None
    to_raise: str = ""
    review_on: date | None = None
    review_with: str = ""
    carer: str = ""
    letter_format: LetterFormat = STANDARD
    language: str = ENGLISH.code
    draft: bool = False
    own_words: OwnWords | None = None
    own_easy_words: OwnWords | None = None
