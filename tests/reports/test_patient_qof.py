"""QOF beside one patient's groups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import Standing
from proactive_care.reports import patient_qof
from support.report_practice import AS_OF, add_bp, make_report_practice
from support.rows import add_event


def test_the_indicators_of_the_year_that_count_a_patient(tmp_path: Path) -> None:
    session = make_report_practice(tmp_path / "practice")
    add_event(session, 1, "hypertension", date(2012, 5, 14), None)
    add_bp(session, 1, date(2026, 9, 1), 128, 70)
    found = {each.id: each for each in patient_qof(session, 1, AS_OF)}
    assert found["HYP008"].standing is Standing.MET
    assert Framework.HYPERTENSION in found["HYP008"].beside
    assert all(each.title for each in found.values())
    assert patient_qof(session, 5, AS_OF) == ()
    session.practice.close_all()
