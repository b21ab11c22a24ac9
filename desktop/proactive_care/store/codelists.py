"""The practice's own additions to the code lists, and what they do to stored events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from proactive_care.store.born import Born, insert, select
from proactive_care.store.codes import CodeLists, added_key, load_code_lists

UNMAPPED = 0
_SAME_EVENT = (
    "o.patient = e.patient AND o.day = e.day AND o.source = e.source AND o.line = e.line"
    " AND o.item = e.item"
)


@dataclass(frozen=True, kw_only=True)
class ChangeRow(Born):
    """One change of the practice's lists. ``kind``: map (by hand), list (from a file), undo."""

    kind: str
    concept: str
    unit: str = ""
    list_name: str = ""
    undoes: str | None = None


@dataclass(frozen=True)
class CodeRow:
    """One code of a change; a description without a code has an empty ``code``."""

    change: str
    system: str
    code: str
    term: str


@dataclass(frozen=True)
class StoredValue:
    """An unmapped event that has a number."""

    patient: int
    day: int
    source: int
    line: int
    item: int
    code: int
    value: float
    comparator: int | None


@dataclass(frozen=True)
class CodeUse:
    """How often a stored code with its description occurs, under one concept."""

    system: str
    code: str
    term: str
    events: int
    patients: int
    low: float | None
    high: float | None


def practice_code_lists(db: Database) -> CodeLists:
    """Return the shipped lists with what this practice has added and not taken back."""
    shipped = load_code_lists()
    added: dict[tuple[str, str], set[int]] = {}
    for change, code in standing_codes(db):
        concept = shipped.concepts.get(change.concept)
        if concept is not None:  # a newer version may have dropped it
            key = added_key(code.system, code.code, code.term)
            added.setdefault(key, set()).add(concept.id)
    return replace(shipped, added={key: tuple(sorted(ids)) for key, ids in added.items()})


def changes(db: Database) -> list[ChangeRow]:
    """Return every change, newest first."""
    return select(db, ChangeRow, "codelist_change t ORDER BY t.entered_at DESC, t.id DESC")


def codes_of_change(db: Database, change: str) -> list[CodeRow]:
    """Return the codes of one change."""
    return select(db, CodeRow, "codelist_code t WHERE t.change = ? ORDER BY t.term", (change,))


def standing_codes(db: Database) -> Iterator[tuple[ChangeRow, CodeRow]]:
    """Yield the codes of every change that was not taken back."""
    undone = "SELECT undoes FROM codelist_change WHERE undoes IS NOT NULL"
    where = f"kind <> 'undo' AND t.id NOT IN ({undone})"
    standing = {c.id: c for c in select(db, ChangeRow, f"codelist_change t WHERE {where}")}
    for code in select(db, CodeRow, "codelist_code t ORDER BY t.change, t.system, t.code, t.term"):
        if code.change in standing:
            yield standing[code.change], code


def add_change(db: Database, change: ChangeRow, codes: Iterable[CodeRow]) -> None:
    """Write a change and its codes, in an open transaction."""
    insert(db, "codelist_change", change)
    insert(db, "codelist_code", *codes)


def stored_codes(db: Database) -> Iterator[tuple[int, str, str, str]]:
    """Yield (id, system, code, term) of every code of an event that was ever imported."""
    yield from db.conn.execute(
        "SELECT id, system, code, term FROM code WHERE system NOT IN ('dmd', 'list')"
    )


def choose_codes(db: Database, codes: Iterable[int]) -> None:
    """Remember which stored codes the following statements are about."""
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS chosen_code (id INTEGER PRIMARY KEY)")
    db.conn.execute("DELETE FROM temp.chosen_code")
    db.conn.executemany("INSERT INTO temp.chosen_code VALUES (?)", [(code,) for code in codes])


def unmapped_values(db: Database) -> list[StoredValue]:
    """Return the unmapped events of the chosen codes that have a number."""
    rows = db.conn.execute(
        "SELECT patient, day, source, line, item, code, value, comparator FROM clinical_event"
        " WHERE concept = 0 AND value IS NOT NULL AND code IN (SELECT id FROM temp.chosen_code)"
    )
    return [StoredValue(*row) for row in rows]


