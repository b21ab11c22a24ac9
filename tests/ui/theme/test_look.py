"""One look dresses the whole application, and can be changed while it runs."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from proactive_care.domain.vocabulary import Tier
from proactive_care.resource_files import resource_path
from proactive_care.ui.theme import Look, fonts, paint_tier_mark
from proactive_care.ui.theme.icons import icon_pixmap


def test_text_size_is_kept_between_100_and_200(look: Look) -> None:
    look.choose(text_percent=20)
    assert look.text_percent == 100
    look.choose(text_percent=900)
    assert look.text_percent == 200
    assert look.pixels(14) == 28
    assert look.font(14).pixelSize() == 28


def test_changing_the_theme_dresses_every_window(look: Look, qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window, closed = QWidget(), QWidget()
    for each in (window, closed):
        look.dress(each)
    assert "#0F171E" not in window.styleSheet()
    delete(closed)
    with qtbot.waitSignal(look.changed):
        look.choose(theme="dark")
    assert application.palette().window().color() == QColor("#0F171E")
    assert "#0F171E" in window.styleSheet()
    assert application.styleSheet() == ""  # it would slow down the building of every page


def test_icons_are_drawn_in_the_colour_that_is_asked_for(look: Look) -> None:
    image = icon_pixmap("lock", "#A4001D", 40).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#a4001d"}


def test_every_icon_can_be_drawn(look: Look) -> None:
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    assert len(names) > 30
    for name in names:
        image = icon_pixmap(name, "#000000", 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_an_icon_is_kept_until_the_look_changes(look: Look) -> None:
    first = look.icon("lock")
    assert look.icon("lock").cacheKey() == first.cacheKey()
    look.choose(theme="dark")
    assert look.icon("lock").cacheKey() != first.cacheKey()


def test_the_shipped_font_is_used_when_the_system_has_none(qapp: QApplication) -> None:
    assert fonts.choose_family([]) == "Noto Sans"
    assert fonts.choose_family(["Inter", "DejaVu Sans"]) == "Inter"


def test_fonts_that_cannot_be_read_are_a_bug(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_SHIPPED", ())
    with pytest.raises(ValueError, match="cannot be read"):
        fonts.choose_family([])


@pytest.mark.parametrize("first", Tier)
@pytest.mark.parametrize("second", Tier)
def test_marks_differ_in_shape_and_not_only_in_colour(
    qapp: QApplication, first: Tier, second: Tier
) -> None:
    if first is second:
        return
    one, other = _mark(first), _mark(second)
    different = sum(1 for x in range(32) for y in range(32) if one.pixel(x, y) != other.pixel(x, y))
    assert different > 60


def _mark(tier: Tier) -> QImage:
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_tier_mark(painter, QRectF(2, 2, 28, 28), tier, "#000000")
    painter.end()
    return image


def test_pictures_of_controls_go_with_the_look(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    look = Look()
    look.apply()
    assert list(tmp_path.rglob("*.svg"))
    del look
    gc.collect()
    assert not list(tmp_path.iterdir())
