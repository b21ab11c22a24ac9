"""The run sheet: everybody in the batch, the right counts, on as many pages as it takes."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest

from proactive_care.documents import NotPrinted, write_batch_pdf
from proactive_care.domain.identifiers import show_form_code, show_nhs_number
from support.letters import (
    MADE_AT,
    a_batch,
    a_run_sheet,
    large,
    longest_letter,
    page_glyphs,
    page_texts,
)


def run_sheet_of(letters, **changes):
    stream = BytesIO()
    sheet = a_run_sheet(letters, **changes)
    printed = write_batch_pdf(BytesIO(), letters, sheet, made_at=MADE_AT, run_sheet_target=stream)
    return sheet, printed, stream.getvalue()


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 22, 23, 24, 41, 60, 130])
def test_everybody_is_listed_once_and_every_page_has_its_heads(count):
    letters = a_batch(count)
    sheet, printed, pdf = run_sheet_of(letters)
    texts = page_texts(pdf)
    whole = " ".join(" ".join(texts).split())
    for row in sheet.rows:
        assert whole.count(show_nhs_number(row.nhs_number)) == 1
        assert whole.count(show_form_code(row.form_code)) == 1
    for number, text in enumerate(texts, 1):
        said = " ".join(text.split())
        assert "For staff only. Do not post." in said
        assert "Run sheet" in said
        assert "2026-037" in said
        assert "11 Sep 2026" in said
        assert "Name and NHS number" in said
        assert f"Page {number} of {len(texts)}" in said
    assert f"Total, {count} letter" in whole
    assert str(printed.sheets) in whole
    for page in range(len(texts)):
        glyphs = page_glyphs(pdf, page)
        assert max(g.bottom for g in glyphs) < 290
        assert max(g.right for g in glyphs) <= 194.5
        assert min(g.left for g in glyphs) >= 15.5


def test_the_counts():
    letters = a_batch(4)
    letters[1] = replace(letters[1], letter_format=large(18))
    _, printed, pdf = run_sheet_of(letters)
    text = " ".join(page_texts(pdf)[0].split())
    assert "Large, 18 point" in text
    assert printed.sheets == 6 + printed.letters[1].sheets
    assert f"Total, 4 letters {printed.sheets} 0" in text


def test_long_names_shrink_and_are_never_cut():
    letters = [longest_letter()]
    _, _, pdf = run_sheet_of(letters, order="the clinician who looks after them, then by surname")
    text = "".join(page_texts(pdf)[0].split())
    assert "Featherstonehaugh-Sampleton-Mockford,ProfessorBartholomew-MaximilianLlŷr" in text
    assert "AF,Asth,COPD·urgent" in text
    assert min(glyph.size for glyph in page_glyphs(pdf, 0)) >= 5.5


def test_the_last_rows_stay_together_however_many_need_another_route():
    not_printed = tuple(
        NotPrinted("Featherstonehaugh-Sampleton-Mockford, Bartholomew-Maximilian Llŷr",
                   "the recorded format need “read aloud to her last time” is not understood")
        for _ in range(16)
    )  # fmt: skip
    for count in (13, *range(21, 64, 8)):
        _, _, pdf = run_sheet_of(a_batch(count), not_printed=not_printed)
        pages = page_texts(pdf)
        rows = [sum(f"Person{n:04}" in page for n in range(count)) for page in pages]
        assert sum(rows) == count
        held = [each for each in rows if each]  # the notes may need a page of their own
        assert len(rows) - len(held) <= 1
        assert min(held) >= 4, (count, rows)
        assert f"Total, {count} letters" in pages[len(held) - 1]
        assert "If the printer stops" in pages[-1]


def test_who_needs_another_route_is_named_with_the_reason():
    not_printed = tuple(NotPrinted(f"Ms Fixture {n}", "needs braille") for n in range(9))
    _, _, pdf = run_sheet_of(a_batch(2), not_printed=not_printed, left_out=1)
    text = " ".join(" ".join(page_texts(pdf)).split())
    assert all(f"Ms Fixture {n}: needs braille" in text for n in range(9))
    assert "1 other left out" in text


def test_very_many_who_need_another_route_do_not_run_off_the_page():
    not_printed = tuple(
        NotPrinted(f"Ms Fixture {n}", "needs Portuguese: no wording in it has been signed off")
        for n in range(300)
    )
    _, _, pdf = run_sheet_of(a_batch(20), not_printed=not_printed)
    text = " ".join(" ".join(page_texts(pdf)).split())
    (more,) = re.findall(r"And (\d+) more\.", text)
    assert text.count("Ms Fixture") + int(more) == 300
    for page in range(len(page_texts(pdf))):
        assert max(g.bottom for g in page_glyphs(pdf, page)) < 290


def test_nobody_needs_another_route():
    _, _, pdf = run_sheet_of(a_batch(1), left_out=31)
    text = " ".join(page_texts(pdf)[0].split())
    assert "Nobody." in text
    assert "31 others left out" in text
    assert "Total, 1 letter " in text


def test_missing_values_show_a_dash():
    letters = a_batch(1)
    rows = a_run_sheet(letters).rows
    blank = replace(rows[0], village="", tier=None, title="", given_name="")
    _, _, pdf = run_sheet_of(letters, rows=(blank,))
    assert "–" in page_texts(pdf)[0]