def add_values(db: Database, concept: int, values: Iterable[StoredValue]) -> None:
    """Store events of a measurement beside the unmapped ones that they come from."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO clinical_event (patient, concept, day, source, line, item, code,"
        " value, comparator) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (v.patient, concept, v.day, v.source, v.line, v.item, v.code, v.value, v.comparator)
            for v in values
        ],
    )


def add_plain(db: Database, concept: int) -> None:
    """Give every event of the chosen codes a row under a concept that has no values."""
    db.conn.execute(
        "INSERT OR IGNORE INTO clinical_event (patient, concept, day, source, line, item, code)"
        " SELECT DISTINCT patient, ?, day, source, line, item, code FROM clinical_event"
        " WHERE code IN (SELECT id FROM temp.chosen_code)",
        (concept,),
    )


def drop_unmapped(db: Database, change: str) -> int:
    """Keep aside and remove the unmapped rows of events that now have a concept; return how many.

    The chosen codes only.
    """
    mapped = (
        "e.concept = 0 AND e.code IN (SELECT id FROM temp.chosen_code) AND EXISTS"
        f" (SELECT 1 FROM clinical_event o WHERE o.concept > 0 AND {_SAME_EVENT})"
    )
    db.conn.execute(
        "INSERT INTO codelist_moved SELECT ?, patient, day, source, line, item, code, value,"
        f" comparator FROM clinical_event e WHERE {mapped}",
        (change,),
    )
    db.conn.execute(
        "DELETE FROM clinical_event AS e WHERE e.concept = 0 AND EXISTS (SELECT 1 FROM"
        f" codelist_moved o WHERE o.change = ? AND {_SAME_EVENT})",
        (change,),
    )
    row = db.conn.execute("SELECT count(*) FROM codelist_moved WHERE change = ?", (change,))
    return int(row.fetchone()[0])


def take_back(db: Database, concept: int) -> int:
    """Take a concept away from the chosen codes; return how many events that were.

    Events that have no other concept become unmapped again, as they were when they were moved.
    """
    db.conn.execute("DROP TABLE IF EXISTS temp.taken_back")
    db.conn.execute(
        "CREATE TEMP TABLE taken_back AS SELECT patient, day, source, line, item, code"
        " FROM clinical_event WHERE concept = ? AND code IN (SELECT id FROM temp.chosen_code)",
        (concept,),
    )
    cursor = db.conn.execute(
        "DELETE FROM clinical_event WHERE concept = ?"
        " AND code IN (SELECT id FROM temp.chosen_code)",
        (concept,),
    )
    kept = f"FROM codelist_moved o WHERE {_SAME_EVENT} AND o.code = e.code LIMIT 1"
    db.conn.execute(
        "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value,"
        " comparator) SELECT patient, 0, day, source, line, item, code,"
        f" (SELECT value {kept}), (SELECT comparator {kept}) FROM temp.taken_back e"
        f" WHERE NOT EXISTS (SELECT 1 FROM clinical_event o WHERE {_SAME_EVENT})"
    )
    db.conn.execute("DROP TABLE temp.taken_back")
    return int(cursor.rowcount)


def counts_of_chosen(db: Database, concept: int) -> tuple[int, int, int]:
    """Return events and patients of the chosen codes under a concept, and the events that are not
    under it."""
    chosen = "code IN (SELECT id FROM temp.chosen_code)"
    events, people = db.conn.execute(
        "SELECT count(*), count(DISTINCT patient) FROM clinical_event"
        f" WHERE concept = ? AND {chosen}",
        (concept,),
    ).fetchone()
    event = "SELECT patient, day, source, line, item FROM clinical_event"
    left = db.conn.execute(
        f"SELECT count(*) FROM ({event} WHERE {chosen} EXCEPT {event} WHERE concept = ?)",
        (concept,),
    ).fetchone()
    return int(events), int(people), int(left[0])


def concept_use(db: Database) -> dict[int, tuple[int, int]]:
    """Return events (or issues) and patients of every concept that occurs."""
    found = {}
    for table in ("clinical_event", "medication_issue"):
        rows = db.conn.execute(
            f"SELECT concept, count(*), count(DISTINCT patient) FROM {table}"
            " WHERE concept > 0 GROUP BY concept"
        )
        found.update({int(concept): (int(n), int(people)) for concept, n, people in rows})
    return found


def code_use(db: Database, concept: int) -> list[CodeUse]:
    """Return how often each code occurs under a concept (0: unmapped), the most frequent first."""
    rows = db.conn.execute(
        "SELECT c.system, c.code, c.term, count(*), count(DISTINCT e.patient), min(e.value),"
        " max(e.value) FROM clinical_event e JOIN code c ON c.id = e.code WHERE e.concept = ?1"
        " AND (c.system <> 'list' OR ?1 > 0)"
        " GROUP BY e.code UNION ALL"
        " SELECT c.system, c.code, c.term, count(*), count(DISTINCT e.patient), NULL, NULL"
        " FROM medication_issue e JOIN code c ON c.id = e.product"
        " WHERE e.concept = ?1 AND ?1 > 0 GROUP BY e.product"
        " ORDER BY 4 DESC, 3, 2",
        (concept,),
    )
    return [CodeUse(*row) for row in rows]


def codes_that_changed(
    db: Database, concept: int, before: CodeLists, after: CodeLists
) -> tuple[list[int], list[int]]:
    """Return the stored codes that gain a concept, and those that lose it."""
    gained, lost = [], []
    for code, system, number, term in stored_codes(db):
        had = concept in before.concepts_of(system, number, term)
        has = concept in after.concepts_of(system, number, term)
        if has and not had:
            gained.append(code)
        elif had and not has:
            lost.append(code)
    return gained, lost
