"""What a result letter says about one patient's readings: plain values, gathered by the caller.

There is no content for a red, an emergency or a low result: those are told by a clinician.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.documents.content import (
    Addressee,
    BatchPlace,
    PracticeLetterhead,
    Sides,
    Signatory,
)
from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.languages import ENGLISH
from proactive_care.documents.words.own import OwnWords
from proactive_care.domain.vocabulary import Role


class ResultMessage(StrEnum):
    """What the letter has to tell."""

    ON_TARGET = "on target"
    A_LITTLE_HIGH = "a little high"
    HIGH = "high"
    MORE_DAYS = "more days"
    BY_HAND = "by hand"

    @property
    def has_average(self) -> bool:
        """Whether an average may be told: never one that is incomplete or unreliable."""
        return self not in (ResultMessage.MORE_DAYS, ResultMessage.BY_HAND)


@dataclass(frozen=True)
class HomeResult:
    """A valid home mean as printed, in whole mmHg (systolic, diastolic), with the target below
    which it should be. ``top_over`` and ``bottom_over`` compare the exact mean with the target.

    ``very_high``: a single pair reached the limit for a call on the same day. ``readings`` and
    ``days`` are those that were used, ``first_day`` to ``last_day`` without day 1.
    """

    average: tuple[int, int]
    target: tuple[int, int]
    top_over: bool
    bottom_over: bool
    very_high: bool
    readings: int
    days: int
    first_day: date
    last_day: date

    @property
    def looks_over(self) -> bool:
        """Whether rounding makes an average that is on target look as if it were not."""
        top = not self.top_over and self.average[0] >= self.target[0]
        return top or (not self.bottom_over and self.average[1] >= self.target[1])


@dataclass(frozen=True)
class Talk:
    """With whom to talk, by role and, if known, by name, for how many minutes."""

    role: Role
    name: str
    minutes: int


@dataclass(frozen=True)
class ResultLetter:
    """One result letter. ``call_by`` is None where the patient should call at once or need not.
    With too few readings there is a ``talk`` only if one of them was very high.

    ``from_paper``: it was a diary on paper. ``monitor_due``: when our monitor is due back, if one
    is on loan. The form code is the patient's own for this letter. ``language`` is the code of one
    that is signed off; ``own_words`` are the practice's English, None is the shipped.
    """

    practice: PracticeLetterhead
    to: Addressee
    written_on: date
    data_of: date
    signatory: Signatory
    form_code: str
    place: BatchPlace
    message: ResultMessage
    result: HomeResult | None
    talk: Talk | None
    call_by: date | None
    from_paper: bool
    monitor_due: date | None = None
    letter_format: LetterFormat = STANDARD
    sides: Sides = Sides.ONE
    language: str = ENGLISH.code
    own_words: OwnWords | None = None
