"""Readings that wait for a clinician: by name, how long, and what is to be done about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.readings import Waiting
from proactive_care.ui.pages.readings.band_tag import TIER_OF, band_words
from proactive_care.ui.pages.readings.waiting_words import told_words, waited_words
from proactive_care.ui.shell import Desk, OpenPatient, Place
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel
from proactive_care.ui.widgets import (
    Button,
    Card,
    IconLabel,
    Words,
    across,
    capitalised,
    link_button,
)

_MOST_ROWS = 5
_ROW, _HEADER = 44, 30


class AlertsCard(Card):
    """``Enter`` opens the patient; the button goes to the alert, where its outcome is recorded."""

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        every = link_button(look, "A&ll alerts", partial(desk.go, Place("readings", "alerts")))
        super().__init__("Readings awaiting a clinician", " ", (every,), padded=False)
        self._desk = desk
        self.model: TableModel[Waiting] = TableModel(
            _columns(desk.session.now, desk.full_name),
            identity=lambda row: row.id,
            words=lambda row: row.name,
        )
        self.table = Table(
            look, self.model, "Readings awaiting a clinician", row_height=_ROW,
            header_height=_HEADER,
        )  # fmt: skip
        self.table.opened.connect(self._open)
        self.add(self.table)
        self._none = QWidget()
        words = Words("Nothing waits for a clinician", "secondary")
        self._none.setLayout(
            across(IconLabel(look, "done", "good", 20), words, None, margins=(16, 10, 16, 10))
        )
        self.add(self._none)
        may = desk.session.may(Permission.CLOSE_ALERTS)
        self.outcome = Button(
            look,
            "&Record an outcome" if may else "O&pen the alerts",
            partial(desk.go, Place("readings", "alerts")),
            kind="primary" if may else "",
        )
        self._foot = QWidget()
        self._why = Words("", "secondary", elide=True)
        foot = across(self._why, self.outcome, gap=12, margins=(16, 8, 12, 8))
        foot.setStretch(0, 1)
        self._foot.setLayout(foot)
        self.add(self._foot)
        self.table.current_changed.connect(self._tell_why)
        look.changed.connect(self._fit)

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show what waits, most severe first."""
        red = sum(row.is_alert for row in waiting)
        self.note.setText(f"{red} red · {len(waiting) - red} other" if waiting else "")
        self.model.load(waiting)
        for part in (self.table, self._foot):
            part.setVisible(bool(waiting))
        self._none.setVisible(not waiting)
        self.set_chosen(bool(red))
        if waiting and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._fit()

    def _fit(self) -> None:
        look, rows = self._desk.look, max(1, min(_MOST_ROWS, self.model.rowCount()))
        self.table.setFixedHeight(look.pixels(_HEADER) + rows * look.pixels(_ROW) + 4)

    def _tell_why(self, row: Waiting | None) -> None:
        words = [] if row is None else [*row.reasons, *([row.remark] if row.remark else [])]
        self._why.setText(capitalised("; ".join(words)))

    def _open(self, row: Waiting) -> None:
        among = tuple(dict.fromkeys(each.patient_id for each in self.model.shown_rows()))
        self._desk.go(Place("patients", OpenPatient(row.patient_id, among, "the alerts")))


def _columns(now: Callable[[], datetime], named: Callable[[str], str]) -> list[Column[Waiting]]:
    return [
        Column("band", "Band", _band, None, 116, optional=False),
        Column("name", "Patient", _name, lambda r: r.name.casefold(), 180, stretch=True),
        Column("reading", "Reading, mmHg", _reading, None, 150),
        Column("waits", "Waiting", lambda r: _waits(r, now(), named), lambda r: r.entered_at, 150),
        Column(
            "told", "Told, or due", lambda r: _told(r, now()), lambda r: r.due, 200, stretch=True
        ),
    ]


def _band(row: Waiting) -> Cell:
    return Cell(band_words(row.band), Kind.TAG, TIER_OF[row.band], band=row.band)


def _name(row: Waiting) -> Cell:
    age = "age not known" if row.age is None else str(row.age)
    second = " · ".join(part for part in (age, row.village, row.phone) if part)
    return Cell(row.name, Kind.STRONG, second=second)


def _reading(row: Waiting) -> Cell:
    return Cell(row.reading, Kind.STRONG, second=row.about)


def _waits(row: Waiting, now: datetime, named: Callable[[str], str]) -> Cell:
    words = waited_words(row.entered_at, now)
    old = row.is_alert and now - row.entered_at >= timedelta(days=1)
    second = f"{row.channel}, {named(row.entered_by)}"
    return Cell(words, Kind.DANGER if old else Kind.TEXT, second=second)


def _told(row: Waiting, now: datetime) -> Cell:
    if row.is_alert:
        return Cell(told_words(row, now), Kind.STRONG, second=row.remark or "no outcome yet")
    what = capitalised(row.who) if row.what == "review" else capitalised(row.what)
    if row.due is None:
        return Cell(what or "Any clinician", second="no date")
    late = row.is_overdue(now.astimezone().date())
    second = f"overdue since {show_date(row.due)}" if late else f"by {show_date(row.due)}"
    return Cell(what or "Any clinician", Kind.WARNING if late else Kind.TEXT, second=second)
