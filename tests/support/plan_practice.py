"""A practice with a few invented people who need care plans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from support.practice import make_session
from support.rows import add_event, add_import, add_issue, add_patient, add_run

AS_OF = date(2026, 9, 14)
ALDER, EMPTY, DIED, BRAILLE = 1, 2, 3, 4


def make_plan_practice(folder: Path, role: Role = Role.CLINICAL_LEAD) -> Session:
    """Make a practice: Alder with three conditions, somebody empty, somebody who died, and
    somebody who reads Braille."""
    session = make_session(folder, role=role)
    add_import(session)
    add_patient(
        session, ALDER, "9990000018", "Testperson", "Alder", date(1942, 3, 14), sex="M", title="Mr",
        home_phone="01632 960 123", usual_gp="Dr P Lindqvist", format_need="Large print",
        language="English", interpreter=0,
    )  # fmt: skip
    add_patient(session, EMPTY, "9990000026", "Mock", "Oz", None)
    add_patient(
        session, DIED, "9990000034", "Fixture", "Nia", date(1940, 1, 1),
        date_of_death=date(2026, 1, 1).toordinal(),
    )  # fmt: skip
    add_patient(
        session, BRAILLE, "9990000042", "Specimen", "Ruth", date(1970, 1, 1), format_need="Braille"
    )
    events = (
        ("hypertension", date(2014, 5, 1), None),
        ("diabetes_type_2", date(2019, 5, 1), None),
        ("asthma", date(1990, 5, 1), None),
        ("asthma_resolved", date(2001, 5, 1), None),
        ("systolic_bp_clinic", date(2025, 9, 4), 152),
        ("diastolic_bp_clinic", date(2025, 9, 4), 88),
        ("systolic_bp_clinic", date(2026, 9, 4), 142),
        ("diastolic_bp_clinic", date(2026, 9, 4), 84),
        ("hba1c", date(2025, 8, 1), 66),
        ("hba1c", date(2026, 8, 1), 61),
        ("body_weight", date(2026, 8, 1), 91.2),
        ("bmi", date(2026, 8, 1), 29.0),
        ("egfr", date(2026, 8, 1), 71),
        ("foot_at_low_risk", date(2026, 8, 1), None),
        ("smoker_former", date(2021, 8, 1), None),
    )
    for line, (concept, day, value) in enumerate(events, 1):
        add_event(session, ALDER, concept, day, value, line=line)
    add_issue(session, ALDER, "ace_inhibitor", date(2026, 8, 1), "Ramipril 5mg capsules", line=90)
    add_issue(session, ALDER, "ace_inhibitor", date(2026, 6, 1), "Ramipril 5mg capsules", line=91)
    add_issue(session, ALDER, "statin", date(2025, 1, 1), "Simvastatin 40mg tablets", line=92)
    add_run(session, "hypertension", {ALDER: ("3b", "medium")})
    add_run(session, "type_2_diabetes", {ALDER: ("4", "low")})
    return session
