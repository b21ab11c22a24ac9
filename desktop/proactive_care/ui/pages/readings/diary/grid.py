"""The grid: seven days by morning and evening by two readings, keyed without leaving the digits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.domain.diary import DAYS_ON_FORM, DiaryReading, Problem
from proactive_care.readings import DiaryCheck
from proactive_care.ui.pages.readings.diary.cells import Cell, DateCell, FigureCell
from proactive_care.ui.pages.readings.diary.form import DiaryForm, Slot
from proactive_care.ui.pages.readings.diary.keys import DiaryKeys, both_typed
from proactive_care.ui.pages.readings.diary.rows import DayRow, HeadRow, Widths, grid_style
from proactive_care.ui.pages.readings.diary.words import figure_help, figure_name
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import down


class DiaryGrid(QFrame):
    """``edited`` is sent after every change, ``moved`` with the cell that has got the keyboard,
    ``cell_done`` after every finished cell (for the
    draft), ``past_end`` when the cursor leaves the last cell, ``said`` with a kind (cell, offer,
    wrong) and words for the line below, ``asked_note`` when F2 was pressed."""

    edited = Signal()
    moved = Signal(object)
    cell_done = Signal()
    past_end = Signal()
    said = Signal(str, str)
    asked_note = Signal()

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._look, self.today = look, today
        self.setProperty("part", "card")
        self.setAccessibleName("Diary")
        self.form = DiaryForm()
        self.with_pulse = False
        self._keys = DiaryKeys(self)
        self._problems: dict[int, Problem] = {}
        self._first_day: date | None = None
        self._pulse_shown = True
        self.head = HeadRow()
        self.rows = [DayRow(self, self.form, row) for row in range(DAYS_ON_FORM)]
        self.setLayout(down(self.head, *self.rows, gap=0, margins=(13, 8, 9, 6)))
        look.changed.connect(self._fit)
        self._fit()
        self.show_form()

    # What is shown ----------------------------------------------------------------------------

    def clear(self, today: date) -> None:
        """Begin an empty form."""
        self.today = today
        self._load(DiaryForm())

    def show_diary(self, readings: Sequence[DiaryReading]) -> None:
        """Show a diary that was keyed before."""
        form = DiaryForm()
        form.load(readings)
        self._load(form)

    def show_form(self) -> None:
        """Show every digit and day again."""
        for row in self.rows:
            row.show_day(self.form)
            for cell in row.cells:
                cell.show_slot()
            row.show_irregular()
            row.name_cells(self.form)

    def show_check(self, check: DiaryCheck) -> None:
        """Show what the check says: the means of the days, and what is wrong where."""
        slots = self.form.slots_in_use()
        self._problems = {id(slots[p.position]): p for p in check.problems}
        means = {mean.day: mean for mean in check.days}
        self._first_day = check.mean.first_day
        wrong = {
            place: "unusual" if problem.kind is Plausibility.CONFIRM else "wrong"
            for place, problem in self._problems.items()
        }
        for row in self.rows:
            day = self._day_of(row.number)
            row.show_mean(means.get(day))
            row.dress(dropped=day == self._first_day, wrong=wrong)

    def readings(self) -> list[DiaryReading]:
        """What is keyed; the cell that is being typed counts once it is a number."""
        cell = self.current_cell()
        typing = None if cell is None else (cell.slot, cell.field)
        return self.form.readings(self.today, typing=typing)

    def finished_readings(self) -> list[DiaryReading]:
        """What is keyed, half-typed digits included: for filing, which refuses those."""
        return self.form.readings(self.today)

    def current_cell(self) -> FigureCell | None:
        """The figure that has the keyboard."""
        widget = self.window().focusWidget()
        return widget if isinstance(widget, FigureCell) and self.isAncestorOf(widget) else None

    def show_pulses(self, shown: bool) -> None:
        """Show or hide where pulses are keyed: they take room that large text needs."""
        has = any(slot.pulse for slot in self.form.slots)
        wanted = shown or has or self.with_pulse
        if wanted != self._pulse_shown:
            self._pulse_shown = wanted
            self._place()

    def problem_of(self, slot: Slot) -> Problem | None:
        """What is wrong with a reading, as of the last check."""
        return self._problems.get(id(slot))

    # Going from cell to cell ------------------------------------------------------------------

    def start(self) -> None:
        """Give the keyboard to what is keyed first: the first day, or the first empty figure."""
        if self.form.days[0] is None:
            self.go_to_day(0)
            return
        empty = (c for c in self._in_order() if not c.text())
        self.go(next(empty, self.rows[0].cells[0]))

    def go_to_reading(self, position: int, field: str) -> None:
        """Give the keyboard to a reading by its position among those that are keyed."""
        slot = self.form.slots_in_use()[position]
        if field == "day":
            self.go_to_day(slot.row)
            return
        wanted = field if field in ("diastolic", "pulse") else "systolic"
        self.go(self._cell(slot, wanted))

    def go_to_day(self, row: int) -> None:
        """Give the keyboard to the day of a row."""
        self.go(self.rows[row].date)

    def go(self, cell: Cell) -> None:
        """Give the keyboard to a cell."""
        cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_cell(self, cell: FigureCell, step: int = 1) -> FigureCell | None:
        """The next (or the previous) figure in the order of keying; None past the ends."""
        order = self._in_order()
        if cell not in order:  # a pulse, while pulses are passed over
            order = [each for row in self.rows for each in row.cells]
        place = order.index(cell) + step
        return order[place] if 0 <= place < len(order) else None

    def forward(self, cell: FigureCell) -> None:
        """The cell is finished: go on."""
        self._finish(self.next_cell(cell))

    def next_reading(self, cell: FigureCell) -> None:
        """The reading is finished: go on to the next one."""
        place = self.form.slots.index(cell.slot) + 1
        done = place == len(self.form.slots)
        self._finish(None if done else self._cell(self.form.slots[place], "systolic"))

    def next_day(self, cell: FigureCell) -> None:
        """The day is finished: go on to the next one."""
        row = cell.slot.row + 1
        self._finish(self.rows[row].cells[0] if row < DAYS_ON_FORM else None)

    def move_by(self, cell: FigureCell, rows: int, columns: int) -> None:
        """Go up, down, left or right, as far as there are cells."""
        row = self.rows[cell.slot.row]
        place = row.cells.index(cell)
        number = row.number + rows
        if rows and 0 <= number < DAYS_ON_FORM:
            self.go(self.rows[number].cells[place])
        elif columns and place + columns < 0:
            self.go(row.date)
        elif columns and place + columns < len(row.cells):
            self.go(row.cells[place + columns])

    def _finish(self, following: FigureCell | None) -> None:
        self.cell_done.emit()
        if following is None:
            self.past_end.emit()
        else:
            self.go(following)

    def _in_order(self) -> list[FigureCell]:
        return [
            cell
            for row in self.rows
            for cell in row.cells
            if self.with_pulse or cell.field != "pulse"
        ]

    def _cell(self, slot: Slot, field: str) -> FigureCell:
        holder = self.form.slot(slot.row, slot.part, 1) if field == "pulse" else slot
        cells = self.rows[slot.row].cells
        return next(cell for cell in cells if cell.slot is holder and cell.field == field)

    # What the cells ask -----------------------------------------------------------------------

    def pressed(self, cell: FigureCell, event: QKeyEvent) -> bool:
        """Do what a key means in a figure."""
        return self._keys.pressed(cell, event)

    def date_pressed(self, cell: DateCell, event: QKeyEvent) -> bool:
        """Do what a key means in the day of a row."""
        return self._keys.date_pressed(cell, event)

    def entered(self, cell: Cell) -> None:
        """A cell has got the keyboard: its row is marked, and the line below says what it is."""
        row = cell.row if isinstance(cell, DateCell) else None
        if isinstance(cell, FigureCell):
            row = cell.slot.row
            problem = self.problem_of(cell.slot)
            if problem is not None and both_typed(cell.slot):
                self._keys.tell(problem)
            else:
                name = figure_name(self.form, cell.slot, cell.field)
                self.said.emit("cell", f"{name}.|{figure_help(cell.field)}")
        else:
            self.said.emit("cell", f"Day {(row or 0) + 1}.|Type day and month, for example 0109.")
        for each in self.rows:
            each.mark(each.number == row)
        self.moved.emit(cell)

    def write(self, cell: FigureCell, text: str) -> None:
        """Put digits into a cell."""
        cell.slot.write(cell.field, text)
        self.changed(cell)

    def changed(self, cell: FigureCell) -> None:
        """A reading has changed: show its row and tell everybody."""
        row = self.rows[cell.slot.row]
        for each in row.cells:
            each.show_slot()
        cell.deselect()
        row.show_irregular()
        self.edited.emit()

    # Drawing ----------------------------------------------------------------------------------

    def _load(self, form: DiaryForm) -> None:
        self.form = form
        self._problems = {}
        for row in self.rows:
            row.load(form)
            row.date.dress("")
        self.show_form()
        self.edited.emit()

    def _day_of(self, row: int) -> date:
        """A row's day; while none is known, that of the past week."""
        return self.form.days[row] or self.today - timedelta(DAYS_ON_FORM - 1 - row)

    def _fit(self) -> None:
        self.setStyleSheet(grid_style(self._look))
        self._place()

    def _place(self) -> None:
        widths = Widths(self._look, pulse=self._pulse_shown)
        self.head.fit(widths)
        for row in self.rows:
            row.fit(widths)
