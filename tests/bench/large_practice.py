"""A practice of 50,000 people for the benches of the window: sorted, with names to search for."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from random import Random

from bench.bench_stratify import AS_OF, fill
from proactive_care.accounts import Session
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.frameworks import DEFAULT_PACK, sign_off, stratify
from proactive_care.sample_data.data import load_sample_data
from support.practice import make_session

_FIRST_NUMBER = 9_990_000_000
_CODES = (
    ("271649006", "Systolic arterial pressure", "mmHg"),
    ("271650006", "Diastolic arterial pressure", "mmHg"),
    ("999791000000106", "HbA1c level IFCC standardised", "mmol/mol"),
    ("38341003", "Hypertensive disorder", ""),
    ("44054006", "Type 2 diabetes mellitus", ""),
    ("394700004", "Asthma annual review", ""),
)


def make_large_practice(folder: Path, patients: int, events: int) -> Session:
    """Make a practice whose people have names, numbers and villages, sorted and signed off.

    The names are the sample practice's; one person in fifty has left or died.
    """
    session = make_session(folder)
    fill(session, patients, events)
    _name_people(session, patients)
    sign_off(session, DEFAULT_PACK, None, "Dr P Lindqvist")
    stratify(session, AS_OF)
    session.practice.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return session


def nhs_numbers(count: int) -> list[str]:
    """Return so many invented NHS numbers, from 999 000 0000 on."""
    found: list[str] = []
    candidate = _FIRST_NUMBER
    while len(found) < count:
        digits = clean_nhs_number(str(candidate))
        candidate += 1
        if digits:
            found.append(digits)
    return found


def forget_cache(path: Path) -> bool:
    """Ask the system to read ``path`` from the disk next time. Returns whether it was asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def _name_people(session: Session, patients: int) -> None:
    dice, data = Random(11), load_sample_data()
    families = sorted({name for names in data.family_names.values() for name in names})
    given = sorted({name for names in data.given_names.values() for name in names})
    villages = ("Harrowmere", "Nether Plover", "Little Sedge", "Ottermere", "Cold Barrow")
    gone = AS_OF.toordinal() - 400
    rows = [
        (
            number,
            dice.choice(families),
            dice.choice(given),
            dice.choice(villages),
            "HM1 4ZZ",
            gone if dice.random() < 0.01 else None,
            gone if dice.random() < 0.01 else None,
            patient,
        )
        for patient, number in enumerate(nhs_numbers(patients), start=1)
    ]
    with session.practice.transaction() as db:
        db.conn.executemany(
            "UPDATE patient SET nhs_number = ?, family_name = ?, given_name = ?, village = ?,"
            " postcode = ?, date_of_death = ?, deregistered_on = ? WHERE id = ?",
            rows,
        )


def write_exports(folder: Path, patients: int, events: int) -> tuple[Path, Path]:
    """Write the plain exports of a practice of this size: its patients, and their events."""
    folder.mkdir()
    dice, numbers = Random(5), nhs_numbers(patients)
    people, record = folder / "patients.csv", folder / "events.csv"
    with people.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["nhs_number", "family_name", "given_name", "date_of_birth", "sex"])
        for number in numbers:
            born = f"19{dice.randint(30, 99)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
            writer.writerow([number, "Testperson", "Wren", born, dice.choice("MF")])
    with record.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["nhs_number", "date", "code", "term", "value", "unit", "text"])
        for row in range(events):
            code, term, unit = dice.choice(_CODES)
            day = f"20{dice.randint(14, 25)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
            value = dice.randint(60, 180) if unit else ""
            writer.writerow([numbers[row * patients // events], day, code, term, value, unit, ""])
    return people, record
