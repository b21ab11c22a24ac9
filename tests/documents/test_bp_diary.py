"""The blood pressure diary: boxes that can be keyed, marks that a scan can be aligned by."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import segno

from proactive_care.documents import (
    DiaryForm,
    LetterFormat,
    Sides,
    bp_diary_pdf,
    measure_letter,
    translated_wording,
)
from support.letters import (
    LONGEST,
    MADE_AT,
    PRACTICE,
    a_letter,
    form_code,
    large,
    longest_letter,
    page_glyphs,
    page_picture,
    page_texts,
    pdf_of,
)

CODE = "H2VX6R8C"
DPI = 200
MM = DPI / 25.4


@pytest.fixture(scope="module")
def pdf():
    return pdf_of(a_letter(diary_code=CODE))


def dark(picture, x, y):
    return picture.getpixel((round(x * MM), round(y * MM))) < 100


def test_the_diary_is_the_last_sheet_and_the_letter_speaks_of_it(pdf):
    texts = [" ".join(text.split()) for text in page_texts(pdf)]
    assert len(texts) == 3
    assert "Sheet 1 of 3" in texts[0]
    assert "Use the diary that came with this letter." in texts[1]
    assert "your blood pressure diary" in texts[1]
    for said in (
        "My home blood pressure diary",
        "Mr Alder Testperson · Harrowmere Surgery · 01632 960 142",
        "2 readings each morning and each evening, for 7 days",
        "Call 999 now for any of these",
        "Top 180 or more, or bottom 120 or more?",
        "H2VX 6R8C",
        "Form BP7 v1",
        "Letter 017 of 024",
        "Sheet 3 of 3",
    ):
        assert said in texts[2], said
    assert "7K3Q" not in texts[2]


def test_corner_marks_are_squares_and_the_top_left_one_is_a_ring(pdf):
    picture = page_picture(pdf, 2, DPI)
    for x, y in ((199, 11), (11, 286), (199, 286)):
        assert dark(picture, x, y)
    assert not dark(picture, 11, 11)
    assert dark(picture, 8.6, 8.6)
    for x, y in ((7, 11), (11, 7), (203, 286), (199, 290)):
        assert not dark(picture, x, y)


def test_there_are_boxes_for_fourteen_readings_twice_a_day(pdf):
    """Count the upright sides of the boxes along one row: 2 x 3 groups of 3 boxes."""
    picture = page_picture(pdf, 2, DPI)
    top = 90 + 14 + 1.1 + 3.6
    for day in range(7):
        for line in (0, 8.1):
            y = round((top + day * 17.3 + line) * MM)
            row = [picture.getpixel((x, y)) < 215 for x in range(round(43 * MM), round(191 * MM))]
            edges = sum(1 for before, here in pairwise(row) if here and not before)
            # 24 box sides, the strokes between top and bottom, and the rule between the halves
            assert 26 <= edges <= 27, (day, line, edges)


def test_the_diary_has_its_own_code(pdf):
    picture = page_picture(pdf, 2, DPI)
    step = 19.8 / 21
    read = [
        [int(dark(picture, 166.1 + (c + 0.5) * step, 11 + (r + 0.5) * step)) for c in range(21)]
        for r in range(21)
    ]
    assert read == [list(row) for row in segno.make(CODE, error="h", micro=False).matrix]


def test_type_is_at_least_twelve_points_and_inside_the_margins(pdf):
    glyphs = page_glyphs(pdf, 2)
    assert min(round(g.size, 1) for g in glyphs) >= 12
    assert min(g.left for g in glyphs) >= 17.5
    assert max(g.right for g in glyphs) <= 192.5
    assert max(g.bottom for g in glyphs) <= 290


def test_a_long_name_takes_a_line_of_its_own():
    practice = replace(PRACTICE, name="Harrowmere and Upper Skellbeck Valley Medical Partnership")
    pdf = pdf_of(a_letter(LONGEST, practice=practice, diary_code=CODE))
    glyphs = page_glyphs(pdf, 2)
    code_left = 163
    assert not any(g.left > code_left - 2 and g.right < 188 and 20 < g.top < 33 for g in glyphs)
    assert max(g.bottom for g in glyphs if g.left < 160 and g.top < 50) < 46
    assert "Featherstonehaugh" in page_texts(pdf)[2]


def test_on_two_sides_the_diary_is_a_sheet_of_its_own():
    letter = a_letter(diary_code=CODE, sides=Sides.TWO)
    texts = page_texts(pdf_of(letter))
    assert [bool(text.strip()) for text in texts] == [True, True, True, False]
    size = measure_letter(letter)
    assert (size.pages, size.sheets) == (3, 2)
    assert "Sheet 2 of 2" in texts[2]


@pytest.mark.parametrize("points", [16, 18, 20, 24])
@pytest.mark.parametrize("make", [a_letter, longest_letter])
@pytest.mark.parametrize("sides", list(Sides))
def test_the_diary_in_large_print(make, points, sides):
    letter = make(diary_code=CODE, letter_format=large(points), sides=sides)
    size = measure_letter(letter)
    pdf = pdf_of(letter)
    texts = [" ".join(text.split()) for text in page_texts(pdf)]
    first = next(n for n, text in enumerate(texts) if "My home blood pressure diary" in text)
    last = max(n for n, text in enumerate(texts) if text)
    assert last - first >= 1
    assert sides is Sides.ONE or first % 2 == 0, "the diary starts on a new sheet"
    named = re.search(r"The boxes are on sheet (\d+)\.", " ".join(texts))
    assert named is not None
    assert f"Sheet {named.group(1)} of {size.sheets}" in texts[last]
    assert int(named.group(1)) == size.sheets
    for page in range(first, last + 1):
        assert "H2VX 6R8C" in texts[page], "every sheet finds its way back"
        assert f"Form BP7-L{points} v1" in texts[page]
        glyphs = page_glyphs(pdf, page)
        assert min(round(g.size, 1) for g in glyphs) >= points
        assert min(g.left for g in glyphs) >= 17.5
        assert max(g.right for g in glyphs) <= 192.5
        assert max(g.bottom for g in glyphs) <= 291
        assert not dark(page_picture(pdf, page, DPI), 11, 11)
        assert dark(page_picture(pdf, page, DPI), 199, 286)
    assert "Bottom" in texts[last]
    how = " ".join(texts[first:last])
    assert "Call 999 now for any of these." in how
    assert "Top 180 or more, or bottom 120 or more?" in how


def test_a_phone_number_is_never_broken_over_two_lines():
    for points in (12, 16, 18, 20, 24):
        pdf = pdf_of(a_letter(diary_code=CODE, letter_format=large(points)))
        for text in page_texts(pdf):
            assert text.count("01632") == text.replace("\u00a0", " ").count("01632 960 142")


def _diary_form(phone: str, points: int = 12) -> DiaryForm:
    return DiaryForm(replace(PRACTICE, phone=phone), LONGEST, form_code(900), LetterFormat(points))


def test_two_phone_numbers_stay_inside_the_black_box():
    pdf = bp_diary_pdf(_diary_form("01632 960 142 or 07700 900 142"), made_at=MADE_AT)
    (text,) = page_texts(pdf)
    assert "111" in text
    box_bottom = 228.5 + 40.5
    in_box = [g for g in page_glyphs(pdf, 0) if 228.5 < g.top < 270.5]
    assert max(g.bottom for g in in_box) < box_bottom - 0.5
    assert all(g.size >= 12 for g in page_glyphs(pdf, 0))


def test_what_has_no_room_on_one_sheet_gets_the_layout_that_grows():
    many = " or ".join(["01632 960 142, extension 12345"] * 4)
    pages = page_texts(bp_diary_pdf(_diary_form(many), made_at=MADE_AT))
    assert len(pages) == 2
    assert "extension 12345" in pages[0].replace("\u00a0", " ").replace("\n", " ")
    assert all("My home blood pressure diary" in page for page in pages)


def test_each_later_sheet_of_a_large_diary_says_what_it_is():
    pages = page_texts(bp_diary_pdf(_diary_form("01632 960 142", 24), made_at=MADE_AT))
    assert len(pages) >= 3
    for page in pages:
        assert "My home blood\npressure diary" in page


def test_a_word_over_the_days_is_left_out_where_it_would_run_into_the_next():
    welsh = translated_wording("bp_diary", "cy")
    for points, said in ((20, True), (24, False)):
        form = _diary_form("01632 960 142", points)
        last = page_texts(bp_diary_pdf(form, made_at=MADE_AT, wording=welsh))[-1]
        assert ("Dyddiad" in last) is said
        assert "Dydd" in last
        assert "Uchaf" in last


@pytest.mark.parametrize("code", ["pl", "pt"])
def test_a_heading_of_three_lines_keeps_off_what_is_below_it(code):
    words = translated_wording("bp_diary", code)
    pdf = bp_diary_pdf(_diary_form("01632 960 142", 24), made_at=MADE_AT, wording=words)
    for page in range(1, len(page_texts(pdf)) - 1):
        glyphs = sorted(page_glyphs(pdf, page), key=lambda glyph: glyph.top)
        heading = [glyph for glyph in glyphs if glyph.top < 48 and glyph.right < 135]
        below = [glyph for glyph in glyphs if glyph.top >= 48]
        assert max(glyph.bottom for glyph in heading) + 2 < min(glyph.top for glyph in below)
