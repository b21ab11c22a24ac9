"""What a change of the code lists would do, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import Moved, TrialGroup
from proactive_care.importing import ChangePreview, MovedPatient
from proactive_care.ui.tables import Cell, Column, Kind, Sortable, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Beside, Card, Words, down


@dataclass(frozen=True)
class GroupMove:
    """How many move from one group to another; None: not on the register."""

    framework: Framework
    before: TrialGroup | None
    after: TrialGroup | None
    patients: int


class Trying(QWidget):
    """Counts, moves between groups, and the patients by name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.sum = Words("", "strong", wrap=True)
        self.groups: TableModel[GroupMove] = TableModel(
            _group_columns(), identity=lambda move: move, words=lambda move: move.framework.label
        )
        groups = Table(look, self.groups, "Moves between groups", header_height=30)
        self.people: TableModel[MovedPatient] = TableModel(
            _people_columns(),
            identity=lambda person: (person.moved.framework, person.moved.patient),
            words=lambda person: person.name,
        )
        people = Table(look, self.people, "Patients who move", header_height=30)
        self._group_card = Card("Who moves", " ", padded=False)
        self._group_card.add(groups, 1)
        self._people_card = Card("Patients", " ", padded=False)
        self._people_card.add(people, 1)
        for table in (groups, people):
            table.setMinimumHeight(look.pixels(150))
        self._tables = Beside(
            self._group_card, self._people_card, lambda: look.pixels(820), shares=(1, 1)
        )
        column = down(self.sum, self._tables, None, gap=8)
        column.setStretch(1, 100)
        self.setLayout(column)

    def show_preview(self, preview: ChangePreview, *, back: bool) -> None:
        """Show what was tried out; ``back``: it would be taken back."""
        self.sum.setText(effect_words(preview, back=back))
        moves = group_moves(tuple(person.moved for person in preview.moved))
        self.groups.load(moves)
        self.people.load(preview.moved)
        patients = {person.moved.patient for person in preview.moved}
        count = "1 patient" if len(patients) == 1 else f"{len(patients):,} patients"
        self._people_card.note.setText(count)
        self._tables.setVisible(bool(moves))


def effect_words(preview: ChangePreview, *, back: bool) -> str:
    """Say in sentences what a change does to the stored entries."""
    applied = preview.applied
    entries = _entries(applied.events)
    people = "1 patient" if applied.patients == 1 else f"{applied.patients:,} patients"
    label = applied.concept.label
    if not applied.events:
        words = f"No stored entry of your patients is {label} because of this."
    elif back:
        words = f"{entries} of {people} would no longer be {label}."
    else:
        words = f"{entries} of {people} would become {label}."
    if applied.left and not back:
        words += f" {_entries(applied.left)} stay as they are: no number within its limits."
    if not preview.moved:
        words += " Nobody changes group."
    return words


def group_moves(moved: tuple[Moved, ...]) -> tuple[GroupMove, ...]:
    """Count who moves from where to where."""
    counts: dict[tuple[Framework, TrialGroup | None, TrialGroup | None], int] = {}
    for each in moved:
        key = (each.framework, each.before, each.after)
        counts[key] = counts.get(key, 0) + 1
    return tuple(GroupMove(*key, count) for key, count in counts.items())


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _group_columns() -> list[Column[GroupMove]]:
    return [
        Column("framework", "Framework", lambda m: Cell(m.framework.label), _group_order, 150),
        Column("before", "From", lambda m: _place(m.before), lambda m: _rank(m.before), 110),
        Column("after", "To", lambda m: _place(m.after), lambda m: _rank(m.after), 110),
        Column(
            "patients", "Patients", lambda m: Cell(f"{m.patients:,}"), lambda m: m.patients, 80,
            figures=True, stretch=True,
        ),
    ]  # fmt: skip


def _people_columns() -> list[Column[MovedPatient]]:
    return [
        Column(
            "name", "Patient", lambda p: Cell(p.name, Kind.STRONG), lambda p: p.name, 170,
            stretch=True,
        ),
        Column(
            "framework", "Framework", lambda p: Cell(p.moved.framework.label),
            lambda p: p.moved.framework.label, 140,
        ),
        Column(
            "before", "From", lambda p: _place(p.moved.before), lambda p: _rank(p.moved.before), 84
        ),
        Column("after", "To", lambda p: _place(p.moved.after), lambda p: _rank(p.moved.after), 84),
    ]  # fmt: skip


def _group_order(move: GroupMove) -> Sortable:
    return move.framework.label


def _place(group: TrialGroup | None) -> Cell:
    if group is None:
        return dash("Not on the register")
    return Cell(group.group, Kind.MARK, group.tier, tip=f"{group.group}, {group.tier.value}")


def _rank(group: TrialGroup | None) -> int:
    return len(Tier) if group is None else group.tier.rank
