"""The progress report as a workbook. It holds no patient's identity."""

from __future__ import annotations

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.reports.backlog_sheets import (
    BACKLOG_MEANS,
    backlog_months_sheet,
    backlog_sheet,
)
from proactive_care.reports.cells import CellValue, Column, Format, share_cells, share_columns
from proactive_care.reports.cells import text_column as text
from proactive_care.reports.cover import BLUE, TIER_COLOURS, new_report
from proactive_care.reports.intervals import share
from proactive_care.reports.moves import Kind
from proactive_care.reports.progress import Progressing
from proactive_care.reports.qof import ESTIMATE
from proactive_care.reports.qof_sheet import qof_sheet
from proactive_care.reports.workbook import Report, stacked_bars

TITLE = "Progress report"
_WORDS = (
    ("Register", "Everybody who has the condition, by the rules of the framework."),
    ("Tier", "How soon a priority group needs somebody: urgent, high, data gap, medium or low."),
    ("Open indicators", BACKLOG_MEANS),
    (
        "Baseline",
        "The open indicators found by the first sorting after the first import. It is frozen: "
        "later imports and rules do not change it.",
    ),
    (
        "Movement",
        "The last run of a month against the run before it. It counts what changed in the data; "
        "it does not show that any work caused it.",
    ),
    ("QOF", ESTIMATE),
)


def progress_book(found: Progressing, purpose: str) -> Report:
    """Lay the figures out."""
    report = new_report(TITLE, found.basis, purpose, _WORDS)
    _tiers(report, found)
    _groups(report, found)
    backlog_sheet(report, found)
    backlog_months_sheet(report, found)
    _movement(report, found)
    _moves_between_groups(report, found)
    _gaps(report, found)
    _invitations(report, found)
    qof_sheet(report, found)
    return report


def _tiers(report: Report, found: Progressing) -> None:
    columns = [
        text("Framework", 22),
        Column("Register"),
        *(Column(tier.value.capitalize()) for tier in Tier),
        *share_columns("Urgent or high"),
        *share_columns("Data gap"),
        Column("End of life"),
        Column("Said no"),
        Column("Died since", width=12),
        Column("Left since", width=12),
    ]
    rows: list[list[CellValue]] = []
    for each in found.frameworks:
        soon = each.tiers[Tier.URGENT] + each.tiers[Tier.HIGH]
        rows.append(
            [
                each.framework.label,
                each.patients,
                *(each.tiers[tier] for tier in Tier),
                *share_cells(share(soon, each.patients)),
                *share_cells(share(each.tiers[Tier.DATA_GAP], each.patients)),
                each.end_of_life,
                each.declined,
                each.died_since,
                each.left_since,
            ]
        )
    table = report.table(
        "Tiers",
        "How many patients are in which tier?",
        "Denominator: the register (living, registered). Died and left since the sorting are not "
        "in it; end of life and said no are.",
        columns,
        rows,
        after=_overall(found),
    )
    places = [(3 + tier.rank, TIER_COLOURS[tier.value]) for tier in Tier]
    stacked_bars(table, "Patients by tier", places)


def _overall(found: Progressing) -> list[str]:
    if not found.overall:
        return []
    tiers = ", ".join(f"{found.overall.get(tier, 0):,} {tier.value}" for tier in Tier)
    several = sum(n for conditions, n in found.conditions.items() if conditions > 1)
    return [
        f"By each patient's most urgent tier: {tiers}.",
        f"On more than one register: {several:,} of {sum(found.conditions.values()):,} patients.",
    ]


