"""What the diary says so far: mean, status, band, last digits, and the last means before it."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from proactive_care.domain.blood_pressure import ELDERLY_AGE, round_half_up
from proactive_care.domain.dates import show_date
from proactive_care.domain.home_bp import ENOUGH_DAYS, ENOUGH_PAIRS, DiaryStatus
from proactive_care.domain.triage import Band, Bands
from proactive_care.readings import DiaryCheck, FollowUp, LastPressure, ReadingPatient
from proactive_care.ui.pages.readings.band_tag import BandTag
from proactive_care.ui.pages.readings.diary.digits_chart import DigitsChart
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import IconLabel, Words, across, down, rule, set_words

_STATUS = {
    DiaryStatus.VALID: ("done", "good", "Valid home mean"),
    DiaryStatus.INCOMPLETE: ("warning", "warning", "Incomplete: not used by the rules"),
    DiaryStatus.UNRELIABLE: ("warning", "warning", "Unreliable: manual reading advised"),
}
_ALWAYS = (Band.EMERGENCY, Band.RED, Band.AMBER_HIGH, Band.AMBER, Band.GREEN)


class DiarySide(QFrame):
    """Updated with every digit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "aside")
        self.setAccessibleName("What the diary says so far")
        self.tag = BandTag(look, Band.REPEAT)
        self.mean = Words("–", "figure")
        self._unit = Words("mmHg", "secondary")
        self._dropped = Words("day 1 dropped", "secondary")
        self._days = Words("0", "strong")
        self._pairs = Words("0", "strong")
        self._highest = Words("–", "strong")
        self._highest_day = Words("", "secondary")
        self._status_icon = IconLabel(look, "warning", "warning", 16)
        self.status = Words("", "warning", wrap=True)
        self.notes = Words("", "secondary", wrap=True)
        self._bands_heading = Words("Band", "heading")
        self._bands = {band: _BandLine(look, band) for band in Band}
        self.filing = Words("", "secondary", wrap=True)
        self._digits_note = Words("", "secondary")
        self._digits = DigitsChart(look)
        self._last_home, self._last_home_day = Words("–", "strong"), Words("", "secondary")
        self._last_clinic, self._last_clinic_day = Words("–", "strong"), Words("", "secondary")
        self.setLayout(self._column())
        look.changed.connect(self._fit)
        self._fit()

    def show_patient(self, patient: ReadingPatient, bands: Bands, age: int | None) -> None:
        """Show whose diary it is judged as."""
        elderly = age is not None and age >= ELDERLY_AGE
        known = "age unknown" if age is None else "80 and over"
        self._bands_heading.setText(
            f"Band of the mean, {known if elderly or age is None else 'under 80'}"
        )
        amber = bands.amber(age)
        for band, words in (
            (Band.EMERGENCY, f"{bands.severe_pair} + symptom"),
            (Band.RED, f"{bands.red} or more"),
            (Band.AMBER_HIGH, f"{bands.amber_high} or more"),
            (Band.AMBER, f"{amber} or more"),
            (Band.LOW, f"below {bands.low}, or dizzy"),
            (Band.GREEN, f"below {amber}"),
            (Band.REPEAT, "too few days"),
        ):
            self._bands[band].say(words)
        _show_last(self._last_home, self._last_home_day, patient.last_home)
        _show_last(self._last_clinic, self._last_clinic_day, patient.last_clinic)

    def show_check(self, check: DiaryCheck, follow_ups: tuple[FollowUp, ...], today: date) -> None:
        """Show what the diary says now."""
        mean = check.mean
        self.tag.show_band(check.band)
        self.mean.setText("–" if mean.mean is None else str(mean.mean))
        self._dropped.setVisible(mean.mean is not None)
        self._days.setText(str(mean.days))
        self._pairs.setText(str(mean.pairs_used))
        if check.highest is None:
            self._highest.setText("–")
            self._highest_day.setText("")
        else:
            day, pair = check.highest
            self._highest.setText(str(pair))
            self._highest_day.setText(short_day(day))
        icon, kind, words = _STATUS[check.status]
        self._status_icon.show_icon(icon, kind)
        self.status.setText(words)
        set_words(self.status, kind)
        others = [note for note in mean.notes if not note.startswith(("incomplete", "automated"))]
        self.notes.setText(". ".join(note.capitalize() for note in others))
        self.notes.setVisible(bool(others))
        for band, line in self._bands.items():
            line.mark(band is check.band)
            line.setVisible(band in _ALWAYS or band is check.band)
        self.filing.setText(filing_words(check.band, follow_ups))
        share = mean.last_digits.share
        told = "10 % expected" if share is None else f"{_percent(share)} % end in 0"
        self._digits_note.setText(told)
        self._digits.show_counts(check.last_digits)

    def _column(self) -> QVBoxLayout:
        counts = QGridLayout()
        counts.setHorizontalSpacing(8)
        counts.setVerticalSpacing(4)
        for row, (label, value, more) in enumerate(
            (
                ("Days keyed", self._days, Words(f"{ENOUGH_DAYS} needed", "secondary")),
                ("Pairs counted", self._pairs, Words(f"{ENOUGH_PAIRS} needed", "secondary")),
                ("Highest pair", self._highest, self._highest_day),
            )
        ):
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            counts.addWidget(Words(label), row, 0)
            counts.addWidget(value, row, 1)
            counts.addWidget(more, row, 2)
        counts.setColumnStretch(1, 1)
        lasts = QGridLayout()
        lasts.setVerticalSpacing(4)
        for row, (label, value, day) in enumerate(
            (
                ("Last home mean", self._last_home, self._last_home_day),
                ("Last clinic", self._last_clinic, self._last_clinic_day),
            )
        ):
            for words in (value, day):
                words.setAlignment(Qt.AlignmentFlag.AlignRight)
            lasts.addWidget(Words(label, "secondary"), row, 0)
            lasts.addWidget(value, row, 1)
            lasts.addWidget(day, row, 2)
        lasts.setColumnStretch(1, 1)
        status = across(self._status_icon, self.status, gap=6)
        status.setStretch(1, 1)
        return down(
            across(Words("Mean so far", "heading"), None, self.tag),
            across(self.mean, self._unit, None, self._dropped),
            rule(),
            counts,
            status,
            self.notes,
            rule(),
            self._bands_heading,
            down(*self._bands.values(), gap=0),
            self.filing,
            rule(),
            across(Words("Last digits", "heading"), None, self._digits_note),
            self._digits,
            rule(),
            lasts,
            None,
            gap=8,
            margins=(14, 10, 12, 6),
        )

    def _fit(self) -> None:
        self.setMinimumWidth(self._look.pixels(266))


