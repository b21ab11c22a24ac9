"""Who moves if the practice switches: a matrix, the conditions, and everybody by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from proactive_care.accounts import Permission, Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import (
    NOT_ON,
    Comparison,
    Mover,
    Place,
    compare,
    list_packs,
    local_adaptations,
    write_comparison_csv,
)
from proactive_care.ui.pages.settings.switching import Switching
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Button, Card, Words, across, down, scrolling

_ARROWS = {-1: "↑", 0: "", 1: "↓"}
_ALL = "All"


@dataclass(frozen=True)
class Choice:
    """What the rules in use can be compared with: another pack, or a local adaptation switched."""

    words: str
    pack: str | None = None
    adaptation: str | None = None


@dataclass(frozen=True)
class MatrixRow:
    """One place before, and how many are in each place after. ``place`` None: everybody."""

    place: Place | None
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def load_choices(session: Session, pack: str, framework: Framework) -> tuple[Choice, ...]:
    """Return everything that can be compared with one framework of a pack."""
    packs = [
        Choice(f"{other.id} {other.version}", pack=other.id)
        for other in list_packs()
        if other.id != pack and framework in other.frameworks
    ]
    local = [
        Choice(f"Local: {each.title}, off and on", adaptation=each.id)
        for each in local_adaptations(session)
        if not each.frameworks or framework in each.frameworks
    ]
    return (*packs, *local)


def matrix_rows(found: Comparison) -> list[MatrixRow]:
    """Return the rows of the matrix that hold anybody or are groups, and their sum."""
    rows = []
    for place in found.before.places:
        counts = {
            after: number for (before, after), number in found.matrix.items()
            if before == place.label
        }  # fmt: skip
        if counts or place.label != NOT_ON:
            rows.append(MatrixRow(place, counts))
    sums: dict[str, int] = {}
    for row in rows:
        for after, number in row.counts.items():
            sums[after] = sums.get(after, 0) + number
    return [*rows, MatrixRow(None, sums)]


class CompareView(QWidget):
    """The rules in use against another pack, or against a local adaptation that is switched."""

    def __init__(
        self, desk: Desk, pack: str, framework: Framework, back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._desk, self._pack, self._framework = desk, pack, framework
        self.found: Comparison | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName("Compare with")
        self.choice.setMinimumWidth(desk.look.pixels(340))
        self.choice.activated.connect(lambda _number: self.compare())
        label = Words("Compared &with")
        label.setBuddy(self.choice)
        self.state = Words("", "secondary", wrap=True)
        self.switching = Switching(desk, back)
        self.export = Button(desk.look, "&Save the list…", self._ask_where)
        self.export.setEnabled(False)
        self.export.setVisible(desk.session.may(Permission.EXPORT))
        self.rows: TableModel[MatrixRow] = TableModel(
            _matrix_columns(None), identity=_row_name, words=lambda row: ""
        )
        self.matrix = Table(desk.look, self.rows, "Who moves if we switch", header_height=34)
        self.matrix.setMinimumHeight(desk.look.pixels(340))
        self.matrix.current_changed.connect(lambda _row: self._show_movers())
        self.card = Card("Who moves if we switch", " ", padded=False)
        self.card.add(self.matrix, 1)
        self.movers: TableModel[Mover] = TableModel(
            _mover_columns(), identity=lambda m: m.patient, words=lambda m: m.family_name
        )
        people = Table(desk.look, self.movers, "Patients who move", header_height=30, wrap=True)
        people.setMinimumHeight(desk.look.pixels(220))
        self.names = Card("Everybody who moves", " ", (self.export,), padded=False)
        self.condition = Words("", "secondary", wrap=True)
        self.condition.setContentsMargins(16, 8, 16, 8)
        self.names.add(self.condition)
        self.names.add(people, 1)
        content = QWidget()
        column = down(
            across(label, self.choice, None, Button(desk.look, "&Back to the rules", back)),
            self.state, self.switching, self.card, self.names, gap=12,
            margins=(16, 12, 16, 12),
        )  # fmt: skip
        column.setStretch(4, 1)
        content.setLayout(column)
        whole = down(scrolling(content), gap=0)
        self.setLayout(whole)
        session = desk.session
        desk.fetch(
            "Looking for other rules",
            lambda _progress: load_choices(session, pack, framework),
            self._offer,
        )

    def compare(self) -> None:
        """Sort everybody both ways, off the window's thread, and show who moves."""
        choice: Choice = self.choice.currentData()
        session, pack, framework = self._desk.session, self._pack, self._framework

        def work(progress: Progress) -> Comparison:
            return compare(
                session, session.today(), framework=framework.value, pack=pack,
                other_pack=choice.pack, adaptation=choice.adaptation, progress=progress,
            )  # fmt: skip

        self.export.setEnabled(False)
        self.switching.show_comparison(None, None)
        self._desk.run("Comparing", work, self._compared)

    def save_to(self, path: Path) -> None:
        """Write the list of everybody who moves into a file."""
        found, session = self.found, self._desk.session
        assert found is not None
        if self._desk.attempt(lambda: write_comparison_csv(session, found, path)):
            self._desk.messages.tell("good", f"Saved as {path.name}.")

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        for choice in choices:
            self.choice.addItem(choice.words, choice)
        self.compare()

    def _compared(self, found: Comparison) -> None:
        self.found = found
        self.state.setText(_summary(found))
        self.switching.show_comparison(found, self.choice.currentData().pack)
        self.card.note.setText(f"{found.before.name} down, {found.after.name} across")
        self.rows.set_columns(_matrix_columns(found))
        self.rows.load(matrix_rows(found))
        self.matrix.fit_text()
        self.matrix.go_to(self.rows.rowCount() - 1)
        self.export.setEnabled(bool(found.movers))
        self._show_movers()

    def _show_movers(self) -> None:
        row = self.matrix.current_row()
        if self.found is None or row is None:
            return
        place = row.place
        chosen = [m for m in self.found.movers if place is None or m.before.label == place.label]
        number = "1 patient" if len(chosen) == 1 else f"{len(chosen):,} patients"
        self.names.note.setText(f"{number} from {place.label}" if place else number)
        said = _conditions(self.found, place) if place and place.condition else ""
        self.condition.setText(said)
        self.condition.setVisible(bool(said))
        self.movers.load(chosen)

    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(folder) / f"who-moves-{self._framework.value}.csv"
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the list", str(start), "CSV (*.csv)"
        )
        if name:
            self.save_to(Path(name))


