"""The import on the real window: check, import, cancel, and files that cannot be taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from proactive_care import sample_data
from proactive_care.accounts import Session
from proactive_care.importing import import_history
from proactive_care.ui.pages.data import DataPage
from proactive_care.ui.pages.data.check import size_words
from proactive_care.ui.shell import Place
from proactive_care.ui.shell.window import MainWindow

Ready = Callable[[MainWindow], None]


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An EMIS-shaped export of a small synthetic practice."""
    folder = tmp_path_factory.mktemp("exports")
    practice = sample_data.make_practice(120, 1, date(2026, 9, 12))
    sample_data.write_exports(practice, "emis", folder)
    return folder


@pytest.fixture
def data_window(
    empty_session: Session, open_window: Callable[[Session], MainWindow], ready: Ready
) -> MainWindow:
    window = open_window(empty_session)
    window.go(Place("data"))
    ready(window)
    return window


def _page(window: MainWindow) -> DataPage:
    assert isinstance(window.page, DataPage)
    return window.page


def test_the_check_shows_everything_before_anything_is_kept(
    data_window: MainWindow, ready: Ready, exports: Path, empty_session: Session
) -> None:
    page = _page(data_window)
    page.check_paths((exports,))
    ready(data_window)
    assert page.steps.accessibleName() == "Step 3 of 4: Check"
    assert page.check.file.count() == 4
    for number in range(4):
        page.check.file.setCurrentIndex(number)
        report = page.check._reports[number]
        expected = (
            f"{report.rows_read:,} rows read = {report.rows_accepted:,} accepted + "
            f"{report.rows_rejected:,} rejected + {report.rows_ignored:,} ignored"
        )
        assert page.check.counts.sum.accessibleName() == expected
        assert page.check.rejected.rejected.rowCount() == len(report.rejections)
        assert page.check.preview.model.rowCount() == len(report.preview)
        for model in (
            page.check.rejected.rejected, page.check.rejected.columns, page.check.diff.model,
            page.check.preview.model,
        ):  # fmt: skip
            if model.rowCount():
                for column in range(model.columnCount()):
                    assert model.cell(0, column).spoken()
    assert import_history(empty_session) == ()
    page.check.back.emit()
    assert page.home.isVisible()
    assert list(empty_session.practice.folder.glob("*.scratch")) == []


def test_importing_stores_and_sorts_and_says_what_is_next(
    data_window: MainWindow, ready: Ready, exports: Path, empty_session: Session
) -> None:
    page = _page(data_window)
    page.check_paths((exports,))
    ready(data_window)
    page.check.button.click()
    ready(data_window)
    assert "Imported" in data_window.messages.text()
    assert "patients were sorted" in data_window.messages.text()
    assert page.home.model.rowCount() == 4
    for column in range(page.home.model.columnCount()):
        assert page.home.model.cell(0, column).text
    assert "Extract 12 Sep 2026, 2 days old" in data_window.status.words()
    data_window.messages._act()
    ready(data_window)
    assert data_window.page.key == "worklists"
    assert data_window.page.model.all_rows  # type: ignore[attr-defined]


def test_the_same_bytes_twice_are_refused_with_a_friendly_sentence(
    data_window: MainWindow, ready: Ready, exports: Path
) -> None:
    page = _page(data_window)
    page.check_paths((exports,))
    ready(data_window)
    page.import_files()
    ready(data_window)
    data_window.messages.clear()
    page.check_paths((exports,))
    ready(data_window)
    assert "already" in data_window.messages.text()
    assert page.home.isVisible()


def test_a_newer_file_is_compared_with_the_last_one(
    data_window: MainWindow, ready: Ready, exports: Path, tmp_path: Path
) -> None:
    page = _page(data_window)
    page.check_paths((exports,))
    ready(data_window)
    page.import_files()
    ready(data_window)
    old = sorted(exports.iterdir())[0]
    lines = old.read_bytes().splitlines(keepends=True)
    (tmp_path / old.name).write_bytes(b"".join(lines[: len(lines) * 2 // 3]))
    page.check_paths((tmp_path / old.name,))
    ready(data_window)
    assert "of 14 Sep 2026" in page.check.diff.note.whole_text()
    assert "Replaces" in page.check.note.whole_text()
    assert page.check._reports[0].patients_gone > 0
    assert "They stay in the practice file" in page.check.diff.gone.whole_text()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not a table", b"\x00\x01\x02" * 100])
def test_files_that_cannot_be_taken_are_a_sentence(
    data_window: MainWindow, ready: Ready, tmp_path: Path, content: bytes, empty_session: Session
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    page = _page(data_window)
    page.check_paths((bad,))
    ready(data_window)
    assert data_window.messages.text()
    assert page.home.isVisible()
    assert import_history(empty_session) == ()


def test_cancel_leaves_the_practice_as_it_was(
    data_window: MainWindow, ready: Ready, exports: Path, empty_session: Session
) -> None:
    page = _page(data_window)
    page.check_paths((exports,))
    ready(data_window)
    page.import_files()
    data_window.workshop.cancel()
    ready(data_window)
    history = import_history(empty_session)
    if not history:  # it was stopped in time
        assert "stopped" in data_window.messages.text()
        assert page.check.isEnabled()
        assert page.check.isVisible()


def test_the_window_goes_on_while_files_are_checked_and_imported(
    data_window: MainWindow, ready: Ready, exports: Path
) -> None:
    clock, gaps = QElapsedTimer(), [0]
    timer = QTimer()
    timer.timeout.connect(lambda: gaps.append(clock.restart()))
    clock.start()
    timer.start(5)
    page = _page(data_window)
    page.check_paths((exports,))
    started = time.monotonic()
    while data_window.busy and time.monotonic() - started < 60:
        from PySide6.QtCore import QCoreApplication

        QCoreApplication.processEvents()
    timer.stop()
    assert max(gaps) < sum(gaps) / 2, "it never stands still for most of the time"


def test_files_can_be_chosen_or_dropped(
    data_window: MainWindow,
    ready: Ready,
    exports: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = _page(data_window)
    chosen: list[tuple[Path, ...]] = []
    page.home.chosen.disconnect()
    page.home.chosen.connect(chosen.append)
    names = iter([([], ""), ([str(exports / "a.csv")], "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: next(names))
    page.home.files.click()
    page.home.files.click()
    folders = iter(["", str(exports)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(folders))
    page.home.folder.click()
    page.home.folder.click()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(exports / "b.csv")), QUrl("https://x.example")])
    place, actions = QPointF(5, 5), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place.toPoint(), actions, data, button, none)
    page.home.dragEnterEvent(entering)
    assert entering.isAccepted()
    page.home.dropEvent(QDropEvent(place, actions, data, button, none))
    assert chosen == [(exports / "a.csv",), (exports,), (exports / "b.csv",)]


@pytest.mark.parametrize(
    ("size", "words"),
    [(12, "12 bytes"), (2_100_000, "2.1 MB"), (931_400, "931.4 kB"), (2_000_000_000, "2.0 GB")],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


def test_an_administrator_may_import_without_seeing_patients(
    sign_in: Callable[[str], Session],
    open_window: Callable[[Session], MainWindow],
    ready: Ready,
) -> None:
    window = open_window(sign_in("administrator"))
    window.go(Place("data"))
    ready(window)
    assert window.messages.text() == ""
    assert _page(window).home.model.rowCount() == 0
