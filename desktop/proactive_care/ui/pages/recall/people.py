"""The lists of a batch: letters, excluded, other route, not due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from proactive_care.documents import ENGLISH, language_need
from proactive_care.domain.dates import age_on
from proactive_care.recall import Due, NotInvited
from proactive_care.ui.tables import Cell, Column, Kind, Sortable, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import across, upright


@dataclass(frozen=True)
class ReasonRow:
    """A reason and how many it keeps out. An empty reason stands for all of them."""

    reason: str
    count: int


class ReasonsList(QWidget):
    """Reasons on the left; on the right the patients that the chosen reason keeps out."""

    opened = Signal(int)

    def __init__(self, look: Look, name: str, today: date) -> None:
        super().__init__()
        self._people: Sequence[NotInvited] = ()
        self.reasons: TableModel[ReasonRow] = TableModel(
            _reason_columns(), identity=lambda row: row.reason, words=lambda row: row.reason
        )
        self.people: TableModel[NotInvited] = TableModel(
            person_columns(today), identity=lambda p: p.patient.id, words=lambda p: p.detail
        )
        self.table = Table(look, self.reasons, f"{name}: reasons", header_height=30)
        self.table.setMinimumWidth(look.pixels(260))
        people = Table(look, self.people, f"{name}: patients", header_height=30)
        people.opened.connect(lambda person: self.opened.emit(person.patient.id))
        self.table.current_changed.connect(self._narrow)
        row = across(self.table, upright(), people, gap=0)
        row.setStretch(0, 2)
        row.setStretch(2, 3)
        self.setLayout(row)

    def show_people(self, people: Sequence[NotInvited]) -> None:
        """Show who is kept out."""
        self._people = people
        counts = Counter(person.reason for person in people)
        rows = [ReasonRow(reason, count) for reason, count in counts.most_common()]
        self.reasons.load([ReasonRow("", len(people)), *rows] if len(rows) > 1 else rows)
        self.people.load(people)
        if rows:
            self.table.go_to(0)

    def _narrow(self, row: ReasonRow | None) -> None:
        if row is not None:
            self.people.load([p for p in self._people if row.reason in ("", p.reason)])


def due_columns(today: date) -> list[Column[Due]]:
    """Return the columns of the letters."""
    return [
        Column("name", "Patient", _name, _name_order, 170, optional=False),
        Column("age", "Age", _age(today), lambda d: d.patient.date_of_birth, 50, figures=True),
        Column("village", "Village", _village, lambda d: d.patient.village or None, 112),
        Column("tier", "Tier", _tier, lambda d: d.tier.rank, 106),
        Column("number", "Letter", _number, lambda d: d.number, 56),
        Column("format", "Format", _format, lambda d: d.patient.format_need or None, 96),
        Column("why", "Why", _why, None, 120, stretch=True),
    ]


def other_columns(today: date) -> list[Column[Due]]:
    """Return the columns of those who are phoned or texted."""
    return [
        Column("name", "Patient", _name, _name_order, 170, optional=False),
        Column("age", "Age", _age(today), lambda d: d.patient.date_of_birth, 50, figures=True),
        Column("way", "By", lambda d: Cell(d.way.label.capitalize()), lambda d: d.way, 110),
        Column("tier", "Tier", _tier, lambda d: d.tier.rank, 106),
        Column("number", "Invitation", _number, lambda d: d.number, 80),
        Column("turn", "Why now", lambda d: Cell(d.turn, tip=d.turn), None, 160, stretch=True),
    ]


def person_columns(today: date) -> list[Column[NotInvited]]:
    """Return the columns of those who are not invited."""
    return [
        Column("name", "Patient", _name, _name_order, 180, optional=False),
        Column("age", "Age", _age(today), lambda p: p.patient.date_of_birth, 50, figures=True),
        Column(
            "detail",
            "Seen where",
            lambda p: Cell(p.detail, tip=p.detail),
            lambda p: p.detail,
            220,
            stretch=True,
        ),
    ]


def _reason_columns() -> list[Column[ReasonRow]]:
    return [
        Column("reason", "Reason", _reason, None, 180, stretch=True, optional=False),
        Column("count", "Patients", _count, None, 80, figures=True, optional=False),
    ]


def _reason(row: ReasonRow) -> Cell:
    return Cell(row.reason or "All of them", tip=row.reason)


def _count(row: ReasonRow) -> Cell:
    return Cell(f"{row.count:,}", Kind.STRONG)


def _name(person: Due | NotInvited) -> Cell:
    return Cell(f"{person.patient.family_name}, {person.patient.given_name}", Kind.STRONG)


def _name_order(person: Due | NotInvited) -> Sortable:
    return person.patient.family_name.casefold(), person.patient.given_name.casefold()


def _age(today: date) -> Callable[[Due | NotInvited], Cell]:
    def cell(person: Due | NotInvited) -> Cell:
        birth = person.patient.date_of_birth
        return dash("No date of birth") if birth is None else Cell(str(age_on(birth, today)))

    return cell


def _village(due: Due) -> Cell:
    village = due.patient.village
    return Cell(village) if village else dash("No village in the extract")


def _tier(due: Due) -> Cell:
    return Cell(due.tier.value.capitalize(), Kind.TAG, due.tier)


def _why(due: Due) -> Cell:
    return Cell(due.why, tip=because(due))


def because(due: Due) -> str:
    """Say why somebody is invited, and why now."""
    return f"{due.turn}. {due.why}" if due.why else due.turn


def _number(due: Due) -> Cell:
    return Cell({1: "1st", 2: "2nd", 3: "3rd"}.get(due.number, f"{due.number}th"))


def _format(due: Due) -> Cell:
    need, language = due.patient.format_need, language_need(due.patient.language).language
    parts = [need] if need else []
    if language is not None and language is not ENGLISH:
        parts.append(language.name)
    words = ", ".join(parts)
    return Cell(words, tip=words) if words else Cell("Standard", Kind.SECONDARY)
