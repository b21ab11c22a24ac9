"""The cards that show what was found in one file."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QStackedWidget, QTabBar, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.importing import ColumnUse, DiffLine, FileReport, PreviewRow, Rejection
from proactive_care.ui.charts.stacked import StackedBar
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Card,
    Figure,
    IconLabel,
    SumLine,
    Words,
    across,
    capitalised,
    down,
    scrolling,
)


class UnderstoodCard(Card):
    """What was understood of a file, and how sure that is."""

    def __init__(self, look: Look) -> None:
        super().__init__("What was understood", padded=False)
        self._look = look
        self._content = QWidget()
        self._area = scrolling(self._content)
        self.add(self._area, 1)

    def show_report(self, report: FileReport) -> None:
        """Show another file."""
        content = QWidget()
        content.setProperty("part", "flow")
        grid = QGridLayout(content)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(report.understood):
            grid.addWidget(Words(line.heading, "secondary"), row, 0)
            words = QWidget()
            parts = [Words(line.found, "strong", wrap=True)]
            if line.detail:
                parts.append(Words(line.detail, "secondary", wrap=True))
            words.setLayout(down(*parts, gap=0))
            grid.addWidget(words, row, 1)
            icon = IconLabel(
                self._look, "done" if line.sure else "info", "good" if line.sure else "warning", 18
            )
            icon.setToolTip("Certain" if line.sure else "Please look: this is a guess")
            grid.addWidget(icon, row, 2)
        grid.setRowStretch(len(report.understood), 1)
        self._area.setWidget(content)
        content.show()


class CountsCard(Card):
    """Read = accepted + rejected + ignored."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.sum = SumLine()
        self.bar = StackedBar(look)
        self.ignored = Words("", "small", wrap=True)
        self.add(self.sum)
        self.add(self.bar)
        self.add(self.ignored)

    def show_report(self, report: FileReport) -> None:
        """Show another file."""
        self.sum.show_figures(
            [
                Figure(report.rows_read, "rows read"),
                Figure(report.rows_accepted, "accepted", sign="=", kind="figure-good"),
                Figure(report.rows_rejected, "rejected", sign="+", kind="figure-danger"),
                Figure(report.rows_ignored, "ignored", sign="+", kind="figure-quiet"),
            ]
        )
        self.bar.show_parts(
            [
                ("accepted", report.rows_accepted, "good"),
                ("rejected", report.rows_rejected, "danger"),
                ("ignored", report.rows_ignored, "disabled"),
            ]
        )
        reasons = ", ".join(f"{count:,} {why}" for why, count in report.ignored_reasons.items())
        self.ignored.setText(f"Ignored: {reasons}." if reasons else "Nothing was ignored.")


class DiffCard(Card):
    """What changes against the last import of the same report."""

    def __init__(self, look: Look) -> None:
        super().__init__("Against the last import", " ", padded=False)
        self.model: TableModel[DiffLine] = TableModel(
            _diff_columns(), identity=lambda line: line.what, words=lambda line: line.what
        )
        table = Table(look, self.model, "Changes", header_height=30)
        table.setMinimumHeight(look.pixels(92))
        self.add(table, 1)
        self.gone = Words("", wrap=True)
        row = across(IconLabel(look, "info", "secondary"), self.gone, margins=(16, 6, 16, 8))
        row.setStretch(1, 1)
        self._gone_row = QWidget()
        self._gone_row.setLayout(row)
        self.add(self._gone_row)

    def show_report(self, report: FileReport) -> None:
        """Show another file."""
        before = report.compared_with
        self.note.setText(
            f"of {show_date(before.date())}" if before else "the first time for this report"
        )
        self.model.load(report.diff)
        self.gone.setText(gone_words(report))
        self._gone_row.setVisible(report.patients_gone > 0)


class RejectedCard(Card):
    """Rejections by row of the file, what was ignored, and how each column is used."""

    def __init__(self, look: Look) -> None:
        super().__init__(padded=False)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Rejected, for a person, columns")
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self.rejected = _rejections_model()
        self.for_a_person = _rejections_model()
        self.columns: TableModel[ColumnUse] = TableModel(
            _column_columns(), identity=id, words=lambda column: column.name
        )
        for model, name in (
            (self.rejected, "Rejected"),
            (self.for_a_person, "For a person to settle"),
        ):
            self._stack.addWidget(Table(look, model, name, header_height=30))
        self._stack.addWidget(Table(look, self.columns, "Columns of the file", header_height=30))
        for _ in range(3):
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.add(self.tabs)
        self.add(self._stack, 1)

    def show_report(self, report: FileReport) -> None:
        """Show another file."""
        self.rejected.load(report.rejections)
        self.for_a_person.load(report.for_a_person)
        self.columns.load(report.columns)
        self.tabs.setTabText(0, f"&Rejected  {report.rejections_total:,}")
        self.tabs.setTabText(1, f"&For a person  {len(report.for_a_person):,}")
        self.tabs.setTabText(2, f"Co&lumns  {len(report.columns):,}")
        self.tabs.setTabVisible(1, bool(report.for_a_person))


