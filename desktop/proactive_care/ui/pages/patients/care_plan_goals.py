"""Goals in the patient's words, and what is done for each: who, by when, how far."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from proactive_care.care_plans import ACTION, GOAL, MOST_ACTIONS, MOST_GOALS, NAME
from proactive_care.documents import ActionStatus, PlanAction, PlanGoal
from proactive_care.ui.pages.patients.care_plan_fields import Choice, DayField
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Flow, Words, across, capitalised, down, icon_button

_STATUS = tuple((capitalised(status.value), status) for status in ActionStatus)


class ActionRow(QWidget):
    """One action."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, look: Look, action: PlanAction) -> None:
        super().__init__()
        self.what = _line(look, "What we will do", ACTION, 220)
        self.who = _line(look, "Who", NAME, 110)
        self.by = DayField(look, "By when")
        self.status = Choice("How far", _STATUS)
        self.what.setText(action.what)
        self.who.setText(action.who)
        self.by.show_day(action.by)
        self.status.show_value(action.status)
        remove = icon_button(look, "close", "Remove this action", partial(self.removed.emit, self))
        flow = Flow(self.what, self.who, self.by, self.status, remove, gap=8, line_gap=4)
        self.setLayout(down(flow, gap=0))
        for field in (self.what, self.who, self.by):
            field.textChanged.connect(self.changed)
        self.status.currentIndexChanged.connect(self.changed)

    def action(self) -> PlanAction:
        """The action as it is written now."""
        status = self.status.value()
        assert isinstance(status, ActionStatus)
        return PlanAction(self.what.text().strip(), self.who.text().strip(), self.by.day(), status)


class GoalBox(QFrame):
    """One goal and its actions."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, look: Look, goal: PlanGoal) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._look = look
        self.rows: list[ActionRow] = []
        self.goal = _line(look, "My goal", GOAL, 280)
        self.goal.setPlaceholderText("My goal, in my words")
        self.goal.setText(goal.goal)
        self.goal.textChanged.connect(self.changed)
        self.add_button = Button(look, "Add an action", self.add_action, icon="plus", kind="small")
        remove = icon_button(look, "close", "Remove this goal", partial(self.removed.emit, self))
        top = across(self.goal, self.add_button, remove, gap=8)
        top.setStretch(0, 1)
        self._column = down(top, gap=6, margins=(12, 10, 12, 10))
        self.setLayout(self._column)
        for action in goal.actions or (PlanAction(""),):
            self._add(action)

    def content(self) -> PlanGoal:
        """The goal as it is written now; action rows without words are left out."""
        actions = tuple(row.action() for row in self.rows)
        kept = tuple(action for action in actions if action.what or action.who)
        return PlanGoal(self.goal.text().strip(), kept)

    def add_action(self) -> None:
        """Add an empty row and go to it."""
        self._add(PlanAction(""))
        self.rows[-1].what.setFocus()
        self.changed.emit()

    def _add(self, action: PlanAction) -> None:
        row = ActionRow(self._look, action)
        row.changed.connect(self.changed)
        row.removed.connect(self._remove)
        self.rows.append(row)
        self._column.addWidget(row)
        self.add_button.setEnabled(len(self.rows) < MOST_ACTIONS)

    def _remove(self, row: ActionRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add_button.setEnabled(True)
        self.add_button.setFocus()
        self.changed.emit()


class Goals(QWidget):
    """All goals."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.boxes: list[GoalBox] = []
        self._none = Words("No goal yet. What would you like to be able to do?", "secondary")
        self.add_button = Button(look, "Add a &goal", self.add_goal, icon="plus")
        self._column = down(gap=8)
        self.setLayout(down(self._none, self._column, across(self.add_button, None), gap=8))

    def show_goals(self, goals: tuple[PlanGoal, ...]) -> None:
        """Show goals in the place of what is there."""
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = []
        for goal in goals:
            self._add(goal)
        self._tell()

    def goals(self) -> tuple[PlanGoal, ...]:
        """The goals as they are written now; boxes without words are left out."""
        found = (box.content() for box in self.boxes)
        return tuple(goal for goal in found if goal.goal or goal.actions)

    def days_wrong(self) -> bool:
        """Whether a day was written that cannot be read."""
        return any(row.by.wrong for box in self.boxes for row in box.rows)

    def add_goal(self) -> None:
        """Add an empty goal and go to it."""
        self._add(PlanGoal(""))
        self._tell()
        self.boxes[-1].goal.setFocus()
        self.changed.emit()

    def _add(self, goal: PlanGoal) -> None:
        box = GoalBox(self._look, goal)
        box.changed.connect(self.changed)
        box.removed.connect(self._remove)
        self.boxes.append(box)
        self._column.addWidget(box)

    def _remove(self, box: GoalBox) -> None:
        self.boxes.remove(box)
        box.hide()
        box.deleteLater()
        self._tell()
        self.add_button.setFocus()
        self.changed.emit()

    def _tell(self) -> None:
        self._none.setVisible(not self.boxes)
        self.add_button.setEnabled(len(self.boxes) < MOST_GOALS)


def _line(look: Look, name: str, limit: int, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(name)
    field.setMaxLength(limit)
    field.setMinimumWidth(look.pixels(width))
    return field
