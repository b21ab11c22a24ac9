"""The inequalities report as a workbook. It holds no patient's identity."""

from __future__ import annotations

from proactive_care.domain.vocabulary import Tier
from proactive_care.reports.cells import (
    CellValue,
    Column,
    share_cells,
    share_columns,
    shown,
    text_column,
)
from proactive_care.reports.cover import BLUE, new_report
from proactive_care.reports.inequalities import NO_CAUSES, Inequalities, PeopleRow, Split
from proactive_care.reports.small_numbers import HIDDEN, SMALLEST_DENOMINATOR, SMALLEST_SHOWN
from proactive_care.reports.workbook import Report, bars

TITLE = "Inequalities report"
OUTSIDE = (
    f"Small numbers: counts of 1 to {SMALLEST_SHOWN - 1} are shown as “{HIDDEN}”, all others are "
    "rounded to the nearest 5, and shares are computed from the rounded counts. Shares of fewer "
    f"than {SMALLEST_DENOMINATOR} are left out."
)
INSIDE = (
    "Exact counts, small numbers included: for use inside the practice only. Do not send this out."
)
_WORDS = (
    ("No claim of causes", NO_CAUSES),
    (
        "Shares",
        "Of the patients on any register. The 95 % confidence interval (Wilson) says how far "
        "chance alone could reach: where two intervals overlap widely, do not read a difference "
        "into it.",
    ),
    ("Tier", "Each patient once, by their most urgent tier over all registers."),
    ("Invited, reviewed", "In the 12 months to the day of the report."),
    ("Not recorded", "Always a row of its own: nobody is guessed into a group."),
)


def inequalities_book(found: Inequalities, purpose: str) -> Report:
    """Lay the figures out, one sheet for each characteristic."""
    handling = ("Small numbers", OUTSIDE if found.outside else INSIDE)
    report = new_report(TITLE, found.basis, purpose, (handling, *_WORDS))
    for split in found.splits:
        _sheet(report, found, split)
    return report


def _sheet(report: Report, found: Inequalities, split: Split) -> None:
    columns = [
        text_column(split.title, 24),
        Column("Patients"),
        Column("On a register", width=12),
        *share_columns("Urgent or high"),
        *share_columns("Data gap"),
        *share_columns("Invited"),
        *share_columns("Reviewed"),
        *(Column(tier.value.capitalize()) for tier in Tier),
        Column("Invited"),
        Column("Reviewed"),
    ]
    table = report.table(
        split.title,
        f"{split.title}: who is on a register, in which tier, invited, reviewed?",
        "Denominator of the shares: patients on a register. "
        + (OUTSIDE if found.outside else INSIDE),
        columns,
        [_row(row) for row in (*split.rows, found.everybody)],
        total=True,
        after=(NO_CAUSES,),
    )
    bars(table, f"Urgent or high, by {split.title.lower()}", (4, BLUE), "0%")
    bars(table, f"Data gap, by {split.title.lower()}", (7, "5B2A86"), "0%")


def _row(row: PeopleRow) -> list[CellValue]:
    return [
        row.label,
        shown(row.people),
        shown(row.on_register),
        *share_cells(row.soon),
        *share_cells(row.gap),
        *share_cells(row.invited_share),
        *share_cells(row.reviewed_share),
        *(shown(row.tiers[tier]) for tier in Tier),
        shown(row.invited),
        shown(row.reviewed),
    ]