class PreviewCard(Card):
    """The first rows, as they will be stored."""

    def __init__(self, look: Look) -> None:
        super().__init__("Preview", "first rows, as they will be stored", padded=False)
        self.model: TableModel[PreviewRow] = TableModel(
            [], identity=lambda row: row.row, words=lambda row: " ".join(row.cells)
        )
        self.table = Table(look, self.model, "Preview", header_height=30)
        self.add(self.table, 1)

    def show_report(self, report: FileReport) -> None:
        """Show another file."""
        first: Column[PreviewRow] = Column(
            "row", "File row", lambda r: Cell(f"{r.row:,}", Kind.SECONDARY), None, 72, figures=True
        )
        rest = [
            _preview_column(number, column.target or column.source, column.source)
            for number, column in enumerate(report.preview_columns)
        ]
        self.model.load(())
        self.model.set_columns([first, *rest])
        self.model.load(report.preview)
        self.table.fit_text()


def gone_words(report: FileReport) -> str:
    """Say what became of the patients who are not in the file any more."""
    parts = [f"{report.gone_deceased:,} deceased", f"{report.gone_left:,} left"]
    if report.gone_unexplained:
        parts.append(f"{report.gone_unexplained:,} with no reason found")
    return (
        f"The {report.patients_gone:,} gone: {', '.join(parts)}. "
        "They stay in the practice file, and leave every recall."
    )


def _preview_column(number: int, title: str, source: str) -> Column[PreviewRow]:
    def cell(row: PreviewRow) -> Cell:
        words = row.cells[number] if number < len(row.cells) else ""
        return Cell(words, tip=words) if words else dash("Empty in the file")

    return Column(
        f"cell{number}", capitalised(title), cell, None, 116, tip=f"From the column {source}"
    )


def _rejections_model() -> TableModel[Rejection]:
    return TableModel(
        [
            Column(
                "row",
                "File row",
                lambda r: Cell(f"{r.row:,}", Kind.STRONG),
                lambda r: r.row,
                72,
                figures=True,
            ),
            Column(
                "column", "Column", lambda r: Cell(r.column, tip=r.column), lambda r: r.column, 140
            ),
            Column("value", "Value", _value_shown, None, 130),
            Column(
                "reason",
                "Reason",
                lambda r: Cell(r.reason, tip=r.reason),
                lambda r: r.reason,
                220,
                stretch=True,
            ),
        ],
        identity=lambda rejection: rejection,
        words=lambda rejection: rejection.reason,
    )


def _value_shown(rejection: Rejection) -> Cell:
    return Cell(rejection.value_shown or "(empty)", Kind.BOXED, tip=rejection.value_shown)


def _diff_columns() -> list[Column[DiffLine]]:
    return [
        Column("what", "", lambda d: Cell(d.what), None, 200, stretch=True, optional=False),
        Column("new", "+ New", lambda d: _figure(d.new), None, 92, figures=True),
        Column("changed", "Changed", lambda d: _figure(d.changed), None, 92, figures=True),
        Column("gone", "− Gone", lambda d: _figure(d.gone), None, 92, figures=True),
        Column("same", "Same", lambda d: _figure(d.same, Kind.SECONDARY), None, 92, figures=True),
    ]


def _figure(value: int, kind: Kind = Kind.STRONG) -> Cell:
    return Cell(f"{value:,}", kind)


def _column_columns() -> list[Column[ColumnUse]]:
    return [
        Column("name", "Column of the file", lambda c: Cell(c.name, Kind.STRONG), None, 200),
        Column("band", "Band", _band, None, 150),
        Column("use", "Used as", _use, None, 180, stretch=True),
    ]


def _band(column: ColumnUse) -> Cell:
    return Cell(column.band) if column.band else dash("The file has no bands here")


def _use(column: ColumnUse) -> Cell:
    if column.used_as:
        return Cell(capitalised(column.used_as), Kind.GOOD)
    return Cell("Not used", Kind.SECONDARY)
