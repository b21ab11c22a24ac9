"""QOF on screen: an estimate beside the frameworks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from proactive_care.reports import ESTIMATE, QofEstimate, QofYear
from proactive_care.ui.charts.share_rows import percent
from proactive_care.ui.pages.reports.whole_table import WholeTable
from proactive_care.ui.tables import Cell, Column, Kind, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, Words, capitalised, down

_STANDING = {
    "below the range": Kind.WARNING,
    "within the range": Kind.TEXT,
    "at or above the top": Kind.GOOD,
}


class QofTab(QWidget):
    """Every indicator of the year, also those that cannot be estimated, with the reason."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.model: TableModel[QofEstimate] = TableModel(
            _columns(), identity=lambda each: each.id, words=lambda each: each.title
        )
        self.card = Card("QOF estimate", " ", padded=False)
        self.card.add(WholeTable(look, self.model, "QOF estimate", most=40))
        self.note = Words("", "small", wrap=True)
        warning = Words(ESTIMATE, "secondary", wrap=True)
        self.setLayout(down(warning, self.card, self.note, None, gap=12, margins=(24, 12, 24, 16)))

    def show_qof(self, year: QofYear, estimates: tuple[QofEstimate, ...]) -> None:
        """Show a year's estimates."""
        self.card.heading.setText(f"QOF {year.year}: estimate")
        self.model.load(estimates)
        self.note.setText(f"{year.note} Evidence grade: {year.grade}.")


def _columns() -> list[Column[QofEstimate]]:
    return [
        Column("id", "Indicator", lambda e: Cell(e.id, Kind.STRONG), lambda e: e.id, 88,
               optional=False),
        Column("title", "What it asks", _title, lambda e: e.title, 300, stretch=True),
        Column("share", "Estimate", _estimate, _value, 84, figures=True),
        Column("count", "Met of", _count, _value, 110, figures=True),
        Column("range", "Range", _range, lambda e: e.threshold.low, 90, figures=True),
        Column("standing", "Standing (estimate)", _standing, _value, 240),
        Column("points", "Points", lambda e: Cell(str(e.threshold.points)),
               lambda e: e.threshold.points, 66, figures=True),
    ]  # fmt: skip


def _title(each: QofEstimate) -> Cell:
    return Cell(each.title, tip=each.how or each.why_not)


def _estimate(each: QofEstimate) -> Cell:
    if each.share is None:
        return dash(each.why_not)
    sure = f"95 % confidence {100 * each.share.low:.0f} to {100 * each.share.high:.0f} %"
    return Cell(percent(each.share.value), Kind.STRONG, tip=sure)


def _value(each: QofEstimate) -> float | None:
    return None if each.share is None else each.share.value


def _count(each: QofEstimate) -> Cell:
    if each.share is None or each.count is None:
        return dash(each.why_not)
    left = f"{each.count.not_known:,} with nothing recorded; {each.count.left_out:,} left out"
    return Cell(f"{each.share.count:,} of {each.share.of:,}", tip=left)


def _range(each: QofEstimate) -> Cell:
    tip = "Carried over from the year before: check it" if each.threshold.carried_over else ""
    return Cell(f"{each.threshold.low}–{each.threshold.high} %", tip=tip)


def _standing(each: QofEstimate) -> Cell:
    if not each.standing:
        return Cell(each.why_not, Kind.SECONDARY, tip=each.why_not)
    return Cell(capitalised(each.standing), _STANDING[each.standing])
