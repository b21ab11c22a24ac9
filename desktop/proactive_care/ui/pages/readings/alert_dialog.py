"""Tell a clinician now: a red reading is not filed until it is said who was told, and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.domain.triage import Band, Symptoms, Triage
from proactive_care.readings import (
    HOW_TOLD,
    Acknowledgement,
    Clinician,
    ReadingPatient,
    moment_here,
)
from proactive_care.ui.pages.readings.band_tag import BandTag, band_words
from proactive_care.ui.pages.readings.day_field import DayField
from proactive_care.ui.pages.readings.diary.symptoms import FlagBoxes
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, IconLabel, Words, across, down, scrolling, set_words
from proactive_care.ui.widgets.focus_ring import FocusRing

_TIME = re.compile(r"^\s*(\d{1,2})[:. ]?(\d{2})\s*$")
CLINIC = "clinic reading"
_NEEDED = "Name the clinician and the time to file."

Judge = Callable[[Symptoms], Triage]
Attempt = Callable[[Acknowledgement, Symptoms], None]


class AlertDialog(QDialog):
    """Shows what is red and asks for the clinician.

    ``judge`` bands the readings again when a symptom is ticked; ``attempt`` files, and may raise a
    known error, which is shown here. ``hint`` says what holds now, such as a closed surgery. The
    dialog closes only when it filed, or on "Back".
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        patient: ReadingPatient,
        *,
        shown: str,
        about: str,
        provenance: str,
        symptoms: Symptoms,
        judge: Judge,
        attempt: Attempt,
        people: Sequence[Clinician],
        now: datetime,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self._look, self._judge, self._attempt = look, judge, attempt
        self._symptoms, self._now = symptoms, now.astimezone()
        self._provenance, self._hint = provenance, hint
        self.setModal(True)
        self.setProperty("part", "alert")
        self._title = Words("Tell a clinician now", "danger")
        self._sub = Words("", wrap=True)
        self.tag = BandTag(look, Band.RED)
        self._why = Words("", "secondary", wrap=True)
        self.flags = FlagBoxes(columns=3)
        self.flags.show_flags(symptoms.red_flags)
        self.flags.ticked.connect(self._ticked)
        self.none = QCheckBox("Asked: &none of these")
        self.none.setAccessibleName("Asked: none of these")
        self.none.toggled.connect(self._none_ticked)
        self.clinician = _clinician_field(people)
        self.clinician.editTextChanged.connect(lambda _text: self._fit_button())
        line = self.clinician.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._complete)
        self.day = DayField("Told on", self._now.date())
        self.at = QLineEdit()
        self.at.setPlaceholderText("hh:mm")
        self.at.setAccessibleName("Told at, hours and minutes")
        self.at.textChanged.connect(lambda _text: self._fit_button())
        self.now_button = Button(look, "&Just now", self._fill_now, kind="link")
        self.how = QComboBox()
        self.how.addItems(list(HOW_TOLD))
        self.how.setAccessibleName("How the clinician was told")
        self.needed = Words(_NEEDED, "danger", wrap=True)
        here = about == CLINIC  # the patient sits there, and there is no diary
        self._ask = "Ask the patient." if here else "Ask by phone."
        self.back = Button(look, "Back to the rea&ding" if here else "Back to &diary", self.reject)
        self.file = Button(look, "&File red reading", self._file, kind="primary")
        self._lay_out(patient, shown, about)
        self._ticked()
        self.setMinimumWidth(look.pixels(640))
        self.ring = FocusRing(self, look)
        self.clinician.setFocus()

    # Parts ------------------------------------------------------------------------------------

    def _lay_out(self, patient: ReadingPatient, shown: str, about: str) -> None:
        colours = self._look.tokens.colours
        head = QFrame()
        head.setObjectName("alert-head")
        head.setStyleSheet(f"#alert-head {{ background: {colours.danger_tint}; border: none; }}")
        self._title.setStyleSheet(f"font-size: {self._look.pixels(20)}px;")
        words = down(self._title, self._sub, gap=2)
        icon = IconLabel(self._look, "danger", "danger", 36)
        row = across(icon, words, gap=16, margins=(24, 14, 24, 14))
        row.setStretch(1, 1)
        head.setLayout(row)
        body = down(
            self._facts(patient, shown, about),
            down(
                across(
                    Words("Symptoms now", "heading"),
                    Words(f"{self._ask} With 180/120 or more, any tick means 999.", "secondary"),
                    None,
                ),
                self.flags,
                self.none,
                gap=6,
            ),
            self._form(),
            gap=16,
            margins=(24, 16, 24, 16),
        )
        foot = QFrame()
        foot.setProperty("part", "foot")
        warning = IconLabel(self._look, "warning", "danger", 16)
        buttons = across(warning, self.needed, self.back, self.file, margins=(24, 10, 24, 10))
        buttons.setStretch(1, 1)
        foot.setLayout(buttons)
        self._warning = warning
        content = QWidget()
        content.setLayout(body)
        middle = self._middle = scrolling(content)
        self._parts = (head, content, foot)
        column = down(head, middle, foot, gap=0)
        column.setStretch(1, 1)
        self.setLayout(column)
        self.setStyleSheet(
            f'QDialog[part="alert"] {{ background: {colours.surface};'
            f" border: 1px solid {colours.danger}; }}"
        )

    def _facts(self, patient: ReadingPatient, shown: str, about: str) -> QGridLayout:
        row = patient.row
        age = patient.age_on(self._now.date())
        born = "" if row.date_of_birth is None else f"born {show_date(row.date_of_birth)}"
        number = "" if row.nhs_number is None else f"NHS {show_nhs_number(row.nhs_number)}"
        phone = row.mobile_phone or row.home_phone
        left = down(
            Words(patient.name, "title"),
            Words(f"{'' if age is None else age} {born}".strip()),
            Words(number, "secondary"),
            across(Words(row.village, "secondary"), Words(phone, "strong"), None, gap=8),
            None,
            gap=2,
        )
        right = down(
            across(
                Words(shown, "figure"), Words(f"mmHg, {about}", "secondary"), None, self.tag, gap=8
            ),
            self._why,
            None,
            gap=4,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        return grid

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (name, required) in enumerate(
            (("Clinician told", True), ("Told on", False), ("At", True))
        ):
            heading = across(Words(name, "strong"), gap=4)
            if required:
                heading.addWidget(Words("(required)", "danger"))
            heading.addStretch(1)
            grid.addLayout(heading, 0, column)
        grid.addWidget(self.clinician, 1, 0)
        grid.addWidget(self.day, 1, 1)
        grid.addLayout(across(self.at, self.now_button, gap=2), 1, 2)
        words = "They record the outcome. Until then it stays on every Today page."
        later = Words(f"{self._hint} {words}".strip(), "secondary", wrap=True)
        grid.addWidget(later, 2, 0, 2, 1)
        grid.addWidget(Words("How", "strong"), 2, 1)
        grid.addWidget(self.how, 3, 1, 1, 2)
        grid.setColumnStretch(0, 1)
        self.at.setFixedWidth(self._look.pixels(72))
        return grid

    # What happens -----------------------------------------------------------------------------

    def symptoms(self) -> Symptoms:
        """The symptoms as they are ticked now; dizziness and falls stay as on the form."""
        before = self._symptoms
        return Symptoms(self.flags.chosen(), before.dizziness, before.fall)

    def acknowledgement(self) -> Acknowledgement | None:
        """Who was told and when, or None while that is not complete. Raises InvalidInput."""
        name = self.clinician.currentText().strip()
        clock = read_time(self.at.text())
        if sum(letter.isalpha() for letter in name) < 2 or clock is None:
            return None
        asked = self.none.isChecked() or bool(self.flags.chosen())
        return Acknowledgement(
            name, moment_here(self.day.day(), clock), self.how.currentText(), symptoms_asked=asked
        )

    def _ticked(self) -> None:
        if self.flags.chosen() and self.none.isChecked():
            self.none.setChecked(False)
        triage = self._judge(self.symptoms())
        self.tag.show_band(triage.band)
        emergency = triage.band is Band.EMERGENCY
        self._title.setText("999 or same-day emergency" if emergency else "Tell a clinician now")
        word = "An emergency" if emergency else "A red"
        self._sub.setText(f"{word} reading is not filed until you say who you told, and when.")
        reasons = "; ".join(reason.text for reason in triage.reasons)
        self._why.setText(f"Why {triage.band.value}: {reasons}. {self._provenance}")
        self.setWindowTitle(f"{band_words(triage.band)} reading")
        self.setAccessibleName(f"{band_words(triage.band)} reading: tell a clinician now")
        self.file.rename(f"&File {triage.band.value} reading")
        self._fit_button()

    def _none_ticked(self, on: bool) -> None:
        if on:
            self.flags.show_flags(frozenset())
            self._ticked()

    def _fill_now(self) -> None:
        self.day.show_day(self._now.date())
        self.at.setText(f"{self._now:%H:%M}")
        self.file.setFocus()

    def _fit_button(self) -> None:
        try:
            ready = self.acknowledgement() is not None
            words = "" if ready else _NEEDED
        except InvalidInput as error:
            ready, words = False, error.happened
        self.file.setEnabled(ready)
        self.needed.setText(words)
        self._warning.setVisible(bool(words))

    def _complete(self) -> None:
        """Part of one clinician's name becomes the whole: "lin" must not be who was told."""
        typed = self.clinician.currentText().strip().casefold()
        names = [self.clinician.itemText(n) for n in range(self.clinician.count())]
        meant = [name for name in names if typed and typed in name.casefold()]
        if len(meant) == 1:
            self.clinician.setEditText(meant[0])

    def _file(self) -> None:
        self._complete()
        try:
            told = self.acknowledgement()
            if told is not None:
                self._attempt(told, self.symptoms())
                self.accept()
        except KnownError as error:
            self.needed.setText(error.happened)
            set_words(self.needed, "danger")
            self._warning.show()

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.sizeHint())
        super().showEvent(event)
        if self.focusWidget() is self.clinician:
            self._middle.ensureWidgetVisible(self.clinician, 0, self._look.pixels(40))

    def sizeHint(self) -> QSize:
        """As tall as its parts, but never taller than the window: then the middle scrolls."""
        wide = max(self._look.pixels(640), *(part.sizeHint().width() for part in self._parts))
        tall = sum(max(p.sizeHint().height(), p.heightForWidth(wide)) for p in self._parts)
        parent = self.parentWidget()
        most = tall if parent is None else parent.height()
        return QSize(wide, min(tall, most))


def read_time(text: str) -> time | None:
    """Return a time typed as ``9:20``, ``09.20`` or ``0920``, or None."""
    match = _TIME.match(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _clinician_field(people: Sequence[Clinician]) -> QComboBox:
    field = QComboBox()
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for person in people:
        field.addItem(person.name)
        field.setItemData(field.count() - 1, person.role.label, Qt.ItemDataRole.ToolTipRole)
    field.setCurrentIndex(-1)
    field.setAccessibleName("Clinician told, required")
    line = field.lineEdit()
    assert line is not None
    line.setPlaceholderText("Type a name")
    completer = field.completer()
    assert isinstance(completer, QCompleter)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return field
