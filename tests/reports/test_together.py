"""All reports at once say what each of them says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.reports import (
    all_reports,
    inequalities_report,
    progress_report,
    quality_report,
)
from support.practice import add_user
from support.report_practice import AS_OF, add_bp, make_report_practice, sort_hypertension
from support.rows import add_event


def test_together_and_alone_are_the_same(tmp_path: Path) -> None:
    session = make_report_practice(tmp_path / "practice")
    add_event(session, 1, "hypertension", date(2012, 5, 14), None)
    add_event(session, 2, "annual_review_done", date(2026, 5, 14), None)
    add_bp(session, 1, date(2026, 9, 1), 128, 70)
    sort_hypertension(session, {1: "2a", 2: "4a"})
    progress, quality, inequalities = all_reports(session, AS_OF)
    basis = progress.basis
    assert progress == replace(progress_report(session, AS_OF), basis=basis)
    assert quality == replace(quality_report(session, AS_OF), basis=basis)
    exact = inequalities_report(session, AS_OF, outside=False)
    assert inequalities == replace(exact, basis=basis)
    assert basis.population.on_register == 2
    session.practice.close_all()


def test_a_receptionist_gets_none(tmp_path: Path) -> None:
    session = make_report_practice(tmp_path / "practice")
    reception = add_user(session, "reception", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        all_reports(reception, AS_OF)
    reception.practice.close_all()
    session.practice.close_all()
