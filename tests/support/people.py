"""Fictional patients as rows of the practice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from proactive_care.store.patients import PatientRow

WREN = PatientRow(
    id=1,
    nhs_number="9990000018",
    local_id="1001",
    family_name="Testperson",
    given_name="Wren",
    title="Ms",
    date_of_birth=date(1959, 2, 3),
    sex="F",
    address=("4 Mill Row", "Little Sedge"),
    village="Little Sedge",
    postcode="HM1 4ZZ",
    home_phone="01632 960 123",
    mobile_phone="",
    email="",
    ethnicity=None,
    language="",
    interpreter=None,
    format_need="",
    imd_quintile=3,
    usual_gp="Dr P Lindqvist",
    registered_on=date(2001, 4, 1),
    deregistered_on=None,
    date_of_death=None,
    sensitive=False,
    source=1,
    line=2,
    seen_in_latest=True,
)


def a_patient(**changes: object) -> PatientRow:
    """Return Wren Testperson, changed in some ways."""
    return replace(WREN, **changes)  # type: ignore[arg-type]
