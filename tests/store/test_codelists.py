"""The rows behind the practice's own code lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care.store import codelists as store
from proactive_care.store.codelists import ChangeRow, CodeRow
from support.practice import make_session

AT = "2026-09-14T09:00:00+00:00"


def _change(number: int, concept: str = "hypertension", undoes: str | None = None) -> ChangeRow:
    return ChangeRow(
        id=f"{number:036d}", entered_at=AT, by="lead", role="clinical_lead", device="test",
        kind="undo" if undoes else "map", concept=concept, undoes=undoes,
    )  # fmt: skip


def test_a_concept_that_a_newer_version_dropped_is_left_alone(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    with session.practice.transaction() as db:
        for number, concept in ((1, "dropped"), (2, "hypertension")):
            change = _change(number, concept)
            store.add_change(db, change, [CodeRow(change.id, "emis", "EMISNQ1", "Local")])
    lists = store.practice_code_lists(session.practice.db)
    assert lists.added == {("emis", "EMISNQ1"): (lists.concepts["hypertension"].id,)}
    assert lists.concepts_of("emis", "EMISNQ1", "any words") == lists.added["emis", "EMISNQ1"]
    assert lists.concepts_of("emis", "EMISNQ2", "Local") == ()
    session.practice.close_all()


def test_changes_cannot_be_rewritten_or_undone_twice(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    first = _change(1)
    with session.practice.transaction() as db:
        store.add_change(db, first, [CodeRow(first.id, "emis", "EMISNQ1", "Local")])
        store.add_change(db, _change(2, undoes=first.id), ())
    assert list(store.standing_codes(session.practice.db)) == []
    connection = session.practice.connection
    for statement in (
        "UPDATE codelist_change SET concept = 'chd'",
        "DELETE FROM codelist_change",
        "UPDATE codelist_code SET code = 'x'",
        "DELETE FROM codelist_code",
    ):
        with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
            connection.execute(statement)
    with pytest.raises(sqlcipher.IntegrityError), session.practice.transaction("") as db:
        store.insert(db, "codelist_change", _change(3, undoes=first.id))
    session.practice.close_all()
