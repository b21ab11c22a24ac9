"""Whom nothing is posted to: by the record, and by what was told here."""

from __future__ import annotations

from proactive_care.accounts import Session
from proactive_care.readings import file_diary, letters_to_print
from proactive_care.recall import Outcome, record_outcome
from support.reading_letters import give_address
from support.readings import PAPER, WREN, diary


def change(session: Session, **columns: object) -> None:
    with session.practice.transaction() as db:
        db.table("patient").update(WREN, columns)


def test_what_was_told_about_a_death_or_the_address_holds_letters(session: Session) -> None:
    give_address(session, WREN)
    file_diary(session, WREN, diary(128, 78), PAPER)

    def held(outcome: Outcome) -> str:
        record_outcome(session, WREN, outcome)
        return letters_to_print(session)[0].held

    assert held(Outcome.RETURNED) == "the address is not right: a letter came back"
    assert held(Outcome.ADDRESS_RIGHT) == ""
    assert held(Outcome.MOVED) == "the address is not right: they have moved"
    change(session, address_1="8 New Lane")
    assert letters_to_print(session)[0].held == "", "the record has another address now"
    assert "reported as having died" in held(Outcome.DECEASED)


def test_nothing_is_posted_to_somebody_missing_from_the_newest_import(session: Session) -> None:
    give_address(session, WREN)
    file_diary(session, WREN, diary(128, 78), PAPER)
    change(session, seen_in_latest=0)
    assert "missing from the newest import" in letters_to_print(session)[0].held
