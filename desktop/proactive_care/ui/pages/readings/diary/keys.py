"""What the keys mean in the grid: digits go on by themselves, signs say what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.domain.diary import (
    DAYS_ON_FORM,
    LIMITS,
    Problem,
    Typed,
    Written,
    judge_digits,
)
from proactive_care.ui.pages.readings.diary.cells import DateCell, FigureCell
from proactive_care.ui.pages.readings.diary.form import Slot, day_from_digits

if TYPE_CHECKING:
    from proactive_care.ui.pages.readings.diary.grid import DiaryGrid

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_DIGITS = frozenset("0123456789")


class DiaryKeys:
    """Turns key presses in the cells into changes of the form and moves of the cursor."""

    def __init__(self, grid: DiaryGrid) -> None:
        self._grid = grid

    def pressed(self, cell: FigureCell, event: QKeyEvent) -> bool:
        """Do what a key means in a figure. Returns False for keys that are for somebody else."""
        key, text = event.key(), event.text()
        if event.modifiers() & _COMMANDS:
            return False
        if text in _DIGITS:
            self._digit(cell, text)
        elif key == Qt.Key.Key_Backspace:
            self._backspace(cell)
        elif key in _ENTER:
            self._enter(cell)
        elif text == "-":
            self._missing(cell, Written.NOT_WRITTEN)
        elif text == "*" or key == Qt.Key.Key_F8:
            self._missing(cell, Written.UNREADABLE)
        elif text == "+":
            self._irregular(cell)
        elif text in ("/", ".", " "):
            if cell.slot.text(cell.field):
                self._grid.forward(cell)
        elif key == Qt.Key.Key_Delete:
            self._grid.write(cell, "")
        elif key in _MOVES:
            self._grid.move_by(cell, *_MOVES[Qt.Key(key)])
        elif key == Qt.Key.Key_F2:
            self._grid.asked_note.emit()
        elif key == Qt.Key.Key_F4:
            self._grid.go_to_day(cell.slot.row)
        else:
            return False
        return True

    def date_pressed(self, cell: DateCell, event: QKeyEvent) -> bool:
        """Do what a key means in the day of a row."""
        key, text = event.key(), event.text()
        if event.modifiers() & _COMMANDS:
            return False
        if text in _DIGITS:
            cell.typed = cell.typed + text if len(cell.typed) < 4 else text
            self._date_typed(cell)
        elif key == Qt.Key.Key_Backspace:
            cell.typed = cell.typed[:-1]
            self._date_typed(cell)
        elif key in _ENTER or key == Qt.Key.Key_Right:
            self._grid.go(self._grid.rows[cell.row].cells[0])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = cell.row + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= row < DAYS_ON_FORM:
                self._grid.go_to_day(row)
        else:
            return text in ("/", "-", ".", " ")
        return True

    def tell(self, problem: Problem) -> None:
        """Say what is wrong with a pair, and which key mends it."""
        if problem.kind is Plausibility.SWAPPED:
            words = f"{problem.text} Enter swaps them; Backspace corrects."
        elif problem.kind is Plausibility.CONFIRM:
            words = f"{problem.text} Enter keeps it; Backspace corrects."
        else:
            self._grid.said.emit("wrong", problem.text)
            return
        self._grid.said.emit("offer", words)

    def _date_typed(self, cell: DateCell) -> None:
        typed = cell.typed
        cell.setText(f"{typed[:2]}/{typed[2:]}" if len(typed) > 2 else typed)
        cell.dress("")
        if len(typed) < 4:
            return
        day = day_from_digits(typed, self._grid.today)
        if day is None:
            cell.dress("wrong")
            self._grid.said.emit(
                "wrong", "There is no such day in the past year. Type day and month, as 0109."
            )
            return
        self._grid.form.set_day(cell.row, day)
        self._grid.show_form()
        self._grid.edited.emit()
        self._grid.cell_done.emit()
        self._grid.go(self._grid.rows[cell.row].cells[0])

    def _digit(self, cell: FigureCell, digit: str) -> None:
        before = "" if cell.hasSelectedText() else cell.slot.text(cell.field)
        if len(before) == 3:
            return
        self._grid.write(cell, before + digit)
        verdict = judge_digits(before + digit, LIMITS[cell.field])
        if verdict is Typed.IMPOSSIBLE:
            limits = LIMITS[cell.field]
            what = "pulse" if cell.field == "pulse" else f"{cell.field} pressure"
            self._grid.said.emit(
                "wrong",
                f"A {what} is {limits.low:.0f} to {limits.high:.0f}. Correct it, or press * "
                "if it cannot be read.",
            )
        elif verdict is Typed.COMPLETE:
            self._completed(cell)

    def _completed(self, cell: FigureCell) -> None:
        """Go on, unless the pair must be looked at again."""
        problem = self._grid.problem_of(cell.slot)
        if problem is not None and cell.field == "diastolic" and both_typed(cell.slot):
            self.tell(problem)
            self._grid.cell_done.emit()
        else:
            self._grid.forward(cell)

    def _enter(self, cell: FigureCell) -> None:
        problem = self._grid.problem_of(cell.slot)
        if problem is not None and problem.kind is Plausibility.SWAPPED:
            cell.slot.swap()
        elif problem is not None and problem.kind is Plausibility.CONFIRM:
            cell.slot.confirmed = True
        else:
            self._grid.next_day(cell)
            return
        self._grid.show_form()
        self._grid.edited.emit()
        still = self._grid.problem_of(cell.slot)
        if still is not None:
            self.tell(still)
        else:
            self._grid.next_reading(cell)

    def _backspace(self, cell: FigureCell) -> None:
        text = cell.slot.text(cell.field)
        if cell.is_missing:
            cell.slot.state = Written.WRITTEN
            self._grid.write(cell, "")
        elif text:
            self._grid.write(cell, "" if cell.hasSelectedText() else text[:-1])
        else:
            self._back_from(cell)

    def _back_from(self, cell: FigureCell) -> None:
        """Across the edge of a cell: the last digit of the one before goes."""
        before = self._grid.next_cell(cell, -1)
        if before is None:
            self._grid.go_to_day(cell.slot.row)
            return
        self._grid.go(before)
        if not before.is_missing:
            self._grid.write(before, before.slot.text(before.field)[:-1])

    def _missing(self, cell: FigureCell, state: Written) -> None:
        """No figure here: the second of a half-written pair, or the whole reading."""
        if cell.field == "pulse":
            self._grid.write(cell, "")
            self._grid.forward(cell)
            return
        if cell.field == "systolic":
            cell.slot.diastolic = ""
        cell.slot.write(cell.field, "")
        cell.slot.state = state
        self._grid.changed(cell)
        self._grid.next_reading(cell)

    def _irregular(self, cell: FigureCell) -> None:
        cell.slot.irregular = not cell.slot.irregular
        self._grid.changed(cell)
        word = "marked" if cell.slot.irregular else "not marked any more"
        self._grid.said.emit("cell", f"Irregular heartbeat is {word} at this reading.")
        self._grid.cell_done.emit()


def both_typed(slot: Slot) -> bool:
    """Whether neither figure of a pair can still grow."""
    verdicts = (judge_digits(slot.text(f), LIMITS[f]) for f in ("systolic", "diastolic"))
    return all(verdict in (Typed.COMPLETE, Typed.IMPOSSIBLE) for verdict in verdicts)
