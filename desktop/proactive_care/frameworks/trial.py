"""Sorting without storing: who would be where, for comparing before something is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.active import by_pack, chosen_rules
from proactive_care.frameworks.compiler import add_functions, count_registers
from proactive_care.frameworks.local import active_overlay
from proactive_care.frameworks.overridden import overridden
from proactive_care.frameworks.sorting import sort_everybody
from proactive_care.store import stratification as store
from proactive_care.store.overrides import standing_overrides


@dataclass(frozen=True)
class TrialGroup:
    """A patient's place in one framework. ``tier`` is after local adaptations."""

    group: str
    tier: Tier


TrialSorting = Mapping[tuple[Framework, int], TrialGroup]


@dataclass(frozen=True)
class Moved:
    """A patient whose place differs between two sortings; None: not on the register."""

    framework: Framework
    patient: int
    before: TrialGroup | None
    after: TrialGroup | None


def try_sorting(
    session: Session, as_of: date, *, pack: str | None = None, progress: Progress = no_progress
) -> TrialSorting:
    """Sort everybody by (framework, patient) as the practice is now, and store nothing.

    ``pack`` None: the packs in use. Overrides and local adaptations count as in a stored run.
    Inside an open transaction it sees what that has changed. Raises NotPermitted, PackProblem,
    Cancelled.
    """
    session.require(Permission.VIEW_PATIENTS)
    db = session.practice.db
    covered = store.coverage(db) & {"events", "medications"}
    add_functions(db.conn)
    chosen = chosen_rules(db, pack)
    found: dict[tuple[Framework, int], TrialGroup] = {}
    done = 0
    for loaded, several in by_pack(chosen):
        overlay = active_overlay(db, loaded)
        if overlay.counts_registers:
            count_registers(db.conn, loaded.frameworks.values(), as_of, covered)
        for rules in several:
            progress(done, len(chosen), f"Trying out {rules.title}")
            done += 1
            decided = standing_overrides(db, rules.framework.value, as_of)
            for result in sort_everybody(db.conn, rules, as_of, covered, overlay):
                stands = overridden(result, decided.get(result.patient))
                tier = Tier(stands.local_tier or stands.tier)
                found[rules.framework, result.patient] = TrialGroup(stands.group, tier)
    return found


def who_moves(before: TrialSorting, after: TrialSorting) -> tuple[Moved, ...]:
    """Return everybody whose group or tier differs, by framework and patient."""
    order = list(Framework)
    keys = sorted({*before, *after}, key=lambda key: (order.index(key[0]), key[1]))
    return tuple(
        Moved(framework, patient, was, becomes)
        for framework, patient in keys
        if (was := before.get((framework, patient))) != (becomes := after.get((framework, patient)))
    )
