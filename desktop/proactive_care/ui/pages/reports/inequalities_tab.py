"""Inequalities on screen: one characteristic at a time, unknown always shown."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.reports import NO_CAUSES, Inequalities, PeopleRow, Share
from proactive_care.ui.charts.share_rows import ShareRow, ShareRows, percent
from proactive_care.ui.pages.reports.whole_table import WholeTable
from proactive_care.ui.tables import Cell, Column, Kind, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, Even, Words, across, capitalised, down

_SHARES = (
    ("Urgent or high", "soon"),
    ("Data gap", "gap"),
    ("Invited in 12 months", "invited_share"),
    ("Reviewed in 12 months", "reviewed_share"),
)


class InequalitiesTab(QWidget):
    """Four shares by the chosen characteristic, and the table behind them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._found: Inequalities | None = None
        self.by = QComboBox()
        self.by.setAccessibleName("Characteristic")
        self.by.currentIndexChanged.connect(self._show)
        label = Words("By")
        label.setBuddy(self.by)
        self.charts = {name: ShareRows(look, title) for title, name in _SHARES}
        even = Even(lambda: look.pixels(430), gap=16)
        for title, name in _SHARES:
            card = Card(title, "of those on a register; the line is the 95 % confidence interval")
            card.add(self.charts[name])
            even.add(card)
        self.model: TableModel[PeopleRow] = TableModel(
            _columns(), identity=lambda row: row.label, words=lambda row: row.label
        )
        table = Card("Figures", "exact: for use inside the practice", padded=False)
        table.add(WholeTable(look, self.model, "Inequalities", most=14))
        why = Words(NO_CAUSES, "secondary", wrap=True)
        top = across(label, self.by, None, gap=8)
        self.setLayout(down(top, why, even, table, None, gap=12, margins=(24, 12, 24, 16)))

    def show_inequalities(self, found: Inequalities) -> None:
        """Show these figures; the characteristic that was chosen stays chosen."""
        self._found = found
        chosen = max(0, self.by.currentIndex())
        self.by.blockSignals(True)
        self.by.clear()
        self.by.addItems([split.title for split in found.splits])
        self.by.setCurrentIndex(chosen)
        self.by.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if self._found is None or self.by.currentIndex() < 0:
            return
        rows = self._found.splits[self.by.currentIndex()].rows
        for title, name in _SHARES:
            self.charts[name].show_rows(title, [_share_row(row, name) for row in rows])
        self.model.load((*rows, self._found.everybody))


def _share_row(row: PeopleRow, name: str) -> ShareRow:
    share: Share | None = getattr(row, name)
    if share is None:
        return ShareRow(capitalised(row.label), None, note="nobody on a register")
    words = f"{share.count:,} of {share.of:,}"
    return ShareRow(capitalised(row.label), share.value, share.low, share.high, words)


def _columns() -> list[Column[PeopleRow]]:
    def count(key: str, title: str, width: int = 92) -> Column[PeopleRow]:
        return Column(
            key,
            title,
            lambda row: Cell(f"{getattr(row, key):,}"),
            lambda row: getattr(row, key),
            width,
            figures=True,
        )

    def share(key: str, title: str) -> Column[PeopleRow]:
        def cell(row: PeopleRow) -> Cell:
            found: Share | None = getattr(row, key)
            if found is None:
                return dash("Nobody on a register")
            sure = f"95 % confidence {100 * found.low:.0f} to {100 * found.high:.0f} %"
            return Cell(percent(found.value), tip=sure)

        def sort(row: PeopleRow) -> float | None:
            found: Share | None = getattr(row, key)
            return None if found is None else found.value

        return Column(key, title, cell, sort, 124, figures=True)

    return [
        Column("label", "", lambda row: Cell(capitalised(row.label), Kind.STRONG), None, 160,
               stretch=True, optional=False),
        count("people", "Patients"),
        count("on_register", "On a register", 110),
        share("soon", "Urgent or high"),
        share("gap", "Data gap"),
        count("invited", "Invited"),
        share("invited_share", "Invited, %"),
        count("reviewed", "Reviewed"),
        share("reviewed_share", "Reviewed, %"),
    ]  # fmt: skip
