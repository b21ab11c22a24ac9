"""The example letter says what is entered, to nobody, and leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from proactive_care.accounts import PracticeDetails
from proactive_care.domain.errors import KnownError, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import example_letter, missing_details, roles_in_letters
from support.practice import HARROWMERE, add_user, make_session


def _words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def test_the_example_shows_the_details_before_they_are_saved(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    details = replace(HARROWMERE, name="Cold Barrow Practice", people={"nurse": "Ruth Specimen"})
    text = _words(example_letter(session, details))
    for wanted in ("Cold Barrow Practice", "2 Beacon Lane", "01632", "Exampleby", "Ruth Specimen"):
        assert wanted in text
    assert session.practice.db["form_code"].count == 0
    session.practice.close_all()


def test_the_example_prints_without_any_details(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    bare = PracticeDetails("Harrowmere Surgery")
    assert "Harrowmere Surgery" in _words(example_letter(session, bare))
    assert missing_details(bare) == (
        "address", "phone number", "opening hours", "name for the signature",
    )  # fmt: skip
    session.practice.close_all()


def test_a_letter_without_a_glyph_and_a_role_without_the_right_are_known_errors(
    tmp_path: Path,
) -> None:
    session = make_session(tmp_path)
    with pytest.raises(KnownError, match="letter"):
        example_letter(session, replace(HARROWMERE, signatory="Ruth \U0001f600"))
    with pytest.raises(NotPermitted):
        example_letter(add_user(session, "hca", Role.HCA), HARROWMERE)
    session.practice.close_all()


def test_every_role_that_a_letter_can_name_is_asked_for() -> None:
    assert roles_in_letters() == (Role.HCA, Role.NURSE, Role.PRESCRIBER, Role.PHARMACIST)
