"""The practice file: encryption, transactions, threads, damage."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from proactive_care.domain.errors import PracticeDamaged, PracticeProblem
from proactive_care.store import DATABASE_NAME, Practice, concepts, known_errors
from proactive_care.store.connection import DatabaseError, connect, raw_key
from support.practice import make_session

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return make_session(tmp_path / "p").practice


def fail() -> None:
    raise ZeroDivisionError


def add_patient(practice: Practice, name: str) -> None:
    with practice.transaction() as db:
        db["patient"].insert({"family_name": name, "nhs_number": None})


def test_nothing_readable_reaches_the_disk(practice: Practice) -> None:
    add_patient(practice, "Zyxwvutestperson")
    practice.check()
    for path in practice.folder.rglob("*"):
        if path.is_file():
            assert b"Zyxwvutestperson" not in path.read_bytes(), path.name
            assert b"SQLite format" not in path.read_bytes(), path.name


def test_a_transaction_is_all_or_nothing(practice: Practice) -> None:
    with pytest.raises(ZeroDivisionError), practice.transaction() as db:
        db["patient"].insert({"family_name": "Halfway"})
        fail()
    assert practice.db["patient"].count == 0
    add_patient(practice, "Whole")
    assert practice.db["patient"].count == 1


def test_each_thread_has_its_own_connection(practice: Practice) -> None:
    seen = []

    def work() -> None:
        add_patient(practice, "Threaded")
        seen.append(practice.connection)
        practice.close()
        practice.close()  # a second time does nothing

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen[0] is not practice.connection
    assert practice.db["patient"].count == 1


def test_a_busy_practice_is_a_known_error(practice: Practice) -> None:
    other = connect(practice.database_path, practice.data_key)
    practice.connection.execute("PRAGMA busy_timeout = 10")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(PracticeProblem, match="busy"):
        add_patient(practice, "Waiting")
    other.close()


def test_a_full_disk_is_a_known_error_and_keeps_the_old_data(practice: Practice) -> None:
    add_patient(practice, "Before")
    pages = practice.connection.execute("PRAGMA page_count").fetchone()[0]
    practice.connection.execute(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(PracticeProblem, match="disk is full") as caught,
        practice.transaction() as db,
    ):
        db.conn.executemany(
            "INSERT INTO patient (family_name) VALUES (?)", [("x" * 3000,) for _ in range(2000)]
        )
    assert "unchanged" in caught.value.kept
    practice.connection.execute("PRAGMA max_page_count = 1000000")
    assert practice.db["patient"].count == 1
    assert practice.check().ok


def test_wrong_key_is_a_known_error(practice: Practice) -> None:
    practice.close_all()
    with pytest.raises(PracticeProblem, match="damaged, or does not belong"):
        Practice.open(practice.folder, bytes(32), NOW)


def test_damage_is_found_by_check(practice: Practice) -> None:
    for number in range(500):
        add_patient(practice, f"Specimen {number}")
    practice.close_all()
    path = practice.folder / DATABASE_NAME
    content = bytearray(path.read_bytes())
    content[-3000] ^= 0xFF
    path.write_bytes(bytes(content))
    assert not practice.check().ok
    practice.close_all()


def test_an_emptied_file_is_damage_and_not_a_new_practice(practice: Practice) -> None:
    practice.close_all()
    for path in practice.folder.glob("practice.db*"):
        path.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(PracticeDamaged, match=r"file practice\.db is empty"):
            Practice.open(practice.folder, practice.data_key, NOW)


def test_other_database_errors_are_bugs() -> None:
    with pytest.raises(DatabaseError, match="syntax"), known_errors():
        raise DatabaseError("syntax error")


def test_missing_and_double_practices(practice: Practice, tmp_path: Path) -> None:
    with pytest.raises(PracticeProblem, match="missing"):
        Practice.open(tmp_path / "nowhere", practice.data_key, NOW)
    with pytest.raises(PracticeProblem, match="already a practice"):
        Practice.create(practice.folder, practice.data_key)


def test_a_file_that_went_away_is_never_made_anew(practice: Practice, tmp_path: Path) -> None:
    """A stick was taken out while the window was open: the next thread must not start afresh."""
    practice.close()
    practice.folder.rename(tmp_path / "elsewhere")
    practice.folder.mkdir()
    with pytest.raises(PracticeDamaged, match="connect it again"), practice.transaction():
        pass
    assert list(practice.folder.iterdir()) == []


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        raw_key(b"short")


def test_concepts_follow_the_shipped_vocabulary(practice: Practice) -> None:
    with practice.transaction() as db:
        db.conn.execute("DELETE FROM concept WHERE name = 'hypertension'")
    assert concepts.differ(practice.db)
    practice.close_all()
    reopened = Practice.open(practice.folder, practice.data_key, NOW)
    assert not concepts.differ(reopened.db)
    reopened.close_all()


def test_concept_limits_are_those_of_the_frameworks() -> None:
    known = concepts.load_concepts()
    assert (known["systolic_bp_clinic"].low, known["systolic_bp_clinic"].high) == (50, 300)
    assert (known["hba1c"].low, known["hba1c"].high) == (15, 200)
    assert known["hypertension"].low is None


def test_double_concepts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    double = tmp_path / "concepts.csv"
    double.write_text("id,name,kind,label,unit,low,high\n1,a,x,A,,,\n1,b,x,B,,,\n", "utf-8")
    monkeypatch.setattr(concepts, "resource_path", lambda *parts: double)
    with pytest.raises(ValueError, match="twice"):
        concepts.load_concepts.__wrapped__()  # the shipped ones are read already
