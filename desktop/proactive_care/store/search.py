"""Finding patients: what the search in memory is made from, and searching without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)  # fifty thousand are held in memory
class FoundPatient:
    """A line of the search results."""

    id: int
    nhs_number: str | None
    family_name: str
    given_name: str
    date_of_birth: date | None
    village: str
    date_of_death: date | None
    deregistered_on: date | None


class SearchState(NamedTuple):
    """Changes whenever anybody's names, birth or number may have: imports, merges, separations."""

    last_source: int
    last_patient: int
    merged: int
    merged_sum: int


_FOUND = (
    "id, nhs_number, family_name, given_name, date_of_birth, village, date_of_death,"
    " deregistered_on"
)


def search_state(db: Database) -> SearchState:
    """Return the present state, in a tenth of a millisecond."""
    row = db.conn.execute(
        "SELECT (SELECT coalesce(max(source), 0) FROM import_file),"
        " (SELECT coalesce(max(id), 0) FROM patient), count(*), coalesce(sum(id), 0)"
        " FROM patient WHERE merged_into IS NOT NULL"
    ).fetchone()
    return SearchState(*row)


def everybody(db: Database) -> Iterator[FoundPatient]:
    """Yield every patient by name; of merged records the one that is kept."""
    return map(
        _found,
        db.conn.execute(
            f"SELECT {_FOUND} FROM patient WHERE merged_into IS NULL"
            " ORDER BY family_name, given_name, date_of_birth"
        ),
    )


def found_by_id(db: Database, patient: int) -> tuple[FoundPatient, ...]:
    """Return one patient as a line of search results."""
    rows = db.conn.execute(f"SELECT {_FOUND} FROM patient WHERE id = ?", (patient,))
    return tuple(map(_found, rows))


def find_by_name(
    db: Database, words: Sequence[str], born: tuple[int, int] | None, limit: int
) -> tuple[FoundPatient, ...]:
    """Return patients each of whose ``words`` begins a part of their name, family names first.

    ``born``: only those who were born on these days (ordinals), the first and the last included.
    """
    conditions, parameters = ["merged_into IS NULL"], list[str | int]()
    for word in words:
        pattern = _escaped(word)
        conditions.append(
            "(replace(family_name, '''', '') LIKE ? ESCAPE '\\'"
            " OR family_name LIKE ? ESCAPE '\\'"
            " OR given_name LIKE ? ESCAPE '\\' OR given_name LIKE ? ESCAPE '\\')"
        )
        parameters += [f"{pattern}%", f"% {pattern}%"] * 2
    if born is not None:
        conditions.append("date_of_birth BETWEEN ? AND ?")
        parameters += born
    sql = (
        f"SELECT {_FOUND} FROM patient WHERE {' AND '.join(conditions)}"
        " ORDER BY family_name LIKE ? ESCAPE '\\' DESC, family_name, given_name LIMIT ?"
    )
    parameters.append(f"{_escaped(words[0])}%" if words else "%")
    return tuple(map(_found, db.conn.execute(sql, (*parameters, limit))))


def _found(row: Sequence[Any]) -> FoundPatient:
    identifier, number, family, given, birth, village, death, deregistered = row
    return FoundPatient(
        identifier,
        number,
        str(family),
        str(given),
        _day(birth),
        str(village),
        _day(death),
        _day(deregistered),
    )


def _day(value: int | None) -> date | None:
    return None if value is None else date.fromordinal(value)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
