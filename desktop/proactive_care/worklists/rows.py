"""One patient in a worklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from proactive_care.domain.vocabulary import Framework, Tier


@dataclass(frozen=True)
class GroupMark:
    """A patient's group in one framework."""

    group: str
    tier: Tier


@dataclass(frozen=True)
class WorklistRow:
    """One patient. ``tier`` is the most urgent over the frameworks; ``why`` its first reasons.

    ``who`` acts on that group, ``by`` when; ``contact`` is the last one and ``how`` it was made;
    ``assigned`` the person or role the patient was given to.
    """

    patient: int
    name: str
    nhs_number: str
    birth: date | None
    age: int | None
    village: str
    tier: Tier
    groups: Mapping[Framework, GroupMark]
    why: str
    could_not_check: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    who: str = ""
    by: str = ""
    contact: date | None = None
    how: str = ""
    assigned: str = ""
    signed: bool = field(default=True, compare=False)

    @property
    def conditions(self) -> int:
        """On how many registers the patient is."""
        return len(self.groups)

    def words(self) -> str:
        """What the quick filter searches."""
        return " ".join((self.name, self.nhs_number, self.village, self.why, *self.flags))
