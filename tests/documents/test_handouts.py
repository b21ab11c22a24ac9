"""Sheets that a patient takes home: every size of print, the longest and the plainest patient."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proactive_care.documents import (
    DiaryForm,
    EmptyField,
    LetterFormat,
    PreVisitSheet,
    bp_diary_pdf,
    message_text,
    peak_flow_diary_pdf,
    pre_visit_pdf,
    privacy_pdf,
)
from proactive_care.documents.letters.letterhead import practice_address_line
from proactive_care.documents.words.readability import flesch_kincaid_grade
from proactive_care.documents.words.wording import shipped_wording
from support.letters import (
    ALDER,
    EMPTIEST,
    LONGEST,
    MADE_AT,
    PRACTICE,
    large,
    page_glyphs,
    page_picture,
    page_texts,
)

CODE = "H2VX6R8C"
SIZES = (12, 16, 18, 20, 24)


def _one_line(text):
    return " ".join(text.split())


def _inside(pdf, points):
    for page in range(len(page_texts(pdf))):
        glyphs = page_glyphs(pdf, page)
        assert min(round(g.size, 1) for g in glyphs) >= points
        assert min(g.left for g in glyphs) >= 17.5
        assert max(g.right for g in glyphs) <= 192.5
        assert max(g.bottom for g in glyphs) <= 291


@pytest.mark.parametrize("points", SIZES)
def test_the_privacy_leaflet_in_every_size(points):
    pdf = privacy_pdf(PRACTICE, made_at=MADE_AT, letter_format=LetterFormat(points))
    _inside(pdf, points)
    texts = [_one_line(text) for text in page_texts(pdf)]
    whole = " ".join(texts)
    for heading in ("What we do", "Who can see it", "Does a computer decide?", "Your rights"):
        assert heading in whole
    assert "2 Mill Brae, Harrowmere, HM1 4ZZ" in whole.replace("\u00a0", " ")
    assert f"Page {len(texts)} of {len(texts)}" in texts[-1]


def test_a_postcode_or_a_street_is_not_broken_over_two_lines():
    practice = replace(PRACTICE, address=("2 Mill Brae", "Nether Plover, HM1 4ZZ"))
    assert practice_address_line(practice) == "2 Mill Brae, Nether Plover, HM1\u00a04ZZ"
    whole = practice_address_line(practice, unbroken=True)
    assert whole == "2\u00a0Mill\u00a0Brae, Nether\u00a0Plover, HM1\u00a04ZZ"
    assert practice_address_line(replace(PRACTICE, address=())) == ""


def test_a_text_message_ends_with_one_full_stop():
    words = shipped_wording("text_message.en")
    plain = message_text(replace(PRACTICE, opening="Monday to Friday"), words)
    assert message_text(replace(PRACTICE, opening="Monday to Friday. "), words) == plain


def test_the_privacy_leaflet_of_a_practice_without_an_address_leaves_no_gap():
    pdf = privacy_pdf(replace(PRACTICE, address=()), made_at=MADE_AT)
    text = _one_line(page_texts(pdf)[0])
    assert "or ask at the desk." in text
    assert "or write to" not in text


def test_a_leaflet_without_the_name_of_the_practice_is_refused():
    with pytest.raises(EmptyField):
        privacy_pdf(replace(PRACTICE, name=" "), made_at=MADE_AT)


@pytest.mark.parametrize("points", SIZES)
@pytest.mark.parametrize("to", [ALDER, LONGEST, EMPTIEST])
def test_the_sheet_before_a_review_in_every_size(to, points):
    pdf = pre_visit_pdf(PreVisitSheet(PRACTICE, to, CODE, LetterFormat(points)), made_at=MADE_AT)
    _inside(pdf, points)
    texts = [_one_line(text) for text in page_texts(pdf)]
    whole = " ".join(texts).replace("\u00a0", " ")
    assert "H2VX 6R8C" in texts[0].replace("\u00a0", " ")
    for part in ("What matters most to you?", "Your medicines", "One thing I would like to change"):
        assert part in whole
    assert whole.index("What matters most") < whole.index("Your medicines")
    assert "999" in texts[-1]


def test_in_standard_print_the_sheet_before_a_review_is_one_page():
    pdf = pre_visit_pdf(PreVisitSheet(PRACTICE, LONGEST, CODE), made_at=MADE_AT)
    assert len(page_texts(pdf)) == 1


@pytest.mark.parametrize("to", [ALDER, LONGEST, EMPTIEST])
def test_the_peak_flow_diary_has_fourteen_days_and_its_code(to):
    pdf = peak_flow_diary_pdf(DiaryForm(PRACTICE, to, CODE), made_at=MADE_AT)
    texts = page_texts(pdf)
    assert len(texts) == 1
    _inside(pdf, 12)
    text = _one_line(texts[0]).replace("\u00a0", " ")
    for said in ("My peak flow diary", to.family_name.split("-")[0], "H2VX 6R8C", "Form PF1 v1",
                 "Sheet 1 of 1", "Call 999 if", "01632 960 142"):  # fmt: skip
        assert said in text
    days = [g for g in page_glyphs(pdf, 0) if 19 < g.left < 24 and g.size == 13]
    assert "".join(g.text for g in days).startswith("Da")
    assert {"1", "4"} <= {g.text for g in days}
    picture = page_picture(pdf, 0, 110)
    scale = 110 / 25.4
    for x, y in ((199, 11), (11, 286), (199, 286)):
        assert picture.getpixel((round(x * scale), round(y * scale))) < 80
    assert picture.getpixel((round(11 * scale), round(11 * scale))) > 200


def test_the_steps_of_the_peak_flow_diary_never_run_into_the_name():
    pdf = peak_flow_diary_pdf(DiaryForm(PRACTICE, LONGEST, CODE), made_at=MADE_AT)
    glyphs = page_glyphs(pdf, 0)
    head = max(g.bottom for g in glyphs if g.top < 42 and g.left < 150)
    steps = min(g.top for g in glyphs if 44 < g.top < 60)
    assert head < steps


@pytest.mark.parametrize("points", SIZES[1:])
@pytest.mark.parametrize("to", [ALDER, LONGEST])
def test_a_peak_flow_diary_in_large_print_ends_with_its_boxes(to, points):
    pdf = peak_flow_diary_pdf(DiaryForm(PRACTICE, to, CODE, large(points)), made_at=MADE_AT)
    _inside(pdf, points)
    texts = [_one_line(text).replace("\u00a0", " ") for text in page_texts(pdf)]
    assert all("My peak flow diary" in text and "H2VX 6R8C" in text for text in texts)
    assert "Call 999 if" in " ".join(texts[:-1])
    assert f"The boxes start on sheet {len(texts)}." in texts[0]
    days = [g for g in page_glyphs(pdf, len(texts) - 1) if g.left < 29 and 60 < g.top < 265]
    assert {g.text for g in days if g.size == points} >= set("0123456789")


@pytest.mark.parametrize("points", SIZES)
def test_a_blood_pressure_diary_by_itself_names_no_batch(points):
    pdf = bp_diary_pdf(DiaryForm(PRACTICE, ALDER, CODE, LetterFormat(points)), made_at=MADE_AT)
    _inside(pdf, points)
    texts = [_one_line(text).replace("\u00a0", " ") for text in page_texts(pdf)]
    whole = " ".join(texts)
    assert "Batch" not in whole
    assert "Letter" not in whole
    assert f"Sheet {len(texts)} of {len(texts)}" in texts[-1]
    assert all("H2VX 6R8C" in text for text in texts)


@pytest.mark.parametrize("name", ["privacy.en", "pre_visit.en", "peak_flow_diary.en"])
def test_the_english_reads_at_grade_6_or_below(name):
    words = shipped_wording(name)
    text = "\n".join(part.replace("**", "") for part in words.every_text())
    assert flesch_kincaid_grade(text) <= 6
