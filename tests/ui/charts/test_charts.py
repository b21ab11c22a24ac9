"""Charts: right scales, every point reachable, and everything in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from proactive_care.domain.triage import Band
from proactive_care.domain.vocabulary import Setting
from proactive_care.ui.charts import (
    Goal,
    Limit,
    PressurePoint,
    PressureTrend,
    ValuePoint,
    ValueTrend,
)
from proactive_care.ui.charts.bars import WorkBars
from proactive_care.ui.charts.scale import Scale, month_ticks, rounded_range
from proactive_care.ui.charts.stacked import StackedBar
from proactive_care.ui.charts.trend import SettingLegend
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets.bands import BandTag, band_words

POINTS = (
    PressurePoint(date(2026, 9, 4), Setting.CLINIC, 164, 96, "emis_bp.csv line 1,204"),
    PressurePoint(date(2025, 9, 20), Setting.CLINIC, 146, 88, "emis_bp.csv line 7"),
    PressurePoint(date(2026, 3, 1), Setting.HOME, 135, 80, "taken here"),
)


def test_scales() -> None:
    scale = Scale(60, 180, 120, 0)
    assert scale.at(60) == 120
    assert scale.at(180) == 0
    assert scale.at(120) == 60
    assert Scale(5, 5, 0, 10).at(5) == 5
    assert rounded_range([88, 164], 20) == (80, 180)


def test_months_are_labelled_with_the_year_where_it_changes() -> None:
    labels = [label for _, label in month_ticks(date(2025, 11, 20), date(2026, 2, 3), 12)]
    assert labels == ["Nov 25", "Dec", "Jan 26", "Feb"]
    assert len(month_ticks(date(2020, 1, 1), date(2026, 1, 1), 5)) <= 5
    assert month_ticks(date(2026, 1, 1), date(2026, 1, 1), 5) == [(date(2026, 1, 1), "Jan 26")]


def test_the_trend_is_told_in_words(look: Look, qtbot: QtBot) -> None:
    chart = PressureTrend(look)
    qtbot.addWidget(chart)
    chart.resize(330, 190)
    chart.show()
    chart.grab()
    assert "no blood pressure recorded" in chart.accessibleName()
    chart.mark(0)
    assert chart.marked() is None
    chart.show_points(POINTS)
    name = chart.accessibleName()
    assert "3 readings from 20 Sep 2025 to 4 Sep 2026" in name
    assert "Newest 164/96 mmHg, clinic, 4 Sep 2026, emis_bp.csv line 1,204" in name
    assert "2 at or above 140/90" in name
    chart.grab()


def test_the_keyboard_goes_from_reading_to_reading(look: Look, qtbot: QtBot) -> None:
    chart = PressureTrend(look)
    qtbot.addWidget(chart)
    chart.resize(330, 190)
    chart.show()
    chart.show_points(POINTS)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.marked() == POINTS[0]
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.marked() == POINTS[2]
    assert chart.accessibleDescription() == "135/80 mmHg, home, 1 Mar 2026, taken here"
    for _ in range(5):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.marked() == POINTS[0]
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.marked() == POINTS[0]


def test_the_mouse_finds_a_point_and_loses_it(look: Look, qtbot: QtBot) -> None:
    chart = PressureTrend(look)
    qtbot.addWidget(chart)
    chart.resize(330, 190)
    chart.show()
    chart.show_points(POINTS)
    across, up = chart._scales()
    place = QPoint(round(across.at(POINTS[2].day.toordinal())), round(up.at(135)))
    qtbot.mouseMove(chart, place)
    assert chart.marked() == POINTS[2]
    qtbot.mouseMove(chart, QPoint(2, 2))
    chart.grab()


def test_bars_are_told_in_words(look: Look, qtbot: QtBot) -> None:
    bars = WorkBars(look)
    qtbot.addWidget(bars)
    assert bars.minimumSizeHint().height() > 0
    bars.show_minutes({})
    assert bars.accessibleName() == "No work"
    bars.show_minutes({"Practice nurse": 2460, "GP": 20})
    assert bars.accessibleName() == "Work: Practice nurse 2,460 minutes, GP 20 minutes"
    bars.resize(500, 100)
    bars.grab()
    stacked, legend = StackedBar(look), SettingLegend(look)
    for widget in (stacked, legend):
        qtbot.addWidget(widget)
        widget.resize(300, 20)
    stacked.show_parts([("accepted", 99, "good"), ("rejected", 0, "danger")])
    assert stacked.accessibleName() == "99 accepted, 0 rejected"
    stacked.grab()
    legend.grab()


def test_a_measurement_is_drawn_against_its_target(look: Look, qtbot: QtBot) -> None:
    chart = ValueTrend(look)
    qtbot.addWidget(chart)
    chart.resize(330, 190)
    chart.show()
    chart.grab()
    assert chart.accessibleName() == "Measurement chart: nothing recorded"
    points = [
        ValuePoint(date(2026, 3, 1), 55, "mmol/mol", "labs.csv line 3"),
        ValuePoint(date(2025, 3, 1), 91, "mmol/mol", "labs.csv line 2", ">"),
    ]
    chart.show_points("HbA1c", points, Goal(below=58), (Limit(75, "group 2"),), 10)
    chart.grab()
    assert "2 values from 1 Mar 2025 to 1 Mar 2026" in chart.accessibleName()
    assert "1 in target" in chart.accessibleName()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == ">91 mmol/mol, 1 Mar 2025, labs.csv line 2"
    chart.show_points("BMI", points[:1], Goal(below=25, least=18.5), (), 5)
    assert "0 in target" in chart.accessibleName()
    chart.grab()
    chart.show_points("Weight", points[:1], Goal(), (), 10)
    assert "in target" not in chart.accessibleName()
    chart.grab()


def test_every_band_has_its_own_mark(look: Look, qtbot: QtBot) -> None:
    tag = BandTag(look, Band.RED)
    qtbot.addWidget(tag)
    tag.show()
    pictures = set()
    for band in Band:
        tag.show_band(band)
        tag.resize(tag.sizeHint())
        pictures.add(tag.grab().toImage().bits().tobytes())
        assert tag.accessibleName() == band_words(band)
    assert len(pictures) == len(Band)