class _BandLine(QFrame):
    """One band and its rule; the one that is met has a frame."""

    def __init__(self, look: Look, band: Band) -> None:
        super().__init__()
        self._words = Words("", "secondary")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 2, 7, 2)
        row.addWidget(BandTag(look, band))
        row.addWidget(self._words, 1)
        self._band = band
        self.mark(False)

    def say(self, words: str) -> None:
        self._words.setText(words)

    def mark(self, met: bool) -> None:
        wanted = "met" if met else "line"
        if self.property("band") != wanted:
            self.setProperty("band", wanted)
            self.setAccessibleName("This band is met" if met else "")
            set_words(self._words, "strong" if met else "secondary")
            self.setStyleSheet(_FRAMED if met else "")


_FRAMED = 'QFrame[band="met"] { border: 1px solid palette(text); border-radius: 6px; }'


def filing_words(band: Band, follow_ups: tuple[FollowUp, ...]) -> str:
    """Return what filing will lead to, in a sentence."""
    if band.must_be_acknowledged:
        return "When filed: a clinician today, by name and time."
    parts = []
    for todo in follow_ups:
        due = "" if todo.due is None else f", by {long_day(todo.due)}"
        what = todo.what if todo.what != "review" else todo.who
        parts.append(f"{what}{due}")
    return f"When filed: {'; '.join(parts)}." if parts else ""


def short_day(day: date) -> str:
    """Return ``Fri 4 Sep``."""
    return f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_abbr[day.month]}"


def long_day(day: date) -> str:
    """Return ``Mon 21 Sep 2026``."""
    return f"{short_day(day)} {day.year}"


def _show_last(value: Words, when: Words, last: LastPressure | None) -> None:
    value.setText("–" if last is None else str(last.pressure))
    when.setText("" if last is None else show_date(last.day))


def _percent(share: Fraction) -> int:
    return round_half_up(share * 100)
