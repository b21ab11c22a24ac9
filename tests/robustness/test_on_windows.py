"""The main job under what Windows refuses: open files, folders as files, names, long paths."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care import accounts, recall, reports
from proactive_care.accounts import Session
from proactive_care.demo import run_headless
from proactive_care.domain.errors import FileProblem, KnownError
from proactive_care.store import durable
from support.little_practice import make_little_practice
from support.practice import Clock, make_session
from support.source_tree import ROOT
from support.windows_files import LONGEST_PATH, refuse_bad_name, windows_files

AS_OF = date(2026, 9, 14)


def test_the_demo_from_csv_to_print_and_again(tmp_path: Path) -> None:
    with windows_files():
        for _ in range(2):  # the second clears away the first
            made = run_headless(tmp_path / "out", patients=40, seed=1, as_of=AS_OF, clock=Clock())
    assert made.letters > 0
    assert not list((tmp_path / "out").rglob("*.part*"))


def test_a_file_of_the_demo_that_is_open_in_a_viewer_is_said(tmp_path: Path) -> None:
    made = run_headless(tmp_path / "out", patients=40, seed=1, as_of=AS_OF, clock=Clock())
    with windows_files(made.folder / "care-plan.pdf"), pytest.raises(FileProblem, match="in use"):
        run_headless(tmp_path / "out", patients=40, seed=1, as_of=AS_OF, clock=Clock())
    assert (made.folder / "care-plan.pdf").exists()


def test_backup_restore_and_going_on(tmp_path: Path) -> None:
    session = make_session(tmp_path / "practice")
    with windows_files():
        path, _ = accounts.back_up(session)
        for _ in range(accounts.backups.KEPT_BEFORE + 2):
            accounts.back_up_before(session, "import")
        accounts.restore(session, path)
    assert session.practice.check().ok
    session.practice.close_all()


def test_a_backup_that_is_being_copied_stops_no_import(tmp_path: Path) -> None:
    session = make_session(tmp_path / "practice")
    kept = accounts.backups.KEPT_BEFORE
    folder = session.practice.folder / "backups"
    folder.mkdir()
    old = [
        folder / f"practice-2026010{n}-090000-before-import.pcbackup" for n in range(1, kept + 1)
    ]
    for path in old:
        path.write_bytes(b"old")
    with windows_files(old[0]):
        accounts.back_up_before(session, "import")
        assert old[0].exists()
    accounts.back_up_before(session, "import")
    assert not old[0].exists()
    session.practice.close_all()


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A little practice on a computer where waiting for an open file takes no time."""
    monkeypatch.setattr(durable, "_PAUSE", 0.0)
    session = make_little_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


def test_letters_that_are_open_in_a_viewer_are_said_and_nobody_is_invited_twice(
    little: Session, tmp_path: Path
) -> None:
    letters = tmp_path / "letters.pdf"
    letters.write_bytes(b"being read")
    preview = recall.preview_batch(little, AS_OF)
    with (
        windows_files(letters),
        pytest.raises(FileProblem, match=r"letters\.pdf could not be written") as caught,
    ):
        recall.print_batch(little, preview, letters)
    assert "The batch is recorded" in caught.value.kept
    assert letters.read_bytes() == b"being read"
    with pytest.raises(KnownError, match="Nobody was invited twice"):
        recall.print_batch(little, preview, letters)  # which finishes what was cut off
    assert letters.read_bytes().startswith(b"%PDF")
    assert sum(batch.letters for batch in recall.list_batches(little)) == len(preview.letters)


def test_a_workbook_that_is_open_stays_as_it_was(little: Session, tmp_path: Path) -> None:
    workbook = tmp_path / "progress.xlsx"
    workbook.write_bytes(b"being read")
    with windows_files(workbook):
        with pytest.raises(FileProblem, match=r"progress\.xlsx could not be"):
            reports.save_progress(little, workbook, AS_OF)
        with pytest.raises(FileProblem, match=r"progress\.xlsx could not be"):
            recall.export_coding_list(little, workbook, AS_OF)
    assert workbook.read_bytes() == b"being read"


def test_every_shipped_file_has_a_name_and_a_path_that_windows_takes() -> None:
    """Git checks all of them out on Windows, and two names may not differ by case alone."""
    below = 120  # characters of the folder that the checkout or the program lies in
    names = [
        path.relative_to(ROOT).as_posix()
        for folder in ("desktop", "resources", "installers", "tests")
        for path in (ROOT / folder).rglob("*")
        if "__pycache__" not in path.parts
    ]
    for name in names:
        refuse_bad_name(Path("/") / name)
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) < LONGEST_PATH - below
