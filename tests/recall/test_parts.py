"""A printing that is cut off when it has been recorded is finished before the next one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pypdfium2
import pytest

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, KnownError
from proactive_care.domain.identifiers import uuid7
from proactive_care.recall import Outcome, Way
from proactive_care.recall.parts import part_of
from support.recall_world import Crash
from support.rows import add_event, add_import, add_patient, add_run

AS_OF = date(2026, 9, 14)
FILES = ["letters-call-list.pdf", "letters-run-sheet.pdf", "letters-texts.csv", "letters.pdf"]


@pytest.fixture
def practice(session: Session) -> Session:
    add_import(session)
    for patient in range(1, 5):
        add_patient(
            session, patient, f"99900000{patient:02}", "Testperson", "Wren", date(1959, 9, 2),
            address_1="4 Mill Row", postcode="HM1 4ZZ", mobile_phone="07700 900123",
        )  # fmt: skip
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    add_run(session, "hypertension", dict.fromkeys(range(1, 5), ("2a", "high")))
    recall.record_outcome(session, 3, Outcome.PREFERS, way=Way.PHONE)
    recall.record_outcome(session, 4, Outcome.PREFERS, way=Way.TEXT)
    return session


def print_now(session: Session, file: Path) -> recall.PrintedBatch:
    return recall.print_batch(session, recall.preview_batch(session, AS_OF), file)


def cut_off(session: Session, folder: Path) -> None:
    """Print, and lose the power when the batch is recorded."""
    power = patch("proactive_care.recall.parts.replace_file", side_effect=Crash())
    with power, pytest.raises(Crash):
        print_now(session, folder / "letters.pdf")
    assert sorted(path.name for path in folder.glob("*.*") if path.name[0] != ".") == []


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_it_is_finished_and_says_where_it_stopped(practice: Session, out: Path) -> None:
    cut_off(practice, out)
    with pytest.raises(KnownError, match="batch 2026-001 was cut off") as caught:
        print_now(practice, out / "others.pdf")
    assert f"complete now: {FILES[0]}, letters.pdf, " in caught.value.kept
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert practice.practice.db["invitation"].count == 4
    with pytest.raises(KnownError, match="nobody to invite"):
        print_now(practice, out / "others.pdf")


def test_nobody_who_died_meanwhile_is_written_to_or_phoned(practice: Session, out: Path) -> None:
    cut_off(practice, out)
    for patient in (1, 3):
        recall.record_outcome(practice, patient, Outcome.DECEASED)
    with pytest.raises(KnownError) as caught:
        print_now(practice, out / "letters.pdf")
    assert "left out" in caught.value.kept
    assert "call list" in caught.value.kept
    assert sorted(path.name for path in out.iterdir()) == FILES[1:]
    pdf = pypdfium2.PdfDocument(out / "letters.pdf")
    words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert "Letter 002 of" in words
    assert "Letter 001 of" not in words


def test_when_everybody_has_died_no_letter_is_kept(practice: Session, out: Path) -> None:
    cut_off(practice, out)
    for patient in range(1, 5):
        recall.record_outcome(practice, patient, Outcome.DECEASED)
    with pytest.raises(KnownError, match="cut off"):
        print_now(practice, out / "letters.pdf")
    assert [path.name for path in out.iterdir()] == ["letters-run-sheet.pdf"]


def test_what_another_window_has_finished_is_finished(practice: Session, out: Path) -> None:
    def both(part: Path, target: Path) -> None:
        for waiting in out.glob(".*.part*"):
            waiting.rename(out / (waiting.name[1:].split(".")[0] + waiting.suffix))

    with patch("proactive_care.recall.parts.replace_file", both):
        assert print_now(practice, out / "letters.pdf").letters == 2
    assert sorted(path.name for path in out.iterdir()) == FILES


def test_a_file_that_is_still_in_use_is_said(practice: Session, out: Path) -> None:
    cut_off(practice, out)
    why = PermissionError(13, "open in another program")
    in_use = patch("proactive_care.recall.parts.replace_file", side_effect=why)
    with in_use, pytest.raises(FileProblem, match="could not be written"):
        print_now(practice, out / "others.pdf")
    assert len(list(out.glob(".*.part*"))) == 4


def test_pages_that_were_never_recorded_do_not_lie_about(practice: Session, out: Path) -> None:
    now = practice.now()
    old, new = (
        part_of(out / "letters.pdf", uuid7(now - timedelta(hours=hours))) for hours in (25, 23)
    )
    mine = out / ".notes.part.pdf"
    for path in (old, new, mine):
        path.write_bytes(b"%PDF")
    print_now(practice, out / "letters.pdf")
    assert [path.exists() for path in (old, new, mine)] == [False, True, True]
