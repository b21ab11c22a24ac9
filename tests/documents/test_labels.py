"""Address labels: one each, inside its label, nothing else on it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from proactive_care.documents import LabelSheet, UnusableAddress, write_labels_pdf
from support.letters import ALDER, EMPTIEST, LONGEST, MADE_AT, page_glyphs, page_texts


def labels(addressees, kind, used=0):
    stream = BytesIO()
    pages = write_labels_pdf(stream, addressees, kind, made_at=MADE_AT, used=used)
    return pages, stream.getvalue()


@pytest.mark.parametrize("kind", list(LabelSheet))
@pytest.mark.parametrize(("count", "used"), [(1, 0), (7, 3), (21, 0), (22, 0), (15, 13), (60, 25)])
def test_each_address_is_printed_once_inside_its_label(kind, count, used):
    people = [
        replace((ALDER, LONGEST, EMPTIEST)[n % 3], given_name=f"Nr{n:03}") for n in range(count)
    ]
    pages, pdf = labels(people, kind, used)
    texts = page_texts(pdf)
    each_page = kind.value.columns * kind.value.rows
    assert pages == len(texts) == -(-(used % each_page + count) // each_page)
    whole = " ".join(texts)
    assert all(whole.count(person.given_name) == 1 for person in people)
    sheet = kind.value
    for page in range(pages):
        for glyph in page_glyphs(pdf, page):
            column = int((glyph.left - sheet.left) // sheet.step)
            row = int((glyph.top - sheet.top) // sheet.height)
            assert glyph.right <= sheet.left + column * sheet.step + sheet.width - 2
            assert glyph.bottom <= sheet.top + (row + 1) * sheet.height - 2
            assert 0 <= column < sheet.columns
            assert 0 <= row < sheet.rows


def test_used_places_stay_free():
    _, pdf = labels([ALDER], LabelSheet.THREE_BY_SEVEN, used=4)
    glyphs = page_glyphs(pdf, 0)
    assert min(g.top for g in glyphs) > 15.15 + 38.1
    assert min(g.left for g in glyphs) > 7.25 + 66


def test_nobody_needs_no_label():
    pages, pdf = labels([], LabelSheet.TWO_BY_SEVEN)
    assert pages == 0
    assert pdf.startswith(b"%PDF")


def test_an_address_that_cannot_be_used_is_refused():
    with pytest.raises(UnusableAddress):
        labels([ALDER, replace(ALDER, lines=())], LabelSheet.TWO_BY_SEVEN)
