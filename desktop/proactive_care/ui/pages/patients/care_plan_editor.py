"""The conversation: every part of the plan in the order in which one talks about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from proactive_care.care_plans import LIMITS, NAME, OWN, OwnTarget, PlanPreview, PlanWords
from proactive_care.documents import Involved
from proactive_care.domain.dates import show_date
from proactive_care.ui.pages.patients.care_plan_fields import (
    NOT_ASKED,
    Choice,
    DayField,
    LongText,
    Titled,
    yes_no,
)
from proactive_care.ui.pages.patients.care_plan_goals import Goals
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, Even, Words, down

_LONG = {
    "matters": ("What &matters to me", 3),
    "strengths": ("What I am good at", 3),
    "worries": ("What worries me", 3),
    "needs": ("What I need, and problems", 3),
    "help_me": ("What helps me", 2),
    "carer_note": ("What the carer may know", 2),
    "medicine_concern": ("My concern about my medicines", 2),
    "to_raise": ("What would make it higher", 2),
}
_SHORT = {
    "format_need": "Format (large print, easy read …)",
    "language": "Language",
    "carer": "Carer",
    "review_with": "With whom",
}
_BIG = 20


class PlanEditor(QWidget):
    """Shows words and gives them back. ``changed`` is sent with every keystroke."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._showing, self._big = look, False, False
        self._before = PlanWords()
        self.setProperty("part", "flow")
        self.long = {key: LongText(look, name.replace("&", ""), lines)
                     for key, (name, lines) in _LONG.items()}  # fmt: skip
        self.short = {key: QLineEdit() for key in _SHORT}
        self.interpreter = yes_no("Interpreter")
        self.carer_may_know = yes_no("The carer may see this plan", "Yes, I agree", "No")
        figures = [(NOT_ASKED, None), *((str(figure), figure) for figure in range(11))]
        self.confidence = Choice("How sure I am, 0 to 10", figures)
        self.review_on = DayField(look, "We look at this plan again by")
        self.goals = Goals(look)
        self.people = LongText(look, "Who is involved, one on each line", 4)
        self.people.setPlaceholderText("Sam Birkett, nurse")
        self.own: dict[str, QLineEdit] = {}
        self._numbers = down(gap=8)
        self.setLayout(down(*self._cards(), None, gap=12, margins=(0, 0, 4, 0)))
        self._connect()
        look.changed.connect(self._fit)

    # Showing and giving back -----------------------------------------------------------------

    def show_plan(self, preview: PlanPreview) -> None:
        """Show the words of a plan, and its numbers beside the patient's own goals."""
        self._showing, words = True, preview.words
        self._before = words
        for key, field in self.long.items():
            field.setPlainText(getattr(words, key))
        for key, line in self.short.items():
            line.setText(getattr(words, key))
        self.interpreter.show_value(words.interpreter)
        self.carer_may_know.show_value(words.carer_may_know)
        self.confidence.show_value(words.confidence)
        self.review_on.show_day(words.review_on)
        self.goals.show_goals(words.goals)
        self.people.setPlainText("\n".join(_person(person) for person in words.people))
        self._show_numbers(preview)
        self._showing = False

    def words(self, today: date) -> PlanWords:
        """The words as they are written now. What matters is dated when it was last changed."""
        texts = {key: field.toPlainText().strip() for key, field in self.long.items()}
        texts |= {key: field.text().strip() for key, field in self.short.items()}
        said = texts["matters"] != self._before.matters
        words = replace(self._before, **texts)  # type: ignore[arg-type]
        return replace(
            words,
            matters_on=(today if texts["matters"] else None) if said else self._before.matters_on,
            interpreter=self.interpreter.value(),  # type: ignore[arg-type]
            carer_may_know=self.carer_may_know.value(),  # type: ignore[arg-type]
            confidence=self.confidence.value(),  # type: ignore[arg-type]
            review_on=self.review_on.day(),
            goals=self.goals.goals(),
            people=tuple(map(_read_person, _lines(self.people))),
            own_targets=self._own_targets(),
        )

    def days_wrong(self) -> bool:
        """Whether a day was written that cannot be read."""
        return self.review_on.wrong or self.goals.days_wrong()

    def set_big(self, big: bool) -> None:
        """Set everything in large type, for two people at one screen."""
        self._big = big
        self._fit()

    # Making ----------------------------------------------------------------------------------

    def _cards(self) -> Sequence[QWidget]:
        look = self._look
        return (
            _card("What matters to me", self._field("matters")),
            _card("About me", _even(look, *map(self._field, ("strengths", "worries", "needs")))),
            _card(
                "How to help me",
                self._field("help_me"),
                _even(look, self._line("format_need"), self._line("language"),
                      Titled("Interpreter", self.interpreter)),
                _even(look, self._line("carer"),
                      Titled("The carer may see this plan", self.carer_may_know)),
                self._field("carer_note"),
            ),
            _card("My numbers, and what I want them to be", self._numbers_part()),
            _card("My goals, and who does what", self.goals),
            _card("My medicines", self._field("medicine_concern")),
            _card("Who is involved", self.people),
            _card(
                "How sure I am that I can do this",
                _even(look, Titled("From 0 (not sure) to 10 (very sure)", self.confidence),
                      self._field("to_raise")),
            ),
            _card(
                "Looking at this plan again",
                _even(look, Titled("By", self.review_on), self._line("review_with")),
            ),
        )  # fmt: skip

    def _field(self, key: str) -> Titled:
        return Titled(_LONG[key][0], self.long[key])

    def _line(self, key: str) -> Titled:
        self.short[key].setMaxLength(LIMITS[key])
        return Titled(_SHORT[key], self.short[key])

    def _numbers_part(self) -> QWidget:
        part = QWidget()
        self._no_numbers = Words("No number belongs to this patient's conditions.", "secondary")
        part.setLayout(down(self._no_numbers, self._numbers, gap=4))
        return part

    def _show_numbers(self, preview: PlanPreview) -> None:
        while (item := self._numbers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.own = {}
        for key, number in zip(preview.number_ids, preview.numbers, strict=True):
            value = f"{number.value} {number.unit}" if number.value else NOT_ASKED.lower()
            day = f", {show_date(number.day)}" if number.day else ""
            target = f", target {number.target}" if number.target and not number.own else ""
            field = QLineEdit(preview.words.own_target(key).target)
            field.setMaxLength(OWN)
            field.setPlaceholderText("My own goal, if another one was agreed")
            field.textChanged.connect(self._touched)
            self.own[key] = field
            self._numbers.addWidget(Titled(f"{number.name}: {value}{day}{target}", field))
        self._no_numbers.setVisible(not self.own)

    def _own_targets(self) -> tuple[OwnTarget, ...]:
        """What is written beside the shown numbers; goals for others stay as they were."""
        kept = [own for own in self._before.own_targets if own.number not in self.own]
        for key, field in self.own.items():
            before = self._before.own_target(key)
            own = replace(before, target=field.text().strip())
            if own.target or own.meaning:
                kept.append(own)
        return tuple(kept)

    def _connect(self) -> None:
        for field in (*self.long.values(), self.people):
            field.textChanged.connect(self._touched)
        for line in (*self.short.values(), self.review_on):
            line.textChanged.connect(self._touched)
        for choice in (self.interpreter, self.carer_may_know, self.confidence):
            choice.currentIndexChanged.connect(self._touched)
        self.goals.changed.connect(self._touched)

    def _touched(self, *_: object) -> None:
        if not self._showing:
            self.changed.emit()

    def _fit(self) -> None:
        size = self._look.pixels(_BIG)
        self.setStyleSheet(f"* {{ font-size: {size}px; }}" if self._big else "")
        for field in (*self.long.values(), self.people):
            field.updateGeometry()


def _card(heading: str, *parts: QWidget) -> Card:
    card = Card(heading)
    for part in parts:
        card.add(part)
    for label in card.findChildren(QLabel):
        buddy = label.buddy()
        if buddy is not None and label.text().replace("&", "") == heading and len(parts) == 1:
            label.hide()  # the heading says it already
    return card


def _even(look: Look, *parts: QWidget) -> Even:
    even = Even(lambda: look.pixels(210))
    for part in parts:
        even.add(part)
    return even


def _person(person: Involved) -> str:
    return f"{person.name}, {person.part}" if person.part else person.name


def _read_person(line: str) -> Involved:
    name, _, part = line.partition(",")
    return Involved(name.strip()[:NAME], part.strip()[:NAME])


def _lines(field: QPlainTextEdit) -> list[str]:
    return [line for line in field.toPlainText().splitlines() if line.strip(" ,")]
