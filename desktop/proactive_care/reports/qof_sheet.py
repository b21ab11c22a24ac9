"""The sheet of the QOF estimate. Every figure's heading says that it is one."""

from __future__ import annotations

from proactive_care.reports.cells import CellValue, Column, share_cells, share_columns
from proactive_care.reports.cells import text_column as text
from proactive_care.reports.progress import Progressing
from proactive_care.reports.qof import ESTIMATE, QofEstimate, qof_year
from proactive_care.reports.workbook import Report


def qof_sheet(report: Report, found: Progressing) -> None:
    year = qof_year(found.basis.as_of)
    columns = [
        text("Indicator", 12),
        text("Year", 10),
        text("What it asks (estimate)", 56),
        Column("Denominator (estimate)", width=14),
        Column("Met (estimate)", width=11),
        *share_columns("Estimate"),
        Column("Nothing recorded", width=12),
        Column("Left out", width=10),
        text("Threshold range", 16),
        Column("Points", width=9),
        text("Standing (estimate)", 22),
        text("How it is counted, or why not", 70),
    ]
    report.table(
        "QOF estimate",
        f"Where would QOF {year.year} stand today? An estimate.",
        ESTIMATE,
        columns,
        [_qof_row(each) for each in found.qof],
        after=(year.note, f"Evidence grade of thresholds and points: {year.grade}."),
    )


def _qof_row(each: QofEstimate) -> list[CellValue]:
    count, threshold = each.count, each.threshold
    carried = " (carried over)" if threshold.carried_over else ""
    return [
        each.id,
        each.year,
        each.title,
        count.patients if count else None,
        count.met if count else None,
        *share_cells(each.share),
        count.not_known if count else None,
        count.left_out if count else None,
        f"{threshold.low}–{threshold.high} %{carried}",
        threshold.points,
        each.standing,
        " ".join(part for part in (each.why_not, each.how) if part),
    ]
