"""Letters that the shipped fonts must have, and those that stop the print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.documents import MissingGlyph
from proactive_care.documents.paper.fonts import clean_text, keep_together, staff_text, text_width
from proactive_care.resource_files import resource_path

WELSH = "âêîôûŵŷÂÊÎÔÛŴŶáéíóúàèìòùäëïöüẁẃẅỳýÿ"
POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
ROMANIAN = "ăâîșțĂÂÎȘȚşţ"
PORTUGUESE = "ãõçáéíóúâêôàÃÕÇ"
PUNCTUATION = "’‘“”–—·•…°²½£€/&@#'\"()%+-"


@pytest.mark.parametrize("letters", [WELSH, POLISH, ROMANIAN, PORTUGUESE, PUNCTUATION])
@pytest.mark.parametrize("bold", [False, True])
def test_letters_of_the_languages_that_names_come_in_can_be_printed(letters, bold):
    assert text_width(letters, 12, bold) > 0


@pytest.mark.parametrize(("text", "named"), [("Ms 李", "李"), ("Ali ทอม", "ท"), ("smile 😀", "😀")])
def test_a_letter_without_a_glyph_stops_the_print_and_names_only_itself(text, named):
    with pytest.raises(MissingGlyph) as caught:
        text_width(text, 12)
    message = str(caught.value)
    assert named in message
    assert f"U+{ord(named):04X}" in message
    assert "Nothing was printed" in message
    assert "Ali" not in message
    assert "smile" not in message


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Ms  李 Wren", "Ms ? Wren"), ("Siân", "Siân"), ("علي 李", "علي ?"), ("😀", "?")],
)
def test_lists_of_staff_print_a_mark_for_a_letter_without_a_glyph(typed, printed):
    assert staff_text(typed) == printed
    assert text_width(staff_text(typed), 12) > 0


def test_width_grows_with_size_and_weight():
    assert text_width("Harrowmere", 24) == pytest.approx(2 * text_width("Harrowmere", 12))
    assert text_width("Harrowmere", 12, bold=True) > text_width("Harrowmere", 12)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("w\u0302yn", "ŵyn"),  # base letter and accent typed apart
        ("  two\t lines\r\nof text ", "two lines of text"),
        ("zero\u200bwidth\u00ad", "zerowidth"),
        ("no\u00a0break", "no break"),
        ("bell\x07", "bell"),
        ("র\u200d্যাব", "র\u200d্যাব"),  # joiners spell in Bengali
        ("\u202eAli", "Ali"),
        ("", ""),
    ],
)
def test_clean_text(typed, printed):
    assert clean_text(typed) == printed


@given(st.text())
def test_clean_text_is_one_line_and_stays_clean(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert once == once.strip()
    assert "\n" not in once


def test_a_phone_number_has_no_space_to_break_at():
    assert " " not in keep_together("01632 960 142")
    two = keep_together("01632 960 142 or 07700 900 142")
    assert two.split(" ") == ["01632\u00a0960\u00a0142", "or\u00a007700\u00a0900\u00a0142"]


def test_the_fonts_ship_with_their_licence_and_stay_small():
    folder = resource_path("fonts")
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENCE").read_text(encoding="utf-8")
    assert "Version 1.1" in (folder / "LICENCE").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 3_000_000
