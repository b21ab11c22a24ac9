"""QOF estimates: the year's list, thresholds at their edges, and no figure without its data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.frameworks import load_measures
from proactive_care.reports.qof import QofEstimate, estimate_qof, qof_year
from proactive_care.resource_files import resource_path
from support.report_practice import AS_OF, add_bp, make_report_practice
from support.rows import add_event, add_issue


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


def estimates(session: Session, as_of: date = AS_OF) -> dict[str, QofEstimate]:
    return {each.id: each for each in estimate_qof(session, as_of)}


def counts(session: Session, name: str, as_of: date = AS_OF) -> tuple[int, int, int, int]:
    count = estimates(session, as_of)[name].count
    assert count is not None
    return count.patients, count.met, count.not_known, count.left_out


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2025/26"),
        (date(2026, 4, 1), "2026/27"),
        (date(2030, 1, 1), "2026/27"),
        (date(2020, 1, 1), "2025/26"),
    ],
)
def test_the_year_is_that_of_the_day_or_the_latest_known(day: date, year: str) -> None:
    assert qof_year(day).year == year


def test_the_new_year_replaces_and_carries_over() -> None:
    old = {each.id: each for each in qof_year(date(2025, 9, 1)).thresholds}
    new = {each.id: each for each in qof_year(AS_OF).thresholds}
    assert set(old) - set(new) == {"DM012"}
    assert set(new) - set(old) == {"DM037", "CD001", "CD002"}
    assert new["HYP008"].carried_over
    assert not new["CD001"].carried_over
    assert (new["HYP008"].low, new["HYP008"].high, new["HYP008"].points) == (40, 85, 38)


def test_every_indicator_is_counted_or_says_why_not() -> None:
    known = load_measures(resource_path("qof", "indicators.toml"))
    for day in (date(2025, 9, 1), AS_OF):
        year = qof_year(day)
        for threshold in year.thresholds:
            assert (threshold.id in known) != (threshold.id in year.cannot)


def test_hyp008_and_hyp009(session: Session) -> None:
    for patient in (1, 2, 3, 4, 8):
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    add_bp(session, 1, date(2026, 9, 1), 140, 90)  # 67: met, exactly
    add_bp(session, 2, date(2026, 9, 1), 141, 90)  # 76: not met
    add_bp(session, 3, date(2026, 9, 1), 150, 90)  # 86: met under HYP009
    add_event(session, 8, "hypertension_pca_unsuitable", date(2026, 1, 1), None)
    assert counts(session, "HYP008") == (3, 1, 1, 1)  # 4: nothing recorded; 8: left out
    assert counts(session, "HYP009") == (1, 1, 0, 0)
    found = estimates(session)
    assert found["HYP008"].standing == "below the range"
    assert found["HYP009"].standing == "at or above the top"


def test_home_pressures_have_their_own_threshold(session: Session) -> None:
    for patient, systolic in ((1, 135), (2, 136)):
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
        add_event(session, patient, "systolic_bp_home", date(2026, 9, 1), systolic, line=7)
        add_event(session, patient, "diastolic_bp_home", date(2026, 9, 1), 80, line=8)
    assert counts(session, "HYP008") == (2, 1, 0, 0)


def test_statins_lipids_and_why_not(session: Session) -> None:
    for patient in (1, 2, 3, 4):
        add_event(session, patient, "chd", date(2012, 5, 14), None)
    add_issue(session, 1, "statin", date(2026, 8, 1), "Atorvastatin 20mg tablets")
    add_event(session, 2, "statin_intolerance", date(2015, 1, 1), None)
    add_event(session, 3, "statin_intolerance", date(2015, 1, 1), None)
    add_issue(session, 3, "other_lipid_drug", date(2026, 8, 1), "Ezetimibe 10mg tablets")
    assert counts(session, "CHOL003") == (3, 2, 0, 1)
    add_event(session, 1, "ldl_cholesterol", date(2026, 3, 1), 2.0)
    add_event(session, 1, "non_hdl_cholesterol", date(2026, 3, 1), 3.5)
    add_event(session, 2, "non_hdl_cholesterol", date(2026, 3, 1), 2.6)
    add_event(session, 3, "total_cholesterol", date(2026, 3, 1), 4.0)
    add_event(session, 3, "hdl_cholesterol", date(2026, 3, 1), 1.3)
    assert counts(session, "CHOL004") == (4, 2, 1, 0)


def test_diabetes(session: Session) -> None:
    for patient in (1, 2, 3):
        add_event(session, patient, "diabetes_type_2", date(2012, 5, 14), None)
    add_event(session, 1, "hba1c", date(2026, 3, 1), 58)
    add_event(session, 2, "hba1c", date(2026, 3, 1), 59)
    add_event(session, 3, "frailty_severe", date(2026, 3, 1), None)
    add_event(session, 3, "hba1c", date(2026, 3, 1), 75)
    assert counts(session, "DM020") == (2, 1, 0, 0)
    assert counts(session, "DM021") == (1, 1, 0, 0)
    add_event(session, 1, "qrisk", date(2026, 3, 1), 9.9)
    add_event(session, 2, "qrisk", date(2026, 3, 1), 10)
    assert counts(session, "DM034") == (1, 0, 0, 0)  # 1: QRISK below 10; 3: frail
    add_event(session, 1, "foot_at_low_risk", date(2026, 3, 1), None)
    assert counts(session, "DM012", date(2026, 3, 31)) == (3, 1, 0, 0)


def test_atrial_fibrillation(session: Session) -> None:
    for patient, score, day in (
        (1, 1, date(2026, 3, 1)),
        (2, 1, date(2024, 3, 1)),
        (3, 4, date(2024, 3, 1)),
    ):
        add_event(session, patient, "atrial_fibrillation", date(2012, 5, 14), None)
        add_event(session, patient, "cha2ds2_vasc", day, score)
    assert counts(session, "AF006") == (2, 1, 0, 1)
    assert counts(session, "AF008") == (1, 0, 0, 0)
    add_issue(session, 3, "doac", date(2026, 8, 1), "Apixaban 5mg tablets")
    assert counts(session, "AF008") == (1, 1, 0, 0)


def test_smoking_and_reviews(session: Session) -> None:
    add_event(session, 1, "copd", date(2012, 5, 14), None)
    add_event(session, 2, "asthma", date(2012, 5, 14), None)
    add_event(session, 1, "never_smoked", date(2026, 3, 1), None)
    assert counts(session, "SMOK002") == (2, 1, 0, 0)
    for concept in ("copd_review", "mrc_2", "copd_exacerbation"):
        assert counts(session, "COPD010") == (1, 0, 0, 0)
        add_event(session, 1, concept, date(2026, 3, 1), None)
    assert counts(session, "COPD010") == (1, 1, 0, 0)


def test_what_cannot_be_counted_says_why(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    found = estimates(session)
    assert found["CHOL003"].count is None
    assert "No medications have been imported" in found["CHOL003"].why_not
    assert found["DM014"].count is None
    assert "not among the codes" in found["DM014"].why_not
    assert found["HYP008"].share is None
    assert found["HYP008"].why_not == "Nobody is in the denominator."
    assert found["HYP008"].standing == ""
