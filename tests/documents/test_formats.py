"""Recorded format and language needs: met, or reported, never guessed away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.documents import (
    STANDARD,
    FormatKind,
    cannot_print_reason,
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
