"""Profiles: what the columns of a kind of export mean, as data in resources/import_profiles/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from proactive_care.importing.columns import Column, plain_name
from proactive_care.resource_files import resource_path

_ONE_A_ROW = ("event", "issue")
_MARKED = 100  # a kind that is recognised by a mark goes before one that only fits


@dataclass(frozen=True)
class Profile:
    """One kind of file.

    ``rows`` says what a row is: ``patient``, ``event``, ``issue``, ``list`` (a patient with groups
    of events), ``journal`` (an event or a medicine), ``members`` (a patient on a list), ``lookup``
    (a code table), ``skip``. ``order`` sorts the files of one drop: patients come before their
    events. ``needs`` are field names that must have a column; a tuple of names means any of them.
    ``marks`` are column names of which one must be there, because the fields alone also fit another
    kind; ``needs_groups``: the file has events beside the patient. ``columns`` are the names of a
    file without a header row. ``lookup`` names the table in which codes are looked up
    (``clinical``, ``drug``, ``ctv3``).
    ``needs_repeats``: its columns come in several groups of the same names; a table with one event
    a row has none, and would lose all groups but the first.
    ``report`` begins the identity of its reports, if that is not the profile's own id.
    ``named_by_file``: several reports of this kind are told apart by their own or the file's name.
    """

    id: str
    name: str
    layout: str
    rows: str
    order: int
    describes_patients: bool
    needs: tuple[tuple[str, ...], ...]
    patient: Mapping[str, str]
    fields: Mapping[str, str]
    marks: frozenset[str]
    columns: tuple[str, ...]
    lookup: str
    named_by_file: bool
    needs_groups: bool
    report: str = ""
    needs_repeats: bool = False

    def field_of(self, column: Column) -> str | None:
        """Return the event or medicine field that a column is, or None."""
        return self.fields.get(plain_name(column.name))

    def patient_field_of(self, column: Column) -> str | None:
        """Return the patient field that a column is, or None."""
        return self.patient.get(plain_name(column.name))

    def fits(self, columns: Sequence[Column]) -> int:
        """Return how many columns are known, or 0 if a needed one is missing."""
        if self.marks and not any(plain_name(column.name) in self.marks for column in columns):
            return 0
        repeats = self._repeats(columns)
        if (self.needs_repeats and not repeats) or (self._one_a_row and repeats):
            return 0
        found = {self.field_of(column) or self.patient_field_of(column) for column in columns}
        if not all(any(name in found for name in names) for names in self.needs):
            return 0
        return len(found - {None}) + 1 + _MARKED * bool(self.marks)

    @property
    def _one_a_row(self) -> bool:
        return self.rows in _ONE_A_ROW and not self.needs_repeats

    def _repeats(self, columns: Sequence[Column]) -> bool:
        names = [
            plain_name(column.name)
            for column in columns
            if self.field_of(column) not in (None, "text")
        ]
        return len(set(names)) < len(names)


@lru_cache(maxsize=8)
def shared_names(table: str) -> Mapping[str, str]:
    """Return the plain names that all exports use for the fields of one table of fields.toml."""
    shared = tomllib.loads(resource_path("import_profiles", "fields.toml").read_text("utf-8"))
    return _names_to_fields(_table(shared[table]))


@lru_cache(maxsize=1)
def load_profiles() -> dict[str, Profile]:
    """Return the shipped profiles by id. Raises ValueError for a broken profile file."""
    folder = resource_path("import_profiles")
    shared = tomllib.loads((folder / "fields.toml").read_text("utf-8"))
    found = [
        _profile(path.stem, tomllib.loads(path.read_text("utf-8")), shared)
        for path in sorted(folder.glob("*.toml"))
        if path.stem != "fields"
    ]
    return {profile.id: profile for profile in found}


def _profile(name: str, raw: dict[str, object], shared: dict[str, object]) -> Profile:
    try:
        return Profile(
            id=name,
            name=str(raw["name"]),
            layout=str(raw["layout"]),
            rows=str(raw["rows"]),
            order=int(str(raw["order"])),
            describes_patients=bool(raw["describes_patients"]),
            needs=tuple(_names(entry) for entry in _list(raw["needs"])),
            patient=_names_to_fields(_table(shared["patient"]), _table(raw.get("patient", {}))),
            fields=_names_to_fields(
                _table(shared[str(raw["fields_of"])]), _table(raw.get("fields", {}))
            ),
            marks=frozenset(plain_name(str(name)) for name in _list(raw.get("marks", []))),
            columns=tuple(str(name) for name in _list(raw.get("columns", []))),
            lookup=str(raw.get("lookup", "")),
            named_by_file=bool(raw.get("named_by_file", False)),
            needs_groups=bool(raw.get("needs_groups", False)),
            needs_repeats=bool(raw.get("needs_repeats", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"import profile {name} is broken: {error}") from error


def _names_to_fields(*tables: Mapping[str, object]) -> dict[str, str]:
    """Turn ``field = [names]`` into name → field; a later table overrides an earlier one."""
    found: dict[str, str] = {}
    for table in tables:
        for field, names in table.items():
            for name in _list(names):
                found[plain_name(str(name))] = field
    return found


def _names(entry: object) -> tuple[str, ...]:
    return tuple(map(str, entry)) if isinstance(entry, list) else (str(entry),)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, not {value!r}")
    return value


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"expected a table, not {value!r}")
    return value
