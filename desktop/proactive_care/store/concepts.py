"""The fixed concept vocabulary (resources/codelists/concepts.csv), mirrored in the practice."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sqlite_utils import Database

from proactive_care.resource_files import resource_path


@dataclass(frozen=True)
class Concept:
    """One thing that codes are mapped to. ``unit`` and the hard limits belong to measurements."""

    id: int
    name: str
    kind: str
    label: str
    unit: str
    low: float | None
    high: float | None


@cache
def load_concepts() -> Mapping[str, Concept]:
    """Return the shipped concepts by name. They are read once: they change with the version."""
    with resource_path("codelists", "concepts.csv").open(encoding="utf-8", newline="") as stream:
        rows = [_concept(row) for row in csv.DictReader(stream)]
    concepts = {concept.name: concept for concept in rows}
    if len(concepts) != len(rows) or len({concept.id for concept in rows}) != len(rows):
        raise ValueError("concepts.csv names a concept or an id twice")
    return MappingProxyType(concepts)


def differ(db: Database) -> bool:
    """Return whether the practice knows another vocabulary than this version ships."""
    shipped = {(concept.id, concept.name) for concept in load_concepts().values()}
    return shipped != set(map(tuple, db.conn.execute("SELECT id, name FROM concept")))


def synchronise(db: Database) -> None:
    """Write the shipped vocabulary into the practice. Ids are never reused for another meaning."""
    rows = [(concept.id, concept.name) for concept in load_concepts().values()]
    db.conn.execute("DELETE FROM concept")
    db.conn.executemany("INSERT INTO concept (id, name) VALUES (?, ?)", rows)


def _concept(row: dict[str, str]) -> Concept:
    low, high = (float(row[key]) if row[key] else None for key in ("low", "high"))
    return Concept(int(row["id"]), row["name"], row["kind"], row["label"], row["unit"], low, high)
