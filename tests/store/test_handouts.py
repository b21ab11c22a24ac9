"""Handouts are kept whole, listed newest first, and never changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.store import form_codes, handouts
from proactive_care.store.handouts import NewHandout
from support.little_practice import make_little_practice
from support.practice import NOW


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_little_practice(tmp_path / "practice")


def keep(session: Session, code: str | None, minute: int = 0, **changes: Any) -> str:
    row = NewHandout(
        **{
            "id": uuid7(NOW),
            "entered_at": f"2026-09-14T09:{minute:02}:00.000+00:00",
            "by": "x",
            "role": "hca",
            "device": "d",
            "patient": 2,
            "kind": "privacy leaflet" if code is None else "bp diary",
            "form_code": code,
            "format": "Standard",
            "language": "en",
            "instead_of": "",
            "pages": 1,
            "sha256": "a" * 64,
            "pdf": b"%PDF",
        }
        | changes
    )
    with session.practice.transaction() as db:
        if code is not None and not form_codes.taken(db, code):
            form_codes.add(db, code, "bp diary", 2, NOW)
        handouts.add_handout(db, row)
    return row.id


def test_handouts_are_listed_without_their_paper_and_found_with_it(session: Session) -> None:
    db = session.practice.db
    assert handouts.handouts_of(db, 2) == []
    first, second = keep(session, "7K3Q2222"), keep(session, None, 5)
    assert [row.id for row in handouts.handouts_of(db, 2)] == [second, first]
    assert form_codes.handed_out(db, 2, ["bp diary"]) == ()
    found = handouts.handout_paper(db, first)
    assert found is not None
    assert (found.pdf, found.form_code) == (b"%PDF", "7K3Q2222")
    assert handouts.handout_paper(db, "nothing") is None


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (None, {"kind": "bp diary"}),
        ("7K3Q2222", {"kind": "privacy leaflet"}),
        ("7K3Q2222", {"patient": 3}),
        (None, {"pages": 0}),
        (None, {"kind": "love letter"}),
        (None, {"sha256": "short"}),
    ],
)
def test_the_database_refuses_what_cannot_be(
    session: Session, code: str | None, changes: dict[str, Any]
) -> None:
    with pytest.raises(sqlcipher.IntegrityError):
        keep(session, code, **changes)


def test_handouts_of_a_record_that_was_merged_are_listed_with_the_one_that_is_kept(
    session: Session,
) -> None:
    kept = keep(session, None)
    with session.practice.transaction() as db:
        db.table("patient").update(2, {"merged_into": 3})
    assert [row.id for row in handouts.handouts_of(session.practice.db, 3)] == [kept]


@pytest.mark.parametrize("sql", ["UPDATE handout SET pages = 2", "DELETE FROM handout"])
def test_a_handout_is_never_changed(session: Session, sql: str) -> None:
    keep(session, None)
    with (
        pytest.raises(sqlcipher.IntegrityError, match="append-only"),
        session.practice.transaction() as db,
    ):
        db.conn.execute(sql)
