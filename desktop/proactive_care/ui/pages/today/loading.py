"""What Today shows, gathered from the services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import packs_in_use, signed_by
from proactive_care.patients import practice_state
from proactive_care.ui.shell.status_bar import StatusFacts
from proactive_care.ui.shell.status_facts import gather_facts
from proactive_care.worklists import GroupMark, Worklist, WorklistRow


@dataclass(frozen=True)
class NeededRow:
    """Somebody in an urgent or high group, and who acts by when."""

    row: WorklistRow
    framework: Framework
    mark: GroupMark
    who: str
    by: str


@dataclass(frozen=True)
class TodayFacts:
    """Everything on the page. ``unsigned`` names frameworks whose rules nobody has signed."""

    status: StatusFacts
    patients: int
    tiers: Mapping[Tier, int]
    needed: tuple[NeededRow, ...]
    unsigned: tuple[Framework, ...]
    sorted_patients: int


def load_today(
    session: Session, worklist: Callable[[Progress], Worklist], progress: Progress
) -> TodayFacts:
    """Return what needs somebody today. Without VIEW_CLINICAL no patients are named.

    ``worklist`` loads the list of everybody; it is only asked for if it may be shown.
    """
    status = gather_facts(session)
    patients = practice_state(session).patients
    packs = packs_in_use(session) if session.may(Permission.VIEW_PATIENTS) else {}
    unsigned = tuple(
        framework
        for framework, pack in packs.items()
        if signed_by(session, pack.id, framework.value) is None
    )
    if not session.may(Permission.VIEW_CLINICAL):
        return TodayFacts(status, patients, {}, (), unsigned, 0)
    rows = worklist(progress).rows
    roles = {
        (framework, group.id): (group.role, group.by)
        for framework, pack in packs.items()
        for group in pack.frameworks[framework].groups
    }
    needed = [
        NeededRow(row, framework, mark, *roles.get((framework, mark.group), ("", "")))
        for row in rows
        if row.tier in (Tier.URGENT, Tier.HIGH)
        for framework, mark in row.groups.items()
        if mark.tier is row.tier
    ]
    needed.sort(key=lambda n: (n.mark.tier.rank, n.mark.group, n.row.name.casefold()))
    tiers = Counter(row.tier for row in rows)
    return TodayFacts(status, patients, tiers, tuple(needed), unsigned, len(rows))
