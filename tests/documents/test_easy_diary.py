"""The blood pressure diary in easy read: short lines beside pictures, and the usual boxes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from proactive_care.documents import DiaryForm, LetterFormat, bp_diary_pdf
from proactive_care.documents.diaries.bp_diary_easy import easy_diary_wording
from proactive_care.documents.easy_read.gallery import GALLERY
from proactive_care.documents.easy_read.lines import parts_under
from proactive_care.documents.words.readability import flesch_kincaid_grade
from proactive_care.documents.words.wording import shipped_wording
from support.form_codes import code_matrix, read_code
from support.letters import (
    ALDER,
    EMPTIEST,
    LONGEST,
    MADE_AT,
    PRACTICE,
    page_glyphs,
    page_picture,
    page_texts,
)

CODE = "H2VX6R8C"
PARTS = ("steps", "signs", "happened")


def easy(to=ALDER, points=16) -> bytes:
    form = DiaryForm(PRACTICE, to, CODE, LetterFormat(points, easy_read=True))
    return bp_diary_pdf(form, made_at=MADE_AT)


def said(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).replace("\u00a0", " ").split())


@pytest.mark.parametrize("to", [ALDER, LONGEST, EMPTIEST])
@pytest.mark.parametrize("points", [16, 24])
def test_each_page_is_large_enough_and_says_whose_it_is(to, points):
    pdf = easy(to, points)
    texts = [" ".join(text.split()).replace("\u00a0", " ") for text in page_texts(pdf)]
    for page, text in enumerate(texts):
        glyphs = page_glyphs(pdf, page)
        assert min(round(g.size, 1) for g in glyphs if g.text != "?") >= points  # a picture has "?"
        assert min(g.left for g in glyphs) >= 17
        assert max(g.right for g in glyphs) <= 193
        assert "H2VX 6R8C" in text
        assert "My blood pressure diary" in text
        assert f"Sheet {page + 1} of {len(texts)}" in text
    assert to.family_name.split("-")[0] in texts[0]
    assert "Form BP7-ER" in texts[0]


def test_no_sign_and_no_limit_of_the_standard_diary_is_left_out():
    text = said(easy())
    for words in ("Call 999 now", "Pain in your chest", "hard to breathe", "suddenly confused",
                  "face or arm is weak", "hard to speak", "very bad headache", "cannot see",
                  "180 or more", "120 or more", "Rest for 5 minutes", "the same day",
                  "01632 960 142", "111", "dizzy", "a fall", "uneven heartbeat", "7 days",
                  "2 times", "1 minute", "bare arm", "as high as your heart"):  # fmt: skip
        assert words in text, words
    standard = shipped_wording("bp_diary.en")
    words = easy_diary_wording()
    assert len(parts_under(words, "signs")) == len(standard.texts("urgent.items"))
    assert len(parts_under(words, "happened")) == len(standard.texts("diary.also_items"))


def test_every_part_has_a_picture_and_a_few_short_lines():
    words = easy_diary_wording()
    for part in PARTS:
        for key in parts_under(words, part):
            assert words.words(f"{key}.picture") in GALLERY
            lines = words.texts(f"{key}.lines")
            assert 1 <= len(lines) <= 3
            assert all(len(line.split()) <= 8 for line in lines)
    text = "\n".join(
        line.replace("**", "") for part in PARTS for key in parts_under(words, part)
        for line in words.texts(f"{key}.lines")
    )  # fmt: skip
    assert flesch_kincaid_grade(text) <= 4


def test_the_boxes_stand_where_those_of_the_large_print_diary_stand():
    """Who keys it finds everything in its usual place."""
    large = bp_diary_pdf(DiaryForm(PRACTICE, ALDER, CODE, LetterFormat(16)), made_at=MADE_AT)
    pictures = []
    for pdf in (large, easy()):
        page = page_picture(pdf, len(page_texts(pdf)) - 1, 60)
        scale = 60 / 25.4
        pictures.append(page.crop((round(46 * scale), round(90 * scale), round(186 * scale),
                                   round(260 * scale))))  # fmt: skip
    assert pictures[0].tobytes() == pictures[1].tobytes()


def test_the_corner_marks_and_the_code_are_on_each_page():
    pdf = easy()
    scale = 150 / 25.4
    for page in range(len(page_texts(pdf))):
        picture = page_picture(pdf, page, 150)
        for x, y in ((199, 11), (11, 286), (199, 286)):
            assert picture.getpixel((round(x * scale), round(y * scale))) < 80
        assert picture.getpixel((round(11 * scale), round(11 * scale))) > 200
        assert read_code(picture, 150, 165.5, 15, 22.5) == code_matrix(CODE)


def test_the_same_content_gives_the_same_bytes():
    assert easy() == easy()
    later = DiaryForm(PRACTICE, ALDER, CODE, LetterFormat(16, easy_read=True))
    assert bp_diary_pdf(later, made_at=MADE_AT + timedelta(1)) != easy()
