"""Walks every page of the window with demo data and writes pictures for people to look at.

``python -m proactive_care.ui.tour FOLDER``: each page in light, dark, high contrast and at 200 %
text, 1366 × 768 as on the commonest practice laptop.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from proactive_care.demo import make_demo_practice
from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.entrance import SignInWindow
from proactive_care.ui.pages import PAGES
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.doubles import DoublesDialog
from proactive_care.ui.pages.patients import PatientsPage
from proactive_care.ui.pages.recall import RecallPage
from proactive_care.ui.pages.settings import SettingsPage
from proactive_care.ui.pages.settings.codelists import Codelists
from proactive_care.ui.pages.settings.rules import Rules
from proactive_care.ui.pages.worklists import WorklistsPage
from proactive_care.ui.pages.worklists.lists import SaveListDialog
from proactive_care.ui.pages.worklists.taking_out import TakeOutDialog
from proactive_care.ui.shell import OpenPatient, Place, Remembered
from proactive_care.ui.shell.collector import Collector
from proactive_care.ui.shell.shortcuts import ShortcutsDialog
from proactive_care.ui.shell.window import MainWindow
from proactive_care.ui.theme import Look
from proactive_care.ui.tour_states import States, take_empty, take_roles
from proactive_care.ui.work import BugDialog, QuestionDialog
from proactive_care.ui.work.incidents import incident_from

LOOKS = (("light", 100), ("dark", 100), ("contrast", 100), ("light", 200))
WIDTH, HEIGHT = 1366, 738  # 768 less the title bar
_NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
_EXTRACT = date(2026, 9, 12)
_PATIENTS = 1_500
_LONGEST_WAIT = 60.0
_STILL_ROUNDS, _MOST_ROUNDS = 3, 200
_NHS_NUMBER = re.compile(r"\b999 ?\d{3} ?\d{4}\b")
_PREAMBLE, _EVERY = 15, 40  # rows that are kept at the top; below, each fortieth is left out


@dataclass(frozen=True)
class Camera:
    """Takes pictures of widgets into a folder."""

    folder: Path
    look: str

    def take(self, name: str, widget: QWidget) -> None:
        """Write a picture, once everything has been laid out and painted."""
        settle()
        self.folder.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(self.folder / f"{name}-{self.look}.png"))


def main(folder: Path, patients: int = _PATIENTS) -> int:
    """Take every picture and return how many there are."""
    application = QApplication.instance() or QApplication([sys.argv[0], *_small_screen()])
    assert isinstance(application, QApplication)
    collector = Collector()
    collector.start()
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        base = Path(work) / "base"
        make_demo_practice(
            base, patients=patients, seed=1, as_of=_EXTRACT, clock=lambda: _NOW
        ).practice.close_all()
        newer = write_newer_exports(base / "exports", Path(work) / "newer")
        for theme, percent in LOOKS:
            name = f"{theme}-{percent}"
            copy = Path(work) / name
            shutil.copytree(base, copy)
            look = Look(theme, percent)
            look.apply()
            camera = Camera(folder, name)
            walk(camera, look, copy, newer, patients)
            greet(camera, look, copy, Path(work) / f"new-{name}")
            take_empty(look, Path(work) / f"empty-{name}", lambda: _NOW, camera.take, wait_for)
    collector.stop()
    return len(list(folder.glob("*.png")))


def _small_screen() -> list[str]:
    """Return what gives a program without a screen one as on a practice laptop: dialogs ask it."""
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return []
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96}
    path = Path(tempfile.gettempdir()) / "proactive-care-tour-screen.json"
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return ["-platform", f"offscreen:configfile={path}"]


def write_newer_exports(old: Path, newer: Path) -> Path:
    """Write the same exports with some rows missing, so that there is something to compare.

    Files too small to miss any are left out: the same file is not imported twice.
    """
    newer.mkdir()
    for path in sorted(old.iterdir()):
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [line for n, line in enumerate(lines) if n < _PREAMBLE or n % _EVERY]
        if kept != lines:
            (newer / path.name).write_bytes(b"".join(kept))
    return newer


def walk(camera: Camera, look: Look, folder: Path, newer: Path, patients: int) -> None:
    """Take the pictures of the main window."""
    session = make_demo_practice(
        folder, patients=patients, seed=1, as_of=_EXTRACT, clock=lambda: _NOW
    )
    window = MainWindow(session, look, Remembered(folder), PAGES)
    window.resize(WIDTH, HEIGHT)
    window.show()
    for name in _stops(window, newer, folder):
        wait_for(lambda: not window.busy)
        camera.take(name, window)
    for name, dialog in _dialogs(window):
        dialog.show()
        camera.take(name, dialog)
        dialog.close()
        dialog.deleteLater()
    States(window, camera.take, wait_for).take_all()
    window.lock()
    camera.take("lock", window)
    window.close()
    window.deleteLater()
    take_roles(session, look, folder, camera.take, wait_for)
    session.practice.close_all()
    settle()


def greet(camera: Camera, look: Look, folder: Path, empty: Path) -> None:
    """Take the pictures of what comes before the main window."""
    welcome = SignInWindow(look, folder, lambda: _NOW)
    welcome.show()
    camera.take("sign-in", welcome)
    welcome.form.forgotten.emit()
    camera.take("sign-in-forgotten", welcome)
    welcome.form.restore_asked.emit()
    camera.take("sign-in-restore", welcome)
    welcome.close()
    first = SignInWindow(look, empty, lambda: _NOW)
    first.show()
    camera.take("first-run", first)
    first.new_practice.form.made.emit(None, "ABCD-EFGH-JKMN-PQRS-TVWX-YZ23-4567-8923")
    camera.take("first-run-recovery-key", first)
    first.close()
    for window in (welcome, first):
        window.deleteLater()
    settle()


def _stops(window: MainWindow, newer: Path, folder: Path) -> Iterator[str]:
    yield "today"
    yield from _patients_and_worklists(window)
    yield from _tabs_of(window, "readings")
    yield from _recall(window, folder)
    yield from _tabs_of(window, "reports")
    yield from _data(window, newer)
    yield from _settings(window)
    window.go(Place("today"))
    window.toggle_guide()
    yield "guide"
    window.toggle_guide()
    window.search.activate()
    window.search.setText("test")
    window.search.search_now()
    yield "search"
    window.search.close_answers()
    window.search.clear()
    window.messages.tell(
        "warning",
        "The file is open in another program.",
        "Nothing was imported. Close it there, then choose it again.",
    )
    yield "message"


def _patients_and_worklists(window: MainWindow) -> Iterator[str]:
    window.go(Place("worklists", (Tier.URGENT, Tier.HIGH)))
    page = window.page
    assert isinstance(page, WorklistsPage)
    yield "worklist"
    page.model.tick(range(min(5, page.model.rowCount())), on=True)
    yield "worklist-selected"
    chosen = page.shown_patients()
    page.filters.add_filter("role").box.setCurrentIndex(1)
    page.filters.add_filter("contact")
    yield "worklist-chips"
    page.filters.clear()
    yield "worklist-all"
    window.go(Place("patients", OpenPatient(chosen[0], chosen, "this list")))
    patient = window.page
    assert isinstance(patient, PatientsPage)
    yield "patient"
    patient.view.tabs.setCurrentIndex(1)
    yield "patient-record"
    for number, name in enumerate(("medicines", "contacts", "documents", "care-plan"), start=2):
        patient.view.tabs.setCurrentIndex(number)
        yield f"patient-{name}"
    assert patient.care_plan is not None
    patient.care_plan.editor.short["language"].setText("Urdu")
    patient.care_plan.start_check()
    yield "patient-care-plan-draft"
    window.go(Place("patients"))
    yield "patients"
    patient.finding.text.setText("mock")
    patient.finding.search()
    yield "patients-found"


def _tabs_of(window: MainWindow, key: str) -> Iterator[str]:
    """Every part of a page that has tabs, if the page is in the rail."""
    if key not in {page.key for page in PAGES}:
        return
    window.go(Place(key))
    tabs = window.page.findChild(QTabBar)
    assert tabs is not None
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        name = "".join(c for c in tabs.tabText(number).casefold() if c.isalpha() or c == " ")
        yield f"{key}-{name.strip().replace(' ', '-')}"


def _recall(window: MainWindow, folder: Path) -> Iterator[str]:
    window.go(Place("recall"))
    page = window.page
    assert isinstance(page, RecallPage)
    page.choose.limited.setChecked(True)
    page.choose.limit.setValue(40)
    yield "recall-choose"
    page.choose.check.click()
    yield "recall-check"
    page.check.tabs.setCurrentIndex(1)
    yield "recall-excluded"
    page.print_to(folder / "recall.pdf")
    yield "recall-printed"
    page.printed.tabs.setCurrentIndex(1)
    yield "recall-run-sheet"
    for part in ("batches", "outcomes", "escalated", "coding"):
        page.show_part(part)
        yield f"recall-{part}"


def _data(window: MainWindow, newer: Path) -> Iterator[str]:
    window.go(Place("data"))
    page = window.page
    assert isinstance(page, DataPage)
    yield "data"
    page.check_paths((newer,))
    wait_for(lambda: not window.busy)
    page.check.file.setCurrentIndex(min(1, page.check.file.count() - 1))
    yield "data-check"
    page.import_files()
    yield "data-imported"
    page.check_paths((write_unknown_file(newer),))
    wait_for(lambda: not window.busy)
    yield "data-explain"
    page.explain.go_to(page.explain.rows.row_at(4).key)
    yield "data-explain-column"
    page.explain.back.emit()
    page.check_paths((write_patient_list(newer),))
    wait_for(lambda: not window.busy)
    yield "data-patient-list"
    page.check.back.emit()
    window.show_guide("export-emis")
    yield "data-guide"
    window.guide.close_guide()


def write_patient_list(exports: Path) -> Path:
    """Write a list of some patients of these exports, and of one who is nobody."""
    path = exports.parent / "Housebound patients 2026-09.csv"
    rows = [f"{number}," for number in [*_some_numbers(exports), "9990000000"]]
    path.write_text("\n".join(["NHS Number,Full Name", *rows]), encoding="utf-8")
    return path


def _some_numbers(exports: Path) -> list[str]:
    text = max(exports.iterdir(), key=lambda file: file.stat().st_size).read_text("cp1252")
    return list(dict.fromkeys(_NHS_NUMBER.findall(text)))[:40]


def write_unknown_file(exports: Path) -> Path:
    """Write a table that no profile knows, about some patients of these exports."""
    path = exports.parent / "village clinic 2026-09.csv"
    lines = [
        f"{number},0{n % 9 + 1}/08/2026,{128 + n}/{78 + n % 20},{60 + n},{70 + n % 30},"
        for n, number in enumerate(_some_numbers(exports))
    ]
    header = "NHS,Seen,Blood pressure,Pulse after rest,Weight,Comment"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path


def _settings(window: MainWindow) -> Iterator[str]:
    window.go(Place("settings"))
    page = window.page
    assert isinstance(page, SettingsPage)
    for number, name in enumerate(page.section_names):
        page.open_section(number)
        yield f"settings-{name.casefold().replace(' ', '-')}"
    codelists = page.findChild(Codelists)
    if codelists is not None and "Codelists" in page.section_names:
        page.open_section(page.section_names.index("Codelists"))
        for tab, name in enumerate(("concepts", "unmapped", "changes")):
            codelists.tabs.setCurrentIndex(tab)
            yield f"settings-codelists-{name}"
    if "Rules and sign-off" in page.section_names:
        page.open_section(page.section_names.index("Rules and sign-off"))
        wait_for(lambda: not window.busy)
        rules = page.findChild(Rules)
        assert rules is not None
        rules.open_compare()
        yield "settings-compare"
        rules.close_compare()
    page.open_section(0)


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    look = window.look
    yield "shortcuts", ShortcutsDialog(window, look, window.commands.menu)
    yield (
        "question",
        QuestionDialog(
            window,
            look,
            "Stop what is running?",
            "The work that is running will be stopped. Nothing of it is kept; everything before "
            "it is.",
            "&Stop and close",
            danger=True,
        ),
    )
    shown = ["name", "tier", "why"]
    yield "take-out", TakeOutDialog(window, look, "Export 64 patients", "Choose the &file…", shown)
    yield "doubles", DoublesDialog(window, look, window.session)
    yield "save-list", SaveListDialog(window, look, "Urgent and high, 2+")
    try:
        _fail()
    except ZeroDivisionError as error:
        yield "bug", BugDialog(window, look, incident_from(error, _NOW))


def _fail() -> float:
    return 1 / 0


def wait_for(ready: Callable[[], bool]) -> None:
    """Let the window work until it is ready. Raises TimeoutError after a minute."""
    end = time.monotonic() + _LONGEST_WAIT
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("the window is still busy")
        QCoreApplication.processEvents()
        time.sleep(0.005)


def settle() -> None:
    """Let everything be laid out, painted and deleted that waits for it, until nothing moves.

    A change of the text size reaches the innermost part after several rounds, and how many fit
    into some milliseconds depends on what else the computer does: so rounds count, and not time.
    """
    still = 0
    before: list[tuple[int, object]] | None = None
    for _ in range(_MOST_ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        shown = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
        now = sorted((id(widget), widget.geometry().getRect()) for widget in shown)
        still = still + 1 if now == before else 0
        before = now
        if still == _STILL_ROUNDS:
            return


if __name__ == "__main__":
    _count = main(Path(sys.argv[1] if len(sys.argv) > 1 else "tour"))
    print(f"{_count} pictures in {sys.argv[1] if len(sys.argv) > 1 else 'tour'}")
