"""The rows behind saved mappings: append-only, the newest row of a mapping counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care.store import import_mappings as store
from proactive_care.store.import_mappings import MappingRow
from support.practice import make_session

AT = "2026-09-14T09:00:00+00:00"


def _row(number: int, mapping: int, kind: str = "save", name: str = "Blood tests") -> MappingRow:
    return MappingRow(
        id=f"{number:036d}", entered_at=AT, by="lead", role="clinical_lead", device="test",
        mapping=f"{mapping:036d}", kind=kind, name=name, report=name, version=1, shape="s",
        definition="",
    )  # fmt: skip


def test_the_newest_row_of_a_mapping_counts_and_a_removed_one_is_gone(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    first, other = _row(1, 1), _row(2, 2, name="a list")
    renamed = replace(_row(3, 1, "rename", "Bloods"), report="Blood tests")
    with session.practice.transaction() as db:
        for row in (first, other, renamed):
            store.add_mapping_row(db, row)
    db = session.practice.db
    assert store.current_mappings(db) == [other, renamed]
    with session.practice.transaction() as db:
        store.add_mapping_row(db, _row(4, 2, "remove", "a list"))
    assert store.current_mappings(db) == [renamed]
    assert store.reports_in_use(db) == {"Blood tests", "a list"}
    assert store.uses_by_profile(db) == {}
    session.practice.close_all()


def test_rows_cannot_be_rewritten_or_be_nameless(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    with session.practice.transaction() as db:
        store.add_mapping_row(db, _row(1, 1))
    for statement in ("UPDATE import_mapping SET name = 'x'", "DELETE FROM import_mapping"):
        with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
            session.practice.connection.execute(statement)
    for bad in (_row(2, 2, name=" "), _row(2, 2, kind="change")):
        with pytest.raises(sqlcipher.IntegrityError), session.practice.transaction() as db:
            store.add_mapping_row(db, bad)
    session.practice.close_all()
