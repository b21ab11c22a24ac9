"""Data quality: what would help most, stale, unmapped, and the sheet of patients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.reports import Enabler, quality_report
from support.report_practice import AS_OF, add_bp, make_report_practice, sort_hypertension
from support.rows import add_event


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b"})
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE stratification_result SET could_not_check = ? WHERE patient IN (2, 3)",
            ('["ethnicity not recorded"]',),
        )
    yield session
    session.practice.close_all()


def test_what_would_help_most(session: Session) -> None:
    found = quality_report(session, AS_OF)
    assert found.enablers == (Enabler("ethnicity not recorded", 2, 2),)
    assert found.enablers[0].sentence == (
        "ethnicity not recorded: 2 groups cannot be checked for 2 patients"
    )
    assert Enabler("x", 1, 1).sentence == "x: 1 group cannot be checked for 1 patient"
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET pack = 'elsewhere'")
    assert quality_report(session, AS_OF).enablers == (Enabler("ethnicity not recorded", 1, 2),)


def test_freshness_is_only_asked_where_there_is_a_register(session: Session) -> None:
    add_bp(session, 1, date(2026, 9, 1), 140, 80)
    (line,) = quality_report(session, AS_OF).freshness
    assert (line.check.framework, line.check.months) == (Framework.HYPERTENSION, 18)
    assert (line.found.recent, line.found.never) == (1, 2)


def test_implausible_values_are_named_with_their_limits(session: Session) -> None:
    add_event(session, 1, "bmi", date(2026, 1, 1), 9)
    (found,) = quality_report(session, AS_OF).implausible
    assert (found.label, found.low, found.high, found.values) == ("BMI", 10, 90, 1)


def test_a_code_without_a_concept_is_unmapped_but_a_known_one_is_not(session: Session) -> None:
    with session.practice.transaction() as db:
        for number, (system, code, term) in enumerate(
            (("emis", "EMISXYZ", "Something local"), ("snomed", "38341003", "Hypertension"))
        ):
            row = db["code"].insert({"system": system, "code": code, "term": term}).last_pk
            db.conn.execute(
                "INSERT INTO clinical_event (patient, concept, day, source, line, item, code)"
                " VALUES (1, 0, 700000, 1, ?, 0, ?)",
                (number, row),
            )
    (found,) = quality_report(session, AS_OF).unmapped
    assert (found.code, found.events, found.patients) == ("EMISXYZ", 1, 1)


def test_patients_are_only_listed_when_asked_for(session: Session) -> None:
    assert quality_report(session, AS_OF).rows == ()
    found = quality_report(session, AS_OF, with_rows=True)
    assert found.duplicates == 1
    assert len([row for row in found.rows if row.what.startswith("may be double")]) == 2