def _conditions(found: Comparison, place: Place) -> str:
    """Return what a group asks now, and what a group of the same name asks on the other side."""
    said = f"{place.label} is now: {place.condition}."
    others = {each.label: each for each in found.after.places}
    other = others.get(place.label)
    if other is not None and other.condition != place.condition:
        said += f" In {found.after.name}: {other.condition}."
    return said


def _summary(found: Comparison) -> str:
    staying = found.people - found.moving(-1) - found.moving(1)
    return (
        f"↑ {found.moving(-1):,} more urgent   ↓ {found.moving(1):,} less urgent"
        f"   {staying:,} same tier   as of {show_date(found.as_of)}. Nothing has been changed."
    )


def _matrix_columns(found: Comparison | None) -> list[Column[MatrixRow]]:
    columns: list[Column[MatrixRow]] = [Column("from", "In use", _from, None, 150, optional=False)]
    if found is None:
        return columns
    used = {after for _, after in found.matrix}
    columns += [
        _place_column(place)
        for place in found.after.places
        if place.label != NOT_ON or NOT_ON in used
    ]
    total = Column[MatrixRow](
        "all", _ALL, lambda r: Cell(f"{r.total:,}", Kind.STRONG), None, 70, figures=True
    )
    return [*columns, total]


def _place_column(after: Place) -> Column[MatrixRow]:
    def cell(row: MatrixRow) -> Cell:
        number = row.counts.get(after.label, 0)
        if not number:
            return dash("Nobody")
        if row.place is None or row.place.label == after.label:
            return Cell(f"{number:,}", Kind.STRONG)
        direction = Mover(0, None, "", "", None, row.place, after, "").direction
        kind = Kind.WARNING if direction < 0 else Kind.TEXT
        meaning = {-1: "more urgent", 0: "same tier", 1: "less urgent"}[direction]
        return Cell(f"{_ARROWS[direction]} {number:,}".strip(), kind, tip=meaning)

    width = max(64, 9 * len(after.label) + 24)
    tip = f"{after.tier.value}: {after.condition}" if after.tier else ""
    return Column(after.label, after.label, cell, None, width, figures=True, tip=tip)


def _row_name(row: MatrixRow) -> str:
    return row.place.label if row.place else _ALL


def _from(row: MatrixRow) -> Cell:
    if row.place is None:
        return Cell(_ALL, Kind.STRONG)
    return _place(row.place)


def _place(place: Place) -> Cell:
    if place.tier is None:
        return Cell(place.label, Kind.SECONDARY)
    return Cell(place.label, Kind.MARK, place.tier, tip=place.tier.value)


def _mover_columns() -> list[Column[Mover]]:
    return [
        Column("name", "Patient", _name, lambda m: (m.family_name, m.given_name), 190),
        Column("age", "Age", _age, lambda m: m.age, 56, figures=True),
        Column("from", "From", lambda m: _place(m.before), lambda m: m.before.label, 120),
        Column("to", "To", lambda m: _place(m.after), lambda m: m.after.label, 120),
        Column("why", "What puts them there", lambda m: Cell(m.why), None, 240, stretch=True),
    ]


def _name(mover: Mover) -> Cell:
    return Cell(f"{mover.family_name}, {mover.given_name}", Kind.STRONG)


def _age(mover: Mover) -> Cell:
    return dash("No date of birth") if mover.age is None else Cell(str(mover.age))