def _groups(report: Report, found: Progressing) -> None:
    columns = [
        text("Framework", 22),
        text("Group", 10),
        text("Tier", 12),
        Column("Patients"),
        Column("Register"),
        *share_columns("Share of register"),
        Column("Of these end of life", width=13),
        Column("Of these said no", width=13),
        Column("Of these changed by a local adaptation", width=18),
    ]
    rows: list[list[CellValue]] = [
        [
            each.framework.label,
            group.group,
            group.tier,
            group.patients,
            each.patients,
            *share_cells(share(group.patients, each.patients)),
            group.end_of_life,
            group.declined,
            group.raised,
        ]
        for each in found.frameworks
        for group in each.groups
    ]
    report.table(
        "Groups",
        "How many patients are in which priority group?",
        "Denominator: the register of the framework. The tier is that of the rules, before local "
        "adaptations. Group ? could not be sorted at all.",
        columns,
        rows,
    )


def _movement(report: Report, found: Progressing) -> None:
    columns = [
        text("Framework", 22),
        Column("Month", Format.MONTH, 12),
        Column("From run of", Format.DAY, 13),
        Column("To run of", Format.DAY, 13),
        *(Column(kind.value.capitalize(), width=12) for kind in Kind),
        text("Same rules", 12),
    ]
    rows: list[list[CellValue]] = [
        [
            moved.framework.label,
            moved.month,
            moved.since,
            moved.until,
            *(moved.kinds[kind] for kind in Kind),
            "yes" if moved.same_rules else "no",
        ]
        for moved in found.moves
    ]
    table = report.table(
        "Movement",
        "How many patients moved between tiers, month by month?",
        "Each patient on the register in either run is counted once a line. Where the rules "
        "changed, moves are not the patients' alone.",
        columns,
        rows,
    )
    stacked_bars(
        table,
        "Movement between tiers",
        [(5, TIER_COLOURS["low"]), (6, TIER_COLOURS["urgent"]), (7, BLUE), (8, "5B2A86")],
    )


def _moves_between_groups(report: Report, found: Progressing) -> None:
    columns = [
        text("Framework", 22),
        Column("Month", Format.MONTH, 12),
        text("From group", 12),
        text("To group", 12),
        text("What it means", 28),
        Column("Patients"),
    ]
    rows: list[list[CellValue]] = [
        [moved.framework.label, moved.month, before or "–", after or "–", kind.value, patients]
        for moved in found.moves
        for before, after, kind, patients in moved.pairs
    ]
    report.table(
        "Moves between groups",
        "Who moved from which group to which?",
        "Patients who stayed in their group are left out. A dash: not on the register.",
        columns,
        rows,
    )


def _gaps(report: Report, found: Progressing) -> None:
    registers = {each.framework.value: each.patients for each in found.frameworks}
    columns = [
        text("Framework", 22),
        text("Could not be checked because", 52),
        Column("Patients"),
        Column("Register"),
        Column("Share", Format.PERCENT),
    ]
    rows: list[list[CellValue]] = [
        [
            Framework(gap.framework).label,
            gap.text,
            gap.patients,
            registers[gap.framework],
            gap.patients / registers[gap.framework],
        ]
        for gap in found.gaps
    ]
    report.table(
        "Could not be checked",
        "What is missing to check every group?",
        "Denominator: the register. A patient with several things missing is on several lines. "
        "Missing is never counted as fine.",
        columns,
        rows,
    )


def _invitations(report: Report, found: Progressing) -> None:
    columns = [
        Column("Invitation", width=12),
        text("Channel", 14),
        text("Tier when invited", 18),
        text("What came of it", 40),
        Column("Invitations", width=13),
    ]
    rows: list[list[CellValue]] = [
        [each.number, each.channel, each.tier, each.outcome, each.invitations]
        for each in found.invitations
    ]
    months = ", ".join(
        f"{each.month:%b %Y} {each.invitations:,}" for each in found.invitations_by_month
    )
    report.table(
        "Invitations",
        "Who was invited, how, and what came of it?",
        "Invitations printed here in the 12 months to the day of the report. 1 is the first "
        "invitation of a round.",
        columns,
        rows,
        after=[f"By month: {months}."] if months else (),
    )
