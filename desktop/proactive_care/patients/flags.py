"""Flags: what to know before speaking to a patient, from codes and from the practice's lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.store import target_lists
from proactive_care.store.target_lists import OnList

# A flag is on while its newest code is newer than the newest code that ends it.
_FLAGS: tuple[tuple[str, str, str | None], ...] = (
    ("End of life", "palliative_care", "palliative_care_ended"),
    ("Housebound", "housebound", "not_housebound"),
    ("Care home", "care_home", None),
    ("Learning disability", "learning_disability", None),
    ("Dementia", "dementia", None),
    ("Reasonable adjustment", "reasonable_adjustment", None),
    ("Carer", "carer", "not_carer"),
    ("Asylum seeker or refugee", "asylum_or_refugee", None),
    ("Homeless", "homeless", None),
)
FLAG_CONCEPTS = tuple(name for _, on, off in _FLAGS for name in (on, off) if name)
_OWN_FLAG = frozenset(on for _, on, _ in _FLAGS)


@dataclass(frozen=True)
class Flag:
    """Something to know before speaking to the patient, and since when it is recorded."""

    text: str
    since: date | None


def coded_flags(days: Mapping[str, date]) -> list[Flag]:
    """Return the flags that are on, from the newest day of each of FLAG_CONCEPTS."""
    return [
        Flag(text, days[on])
        for text, on, off in _FLAGS
        if on in days and not (off and off in days and days[off] >= days[on])
    ]


def list_flags(lists: Sequence[OnList]) -> list[Flag]:
    """Return the practice's lists that say more than a flag that is shown anyway."""
    return [Flag(each.name, each.day) for each in lists if each.concept not in _OWN_FLAG]


def flags_of_everybody(session: Session) -> dict[int, tuple[str, ...]]:
    """Return, by patient, the flags that codes and lists give them; no entry: none.

    One pass over the record. Raises NotPermitted.
    """
    session.require(Permission.VIEW_CLINICAL)
    days, lists = target_lists.standing_marks(session.practice.db, FLAG_CONCEPTS)
    found = {}
    for patient in days.keys() | lists.keys():
        by_concept = {name: date.fromordinal(day) for name, day in days.get(patient, {}).items()}
        flags = [*coded_flags(by_concept), *list_flags(lists.get(patient, ()))]
        if flags:
            found[patient] = tuple(dict.fromkeys(flag.text for flag in flags))
    return found
