"""Loads a worklist from the newest results: one row a patient over every framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from proactive_care.accounts import Session
from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.extracts import is_old
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import (
    ResultRow,
    latest_results,
    unchecked_groups,
    unchecked_sentences,
)
from proactive_care.patients import flags_of_everybody
from proactive_care.store import patients as patient_store
from proactive_care.store.worklists import LastContact, assignments, last_contacts
from proactive_care.worklists.roles import group_roles
from proactive_care.worklists.rows import GroupMark, WorklistRow


@dataclass(frozen=True)
class Worklist:
    """Rows, and what is said beside the title and above the list.

    ``data_of`` names the newest extract, and ``old`` says so if it is more than a month old: the
    window tells that elsewhere, and what leaves it has to tell it itself.
    """

    rows: tuple[WorklistRow, ...]
    frameworks: tuple[Framework, ...]
    subtitle: str = ""
    warning: str = ""
    data_of: str = ""
    old: str = ""

    @property
    def about_data(self) -> str:
        """What a list on paper or in a file says about its data."""
        if not self.data_of or not self.subtitle:
            return self.data_of or self.subtitle
        return f"{self.data_of}, {self.subtitle[:1].lower()}{self.subtitle[1:]}"

    @property
    def every_warning(self) -> str:
        """What a list on paper or in a file warns of."""
        return " ".join(filter(None, (self.old, self.warning)))


@dataclass(frozen=True)
class Beside:
    """What is known beside the results, by patient; and whose work each group is."""

    flags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[tuple[Framework, str], tuple[str, str]] = field(default_factory=dict)
    contacts: Mapping[int, LastContact] = field(default_factory=dict)
    assigned: Mapping[int, str] = field(default_factory=dict)


def load_worklist(session: Session, progress: Progress = no_progress) -> Worklist:
    """Return everybody in the newest results. Raises NotPermitted, Cancelled."""
    results: dict[int, list[ResultRow]] = {}
    present: list[Framework] = []
    unsigned: list[str] = []
    as_of: date | None = None
    for framework in Framework:
        progress(0, None, f"Reading {framework.label}")
        rows = latest_results(session, framework.value)
        if not rows:
            continue
        present.append(framework)
        as_of = rows[0].as_of
        if not rows[0].signed:
            unsigned.append(framework.label)
        for row in rows:
            results.setdefault(row.patient, []).append(row)
    frameworks = tuple(present) or (Framework.HYPERTENSION,)
    today = session.today()
    progress(0, None, "Reading flags, lists and contacts")
    beside = _beside(session) if results else Beside()
    return Worklist(
        tuple(worklist_row(rows, today, beside) for rows in results.values()),
        frameworks,
        f"Sorted as of {show_date(as_of)}" if as_of else "",
        " ".join(filter(None, (unsigned_warning(unsigned), *_unchecked(session, present)))),
        *_data_words(patient_store.extract_date(session.practice.db), today),
    )


def _data_words(extract: date | None, today: date) -> tuple[str, str]:
    if extract is None:
        return "", ""
    days = (today - extract).days
    old = (
        f"The data is {days} days old. Who has been seen, has moved or has died since is not known"
        " here: look at the record first."
        if is_old(extract, today)
        else ""
    )
    return f"Data of {show_date(extract)}", old


def worklist_row(
    results: Iterable[ResultRow], today: date, beside: Beside | None = None
) -> WorklistRow:
    """Return one patient's row from their results in each framework.

    The patient's own flags and lists stand before what the rules flag.
    """
    known = beside or Beside()
    ordered = sorted(results, key=_rank)
    first = ordered[0]
    birth = first.date_of_birth
    framework = _FRAMEWORKS[first.framework]
    who, by = known.roles.get((framework, first.group), _NOBODY)
    last = known.contacts.get(first.patient)
    flags = [
        *known.flags.get(first.patient, ()),
        *(flag for result in ordered for flag in result.flags),
    ]
    if first.format_need:
        flags.append(first.format_need)
    return WorklistRow(
        patient=first.patient,
        name=f"{first.family_name}, {first.given_name}",
        nhs_number=first.nhs_number or "",
        birth=birth,
        age=None if birth is None else age_on(birth, today),
        village=first.village,
        tier=_tier(first),
        groups={_FRAMEWORKS[r.framework]: _mark(r.group, _tier(r)) for r in ordered},
        why="; ".join(first.reasons),
        could_not_check=tuple(
            dict.fromkeys(text for result in ordered for text in result.could_not_check)
        ),
        flags=tuple(dict.fromkeys(flags)),
        who=who,
        by=by,
        contact=None if last is None else last.day,
        how="" if last is None else last.how,
        assigned=known.assigned.get(first.patient, ""),
    )


def _beside(session: Session) -> Beside:
    db = session.practice.db
    return Beside(
        flags_of_everybody(session), group_roles(session), last_contacts(db), assignments(db)
    )


def unsigned_warning(frameworks: list[str]) -> str:
    """Say that results carry the watermark "not signed off"."""
    if not frameworks:
        return ""
    names = ", ".join(frameworks)
    return (
        f"Not signed off: {names}. A clinical lead must read these rules and sign them in Settings "
        "before anybody acts on this list."
    )


# Asked for each result of everybody: looking up is four times as fast as the enumeration's call.
_TIERS = {tier.value: tier for tier in Tier}
_NOBODY = ("", "")
_FRAMEWORKS = {framework.value: framework for framework in Framework}


def _unchecked(session: Session, present: list[Framework]) -> tuple[str, ...]:
    """Say which groups no data was imported for, once anybody was sorted."""
    return unchecked_sentences(unchecked_groups(session)) if present else ()


def _tier(result: ResultRow) -> Tier:
    return _TIERS[result.local_tier or result.tier]


def _rank(result: ResultRow) -> int:
    return _tier(result).rank


@lru_cache
def _mark(group: str, tier: Tier) -> GroupMark:
    return GroupMark(group, tier)  # one for all who have it
