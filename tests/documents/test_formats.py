"""Recorded format and language needs: met, or reported, never guessed away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.documents import (
    EASY_READ,
    ENGLISH,
    STANDARD,
    CanPrint,
    FormatKind,
    LetterFormat,
    cannot_print_reason,
    language_need,
    letter_format,
    parse_format_need,
)
from proactive_care.domain.errors import KnownError


@pytest.mark.parametrize(
    "recorded",
    ["", "  ", "None", "n/a", "Standard", "standard print", "No", "Letter", "12 point", "-"],
)
def test_nothing_needed_is_the_standard_letter(recorded):
    assert parse_format_need(recorded).kind is FormatKind.STANDARD
    assert letter_format(recorded) == STANDARD
    assert cannot_print_reason(recorded, "") is None


@pytest.mark.parametrize(
    ("recorded", "points"),
    [
        ("Large print", 18),
        ("large_print", 18),
        ("LARGE PRINT 18pt", 18),
        ("Large print 18 pt", 18),
        ("Requires large print, 16 point", 16),
        ("16 point", 16),
        ("16pt", 16),
        ("Font size 20", 20),
        ("size: 24", 24),
        ("N18", 18),
        ("large print 24", 24),
        ("14 point", 16),  # rounded up to the next size that is printed, never down
        ("17pt", 18),
        ("22 point font", 24),
        ("Bigger letters please", 18),
        ("large print (12pt is too small)", 18),
        ("16 pt, or 20 pt when tired", 20),
    ],
)
def test_large_print_is_never_smaller_than_asked(recorded, points):
    assert parse_format_need(recorded).kind is FormatKind.LARGE_PRINT
    assert letter_format(recorded).points == points
    assert cannot_print_reason(recorded, "English") is None


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        ("Braille", "needs braille"),
        ("Grade 2 braile", "needs braille"),
        ("Easy read", "needs easy read"),
        ("easy-read, large print", "needs easy read"),
        ("easy read or braille", "needs braille"),
        ("easy read 30pt", "needs 30 point print (the largest here is 24 point)"),
        ("Audio CD", "needs audio"),
        ("letters on CD", "needs audio"),
        ("BSL video", "needs sign language"),
        ("Email", "needs electronic"),
        ("by e-mail", "needs electronic"),
        ("Yellow paper, 18pt", "needs coloured paper"),
        ("28 point", "needs 28 point print (the largest here is 24 point)"),
        ("moon type", "the recorded format need “moon type” is not understood"),
    ],
)
def test_a_need_that_cannot_be_met_is_reported_and_not_downgraded(recorded, reason):
    assert cannot_print_reason(recorded, "") == reason
    with pytest.raises(KnownError, match="not printed in another format"):
        letter_format(recorded)


def test_a_long_need_is_shown_short():
    reason = cannot_print_reason("x" * 200, "")
    assert reason is not None
    assert len(reason) < 100


@given(st.text(max_size=60))
def test_every_recorded_text_is_either_printed_or_refused_with_a_reason(recorded):
    reason = cannot_print_reason(recorded, "")
    if reason is None:
        assert letter_format(recorded).points in {12, 16, 18, 20, 24}
    else:
        assert reason.strip()
        with pytest.raises(KnownError):
            letter_format(recorded)


@pytest.mark.parametrize(
    "language", ["", "English", "english", "en", "en-GB", "ENG", "Not known", "Welsh; English"]
)
def test_english_or_no_recorded_language_can_be_printed(language):
    assert cannot_print_reason("", language) is None


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("Polish", "Polish"),
        ("pl", "Polish"),
        ("ur", "Urdu"),
        ("Bengali (Sylheti)", "Bengali (Sylheti)"),
        ("British Sign Language", "sign language"),
        ("BSL", "sign language"),
        ("Language other than English", "other than English"),
        ("speaks little English", "other than English"),
        ("z" * 90, "zzz"),
    ],
)
def test_another_language_is_reported(language, named):
    reason = cannot_print_reason("Large print", language)
    assert reason is not None
    assert named in reason


def test_the_format_is_reported_before_the_language():
    assert cannot_print_reason("Braille", "Polish") == "needs braille"


def test_labels():
    assert letter_format("").label == "Standard"
    assert letter_format("18pt").label == "Large, 18 point"
    assert letter_format("18pt").form_suffix == "-L18"
    assert letter_format("").form_suffix == ""
    assert EASY_READ.label == "Easy read"
    assert EASY_READ.form_suffix == "-ER"
    assert LetterFormat(20, True).label == "Easy read, 20 point"
    assert LetterFormat(20, True).form_suffix == "-ER20"


LETTERS = CanPrint(frozenset({"en", "pl", "bn"}), easy_read=True, translated=True)


@pytest.mark.parametrize(
    ("recorded", "code"),
    [
        ("Polish", "pl"),
        ("pl", "pl"),
        ("pl-PL", "pl"),
        ("ar_EG", "ar"),
        ("Main spoken language Urdu (finding)", "ur"),
        ("Panjabi", "pa"),
        ("Punjabi (Gurmukhi)", "pa"),
        ("Bengali & Sylheti", "bn"),
        ("Brazilian Portuguese", "pt"),
        ("CYMRAEG", "cy"),
        ("Romanian/Moldavian", "ro"),
        ("Gujerati", "gu"),
        ("Welsh and English", "en"),
        ("", "en"),
        ("not recorded", "en"),
    ],
)
def test_recorded_languages_are_recognised(recorded, code):
    found = language_need(recorded).language
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "recorded",
    ["Somali", "does not read Polish", "Punjabi (Shahmukhi)", "Mirpuri Punjabi", "Tigrinya", "xx"],
)
def test_languages_that_are_not_here_are_never_taken_for_another(recorded):
    assert language_need(recorded).language is None
    assert (
        cannot_print_reason("", recorded, LETTERS) == f"needs {recorded}: there is no wording in it"
    )


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("Polish", None),
        ("Bengali (Sylheti)", None),
        ("Urdu", "needs Urdu: no wording in it has been signed off"),
        ("BSL", "needs sign language"),
    ],
)
def test_a_language_prints_once_it_is_signed_off(language, reason):
    assert cannot_print_reason("Large print", language, LETTERS) == reason


def test_a_document_without_translations_says_so():
    assert cannot_print_reason("", "Polish") == "needs Polish: this is printed in English only"


@pytest.mark.parametrize(
    ("recorded", "wanted"),
    [
        ("Easy read", LetterFormat(16, True)),
        ("easy-read, large print", LetterFormat(18, True)),
        ("Easy read 20 point", LetterFormat(20, True)),
        ("easy read, 12pt", LetterFormat(16, True)),
        ("18pt", LetterFormat(18)),
    ],
)
def test_easy_read_is_printed_where_it_exists(recorded, wanted):
    assert cannot_print_reason(recorded, "English", LETTERS) is None
    assert letter_format(recorded, LETTERS) == wanted


def test_easy_read_exists_in_english_only():
    reason = cannot_print_reason("Easy read", "Polish", LETTERS)
    assert reason == "needs easy read in Polish: it exists in English only"
    assert language_need("English").language is ENGLISH
