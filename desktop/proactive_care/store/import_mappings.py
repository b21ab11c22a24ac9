"""The practice's own mappings of files that no shipped profile knows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select


@dataclass(frozen=True, kw_only=True)
class MappingRow(Born):
    """One version of a mapping. ``kind``: save, rename or remove; ``mapping`` is its first row's
    id, ``report`` its first name, which stays when it is renamed. ``definition`` is TOML."""

    mapping: str
    kind: str
    name: str
    report: str
    version: int
    shape: str
    definition: str


def current_mappings(db: Database) -> list[MappingRow]:
    """Return the newest row of every mapping that was not removed, by name."""
    newest = "SELECT max(rowid) FROM import_mapping GROUP BY mapping"
    where = f"t.rowid IN ({newest}) AND t.kind <> 'remove' ORDER BY t.name COLLATE NOCASE"
    return select(db, MappingRow, f"import_mapping t WHERE {where}")


def reports_in_use(db: Database) -> set[str]:
    """Return the first names of all mappings there ever were: a new one gets another."""
    return {str(row[0]) for row in db.conn.execute("SELECT DISTINCT report FROM import_mapping")}


def add_mapping_row(db: Database, row: MappingRow) -> None:
    """Write one row, in an open transaction."""
    insert(db, "import_mapping", row)


def uses_by_profile(db: Database) -> dict[str, tuple[int, str]]:
    """Return, by profile, how many files were imported with it and when the newest was."""
    rows = db.conn.execute(
        "SELECT profile, count(*), max(imported_at) FROM import_file GROUP BY profile"
    )
    return {str(profile): (int(count), str(newest)) for profile, count, newest in rows}
