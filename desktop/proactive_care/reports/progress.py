"""The progress report: groups, backlog against its baseline, movement, gaps, invitations, QOF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlite_utils import Database

from proactive_care.accounts import Session
from proactive_care.domain.dates import months_before, years_before
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import CANNOT_CHECK
from proactive_care.reports.basis import CODES, Basis, Counted, counting
from proactive_care.reports.moves import NOTHING, Bridge, Kind, bridge, kind_of
from proactive_care.reports.qof import QofEstimate, estimate_qof
from proactive_care.reports.rules import pack_of_run
from proactive_care.store.reports import baseline, groups, invitations, movement
from proactive_care.store.reports.baseline import Baseline
from proactive_care.store.reports.groups import GapReason, GroupCount
from proactive_care.store.reports.invitations import InvitationCount, MonthOfInvitations
from proactive_care.store.reports.movement import KeptRun

MONTHS = 13
"""Months of movement that a report looks back on: a year and the month before it."""


@dataclass(frozen=True)
class FrameworkCount:
    """One register now. ``groups`` has every group of the rules, empty ones too, in rule order.

    ``open`` are not in a low tier. ``bridge`` leads from the baseline to now (None: no baseline).
    ``same_rules`` tells whether baseline and now were sorted by the same version of the rules.
    """

    framework: Framework
    patients: int
    tiers: Mapping[Tier, int]
    groups: tuple[GroupCount, ...]
    died_since: int
    left_since: int
    baseline: Baseline | None
    bridge: Bridge | None
    same_rules: bool

    @property
    def open(self) -> int:
        return self.patients - self.tiers[Tier.LOW]

    @property
    def end_of_life(self) -> int:
        return sum(group.end_of_life for group in self.groups)

    @property
    def declined(self) -> int:
        return sum(group.declined for group in self.groups)

    @property
    def change(self) -> int | None:
        """Open indicators now less those of the baseline; None without a baseline."""
        return None if self.baseline is None else self.open - self.baseline.open


@dataclass(frozen=True)
class BacklogMonth:
    """The backlog at the last run of a month, over the frameworks that had a run by then.

    A framework without a run in the month keeps its figure of the month before.
    """

    month: date
    frameworks: int
    patients: int
    open: int
    tiers: Mapping[Tier, int]


@dataclass(frozen=True)
class MonthMoves:
    """Movement in one framework from its run of the month before (or an earlier one) to this one.

    ``same_rules`` False: the rules changed in between, so the moves are not the patients' alone.
    ``pairs`` are (group before, group after, how, patients), without those who stayed.
    """

    framework: Framework
    month: date
    since: date
    until: date
    same_rules: bool
    kinds: Mapping[Kind, int]
    pairs: tuple[tuple[str, str, Kind, int], ...]


@dataclass(frozen=True)
class Progressing:
    """Everything in the progress report."""

    basis: Basis
    frameworks: tuple[FrameworkCount, ...]
    overall: Mapping[Tier, int]
    conditions: Mapping[int, int]
    backlog: tuple[BacklogMonth, ...]
    moves: tuple[MonthMoves, ...]
    gaps: tuple[GapReason, ...]
    invitations: tuple[InvitationCount, ...]
    invitations_by_month: tuple[MonthOfInvitations, ...]
    qof: tuple[QofEstimate, ...]

    @property
    def indicators(self) -> int:
        """Long-term condition indicators: patients × registers that they are on."""
        return sum(each.patients for each in self.frameworks)

    @property
    def open(self) -> int:
        """The backlog: indicators not in a low tier."""
        return sum(each.open for each in self.frameworks)

    @property
    def open_at_baseline(self) -> int:
        return sum(each.baseline.open for each in self.frameworks if each.baseline)

    @property
    def bridge(self) -> Bridge:
        """The bridges of all frameworks that have a baseline, added up."""
        return sum((each.bridge for each in self.frameworks if each.bridge), start=NOTHING)


def progress_report(session: Session, as_of: date, progress: Progress = no_progress) -> Progressing:
    """Count everything for a day. Raises NotPermitted, Cancelled."""
    with counting(session, as_of) as counted:
        return progress_of(session, counted, progress)


def progress_of(session: Session, counted: Counted, progress: Progress) -> Progressing:
    """Count everything among people who are held still. Raises Cancelled."""
    db, basis = counted
    as_of = basis.as_of
    progress(0, 4, "Counting groups")
    frameworks = _frameworks(db, basis)
    progress(1, 4, "Comparing months")
    runs = movement.runs_at_month_ends(db, months_before(as_of, MONTHS).replace(day=1), as_of)
    backlog, moves = _backlog(db, runs), _moves(db, runs)
    progress(2, 4, "Counting gaps and invitations")
    year_ago = years_before(as_of, 1)
    found = Progressing(
        basis=basis,
        frameworks=frameworks,
        overall={Tier(_RANKED[r]): n for r, n in groups.overall_tiers(db).items()},
        conditions=groups.patients_with_conditions(db),
        backlog=backlog,
        moves=moves,
        gaps=groups.gap_reasons(db),
        invitations=invitations.invitation_counts(db, year_ago, as_of, CODES.reviews),
        invitations_by_month=invitations.invitations_by_month(db, year_ago, as_of),
        qof=estimate_qof(session, as_of, progress) if basis.extract else (),
    )
    progress(4, 4, "done")
    return found


_RANKED = tuple(Tier)


def _frameworks(db: Database, basis: Basis) -> tuple[FrameworkCount, ...]:
    counted: dict[str, list[GroupCount]] = {}
    for group in groups.group_counts(db):
        counted.setdefault(group.framework, []).append(group)
    gone, frozen = groups.gone_since(db), baseline.baselines(db)
    found = []
    for run in sorted(basis.runs, key=lambda run: list(Framework).index(Framework(run.framework))):
        framework = Framework(run.framework)
        rows = _every_group(run.pack, framework, counted.get(framework.value, []))
        start = frozen.get(framework.value)
        moves = (
            movement.transitions_to_now(db, start.run, framework.value, basis.as_of)
            if start
            else ()
        )
        found.append(
            FrameworkCount(
                framework=framework,
                patients=sum(row.patients for row in rows),
                tiers={t: sum(r.patients for r in rows if r.tier == t.value) for t in Tier},
                groups=rows,
                died_since=gone.get(framework.value, {}).get("deceased", 0),
                left_since=gone.get(framework.value, {}).get("left", 0),
                baseline=start,
                bridge=bridge(moves) if start else None,
                same_rules=start is None or (start.pack, start.version) == (run.pack, run.version),
            )
        )
    return tuple(found)


def _every_group(
    pack: str, framework: Framework, counted: list[GroupCount]
) -> tuple[GroupCount, ...]:
    """Return the counts in the order of the rules, with the groups that nobody is in."""
    loaded = pack_of_run(pack)
    rules = loaded.frameworks.get(framework) if loaded else None
    by_group = {(row.group, row.tier): row for row in counted}
    rows = [
        by_group.pop(
            (group.id, group.tier.value),
            GroupCount(framework.value, group.id, group.tier.value, 0, 0, 0, 0),
        )
        for group in (rules.groups if rules else ())
    ]
    others = sorted(by_group.values(), key=lambda row: (row.group != CANNOT_CHECK, row.group))
    return (*rows, *others)


def _backlog(db: Database, runs: tuple[KeptRun, ...]) -> tuple[BacklogMonth, ...]:
    tiers: dict[int, Counter[Tier]] = {run.run: Counter() for run in runs}
    for count in movement.tier_counts(db, tiers):
        tiers[count.run][Tier(count.tier)] += count.patients
    months: list[BacklogMonth] = []
    latest: dict[str, Counter[Tier]] = {}
    for month in sorted({run.month for run in runs}):
        latest.update({run.framework: tiers[run.run] for run in runs if run.month == month})
        total: Counter[Tier] = sum(latest.values(), start=Counter())
        patients = total.total()
        months.append(
            BacklogMonth(
                month,
                len(latest),
                patients,
                patients - total[Tier.LOW],
                {tier: total[tier] for tier in Tier},
            )
        )
    return tuple(months)


def _moves(db: Database, runs: tuple[KeptRun, ...]) -> tuple[MonthMoves, ...]:
    found = []
    for framework in Framework:
        kept = [run for run in runs if run.framework == framework.value]
        for before, after in pairwise(kept):
            kinds: Counter[Kind] = Counter()
            pairs = []
            for move in movement.transitions(db, before.run, after.run, after.as_of):
                kind = kind_of(move)
                kinds[kind] += move.patients
                if kind is not Kind.STAYED:
                    pairs.append((move.before, move.after, kind, move.patients))
            found.append(
                MonthMoves(
                    framework,
                    after.month,
                    before.as_of,
                    after.as_of,
                    (before.pack, before.version) == (after.pack, after.version),
                    {kind: kinds[kind] for kind in Kind},
                    tuple(pairs),
                )
            )
    return tuple(found)
