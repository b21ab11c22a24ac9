"""The trends of one patient: blood pressure first, the other measurements in a drop-down."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from proactive_care.domain.blood_pressure import Target
from proactive_care.patients import PatientRecord
from proactive_care.ui.charts import PressureTrend, ValueTrend
from proactive_care.ui.charts.trend import SettingLegend
from proactive_care.ui.pages.patients.trends import (
    Trend,
    pressure_points,
    pressure_target,
    trends,
)
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Card, Words, down

_PRESSURE = "Blood pressure"


class TrendCard(Card):
    """A chart; left and right go from value to value, and each says its source."""

    def __init__(self, look: Look) -> None:
        self.choice = QComboBox()
        self.choice.setAccessibleName("Measurement of the trend")
        super().__init__("Trend", " ", (self.choice,))
        self.about = Words("", "secondary", wrap=True)
        self._trends: dict[str, Trend] = {}
        self._target_words = ""
        self.pressure = PressureTrend(look)
        self.value = ValueTrend(look)
        self.marked = Words("", "secondary", wrap=True)
        legend = SettingLegend(look)
        pressures = QWidget()
        pressures.setLayout(down(self.pressure, legend, gap=0))
        self._stack = QStackedWidget()
        self._stack.addWidget(pressures)
        self._stack.addWidget(self.value)
        self.body.setContentsMargins(8, 8, 8, 8)
        self.add(self._stack)
        for words in (self.about, self.marked):
            words.setContentsMargins(7, 0, 7, 0)  # in line with the heading
        self.add(self.about)
        self.marked.hide()
        self.add(self.marked)
        self.choice.currentIndexChanged.connect(lambda _index: self._show())
        self.pressure.chosen.connect(self._tell)
        self.value.chosen.connect(self._tell)

    def show_record(self, record: PatientRecord, today: date) -> None:
        """Show a patient; the measurement that was chosen stays if they have it."""
        target = pressure_target(record, today)
        clinic = target.clinic
        self.pressure.show_points(
            pressure_points(record), (int(clinic.systolic), int(clinic.diastolic))
        )
        self._target_words = target_words(target)
        self._trends = {trend.kind.name: trend for trend in trends(record)}
        chosen = self.choice.currentText()
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([_PRESSURE, *self._trends])
        self.choice.setCurrentIndex(max(0, self.choice.findText(chosen)))
        self.choice.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.marked.hide()
        trend = self._trends.get(self.choice.currentText())
        self._stack.setCurrentIndex(0 if trend is None else 1)
        if trend is None:
            self.about.setText(self._target_words)
            return
        kind = trend.kind
        self.about.setText(f"{trend.about}, in {kind.unit}" if kind.unit else trend.about)
        self.value.show_points(kind.name, trend.points, trend.goal, kind.limits, kind.step)

    def _tell(self, words: str) -> None:
        """What a pointer would be told on hover, for the keyboard too."""
        self.marked.setText(words)
        self.marked.setVisible(bool(words))


def target_words(target: Target) -> str:
    """Return a blood pressure target in short."""
    clinic = f"Target for {target.who}: below {target.clinic} in the clinic"
    return clinic if target.home is None else f"{clinic}, {target.home} at home"
