"""Sorting one patient again as soon as something new is known about them."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.accounts import Session
from proactive_care.domain.errors import KnownError
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import ResultRow, patient_results, stratify_patient


@dataclass(frozen=True)
class GroupChange:
    """A patient's group in one framework before and after; None: not on its register."""

    framework: Framework
    before: str | None
    after: str | None
    tier_before: Tier | None
    tier_after: Tier | None


@dataclass(frozen=True)
class Regrouped:
    """The groups that changed. ``problem`` says why the patient could not be sorted, if so."""

    changes: tuple[GroupChange, ...] = ()
    problem: str = ""


def restratify(session: Session, patient_id: int) -> Regrouped:
    """Sort a patient again as of today and return the frameworks in which the group changed.

    What was filed stays filed if the rules cannot be used: then ``problem`` says so.
    """
    try:
        before = _groups(session, patient_id)
        stratify_patient(session, patient_id, session.today())
        after = _groups(session, patient_id)
    except KnownError as error:
        return Regrouped((), error.happened)
    changed = [
        _change(name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if _place(before.get(name)) != _place(after.get(name))
    ]
    return Regrouped(tuple(changed))


def _groups(session: Session, patient_id: int) -> dict[str, ResultRow]:
    return {row.framework: row for row in patient_results(session, patient_id)}


def _change(framework: str, before: ResultRow | None, after: ResultRow | None) -> GroupChange:
    return GroupChange(
        Framework(framework),
        None if before is None else before.group,
        None if after is None else after.group,
        None if before is None else _tier(before),
        None if after is None else _tier(after),
    )


def _place(row: ResultRow | None) -> tuple[str, Tier] | None:
    return None if row is None else (row.group, _tier(row))


def _tier(row: ResultRow) -> Tier:
    return Tier(row.local_tier or row.tier)
