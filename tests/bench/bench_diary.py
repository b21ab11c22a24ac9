"""Key presses for a whole diary, and how long the window needs for each of them."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from proactive_care.accounts import Session
from proactive_care.readings import (
    FormKind,
    Route,
    SecondCheck,
    check_diary,
    file_diary,
    match_form,
    receive_forms,
    save_second_check,
)
from proactive_care.ui.pages.readings import ReadingsPage
from proactive_care.ui.pages.readings.tray_view import TrayView
from proactive_care.ui.shell import Remembered
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from support.keyboard import Keyboard
from support.readings import BRAM, PAPER, WREN, diary, reading_practice

TARGET_KEYS, TARGET_MS = 150, 20


def run() -> list[str]:
    """Return printable rows: presses for a diary of 28 pairs, milliseconds for a key."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as name:
        session = reading_practice(Path(name) / "practice")
        save_second_check(session, SecondCheck(red=False, unusual=False, share=0))
        (form,) = receive_forms(session, FormKind.BP_DIARY, Route.POST, 1)
        match_form(session, form, WREN)
        keyboard, took = _key(application, session, Path(name))
        check, filing = _services(session)
        session.practice.close_all()
    ordered = sorted(took)
    worst, middle = ordered[-1], statistics.median(ordered)
    nearly_all = ordered[int(len(ordered) * 0.95)]
    return [
        f"key presses for a diary of 28 pairs            {keyboard.presses:5d}"
        f"   (target at most {TARGET_KEYS})",
        f"time for a key press, median / 95 % / longest  {middle:5.1f} / {nearly_all:.1f}"
        f" / {worst:.1f} ms   (target at most {TARGET_MS} ms)",
        f"check_diary of 28 pairs                        {check:5.2f} ms",
        f"file_diary of 28 pairs, patient sorted again   {filing:5.1f} ms",
    ]


def _key(application: QApplication, session: Session, folder: Path) -> tuple[Keyboard, list[float]]:
    look = Look()
    look.apply()
    window = MainWindow(session, look, Remembered(folder), (ReadingsPage,))
    window.resize(1366, 738)
    window.show()
    QTest.qWaitForWindowActive(window)
    tray = window.page.show_part("tray")  # type: ignore[attr-defined]
    assert isinstance(tray, TrayView)
    tray.key_next()
    application.processEvents()
    keyboard, took = Keyboard(), []
    text = "0709" + "".join(f"{r.systolic}{r.diastolic}" for r in diary(142, 85))
    for letter in text:
        started = time.perf_counter()
        keyboard.type(letter)
        application.processEvents()
        took.append((time.perf_counter() - started) * 1000)
    keyboard.file()
    window.close()
    return keyboard, took


def _services(session: Session) -> tuple[float, float]:
    readings = diary(151, 84)
    started = time.perf_counter()
    for _ in range(200):
        check_diary(readings, age=67)
    check = (time.perf_counter() - started) / 200 * 1000
    started = time.perf_counter()
    file_diary(session, BRAM, readings, PAPER)
    return check, (time.perf_counter() - started) * 1000
