"""Measures in the rule language: counted by hand, and refused when they are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.frameworks import (
    Measure,
    MeasureCount,
    PackProblem,
    count_measures,
    load_measures,
)
from support.measures import MEASURES
from support.practice import add_user
from support.report_practice import AS_OF, add_bp, make_report_practice
from support.rows import add_event


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    for patient in (1, 2, 3, 4, 5, 6):
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    yield session
    session.practice.close_all()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "measures.toml"
    path.write_text(MEASURES, "utf-8")
    return path


def counted(session: Session, measure: Measure) -> MeasureCount:
    return count_measures(session, [measure], AS_OF)[measure.id]


def test_met_comes_before_left_out_and_unknown_is_told_apart(session: Session, file: Path) -> None:
    add_bp(session, 1, date(2026, 9, 1), 140, 90)
    add_bp(session, 2, date(2026, 9, 1), 141, 80)
    add_bp(session, 3, date(2026, 9, 1), 130, 80)
    add_bp(session, 6, date(2026, 7, 1), 130, 80)  # has died
    for patient in (3, 4):
        add_event(session, patient, "bp_declined", date(2026, 3, 1), None)
    found = counted(session, load_measures(file)["BP"])
    assert found == MeasureCount(patients=4, met=2, not_met=1, not_known=1, left_out=1)


def test_a_pressure_of_a_year_and_a_day_ago_is_not_known(session: Session, file: Path) -> None:
    add_bp(session, 1, date(2025, 9, 14), 130, 80)
    add_bp(session, 2, date(2025, 9, 13), 130, 80)
    found = counted(session, load_measures(file)["BP"])
    assert (found.met, found.not_known) == (1, 4)


def test_without_the_data_nothing_is_counted(session: Session, file: Path) -> None:
    measure = load_measures(file)["STATIN"]
    assert counted(session, measure).not_met == 5
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    found = counted(session, measure)
    assert found == MeasureCount(0, 0, 0, 0, 0, ("medications",))


def test_a_receptionist_may_not_count(session: Session, file: Path) -> None:
    reception = add_user(session, "reception", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        counted(reception, load_measures(file)["BP"])
    reception.practice.close_all()


def test_texts_are_kept_as_written(file: Path) -> None:
    measure = load_measures(file)["STATIN"]
    assert (measure.title, measure.how, measure.left_out) == ("Statin", "any issue", "")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('met = "statin"', 'met = "statins"', "statins"),
        ('met = "statin"', 'meet = "statin"', "meet"),
        ('title = "Statin"\n', "", "title"),
        ("bp <= 140/90", "bp <= 14/9", "14"),
        ("[measures.BP]", "[measure.BP]", "measure"),
    ],
)
def test_a_wrong_measure_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(MEASURES.replace(old, new), "utf-8")
    with pytest.raises(PackProblem, match=f"wrong.toml.*{says}"):
        load_measures(path)
