"""Runs, results and sign-offs as they are stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.store import stratification as store
from proactive_care.store.stratification import NewRun, SignOff, StoredResult
from support.rule_patients import add_import

DAY = date(2026, 9, 14)


def run(uuid: str, cause: str = "asked", framework: str = "copd", day: date = DAY) -> NewRun:
    return NewRun(uuid, day, f"2026-09-14T09:00:0{uuid}+00:00", "lead", cause, "p", "1", framework,
                  False, 0)  # fmt: skip


def result(patient: int, group: str) -> StoredResult:
    return StoredResult(patient, group, "low", None, ("é; why",), (), ("no eGFR",))


@pytest.fixture
def patients(session: Session) -> list[int]:
    with session.practice.transaction() as db:
        db.conn.executemany(
            "INSERT INTO patient (id, nhs_number, family_name, date_of_birth, date_of_death)"
            " VALUES (?, ?, 'Testperson', ?, ?)",
            [(i, f"n{i}", DAY.toordinal() - 20_000, DAY.toordinal() + 1) for i in (1, 2, 3)],
        )
    return [1, 2, 3]


def save(session: Session, new: NewRun, *results: StoredResult) -> int:
    with session.practice.transaction() as db:
        number = store.add_run(db, new)
        store.add_results(db, number, results)
        store.set_run_patients(db, number, len(results))
    return number


def groups(session: Session, framework: str = "copd") -> dict[int, str]:
    return {row.patient: row.group for row in store.latest_results(session.practice.db, framework)}


def test_single_runs_replace_rows_of_the_newest_run_over_everybody(
    session: Session, patients: list[int]
) -> None:
    assert groups(session) == {}
    save(session, run("1"), result(1, "1"), result(2, "2"))
    assert groups(session) == {1: "1", 2: "2"}
    assert groups(session, "asthma") == {}
    save(session, run("2", "reading"), result(1, "3"))
    save(session, run("3", "reading"), result(1, "4"))
    save(session, run("4", "reading"), result(3, "1"))
    save(session, run("5", "reading", "asthma"), result(2, "1"))
    assert groups(session) == {1: "4", 2: "2", 3: "1"}
    assert groups(session, "asthma") == {2: "1"}
    assert store.has_result(session.practice.db, "copd", 3)
    save(session, run("6", "reading"), result(3, ""))
    assert not store.has_result(session.practice.db, "copd", 3)
    assert groups(session) == {1: "4", 2: "2"}
    save(session, run("7", "import"), result(2, "5"))
    assert groups(session) == {2: "5"}


def test_a_row_has_the_patient_and_the_run(session: Session, patients: list[int]) -> None:
    number = save(session, run("1"), result(2, "1"))
    (row,) = store.latest_results(session.practice.db, "copd", 2)
    assert (row.run, row.pack, row.pack_version, row.as_of, row.signed) == (
        number, "p", "1", DAY, False,
    )  # fmt: skip
    assert (row.reasons, row.flags, row.could_not_check) == (("é; why",), (), ("no eGFR",))
    assert (row.family_name, row.date_of_birth) == ("Testperson", date(1971, 12, 12))
    assert (row.date_of_death, row.deregistered_on, row.sensitive) == (
        date(2026, 9, 15), None, False,
    )  # fmt: skip
    stored = session.practice.connection.execute("SELECT patients FROM stratification_run")
    assert stored.fetchone() == (1,)


def test_what_is_up_to_date(session: Session, patients: list[int]) -> None:
    db, copd, both = session.practice.db, {"copd": "p"}, {"copd": "p", "asthma": "p"}
    assert not store.is_current(db, copd, DAY)
    save(session, run("1"), result(1, "1"))
    assert store.is_current(db, copd, DAY)
    assert not store.is_current(db, {"copd": "another pack"}, DAY)
    assert not store.is_current(db, both, DAY)
    save(session, run("2", "reading", "asthma"), result(1, "1"))
    assert not store.is_current(db, both, DAY)
    save(session, run("3", "compare", "asthma"), result(1, "1"))
    assert not store.is_current(db, both, DAY)
    save(session, run("4", day=date(2026, 9, 1)), result(1, "1"))
    assert not store.is_current(db, copd, DAY)


def test_a_run_for_comparing_changes_no_list(session: Session, patients: list[int]) -> None:
    db = session.practice.db
    save(session, replace(run("1", "compare"), pack="q"), result(1, "9"))
    assert groups(session) == {}
    save(session, run("2"), result(1, "1"), result(2, "2"))
    save(session, run("3", "reading"), result(2, "3"))
    save(session, replace(run("4", "compare"), pack="q"), result(1, "9"), result(3, "9"))
    assert groups(session) == {1: "1", 2: "3"}
    assert {r.patient: r.group for r in store.latest_results(db, "copd", pack="q")} == {
        1: "9",
        3: "9",
    }
    assert {r.patient: r.group for r in store.latest_results(db, "copd", pack="p")} == {
        1: "1",
        2: "3",
    }


def test_only_current_imports_can_answer(session: Session) -> None:
    with session.practice.transaction() as db:
        assert store.coverage(db) == frozenset()
        old = add_import(db, ("events", "medications"))
        add_import(db, ("events", "patients"))
        db.conn.execute("UPDATE import_file SET current = 0 WHERE source = ?", (old,))
        assert store.coverage(db) == {"events", "patients"}


def test_records_carry_where_they_came_from(session: Session, patients: list[int]) -> None:
    with session.practice.transaction() as db:
        source = add_import(db, file_name="march.csv")
        db.conn.execute("INSERT INTO code VALUES (1, 'snomed', '44', 'A term')")
        db.conn.execute(
            "INSERT INTO clinical_event VALUES (1, 107, 700000, ?, 5, 0, 1, 48.5, 1)", (source,)
        )
        db.conn.execute(
            "INSERT INTO clinical_event VALUES (1, 0, 700000, ?, 6, 0, 1, NULL, NULL)", (source,)
        )
        db.conn.execute(
            "INSERT INTO medication_issue VALUES (1, 200, 700001, ?, 7, 0, 1, '28', 'one daily')",
            (source,),
        )
    event, issue = store.patient_records(session.practice.db, 1)
    assert (event.concept, event.value, event.comparator) == (107, 48.5, 1)
    assert (event.term, event.code, event.file, event.line) == ("A term", "44", "march.csv", 5)
    assert (issue.concept, issue.value, issue.comparator, issue.line) == (200, None, 0, 7)
    assert store.patient_records(session.practice.db, 2) == []


def test_a_withdrawn_signature_does_not_stand(session: Session) -> None:
    first = SignOff("a", "p", "1", "copd", "hash", "Dr Fixture", "2026-01-01", "lead")
    second = SignOff("b", "p", "1", "copd", "hash", "Dr Specimen", "2026-02-01", "lead")
    with session.practice.transaction() as db:
        assert store.standing_sign_off(db, "hash") is None
        store.add_sign_off(db, first)
        store.add_sign_off(db, second)
        assert store.standing_sign_off(db, "hash") == second
        assert store.standing_sign_off(db, "other") is None
        taken_back = SignOff("c", "p", "1", "copd", "hash", "Dr Fixture", "2026-03-01", "lead")
        store.add_sign_off(db, taken_back, withdraws="b")
        assert store.standing_sign_off(db, "hash") == first
