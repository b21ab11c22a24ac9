"""Loads a worklist from the newest results: one row a patient over every framework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from proactive_care.accounts import Session
from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import ResultRow, latest_results
from proactive_care.patients import flags_of_everybody
from proactive_care.worklists.rows import GroupMark, WorklistRow


@dataclass(frozen=True)
class Worklist:
    """Rows, and what is said beside the title and above the list."""

    rows: tuple[WorklistRow, ...]
    frameworks: tuple[Framework, ...]
    subtitle: str = ""
    warning: str = ""


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
    progress(0, None, "Reading flags and lists")
    flags = flags_of_everybody(session) if results else {}
    return Worklist(
        tuple(
            worklist_row(rows, today, flags.get(patient, ())) for patient, rows in results.items()
        ),
        frameworks,
        f"Sorted as of {show_date(as_of)}" if as_of else "",
        unsigned_warning(unsigned),
    )


def worklist_row(
    results: Iterable[ResultRow], today: date, known: Iterable[str] = ()
) -> WorklistRow:
    """Return one patient's row from their results in each framework.

    ``known``: the patient's own flags and lists, which stand before what the rules flag.
    """
    ordered = sorted(results, key=_rank)
    first = ordered[0]
    birth = first.date_of_birth
    flags = [*known, *(flag for result in ordered for flag in result.flags)]
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
_FRAMEWORKS = {framework.value: framework for framework in Framework}


def _tier(result: ResultRow) -> Tier:
    return _TIERS[result.local_tier or result.tier]


def _rank(result: ResultRow) -> int:
    return _tier(result).rank


@lru_cache
def _mark(group: str, tier: Tier) -> GroupMark:
    return GroupMark(group, tier)  # one for all who have it
