"""The demo practice: made once, opened again, and never in the place of something else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import Session, practice_details
from proactive_care.demo import make_demo_practice, run_headless
from proactive_care.domain.errors import FileProblem, KnownError
from support.practice import Clock

AS_OF = date(2026, 9, 14)


def demo(folder: Path, as_of: date = AS_OF, patients: int = 60, fresh: int = 28) -> Session:
    return make_demo_practice(
        folder, patients=patients, seed=1, as_of=as_of, clock=Clock(), fresh_for_days=fresh
    )


def test_the_same_demo_is_opened_again_with_what_was_done_in_it(tmp_path: Path) -> None:
    session = demo(tmp_path / "demo")
    assert practice_details(session).demo
    before = session.practice.db["audit"].count
    session.practice.close_all()
    again = demo(tmp_path / "demo", AS_OF + timedelta(days=28))
    assert again.practice.db["audit"].count > before
    again.practice.close_all()


def test_an_old_or_another_demo_is_made_anew(tmp_path: Path) -> None:
    for as_of, patients in ((AS_OF, 60), (AS_OF + timedelta(days=29), 60), (AS_OF, 50)):
        session = demo(tmp_path / "demo", as_of, patients)
        actions = [row["action"] for row in session.practice.db["audit"].rows]
        assert actions.count("import.commit") == 1
        assert "sign_in" not in actions
        session.practice.close_all()


def test_an_unfinished_demo_is_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo-practice.txt").write_text("unfinished\n", "utf-8")
    (folder / "practice.db").write_bytes(b"half")
    demo(folder).practice.close_all()


def test_something_else_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x", "utf-8")
    with pytest.raises(KnownError, match="something else"):
        demo(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "notes.txt"
    in_the_way.write_text("not a folder", "utf-8")
    with pytest.raises(FileProblem, match="The folder demo could not be made"):
        run_headless(in_the_way / "demo", patients=5, seed=1, as_of=AS_OF, clock=Clock())
    assert in_the_way.read_text("utf-8") == "not a folder"
