"""Joined and combined letters, and lines that run both ways, held against Qt's text engine."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest

from proactive_care.documents import MissingGlyph
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.pdf_file import PdfFile
from proactive_care.documents.paper.shaping import Span, runs_right_to_left, shape, visual_order
from proactive_care.documents.paper.text import Type, data, paragraph, plain
from support.letters import page_glyphs, page_picture, page_texts
from support.scripts import FAMILIES, RIGHT_TO_LEFT, SENTENCES, qt_line

SIZE = 100
RTL = Type(16, 24, rtl=True)


WORDS = [
    pytest.param(word, language, id=f"{language}-{word}")
    for language, texts in SENTENCES.items()
    for word in dict.fromkeys(" ".join(texts).split())
    if word.isalpha() is not word.isascii() and not any(c.isascii() for c in word)
]


@pytest.mark.parametrize(("word", "language"), WORDS)
def test_letters_join_and_combine_as_in_qt(word, language, qapp):
    """The same glyphs at the same places."""
    rtl = language in RIGHT_TO_LEFT
    reference = qt_line(word, FAMILIES[language], SIZE, rtl=rtl)
    (part,) = shape(word, False, rtl)
    found, x = [], 0.0
    for cluster in part.clusters:
        for glyph in cluster.glyphs:
            found.append((x + glyph.x * SIZE / 1000, glyph.number))
            x += glyph.advance * SIZE / 1000
    start = min(place for place, _ in found)
    assert part.face.name.startswith(FAMILIES[language])
    assert sorted(number for _, number in found) == sorted(each.number for each in reference)
    for number in {each.number for each in reference}:
        here = sorted(place - start for place, each in found if each == number)
        there = sorted(each.x for each in reference if each.number == number)
        assert here == pytest.approx(there, abs=1.0)


@pytest.mark.parametrize(
    ("text", "language"),
    [(text, language) for language in sorted(RIGHT_TO_LEFT) for text in SENTENCES[language]],
)
def test_a_line_has_the_order_that_qt_gives_it(text, language, qapp):
    """From left to right the same figures, stops, brackets and letters; marks and spaces aside."""
    found: list[str | int] = []
    for part in shape(text, False, True):
        for cluster in part.clusters:
            for glyph in cluster.glyphs:
                if not cluster.text.isspace() and glyph.advance:
                    plain_letter = cluster.text if cluster.text.isascii() else ""
                    found.append(plain_letter or glyph.number)
    reference = qt_line(text, FAMILIES[language], SIZE, rtl=True)
    wanted = [each.letter or each.number for each in reference]
    assert found == [each for each in wanted if each in found]


def drawn(runs, setting=RTL, width=400.0):
    """Return a PDF with one paragraph, drawn mirrored when it runs from right to left."""
    stream = BytesIO()
    file = PdfFile(stream, title="t", language="ar", made_at=datetime(2026, 9, 14, tzinfo=UTC))
    pen = Pen(file.canvas)
    block = paragraph(runs, setting, width)
    if setting.rtl:
        with pen.mirrored():
            block.draw(pen, 60, 60)
    else:
        block.draw(pen, 60, 60)
    pen.new_page()
    file.finish()
    return stream.getvalue()


def seen(pdf):
    """Return what stands on each line of the page, from left to right."""
    lines: dict[int, list] = {}
    for glyph in page_glyphs(pdf, 0):
        lines.setdefault(round(glyph.bottom / 4), []).append(glyph)
    return ["".join(g.text for g in sorted(line, key=lambda g: g.left)) for line in lines.values()]


@pytest.mark.parametrize(
    "number",
    ["01632 960 142", "140/90", "14 September 2026", "14/09/2026", "HM1 4ZZ", "7K3Q 222K", "8:30",
     "+44 1632 960142", "999", "6.5", "1-2"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["اتصل على الرقم ", "بلڈ پریشر ", "COPD مرض "])
@pytest.mark.parametrize("after", ["", ".", " الآن", " (اوپر)", "، AF"])
def test_values_keep_their_order_among_letters_from_right_to_left(number, before, after):
    pdf = drawn((*plain(before), *data(number), *plain(after)))
    assert number.replace(" ", "") in "".join(seen(pdf))


def test_a_value_over_two_lines_goes_on_at_the_next_line():
    pdf = drawn((*plain("اتصل على "), *data("Harrowmere Surgery")), width=170)
    assert len(seen(pdf)) == 2
    assert "Harrowmere" in seen(pdf)[0]
    assert seen(pdf)[1] == "Surgery"


def test_brackets_are_turned_round():
    left = shape("(أو أكثر)", False, True)[0]
    (opening,) = shape("(أ", False, False)[0].clusters[0].glyphs
    assert left.clusters[0].glyphs[0].number == opening.number


def test_brackets_and_commas_between_values_are_on_their_right_side():
    """A bracket that stands alone between two values is still one from right to left."""
    runs = (*data("Sam"), *plain("، "), *data("ممرض"), *plain(" ("), *data("طبيب"), *plain(")"))
    line = [piece.text for piece in paragraph(runs, RTL, 400).lines[0]]
    assert line == ["Sam", "، ", "ممرض", " (", "طبيب", ")"]  # from the right
    (opening,) = shape("(", False, False)[0].clusters[0].glyphs
    (closing,) = shape(")", False, True)[0].clusters[0].glyphs
    assert closing.number == opening.number
    comma = shape("، ", False, True)
    assert [cluster.text for part in comma for cluster in part.clusters] == [" ", "،"]


def test_a_line_without_letters_from_right_to_left_keeps_its_order_at_the_right_edge():
    pdf = drawn(plain("Monday to Friday, 8:30am"))
    glyphs = page_glyphs(pdf, 0)
    assert seen(pdf) == ["MondaytoFriday,8:30am"]
    assert max(glyph.right for glyph in glyphs) == pytest.approx(210 - 60 * 25.4 / 72, abs=0.5)


def test_a_full_stop_after_a_value_is_at_its_left_on_a_line_of_its_own_too():
    value = Span("or 07700 900 142", False, 1)
    stretches = visual_order((value, Span(".", False)), True)
    assert "".join(each.text for each in stretches) == ".or 07700 900 142"
    assert visual_order((value,), True) == visual_order((value,), False)


def test_bold_words_stand_in_their_place():
    stretches = visual_order((Span("اتصل ", False), Span("الآن", True), Span(" بنا", False)), True)
    assert [(each.text, each.bold) for each in stretches] == [
        (" بنا", False), ("الآن", True), ("اتصل ", False),
    ]  # fmt: skip


def test_a_joiner_stays_with_its_word():
    stretches = visual_order((Span("می\u200cروم 12", False),), True)
    assert "".join(sorted(each.text for each in stretches)).count("\u200c") == 1


@pytest.mark.parametrize(
    ("text", "rtl"), [("علي", True), ("Ali علي", False), ("12 علي", True), ("12", False)]
)
def test_the_first_letter_with_a_direction_decides(text, rtl):
    assert runs_right_to_left(text) is rtl


@pytest.mark.parametrize("language", SENTENCES)
def test_what_is_printed_can_be_selected(language):
    setting = RTL if language in RIGHT_TO_LEFT else Type(16, 24)
    for sentence in SENTENCES[language]:
        said = " ".join(page_texts(drawn(plain(sentence), setting))[0].split())
        for word in sentence.replace("(", " ").replace(")", " ").split():
            assert word.strip(".،।") in said.replace("(", " ").replace(")", " "), sentence


def test_a_name_in_arabic_letters_can_stand_in_an_english_line():
    pdf = drawn(plain("Dear Mr علي, please call"), Type(16, 24))
    assert seen(pdf)[0].startswith("DearMr")
    assert seen(pdf)[0].endswith(",pleasecall")


def test_a_long_word_is_never_broken_between_a_letter_and_its_mark():
    word = "কি" * 40
    lines = paragraph(plain(word), Type(16, 24), 100).lines
    assert len(lines) > 2
    assert all(line[0].text[0] == "ক" for line in lines)
    assert "".join(piece.text for line in lines for piece in line) == word


def test_a_letter_that_no_face_has_stops_the_print():
    with pytest.raises(MissingGlyph, match="U\\+0E01"):
        text_width("علي ก", 12)


def test_only_the_glyphs_used_are_embedded():
    assert len(drawn(plain("اتصل"))) < 20_000


def test_the_same_text_gives_the_same_bytes():
    runs = plain(SENTENCES["ur"][0])
    assert drawn(runs) == drawn(runs)


def test_ink_is_on_the_page():
    picture = page_picture(drawn(plain(SENTENCES["bn"][1]), Type(16, 24)), 0, 100)
    assert picture.getextrema()[0] < 60
