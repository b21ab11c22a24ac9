"""A short form, made from its data: fields with units, choices, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QWidget

from proactive_care.domain.blood_pressure import Plausibility
from proactive_care.readings import AnswerCheck, Field, QuestionSet, show_value
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Flow, Words, down, set_words

Check = Callable[[Mapping[str, str]], AnswerCheck]


class MeasureForm(QWidget):
    """``edited`` is sent after every change."""

    edited = Signal()

    def __init__(self, look: Look, form: QuestionSet, check: Check) -> None:
        super().__init__()
        self.form, self._check = form, check
        self.texts: dict[str, QLineEdit] = {}
        self.choices: dict[str, QButtonGroup] = {}
        self._labels: dict[str, Words] = {}
        self.means = Words("", "strong", wrap=True)
        self.problem = Words("", "danger", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for row, field in enumerate(form.fields):
            label = Words(field.label, "strong", wrap=True)
            self._labels[field.key] = label
            grid.addWidget(label, row, 0)
            grid.addWidget(self._field(look, field), row, 1)
            grid.addWidget(Words(field.unit, "secondary"), row, 2)
        grid.setColumnStretch(1, 1)
        self.setLayout(down(grid, self.means, self.problem, gap=10))
        self._tell()

    def answers(self) -> dict[str, str]:
        """What is typed and chosen."""
        typed = {key: field.text() for key, field in self.texts.items()}
        for key, group in self.choices.items():
            button = group.checkedButton()
            typed[key] = "" if button is None else str(button.property("value"))
        return typed

    def show_answer(self, key: str, value: float | None, words: str | None) -> None:
        """Fill in one answer as it was filed; a computed value has no field and is left out."""
        if key in self.texts and value is not None:
            self.texts[key].setText(f"{value:g}")
        for button in self.choices[key].buttons() if key in self.choices else ():
            button.setChecked(button.property("value") == words)

    def first(self) -> QWidget:
        """The first thing to answer."""
        first = self.form.fields[0].key
        return self.texts[first] if first in self.texts else self.choices[first].buttons()[0]

    def go_to(self, key: str) -> None:
        """Give the keyboard to a field."""
        widget = self.texts[key] if key in self.texts else self.choices[key].buttons()[0]
        widget.setFocus()

    def _field(self, look: Look, field: Field) -> QWidget:
        if not field.choices:
            text = QLineEdit()
            text.setAccessibleName(f"{field.label}, {field.unit}".rstrip(", "))
            text.setMaximumWidth(look.pixels(160))
            text.textChanged.connect(lambda _text: self._tell())
            self.texts[field.key] = text
            return text
        group = QButtonGroup(self)
        row = Flow(gap=16, line_gap=2)
        for choice in field.choices:
            button = QRadioButton(choice.label)
            button.setProperty("value", choice.value)
            button.setAccessibleName(f"{field.label}: {choice.label}")
            group.addButton(button)
            row.add(button)
        group.buttonToggled.connect(lambda _button, _on: self._tell())
        self.choices[field.key] = group
        return row

    def _tell(self) -> None:
        typed = self.answers()
        check = self._check(typed)
        shown = []
        for answer in check.answers:
            if answer.conversion or answer.band or answer.remembered or answer.key not in typed:
                words = f"{answer.label}: {show_value(answer)}"
                extra = [w for w in (answer.conversion, answer.band) if w]
                extra += ["as last measured"] if answer.remembered else []
                shown.append(f"{words} ({', '.join(extra)})" if extra else words)
        self.means.setText("; ".join(shown))
        begun = [p for p in check.problems if typed.get(p.key)]
        self.problem.setText(" ".join(problem.text for problem in begun))
        confirm = all(problem.kind is Plausibility.CONFIRM for problem in begun)
        set_words(self.problem, "warning" if confirm else "danger")
        self.edited.emit()
