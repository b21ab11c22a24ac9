"""A small practice whose every figure can be counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlite_utils import Database

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.store.born import Born
from proactive_care.store.reports.baseline import freeze_first
from support.practice import make_session
from support.rows import add_event, add_import, add_patient, add_run

AS_OF = date(2026, 9, 14)
# id, NHS number, family name, born, columns
PEOPLE: tuple[tuple[int, str | None, str, date | None, dict[str, object]], ...] = (
    (
        1,
        "9990000018",
        "Testperson",
        date(1959, 3, 2),
        {
            "sex": "F",
            "imd_quintile": 1,
            "ethnicity": "indian",
            "village": "Little Sedge",
            "interpreter": 1,
            "language": "Gujarati",
            "home_phone": "01632 960001",
            "address_1": "4 Mill Row",
            "postcode": "HM1 4ZZ",
        },
    ),
    (
        2,
        "9990000026",
        "Fixture",
        date(1950, 6, 1),
        {
            "sex": "M",
            "imd_quintile": 1,
            "ethnicity": "white_british",
            "village": "Little Sedge",
            "interpreter": 0,
            "language": "English",
            "mobile_phone": "07700 900002",
            "address_1": "5 Mill Row",
            "postcode": "HM1 4ZZ",
        },
    ),
    (
        3,
        "9990000034",
        "Mockford",
        date(1940, 1, 20),
        {"sex": "F", "imd_quintile": 5, "ethnicity": "white_irish", "village": "Ottermere"},
    ),
    (4, "9990000042", "Specimen", date(2010, 9, 9), {"sex": "U", "village": " "}),
    (5, None, "Sampleton", None, {"sex": "I", "local_id": "L5"}),
    (
        6,
        "9990000069",
        "Placeholder",
        date(1970, 4, 2),
        {"sex": "F", "date_of_death": date(2026, 8, 1).toordinal()},
    ),
    (
        7,
        "9990000077",
        "Exampleby",
        date(1980, 5, 5),
        {"sex": "M", "deregistered_on": AS_OF.toordinal()},
    ),
    (
        8,
        "9990000085",
        "testperson ",
        date(1959, 3, 2),
        {"sex": "F", "given_name": "WREN", "seen_in_latest": 0},
    ),
)


def make_report_practice(folder: Path) -> Session:
    """Eight people: six living and registered, one dead, one who left; nobody sorted yet."""
    session = make_session(folder)
    add_import(session)
    for patient, number, family, born, columns in PEOPLE:
        given = str(columns.get("given_name", "Wren"))
        rest = {name: value for name, value in columns.items() if name != "given_name"}
        add_patient(session, patient, number, family, given, born, **rest)
    return session


def sort_hypertension(session: Session, groups: dict[int, str], as_of: date = AS_OF) -> None:
    """Store a run over everybody. The tier follows from the group's name."""
    results = {patient: (group, TIER[group]) for patient, group in groups.items()}
    add_run(session, "hypertension", results, as_of=as_of)


def sort_copd(session: Session, groups: dict[int, str], as_of: date = AS_OF) -> None:
    """Store a run over everybody in COPD."""
    tiers = {"1": "urgent", "2": "high", "3": "medium", "3n": "data gap", "4": "low"}
    add_run(session, "copd", {p: (g, tiers[g]) for p, g in groups.items()}, as_of=as_of)


TIER = {
    "1": "urgent",
    "2a": "high",
    "2b": "high",
    "2c": "data gap",
    "3a": "medium",
    "3b": "medium",
    "4a": "low",
    "4b": "low",
}


def freeze(session: Session, framework: str = "hypertension") -> bool:
    """Freeze the baseline, as the first sorting does."""
    with session.practice.transaction() as db:
        return freeze_first(db, framework, born())


def born() -> Born:
    """Return who, when and where, for a row that is born here."""
    now = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
    return Born(
        id=uuid7(now), entered_at=now.isoformat(), by="lead", role="clinical_lead", device="test"
    )


def read(session: Session) -> Database:
    return session.practice.db


def add_bp(session: Session, patient: int, day: date, systolic: int, diastolic: int) -> None:
    """Add a clinic blood pressure."""
    line = patient * 100 + day.toordinal() % 97
    add_event(session, patient, "systolic_bp_clinic", day, systolic, line=line)
    add_event(session, patient, "diastolic_bp_clinic", day, diastolic, line=line + 1)


def invite(session: Session, patient: int, day: date, number: int = 1, tier: str = "high") -> None:
    """Add a printed invitation in a batch of its own."""
    with session.practice.transaction() as db:
        name = f"{day.year}-{db['recall_batch'].count + 1:03d}"
        who = {"role": "nurse", "device": "test"}
        at = f"{day.isoformat()}T09:00:00+00:00"
        db["recall_batch"].insert(
            {"id": name, "number": name, "as_of": day.toordinal(), "made_at": at,
             "made_by": "nurse", "options": "{}", **who}
        )  # fmt: skip
        db["form_code"].insert(
            {"code": f"C{name}", "kind": "invitation", "patient": patient, "made_at": at}
        )
        db["invitation"].insert(
            {"id": f"i{name}", "batch": name, "sequence": 1, "patient": patient, "number": number,
             "channel": "letter", "format": "standard", "frameworks": "[]", "tier": tier,
             "form_code": f"C{name}", "sheets": 1, "pages": 1, "at": at, "by": "nurse", **who}
        )  # fmt: skip


def contact(
    session: Session, name: str, patient: int, kind: str, day: date, *, outcome: str = "",
    corrects: str | None = None,
) -> None:  # fmt: skip
    """Add a contact with a patient."""
    with session.practice.transaction() as db:
        db["contact"].insert(
            {"id": name, "patient": patient, "kind": kind, "outcome": outcome,
             "corrects": corrects, "taken_on": day.toordinal(), "entered_at": day.isoformat(),
             "by": "nurse", "role": "nurse", "device": "test"}
        )  # fmt: skip
