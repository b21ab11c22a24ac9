"""Rows to fill in by hand."""

from __future__ import annotations

from proactive_care.documents.paper.forms import Blank, Tick, form_row
from proactive_care.documents.paper.text import Type, plain

TYPE = Type(24, 33.6)


def test_a_label_longer_than_a_row_keeps_the_next_one_off():
    said = plain("Please phone me to book, in the morning or in the afternoon.")
    row = form_row((Tick(said), Blank(plain("My number:"), 160)), TYPE, 480, row_height=40)
    label, number = row.placed
    lines = len(label.label.lines)
    assert lines > 1
    assert number.row * row.row_height >= lines * TYPE.leading - 1
    assert row.rows == number.row + 1


def test_a_line_to_write_on_follows_the_last_line_of_its_label():
    said = plain("Please tell us the number on which you would like us to phone you.")
    (number,) = form_row((Blank(said, 60),), TYPE, 480, row_height=40).placed
    assert len(number.label.lines) > 1
    assert number.line_from < number.line_to == 480
