"""Two small files beside the exports of the demo practice, as practices have them.

A list of patients without values, kept by hand; and a registration that was begun without an NHS
number for somebody who is registered already, so that two records may be one person's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from proactive_care.importing import ListChoice
from proactive_care.sample_data import SyntheticPatient, SyntheticPractice

_LIST, _REGISTRATIONS = "Housebound patients 2026-08.csv", "Registrations begun.csv"
_ON_THE_LIST = 25
_EVERY = 7


def write_extra_files(practice: SyntheticPractice, folder: Path) -> dict[Path, ListChoice]:
    """Write both files and return what the list becomes; none for a practice without anybody."""
    people = [each for each in practice.patients if each.active]
    if not people:
        return {}
    listed = list(islice(people, 0, None, _EVERY))[:_ON_THE_LIST]
    names = _write(
        folder / _LIST,
        ("NHS Number", "Full Name"),
        ((each.nhs_number, f"{each.given_name} {each.family_name}") for each in listed),
    )
    _write(
        folder / _REGISTRATIONS,
        ("nhs_number", "local_id", "given_name", "family_name", "date_of_birth", "sex", "postcode"),
        [_begun(people[-1])],
    )
    return {names: ListChoice("Housebound patients")}


def _begun(person: SyntheticPatient) -> tuple[str, ...]:
    return (
        "",
        f"{person.local_id}-2",
        person.given_name,
        person.family_name,
        person.date_of_birth.isoformat(),
        person.sex,
        person.postcode,
    )


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
    return path
