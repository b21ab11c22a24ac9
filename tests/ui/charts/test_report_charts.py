"""The charts of the Reports page: what is read aloud, and that every look can be painted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.charts.balance import BalanceRow, BalanceRows
from proactive_care.ui.charts.months import MonthLine, MonthPoint
from proactive_care.ui.charts.share_rows import ShareRow, ShareRows, percent
from proactive_care.ui.charts.tier_rows import TierLegend, TierRow, TierRows
from proactive_care.ui.theme import Look


def picture(widget: QWidget, qtbot: QtBot, wide: int = 500) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(wide, widget.sizeHint().height())
    widget.show()
    return widget.grab().toImage()


def holds(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_tier_rows_say_and_paint_every_tier(qtbot: QtBot, look: Look) -> None:
    tiers = {Tier.URGENT: 40, Tier.HIGH: 30, Tier.DATA_GAP: 20, Tier.MEDIUM: 9, Tier.LOW: 1}
    rows = TierRows(look)
    rows.show_rows([TierRow("Hypertension", tiers), TierRow("COPD", {})])
    assert "Hypertension, 100: 40 urgent, 30 high, 20 data gap" in rows.accessibleName()
    assert "COPD, 0: 0 urgent" in rows.accessibleName()
    image = picture(rows, qtbot)
    for tier in (Tier.URGENT, Tier.HIGH, Tier.MEDIUM):
        assert holds(image, look.tokens.tiers[tier].text)
    assert holds(image, look.tokens.tiers[Tier.DATA_GAP].tint)
    rows.show_rows([])
    assert rows.accessibleName() == "Patients by tier: nobody yet"
    picture(rows, qtbot)


def test_the_legend_breaks_into_lines(qtbot: QtBot, look: Look) -> None:
    legend = TierLegend(look)
    assert legend.heightForWidth(200) > legend.heightForWidth(800)
    assert "data gap" in legend.accessibleName()
    assert not picture(legend, qtbot).isNull()


@pytest.mark.parametrize(
    ("points", "baseline"),
    [
        ([], None),
        ([MonthPoint(date(2026, 9, 1), 512)], 512),
        ([MonthPoint(date(2026, month, 1), 900 - 30 * month) for month in range(1, 10)], 870),
        ([MonthPoint(date(2026, 8, 1), 0), MonthPoint(date(2026, 9, 1), 0)], None),
    ],
)
def test_months_are_read_aloud_and_painted(
    qtbot: QtBot, look: Look, points: list[MonthPoint], baseline: int | None
) -> None:
    line = MonthLine(look, "Open indicators")
    line.show_points(points, baseline)
    said = line.accessibleName()
    assert all(f"{point.month:%B %Y} {point.count:,}" in said for point in points)
    assert ("Baseline" in said) == (baseline is not None)
    image = picture(line, qtbot)
    assert holds(image, look.colour("primary").name()) == bool(points)


def test_balance_rows(qtbot: QtBot, look: Look) -> None:
    rows = BalanceRows(look, "worse", "better")
    rows.show_rows([])
    assert rows.accessibleName() == "No movement yet"
    rows.show_rows([BalanceRow("Sep 2026", 5, 9, "rules changed"), BalanceRow("Oct 2026", 0, 0)])
    assert "Sep 2026: 5 worse, 9 better, rules changed" in rows.accessibleName()
    image = picture(rows, qtbot)
    assert holds(image, look.colour("danger").name())
    assert holds(image, look.colour("good").name())


def test_share_rows(qtbot: QtBot, look: Look) -> None:
    rows = ShareRows(look, "Data gap")
    assert rows.accessibleName() == "Data gap: nothing yet"
    rows.show_rows(
        "Data gap",
        [
            ShareRow("a", 0.5, 0.4, 0.6, "50 of 100"),
            ShareRow("b", None, note="nobody on a register"),
            ShareRow("c", 0.25),
            ShareRow("d", 0.0),
            ShareRow("a very long name of a village that does not fit into its column", 0.1),
        ],
    )
    said = rows.accessibleName()
    assert "a: 50 %, 95 % confidence 40 to 60 %, 50 of 100" in said
    assert "b: nobody on a register" in said
    assert holds(picture(rows, qtbot), look.colour("primary").name())
    assert ShareRow("x", None).words() == "x: nobody"


def test_what_is_not_nothing_is_never_shown_as_none() -> None:
    shown = [percent(value) for value in (None, 0, 0.0001, 0.0049, 0.006, 0.5, 1)]
    assert shown == ["–", "0 %", "<1 %", "<1 %", "1 %", "50 %", "100 %"]


def test_charts_follow_the_text_size(qtbot: QtBot, look: Look) -> None:
    charts = (
        TierRows(look),
        MonthLine(look, "Open"),
        BalanceRows(look, "worse", "better"),
        ShareRows(look, "Share"),
    )
    before = [chart.sizeHint().height() for chart in charts]
    look.choose(text_percent=200)
    assert [chart.sizeHint().height() for chart in charts] == [2 * height for height in before]
    assert all(chart.minimumSizeHint().width() > 0 for chart in charts)
    look.choose(text_percent=100)
