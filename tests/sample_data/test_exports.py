"""Writing exports: which systems there are, and what happens when a folder cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.domain.errors import FileProblem
from proactive_care.sample_data import SyntheticPractice, System, make_practice, write_exports


@pytest.fixture(scope="module")
def tiny() -> SyntheticPractice:
    return make_practice(20, 1, date(2026, 9, 14))


@pytest.mark.parametrize("system", System)
def test_every_system_writes_into_a_new_folder(
    system: System, tiny: SyntheticPractice, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "folder"
    written = write_exports(tiny, system, out)
    assert sorted(file.name for file in written) == sorted(path.name for path in out.iterdir())
    assert all(file.rows > 0 for file in written)


def test_an_unknown_system_is_refused(tiny: SyntheticPractice, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="microtest"):
        write_exports(tiny, "microtest", tmp_path)


def test_a_folder_that_is_a_file_is_a_known_problem(
    tiny: SyntheticPractice, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("not a folder", encoding="utf-8")
    with pytest.raises(FileProblem, match="taken"):
        write_exports(tiny, System.PLAIN, taken)
    assert taken.read_text(encoding="utf-8") == "not a folder"
