"""A little sorted practice for window tests: ten invented people with blood pressures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Role
from proactive_care.frameworks import DEFAULT_PACK, sign_off, stratify
from support.practice import make_session
from support.rows import add_event, add_import, add_issue, add_patient

# id, family name, given name, born, sex, village, newest systolic and diastolic
PEOPLE = (
    (1, "Testperson", "Wren", date(1959, 2, 3), "F", "Little Sedge", 164, 96),
    (2, "Fixture", "Nia", date(1950, 6, 1), "F", "Nether Plover", 184, 102),
    (3, "Sampleton", "Mabli", date(1945, 1, 20), "F", "Little Sedge", 138, 76),
    (4, "Mockett", "Gethin", date(1948, 9, 9), "M", "Cold Barrow", 144, 88),
    (5, "Exampleby", "Silas", date(1964, 3, 30), "M", "Ottermere", 176, 121),
    (6, "Specimen", "Ruth", date(1963, 12, 24), "F", "Withy Hollow", None, None),
    (7, "Placeholder", "Elis", date(1968, 4, 2), "M", "Withy Hollow", 146, 92),
    (8, "Mockford", "Dilys", date(1988, 8, 8), "F", "Ottermere", 141, 91),
    (9, "Sandboxer", "Emrys", date(1952, 11, 11), "M", "Harrowmere", 132, 80),
    (10, "Demoworth", "Joan", date(1957, 5, 5), "F", "Nether Plover", 161, 90),
)
NHS_NUMBERS = (
    "9990000018", "9990000026", "9990000034", "9990000042", "9990000050",
    "9990000069", "9990000077", "9990000085", "9990000093", "9990000107",
)  # fmt: skip


def make_little_practice(
    folder: Path, role: Role = Role.CLINICAL_LEAD, *, signed: bool = True
) -> Session:
    """Make a practice of ten people with hypertension, imported and sorted."""
    session = make_session(folder, role=role, name="lead")
    add_import(session, name="emis_bp.csv")
    for person, nhs in zip(PEOPLE, NHS_NUMBERS, strict=True):
        _add_person(session, person, nhs)
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = '2026-09-14T08:00:00.000+00:00'")
    if signed:
        sign_off(session, DEFAULT_PACK, None, "Dr P Lindqvist")
    stratify(session, session.today())
    return session


def _add_person(session: Session, person: tuple[object, ...], nhs: str) -> None:
    number, family, given, born, sex, village, systolic, diastolic = person
    assert isinstance(number, int)
    assert isinstance(born, date)
    add_patient(
        session, number, nhs, str(family), str(given), born, sex=sex, title="Ms",
        address_1=f"{number} Mill Row", address_2=village, village=village, postcode="HM1 4ZZ",
        mobile_phone="07700 900123", format_need="Large print" if number == 1 else "",
    )  # fmt: skip
    add_event(session, number, "hypertension", date(2012, 5, 14), None, line=number * 10)
    if isinstance(systolic, int) and isinstance(diastolic, int):
        for step in range(3):
            day, line = date(2026, 9 - 2 * step, 4), number * 100 + step * 2
            setting = "home" if step == 1 else "clinic"
            upper, lower = systolic - 3 * step, diastolic - step
            add_event(session, number, f"systolic_bp_{setting}", day, upper, line=line)
            add_event(session, number, f"diastolic_bp_{setting}", day, lower, line=line + 1)
    drug = "ace_inhibitor" if number % 2 else "calcium_channel_blocker"
    add_issue(session, number, drug, date(2026, 8, 1), "Ramipril 5mg capsules", line=number)
