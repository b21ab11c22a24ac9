"""A newcomer brings a file that nothing knows, by keys alone; then nothing is asked any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care.accounts import Session
from proactive_care.importing import import_history, saved_mappings
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.page import CHECK, RECOGNISE
from proactive_care.ui.shell.window import MainWindow
from support.hands import Keys, answering, choose_path
from support.importing import events
from support.little_practice import NHS_NUMBERS

Ready = Callable[[MainWindow], None]


def _file(folder: Path, name: str, systolic: int, day: str) -> Path:
    path = folder / name
    rows = [
        f"{nhs},{day},{systolic + n}/{80 + n},{70 + n},note {n}"
        for n, nhs in enumerate(NHS_NUMBERS)
    ]
    path.write_text("\n".join(["NHS,Seen,Village clinic,Wt,Comment", *rows]), encoding="utf-8")
    return path


def _choose(keys: Keys, path: Path) -> None:
    with answering(QFileDialog, choose_path(keys, path)):
        keys.alt("f")


def test_an_unknown_file_by_keys_alone(
    sorted_session: Session, enter: Callable[[Session], MainWindow], ready: Ready, qtbot: QtBot,
    keys: Keys, tmp_path: Path,
) -> None:  # fmt: skip
    session = sorted_session
    before = len(events(session))
    window = enter(session)
    keys.control("7")
    ready(window)
    page = window.page
    assert isinstance(page, DataPage)
    _choose(keys, _file(tmp_path, "clinic 2026-08.csv", 140, "03/08/2026"))
    ready(window)
    assert page.steps.current == RECOGNISE
    assert page.steps.accessibleName() == "Step 2 of 4: Recognise"
    assert not page.explain.button.isEnabled()
    assert "clinic 2026-08.csv is not an export that is known here" in (
        page.explain.about.whole_text()
    )

    # the column that nothing explains: Down to it, Enter, and say it
    keys.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    assert page.explain.editor.heading.text() == "Village clinic"
    keys.choose("A measurement…")
    ready(window)
    keys.tab_to("Which one")
    keys.type("blood pressure, both figures (home)")
    ready(window)
    assert page.explain.mapping is not None
    assert page.explain.mapping.columns[2].concept == "bp_home"
    assert page.explain.note.text() == "1 question left."

    # the order of the dates, which the file does not prove
    keys.alt("n")
    keys.choose("03/04/2026 is 3 April: day first")
    ready(window)
    qtbot.waitUntil(lambda: page.explain.trial.model.rowCount() > 0, timeout=5_000)
    shown = page.explain.trial.model.row_at(0)
    assert (shown.day, shown.what, shown.value) == (
        "3 Aug 2026", "Systolic blood pressure (home)", "140 mmHg",
    )  # fmt: skip
    keys.tab_to("Save this as")
    keys.control("a")
    keys.type("Village clinic")
    keys.alt("s")
    ready(window)
    assert page.steps.current == CHECK
    assert [saved.name for saved in saved_mappings(session)] == ["Village clinic"]
    assert "10 rows read = 10 accepted" in page.check.counts.sum.accessibleName()
    keys.alt("i")
    ready(window)
    assert "Imported 20 events" in window.messages.text()
    assert len(events(session)) == before + 20

    # the second time nothing is asked
    window.messages.clear()
    _choose(keys, _file(tmp_path, "clinic 2026-09.csv", 150, "05/09/2026"))
    ready(window)
    assert page.steps.current == CHECK
    assert page.check._reports[0].profile_name == "Village clinic"
    assert page.check._reports[0].compared_with is not None
    keys.alt("i")
    ready(window)
    assert len(events(session)) == before + 20  # the new report took the old one's place
    assert len(import_history(session)) == 3
