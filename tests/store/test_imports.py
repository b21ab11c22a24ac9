"""Committing staged rows, and comparing them with what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.store import imports, scratch
from proactive_care.store.connection import DatabaseError
from support.importing import EVENTS_HEADER, IDRIS, NIA, PATIENTS, events, issues, load, write
from support.practice import make_session

SBP = "271649006,Systolic arterial pressure"
MEDICINES = "nhs_number,date,name,quantity,dosage\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def test_large_imports_are_sorted_in_parts_of_patients(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "_SORTED_AT_ONCE", 3)
    monkeypatch.setattr(scratch, "_IN_A_PART", 4)
    people = PATIENTS + "9990000034,1950-01-01,F,Specimen,Ann,\n"
    rows = "".join(
        f"{nhs},2026-0{month}-01,{SBP},{120 + month},\n"
        for month in range(1, 8)
        for nhs in (NIA, IDRIS, "9990000034")
    )
    path = write(tmp_path, "e.csv", EVENTS_HEADER + rows)
    report = load(session, write(tmp_path, "p.csv", people), path)[1]
    assert report.events_added == len(events(session)) == 21
    again = write(tmp_path, "e2.csv", EVENTS_HEADER + rows + f"{NIA},2026-09-01,{SBP},150,\n")
    line = load(session, again)[0].diff[0]
    assert (line.new, line.changed, line.gone, line.same) == (1, 0, 0, 21)
    assert session.practice.check().ok


def test_medicines_are_compared_like_events(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    first = f"{NIA},2026-08-01,Atorvastatin 20mg tablets,28,One a day\n"
    second = f"{NIA},2026-07-01,Ramipril 5mg capsules,28,\n"
    load(session, write(tmp_path, "m1.csv", MEDICINES + first + second))
    changed = first.replace("28", "56") + f"{NIA},2026-06-01,Ramipril 5mg capsules,,\n"
    report = load(session, write(tmp_path, "m2.csv", MEDICINES + changed))[0]
    line = next(line for line in report.diff if line.what == "Medicines")
    assert (line.new, line.changed, line.gone, line.same) == (1, 1, 1, 0)
    assert {row[2] for row in issues(session)} == {"2026-08-01", "2026-06-01"}
    stored = session.practice.db.conn.execute(
        "SELECT DISTINCT quantity, dosage FROM medication_issue ORDER BY day"
    ).fetchall()
    assert stored == [(None, None), ("56", "One a day")]


def test_the_history_knows_every_file(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    row = imports.import_rows(session.practice.db)[0]
    assert (row.file_name, row.rows_read, row.patients_added, row.current) == ("p.csv", 2, 2, True)
    assert imports.import_rows(session.practice.db, (row.source,)) == (row,)
    assert imports.import_with_bytes(session.practice.db, "0" * 64) is None
    coverage = session.practice.db.conn.execute("SELECT what FROM import_coverage").fetchall()
    assert {"patients", "ethnicity", "date_of_birth"} <= {what for (what,) in coverage}


def test_an_error_that_is_nobodys_stop_passes_through(session: Session) -> None:
    conn = session.practice.db.conn
    with pytest.raises(DatabaseError), scratch.interruptible(conn, lambda: None):
        conn.execute("SELECT nonsense")


def test_a_quiet_statement_is_not_stopped(session: Session) -> None:
    conn = session.practice.db.conn
    asked: list[int] = []
    with scratch.interruptible(conn, lambda: asked.append(1)):
        count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
        assert conn.execute(f"{count} SELECT count(*) FROM n").fetchone()[0] == 300_000
    assert asked
