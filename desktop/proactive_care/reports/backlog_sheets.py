"""The sheets about the backlog: against its baseline, and month by month."""

from __future__ import annotations

from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Tier
from proactive_care.reports.cells import CellValue, Column, Format, share_cells, share_columns
from proactive_care.reports.cells import text_column as text
from proactive_care.reports.cover import BLUE, GREY
from proactive_care.reports.intervals import share
from proactive_care.reports.moves import Bridge
from proactive_care.reports.progress import Progressing
from proactive_care.reports.workbook import Report, lines, stacked_bars

BACKLOG_MEANS = (
    "One open indicator is one patient on one register who is not in a low tier: a patient with "
    "three conditions counts up to three times. Data gaps are open. Local adaptations do not "
    "change it."
)


def backlog_sheet(report: Report, found: Progressing) -> None:
    columns = [
        text("Framework", 22),
        Column("Register now"),
        Column("Open now"),
        *share_columns("Open share"),
        Column("Baseline day", Format.DAY, 13),
        Column("Register then"),
        Column("Open then"),
        Column("Change", Format.CHANGE),
        Column("Closed: reached low", width=12),
        Column("Gone: deceased", width=11),
        Column("Gone: left"),
        Column("Gone: off register", width=11),
        Column("Open again", width=11),
        Column("Joined, open", width=11),
        text("Same rules as then", 14),
    ]
    rows: list[list[CellValue]] = []
    for each in found.frameworks:
        start = each.baseline
        rows.append(
            [
                each.framework.label,
                each.patients,
                each.open,
                *share_cells(share(each.open, each.patients)),
                start.as_of if start else None,
                start.patients if start else None,
                start.open if start else None,
                each.change,
                *_bridge_cells(each.bridge),
                "" if start is None else "yes" if each.same_rules else "no",
            ]
        )
    if rows:
        rows.append(_backlog_total(found))
    table = report.table(
        "Backlog",
        "How many long-term condition indicators are open, against the baseline?",
        "Open then − reached low − gone + open again + joined = open now. Only reaching low is a "
        "change in the patient; the rest is people coming and going.",
        columns,
        rows,
        total=True,
        after=(BACKLOG_MEANS, *_baseline_notes(found)),
    )
    stacked_bars(table, "Open now", [(3, BLUE)])


def _backlog_total(found: Progressing) -> list[CellValue]:
    with_baseline = [each for each in found.frameworks if each.baseline]
    then = sum(each.baseline.patients for each in with_baseline if each.baseline)
    change = sum(each.change or 0 for each in with_baseline)
    return [
        "All",
        found.indicators,
        found.open,
        *share_cells(share(found.open, found.indicators)),
        None,
        then,
        found.open_at_baseline,
        change,
        *_bridge_cells(found.bridge),
        "",
    ]


def _bridge_cells(bridge: Bridge | None) -> list[CellValue]:
    if bridge is None:
        return [None] * 6
    return [
        bridge.closed,
        bridge.deceased,
        bridge.left,
        bridge.off_register,
        bridge.reopened,
        bridge.joined,
    ]


def _baseline_notes(found: Progressing) -> list[str]:
    return [
        f"{each.framework.label}: baseline of {show_date(each.baseline.as_of)}, rules "
        f"{each.baseline.pack} {each.baseline.version}"
        f"{'' if each.baseline.signed else ' (not signed off)'}: {each.baseline.reason}"
        f"{'' if each.same_rules else '. The rules have changed since: not like with like'}."
        for each in found.frameworks
        if each.baseline
    ]


def backlog_months_sheet(report: Report, found: Progressing) -> None:
    columns = [
        Column("Month", Format.MONTH, 12),
        Column("Open"),
        Column("Baseline"),
        Column("Indicators"),
        *(Column(tier.value.capitalize()) for tier in Tier),
        Column("Frameworks"),
    ]
    rows: list[list[CellValue]] = [
        [
            month.month,
            month.open,
            found.open_at_baseline or None,
            month.patients,
            *(month.tiers[tier] for tier in Tier),
            month.frameworks,
        ]
        for month in found.backlog
    ]
    table = report.table(
        "Backlog by month",
        "How has the backlog changed?",
        "Open indicators at the last run of each month. A framework without a run in a month "
        "keeps its figure of the month before.",
        columns,
        rows,
    )
    lines(table, "Open indicators by month", [(2, BLUE), (3, GREY)])
