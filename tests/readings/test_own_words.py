"""Letters about readings and monitors with the practice's own words, kept as they were printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from proactive_care.accounts import Session
from proactive_care.documents import OwnWords
from proactive_care.readings import file_diary, letters_to_print, print_letters, reprint_letters
from proactive_care.readings.letter_codec import pack_letter, unpack_letter
from proactive_care.templates import reset_template, save_template
from support.letters import page_texts
from support.reading_letters import a_result_letter, give_address
from support.readings import PAPER, WREN, diary

OWN = {
    "verdict.little_top": "Your top number is a bit high.",
    "own.everybody": "{salutation}, our nurse is in on Tuesdays: {phone}.",
}


def words_of(file: Path) -> str:
    return " ".join(" ".join(page_texts(file.read_bytes())).split()).replace("\u00a0", " ")


def test_a_result_letter_has_them_and_is_printed_again_with_them(
    session: Session, tmp_path: Path
) -> None:
    give_address(session, WREN)
    file_diary(session, WREN, diary(137, 80), PAPER)
    (waiting,) = letters_to_print(session)
    save_template(session, "result_letter", OWN, "As we say it here")
    run = print_letters(session, [waiting.id], tmp_path / "first.pdf")
    text = words_of(tmp_path / "first.pdf")
    assert "Your top number is a bit high." in text
    assert "Wren Testperson, our nurse is in on Tuesdays: " in text
    assert "v1.1" in text
    reset_template(session, "result_letter", "Back to the shipped words")
    reprint_letters(session, run.number, tmp_path / "again.pdf")
    assert words_of(tmp_path / "again.pdf") == text


def test_a_letter_that_was_kept_before_there_were_own_words_has_none() -> None:
    letter = a_result_letter()
    packed = pack_letter(letter)
    assert unpack_letter(packed.replace('"own_words": null, ', "")) == letter
    own = OwnWords(2, (("letter.closing", "Best wishes"),))
    assert unpack_letter(pack_letter(replace(letter, own_words=own))).own_words == own
