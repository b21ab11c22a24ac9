"""How readings work here: what is keyed twice, who is told, when it is open, and the bands."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from proactive_care.accounts import Permission
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.triage import Bands
from proactive_care.readings import (
    SecondCheck,
    Telling,
    clinicians,
    error_rate,
    load_bands,
    load_second_check,
    load_telling,
    save_bands,
    save_second_check,
    save_telling,
)
from proactive_care.ui.entrance.form import Field, text_field
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, NumberBox, Words, across, down, scrolling

_BANDS = {
    "severe_pair": "One reading: very high, at or above",
    "red": "Red: average at or above",
    "amber_high": "Amber-high: average at or above",
    "amber_under_80": "Amber, under 80: average at or above",
    "amber_from_80": "Amber, 80 and over: average at or above",
    "low": "Low: average below",
}
_PLACES = ("At home", "In the clinic")
_SIDES = ("systolic", "diastolic")


class Readings(Section):
    """Three cards. The bands are clinical: only who may sign off rules may change them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = down(
            self._second_check(),
            self._telling(),
            self._bands(),
            None,
            gap=16,
            margins=(24, 16, 24, 16),
        )
        content = QWidget()
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))
        self.refresh()

    def refresh(self) -> None:
        """Load what is chosen."""
        session = self._desk.session
        twice = load_second_check(session)
        self.red.setChecked(twice.red)
        self.unusual.setChecked(twice.unusual)
        self.share.setValue(round(twice.share * 100))
        rate = error_rate(session) if session.may(Permission.TAKE_READINGS) else None
        words = (
            "No form was keyed twice yet." if rate is None else f"{rate:.1%} of figures differed"
        )
        self.rate.setText(words)
        telling = load_telling(session)
        self.first.clear()
        self.first.addItem("Nobody in particular", "")
        for person in clinicians(session):
            self.first.addItem(f"{person.name}, {person.role.label}", person.name)
        self.first.setCurrentIndex(max(self.first.findData(telling.first), 0))
        self.opens.setTime(QTime(telling.opens.hour, telling.opens.minute))
        self.closes.setTime(QTime(telling.closes.hour, telling.closes.minute))
        self.after_hours.setText(telling.after_hours)
        for place, bands in zip(_PLACES, load_bands(session), strict=True):
            for name in _BANDS:
                for side in _SIDES:
                    figure = getattr(getattr(bands, name), side)
                    self.figures[place, name, side].setValue(int(figure))

    # Keyed twice ------------------------------------------------------------------------------

    def _second_check(self) -> Card:
        card = Card("Forms that two people key")
        card.add(
            Words(
                "The second person keys blind; differences are settled with the paper in hand.",
                "secondary",
                wrap=True,
            )
        )
        self.red = QCheckBox("Every red or emer&gency diary")
        self.unusual = QCheckBox("Every diary with a&n unusual figure")
        for box in (self.red, self.unusual):
            box.setAccessibleName(box.text().replace("&", ""))
        self.share = NumberBox()
        self.share.setRange(0, 100)
        self.share.setSuffix(" %")
        self.share.setMaximumWidth(self._desk.look.pixels(140))
        share = Field("Of all others", self.share)
        self.rate = Words("", "secondary")
        self.save_twice = Button(
            self._desk.look, "&Save what is keyed twice", self.save_second, kind="primary"
        )
        card.add(self.red)
        card.add(self.unusual)
        share.add_to(card.body)
        card.add(self.rate)
        card.add(across(self.save_twice, None))
        return card

    def save_second(self) -> None:
        """Keep which forms are keyed twice."""
        choice = SecondCheck(
            self.red.isChecked(), self.unusual.isChecked(), self.share.value() / 100
        )
        if self._desk.attempt(lambda: save_second_check(self._desk.session, choice)):
            self._desk.messages.tell("good", "What is keyed twice is saved.")

    # Who is told ------------------------------------------------------------------------------

    def _telling(self) -> Card:
        card = Card("Who is told about a red reading")
        self.first = QComboBox()
        self.opens, self.closes = QTimeEdit(), QTimeEdit()
        for clock in (self.opens, self.closes):
            clock.setDisplayFormat("HH:mm")
            clock.lineEdit().setTextMargins(6, 0, 0, 0)
            clock.setMaximumWidth(self._desk.look.pixels(140))
        closed, self.after_hours = text_field("When the surgery is &closed, say")
        self._fields = {
            "first": Field("&Offered first", self.first),
            "opens": Field("Open &from, Monday to Friday", self.opens),
            "closes": Field("Open unt&il", self.closes),
            "after_hours": closed,
        }
        for field in self._fields.values():
            field.add_to(card.body)
        self.save_told = Button(
            self._desk.look, "Sa&ve who is told", self.save_telling, kind="primary"
        )
        card.add(across(self.save_told, None))
        return card

    def save_telling(self) -> None:
        """Keep who is told first, and the working hours."""
        for field in self._fields.values():
            field.mark_right()
        choice = Telling(
            str(self.first.currentData()),
            self.opens.time().toPython(),  # type: ignore[arg-type]
            self.closes.time().toPython(),  # type: ignore[arg-type]
            self.after_hours.text(),
        )
        try:
            save_telling(self._desk.session, choice)
        except InvalidInput as error:
            self._fields[error.field].mark_wrong(error)
        except KnownError as error:
            self._desk.messages.tell_error(error)
        else:
            self._desk.messages.tell("good", "Who is told is saved.")

    # Bands ------------------------------------------------------------------------------------

    def _bands(self) -> Card:
        may = self._desk.session.may(Permission.SIGN_OFF_PACKS)
        card = Card("Triage bands, mmHg")
        lead = "They count from the next reading on." if may else "The clinical lead changes them."
        words = f"Systolic or diastolic: the worse of the two decides. {lead}"
        card.add(Words(words, "secondary", wrap=True))
        self.figures: dict[tuple[str, str, str], QSpinBox] = {}
        for place in _PLACES:
            card.add(Words(place, "heading"))
            card.add(self._limits(place, may=may))
        self.save_limits = Button(self._desk.look, "Save the &bands", self.save_bands)
        if not may:
            self.save_limits.hide()
        card.add(across(self.save_limits, None))
        return card

    def _limits(self, place: str, *, may: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (name, words) in enumerate(_BANDS.items()):
            grid.addWidget(Words(words, wrap=True), row, 0)
            for column, side in enumerate(_SIDES, start=1):
                box = NumberBox()
                box.setRange(20, 300)
                box.setAccessibleName(f"{words}, {place.lower()}, {side}")
                box.setEnabled(may)
                self.figures[place, name, side] = box
                grid.addWidget(box, row, column)
        grid.setColumnStretch(0, 1)
        return grid

    def save_bands(self) -> None:
        """Change the bands; the sessions that were filed keep theirs."""
        home, clinic = (self._typed(place) for place in _PLACES)
        if self._desk.attempt(lambda: save_bands(self._desk.session, home, clinic)):
            self._desk.messages.tell("good", "The bands are saved.", "They count from now on.")

    def _typed(self, place: str) -> Bands:
        return Bands(
            **{
                field.name: Pressure(
                    *(self.figures[place, field.name, side].value() for side in _SIDES)
                )
                for field in fields(Bands)
            }
        )
