"""What the rail says beside its pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import close_alert, file_diary, open_alerts, outcome_words
from proactive_care.ui.shell.page import Page
from proactive_care.ui.shell.rail import Rail
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.practice import add_user
from support.readings import PAPER, diary, told

Ready = Callable[[MainWindow], None]


def _red(session: Session, patient: int) -> None:
    file_diary(session, patient, diary(172, 96), PAPER, acknowledgement=told())


def test_red_readings_are_counted_beside_readings_until_they_are_closed(
    sorted_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> None:
    _red(sorted_session, 1)
    window = open_window(sorted_session)
    button = window.rail.button("readings")
    assert button.accessibleName() == "Readings, 1 red reading waits"
    assert button.toolTip().startswith("Readings, 1 red reading waits (")
    assert button.text() == "Readings"
    _red(sorted_session, 2)
    window.desk.practice_changed.emit()
    ready(window)
    assert button.accessibleName() == "Readings, 2 red readings wait"
    for waiting in open_alerts(sorted_session, acute_only=True):
        close_alert(sorted_session, waiting.id, outcome_words("alert")[0], "seen")
    window.desk.practice_changed.emit()
    ready(window)
    assert button.accessibleName() == "Readings"


def test_reception_is_not_told_of_red_readings(
    sorted_session: Session, open_window: Callable[[Session], MainWindow]
) -> None:
    _red(sorted_session, 1)
    window = open_window(add_user(sorted_session, "rita", Role.RECEPTIONIST))
    assert window.rail.button("readings").accessibleName() == "Readings"
    window.session.practice.close_all()


class _Readings(Page):
    key, title, icon, shortcut = "readings", "Readings", "readings", "Ctrl+4"


class _Data(Page):
    key, title, icon, shortcut = "data", "Data", "data", "Ctrl+7"


@pytest.mark.parametrize("count", [1, 12, 120])
def test_the_count_is_painted_only_while_something_waits(
    look: Look, qtbot: QtBot, count: int
) -> None:
    rail = Rail(look, (_Readings,))
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 300)
    rail.show()
    assert not _shows_danger(rail, look)
    rail.show_acute(count)
    assert _shows_danger(rail, look)
    rail.show_acute(0)
    assert not _shows_danger(rail, look)


def test_a_rail_without_readings_counts_nothing(look: Look, qtbot: QtBot) -> None:
    rail = Rail(look, (_Data,))
    qtbot.addWidget(rail)
    rail.show_acute(3)
    assert rail.button("data").accessibleName() == "Data"


def _shows_danger(rail: Rail, look: Look) -> bool:
    picture = rail.grab().toImage()
    danger = QColor(look.colour("danger")).rgb()
    every = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixel(x, y) == danger for x, y in every)
