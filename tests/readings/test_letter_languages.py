"""Letters about readings in the patient's language: never silently English, never told if red."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    add_monitor,
    file_diary,
    lend_monitor,
    letter_in_english,
    letters_to_print,
    note_monitor,
    preview_letter,
    print_letters,
    receipt_by_letter,
    reprint_letters,
)
from proactive_care.recall import sign_off_language, withdraw_language
from support.practice import add_user
from support.reading_letters import give_address, print_one, printed_text
from support.readings import BRAM, PAPER, WREN, audit_actions, diary, told


@pytest.fixture(autouse=True)
def _posted(session: Session) -> None:
    give_address(session, WREN, BRAM)


def speaks(session: Session, language: str, format_need: str = "") -> None:
    with session.practice.transaction() as db:
        db.table("patient").update(WREN, {"language": language, "format_need": format_need})


def test_a_signed_off_language_is_printed_by_itself_and_again(
    session: Session, tmp_path: Path
) -> None:
    speaks(session, "Polish", "Large print, 18pt")
    sign_off_language(session, "pl", "A Mockford, interpreter")
    file_diary(session, WREN, diary(142, 84), PAPER)
    (waiting,) = letters_to_print(session)
    assert (waiting.held, waiting.format_label) == ("", "Large, 18 point, Polish")
    assert not waiting.english_would_do
    letter = print_one(session, tmp_path / "a.pdf")
    assert letter.language == "pl"
    text = printed_text(tmp_path / "a.pdf")
    assert "Górna wartość jest trochę za wysoka." in text
    assert "142/84" in text
    withdraw_language(session, "pl", "a mistake was found")
    reprint_letters(session, letter.place.batch, tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("Urdu", "needs Urdu: no wording in it has been signed off"),
        ("Klingon", "needs Klingon: there is no wording in it"),
    ],
)
def test_a_language_that_cannot_be_printed_waits_until_somebody_chooses_english(
    session: Session, tmp_path: Path, language: str, reason: str
) -> None:
    speaks(session, language)
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    assert (waiting.held, waiting.english_would_do) == (reason, True)
    with pytest.raises(KnownError, match="cannot be printed"):
        print_letters(session, [waiting.id], tmp_path / "a.pdf")
    with pytest.raises(KnownError, match="language that is needed"):
        preview_letter(session, waiting.id)
    assert not (tmp_path / "a.pdf").exists()
    with pytest.raises(InvalidInput, match="why"):
        letter_in_english(session, waiting.id, " ")
    letter_in_english(session, waiting.id, "her daughter reads it to her")
    (waiting,) = letters_to_print(session)
    assert (waiting.held, waiting.english_would_do, waiting.format_label) == ("", False, "Standard")
    detail = session.practice.db.conn.execute(
        "SELECT detail FROM audit ORDER BY id DESC"
    ).fetchone()
    assert list(audit_actions(session))[-1] == "letters.in_english"
    assert reason in detail[0]
    assert "her daughter" in detail[0]
    with pytest.raises(InvalidInput, match="no question"):
        letter_in_english(session, waiting.id, "once more")
    assert print_one(session, tmp_path / "a.pdf").language == "en"
    with pytest.raises(NotFound):
        letter_in_english(session, waiting.id, "too late")


def test_english_was_chosen_but_the_own_language_is_signed_off_before_printing(
    session: Session, tmp_path: Path
) -> None:
    speaks(session, "Urdu")
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    letter_in_english(session, waiting.id, "her daughter reads it to her")
    sign_off_language(session, "ur", "A Mockford, interpreter")
    assert letters_to_print(session)[0].format_label == "Urdu"
    assert print_one(session, tmp_path / "a.pdf").language == "ur"


def test_loan_letters_are_in_the_language_too(session: Session, tmp_path: Path) -> None:
    speaks(session, "Arabic")
    sign_off_language(session, "ar", "A Mockford, interpreter")
    add_monitor(session, "M-1", "Omron M3", "extra large")
    lend_monitor(session, "M-1", WREN, session.today())
    assert print_one(session, tmp_path / "agreement.pdf").language == "ar"
    note_monitor(session, "M-1", "returned")
    receipt_by_letter(session, "M-1")
    assert print_one(session, tmp_path / "receipt.pdf").language == "ar"


def test_a_format_that_cannot_be_met_is_no_question_of_language(session: Session) -> None:
    speaks(session, "", "Braille")
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    assert (waiting.held, waiting.format_label) == ("needs braille", "Braille")
    assert not waiting.english_would_do
    speaks(session, "Urdu", "Braille")
    (waiting,) = letters_to_print(session)
    assert not waiting.english_would_do
    with pytest.raises(InvalidInput, match="no question"):
        letter_in_english(session, waiting.id, "she said so")


def test_a_red_result_is_told_by_nobody_s_letter_in_any_language(session: Session) -> None:
    speaks(session, "Polish")
    sign_off_language(session, "pl", "A Mockford, interpreter")
    file_diary(session, WREN, diary(182, 121), PAPER, acknowledgement=told())
    assert letters_to_print(session) == ()


def test_reception_cannot_choose(session: Session) -> None:
    with pytest.raises(NotPermitted):
        letter_in_english(add_user(session, "desk", Role.RECEPTIONIST), "x", "no reason")
