"""Letters that were printed for one patient: listed, and opened again as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    file_diary,
    letters_to_print,
    print_letters,
    printed_letters_of,
    reprint_letter,
)
from support.letters import page_texts
from support.practice import add_user
from support.reading_letters import give_address
from support.readings import BRAM, PAPER, WREN, audit_actions, diary


def test_a_printed_letter_is_listed_and_opens_as_it_was(session: Session, tmp_path: Path) -> None:
    give_address(session, WREN, BRAM)
    file_diary(session, WREN, diary(140, 84), PAPER)
    file_diary(session, BRAM, diary(130, 80), PAPER)
    ids = [letter.id for letter in letters_to_print(session)]
    assert printed_letters_of(session, WREN) == ()
    with pytest.raises(NotFound, match="was not printed"):
        reprint_letter(session, ids[0])
    print_letters(session, ids, tmp_path / "letters.pdf")
    (letter,) = printed_letters_of(session, WREN)
    assert (letter.kind, letter.run, letter.sequence) == ("result", "R2026-001", 1)
    assert letter.printed_at == session.now()
    give = {"given_name": "Changed"}
    with session.practice.transaction() as db:
        db.table("patient").update(WREN, give)
    before = page_texts((tmp_path / "letters.pdf").read_bytes())
    again = page_texts(reprint_letter(session, letter.id))
    assert again == before[: len(again)]
    assert "Wren" in again[0]
    assert "Specimen" not in " ".join(again)
    assert list(audit_actions(session))[-1] == "letters.reprint"


def test_a_merged_record_keeps_its_letters(session: Session, tmp_path: Path) -> None:
    give_address(session, WREN)
    file_diary(session, WREN, diary(140, 84), PAPER)
    ids = [letter.id for letter in letters_to_print(session)]
    print_letters(session, ids, tmp_path / "letters.pdf")
    with session.practice.transaction() as db:
        db.table("patient").update(WREN, {"merged_into": BRAM})
    assert [letter.id for letter in printed_letters_of(session, BRAM)] == ids


def test_reception_neither_lists_nor_opens_them(session: Session) -> None:
    receptionist = add_user(session, "rita", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        printed_letters_of(receptionist, WREN)
    with pytest.raises(NotPermitted):
        reprint_letter(receptionist, "any")
    receptionist.practice.close_all()
