"""Breaking rich text into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proactive_care.documents import lines_needed
from proactive_care.documents.paper.text import (
    Run,
    Type,
    balanced,
    line_width,
    paragraph,
    parse_markup,
    plain,
)

BODY = Type(12, 16)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzŵŷłș’,.-", min_size=1, max_size=30)
RUNS = st.lists(
    st.builds(Run, st.lists(WORDS, min_size=1, max_size=6).map(" ".join), st.booleans()),
    min_size=1,
    max_size=5,
).map(tuple)


def text_of(block):
    return ["".join(piece.text for piece in line) for line in block.lines]


@given(RUNS, st.floats(min_value=60, max_value=500))
def test_every_letter_is_kept_and_no_line_is_too_wide(runs, width):
    block = paragraph(runs, BODY, width)
    kept = "".join(text_of(block)).replace(" ", "")
    assert kept == "".join(run.text for run in runs).replace(" ", "")
    assert all(line_width(line, BODY) <= width + 0.02 for line in block.lines)


@given(RUNS, st.floats(min_value=60, max_value=500))
def test_a_balanced_heading_takes_no_more_lines(runs, width):
    assert len(balanced(runs, BODY, width).lines) <= len(paragraph(runs, BODY, width).lines)


def test_markup_makes_bold_runs():
    assert parse_markup("We **check** it") == (Run("We "), Run("check", True), Run(" it"))
    assert parse_markup("**all**") == (Run("all", True),)


def test_a_full_stop_after_bold_text_stays_with_its_word():
    runs = parse_markup("one two three **pressure**.")
    for width in range(70, 220, 3):
        for line in text_of(paragraph(runs, BODY, float(width))):
            assert line.strip() != "."


def test_the_pieces_of_a_line_follow_each_other():
    (line,) = paragraph(parse_markup("a **b** c"), BODY, 300).lines
    assert [(piece.text, piece.bold) for piece in line] == [
        ("a ", False),
        ("b ", True),
        ("c", False),
    ]
    assert line[0].offset == 0
    assert line[0].offset < line[1].offset < line[2].offset


def test_no_break_spaces_do_not_break():
    assert text_of(paragraph(plain("call 01632\u00a0960\u00a0142"), BODY, 100)) == [
        "call",
        "01632\u00a0960\u00a0142",
    ]


def test_a_word_that_is_too_long_is_broken_where_a_person_would():
    name = paragraph(plain("Featherstonehaugh-Sampleton-Mockford"), BODY, 190)
    assert text_of(name) == ["Featherstonehaugh-Sampleton-", "Mockford"]
    site = paragraph(plain("www.harrowmere-valley.example/book"), BODY, 150)
    assert text_of(site) == ["www.harrowmere-valley", ".example/book"]
    number = paragraph(plain("Call 01632\u00a0960\u00a0142"), BODY, 60)
    assert text_of(number) == ["Call 01632", "960\u00a0142"]
    assert text_of(paragraph(plain("Llanfairpwllgwyn"), BODY, 60))[0] == "Llanfairpw"


def test_an_empty_text_has_no_lines():
    assert paragraph((), BODY, 100).height == 0


def test_single_lines_are_the_same_text():
    block = paragraph(plain("one two three four five six seven"), BODY, 80)
    lines = block.single_lines()
    assert [text_of(line)[0] for line in lines] == text_of(block)
    assert sum(line.height for line in lines) == block.height


def test_a_place_on_a_form_is_measured_in_its_own_type():
    text, wide = "Cuff on the left arm", 39
    assert lines_needed(text, wide, 12) == 1
    assert lines_needed(text, wide, 12, bold=True) == 2
    assert lines_needed(f"**{text}**", wide, 12) == 2
    assert lines_needed(text, wide, 13) == 2
