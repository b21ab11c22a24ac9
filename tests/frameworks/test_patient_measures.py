"""One patient in the measures; that all patients add up to the count is in test_sql_measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.frameworks import (
    Standing,
    load_measures,
    measures_of_patient,
)
from support.measures import MEASURES
from support.practice import add_user
from support.report_practice import AS_OF, add_bp, make_report_practice
from support.rows import add_event, add_patient


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    for patient in (1, 2, 3, 4, 6):
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    add_bp(session, 1, date(2026, 9, 1), 140, 90)
    add_bp(session, 2, date(2026, 9, 1), 141, 80)
    add_event(session, 3, "bp_declined", date(2026, 3, 1), None)
    left = date(2026, 1, 1).toordinal()
    add_patient(session, 40, None, "Gone", "Ann", date(1960, 1, 1), deregistered_on=left)
    add_event(session, 40, "hypertension", date(2012, 5, 14), None)
    yield session
    session.practice.close_all()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "measures.toml"
    path.write_text(MEASURES, "utf-8")
    return path


def test_how_each_patient_counts(session: Session, file: Path) -> None:
    measures = load_measures(file).values()
    found = {
        n: measures_of_patient(session, measures, n, AS_OF) for n in (1, 2, 3, 4, 5, 6, 40, 99)
    }
    assert {n: each.get("BP") for n, each in found.items()} == {
        1: Standing.MET, 2: Standing.NOT_MET, 3: Standing.LEFT_OUT, 4: Standing.NOT_KNOWN,
        5: None, 6: None, 40: None, 99: None,
    }  # fmt: skip
    assert found[1]["STATIN"] is Standing.NOT_MET


def test_what_was_never_imported_is_not_said(session: Session, file: Path) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    found = measures_of_patient(session, load_measures(file).values(), 1, AS_OF)
    assert found == {"BP": Standing.MET}


def test_a_receptionist_sees_none(session: Session, file: Path) -> None:
    reception = add_user(session, "reception", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        measures_of_patient(reception, load_measures(file).values(), 1, AS_OF)
    reception.practice.close_all()
