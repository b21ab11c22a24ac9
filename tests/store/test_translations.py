"""Sign-offs of languages are only ever added; the newest one of a language counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from proactive_care.accounts import Session
from proactive_care.domain.identifiers import uuid7
from proactive_care.store import translations as store
from proactive_care.store.translations import TranslationSignOff
from support.practice import make_session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def add(session: Session, language: str, signed: bool, at: int, **changes: str) -> None:
    row = TranslationSignOff(
        id=uuid7(session.now()),
        entered_at=f"2026-09-14T09:00:{at:02}.000+00:00",
        by="lead",
        role="clinical_lead",
        device="PC1",
        language=language,
        wording="a" * 64,
        signed=signed,
        checked_by=changes.get("checked_by", "A Mockford, interpreter" if signed else ""),
        reason=changes.get("reason", "" if signed else "a mistake was found"),
    )
    with session.practice.transaction() as db:
        store.add_sign_off(db, row)


def test_the_newest_row_of_each_language_counts(session: Session) -> None:
    assert store.newest_sign_offs(session.practice.db) == {}
    add(session, "pl", True, 1)
    add(session, "ur", True, 2)
    add(session, "pl", False, 3)
    found = store.newest_sign_offs(session.practice.db)
    assert {code: row.signed for code, row in found.items()} == {"pl": False, "ur": True}
    assert found["ur"].checked_by == "A Mockford, interpreter"
    assert found["pl"].reason == "a mistake was found"


@pytest.mark.parametrize(
    ("signed", "changes"), [(True, {"checked_by": " "}), (False, {"reason": ""})]
)
def test_who_checked_and_why_it_was_withdrawn_are_never_empty(session, signed, changes) -> None:
    with pytest.raises(sqlcipher.IntegrityError):
        add(session, "pl", signed, 1, **changes)


@pytest.mark.parametrize(
    "sql", ["UPDATE translation_sign_off SET signed = 0", "DELETE FROM translation_sign_off"]
)
def test_rows_stay_as_they_were_written(session: Session, sql: str) -> None:
    add(session, "pl", True, 1)
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"), \
            session.practice.transaction() as db:  # fmt: skip
        db.conn.execute(sql)
