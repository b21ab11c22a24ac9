"""The printed care plan and its summary, read back from the PDF."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from proactive_care.documents import (
    EASY_READ,
    Better,
    LetterFormat,
    Measured,
    MissingGlyph,
    OwnWords,
    PlanGoal,
    PlanMedicine,
    care_plan_pdf,
    summary_pdf,
)
from proactive_care.documents.care_plan.plan import plan_wording
from proactive_care.documents.words.readability import flesch_kincaid_grade
from support.care_plans import (
    MADE_AT,
    NHS_NUMBER,
    PRESSURE,
    a_plan,
    emptiest_plan,
    longest_plan,
    trend,
)
from support.letters import page_glyphs, page_picture, page_texts

SIZES = (12, 16, 18, 20, 24)
PLANS = (a_plan, emptiest_plan, longest_plan)
EVERY = [pytest.param(make, size, id=f"{make.__name__}-{size}") for make in PLANS for size in SIZES]
LEFT, RIGHT, TOP, BOTTOM = 18.0, 192.0, 12.0, 291.0


def printed(paper):
    return care_plan_pdf(paper, made_at=MADE_AT)


def whole_text(data):
    return " ".join(" ".join(page_texts(data)).split())


@pytest.mark.parametrize(("make", "size"), EVERY)
def test_nothing_is_small_clipped_or_outside_the_margins(make, size):
    made = printed(make(letter_format=LetterFormat(size)))
    texts = page_texts(made.data)
    assert len(texts) == made.pages
    for page, text in enumerate(texts):
        assert text.strip()
        glyphs = page_glyphs(made.data, page)
        assert min(round(glyph.size, 2) for glyph in glyphs) >= size
        assert min(glyph.left for glyph in glyphs) >= LEFT - 0.8  # a J reaches left
        assert max(glyph.right for glyph in glyphs) <= RIGHT + 0.5
        assert min(glyph.top for glyph in glyphs) >= TOP
        assert max(glyph.bottom for glyph in glyphs) <= BOTTOM
        assert f"Page {page + 1} of {made.pages}" in " ".join(text.split())


@pytest.mark.parametrize("make", PLANS)
@pytest.mark.parametrize("size", [12, 18])
def test_no_two_letters_stand_on_each_other(make, size):
    made = printed(make(letter_format=LetterFormat(size)))
    for page in range(made.pages):
        glyphs = sorted(page_glyphs(made.data, page), key=lambda g: g.top)
        for index, one in enumerate(glyphs):
            for two in glyphs[index + 1 :]:
                if two.top >= one.bottom:
                    break
                across = min(one.right, two.right) - max(one.left, two.left)
                down = min(one.bottom, two.bottom) - max(one.top, two.top)
                assert across < 0.6 or down < 0.6, (one, two)


def test_every_part_of_an_ordinary_plan_is_said():
    text = whole_text(printed(a_plan()).data)
    for words in (
        "What matters to me", "up to the reservoir again", "In Alder’s own words, 12 October 2026",
        "What I am good at", "What worries me", "How to help me", "High blood pressure, since 2014",
        "142/84", "Target: below 135/85", "Top is above target. Down since 2025.", "My goal: 88",
        "Also checked in the last year: kidneys (blood test), eyes.",
        "Not found in the last year: feet.", "Walk to the reservoir", "14 Dec 2026", "Started",
        "Looking after myself", "record of 9 Oct 2026", "Amlodipine 10mg tablets",
        "My concern: my ankles swell.", "When to get help", "Call 999 if I have:",
        "Same day, call 01632 960 142 if:", "If the surgery is closed, call 111.",
        "Sam Birkett, nurse, main contact", "How sure I am", "To make it higher: a lift",
        "By 12 April 2027", "with Sam Birkett", "Agreed by me", "Copy given to Hazel",
        "Care plan version 3", "Printed 12 Oct 2026, 10:42", "Data of 9 Oct 2026",
        "NHS number 999 000 0018", "Born 14 Mar 1958", "My phone: 07700 900 123",
    ):  # fmt: skip
        assert words in text, words


def test_what_matters_comes_before_everything_clinical():
    text = whole_text(printed(a_plan()).data)
    assert text.index("What matters to me") < text.index("My conditions") < text.index("142/84")


@pytest.mark.parametrize("make", PLANS)
@pytest.mark.parametrize("size", [12, 24])
def test_a_plan_names_one_patient_only(make, size):
    text = whole_text(printed(make(letter_format=LetterFormat(size))).data)
    numbers = set(re.findall(r"\b\d{3} \d{3} \d{4}\b", text))
    assert numbers <= {f"{NHS_NUMBER[:3]} {NHS_NUMBER[3:6]} {NHS_NUMBER[6:]}"}


def test_what_is_not_recorded_is_said_with_room_to_write():
    text = whole_text(printed(emptiest_plan()).data)
    assert text.count("Not recorded yet") >= 7
    assert "Born not known" in text
    assert "Not known: no medicines were in the data." in text
    assert "Draw a ring round one number." in text
    assert "the age of these figures and medicines is not known" in text
    assert "Copy given to me" in text
    assert text.count("Copy given to") == 1


def test_no_medicines_is_not_the_same_as_unknown_medicines():
    text = whole_text(printed(a_plan(medicines=())).data)
    assert "None issued in the 6 months before 9 Oct 2026." in text
    without_date = whole_text(printed(a_plan(medicines=(), data_of=None)).data)
    assert "None issued in the 6 months before 12 Oct 2026." in without_date


def test_old_data_is_said_loudly():
    assert "Check first:" not in whole_text(printed(a_plan()).data)
    text = whole_text(printed(a_plan(data_is_old=True)).data)
    assert "Check first: these figures and medicines are from 9 Oct 2026." in text


def test_the_carer_gets_no_box_without_permission():
    assert "Hazel" not in whole_text(printed(a_plan(carer="")).data).split("Agreed by me")[1]


def test_red_flags_are_never_left_out():
    flags = tuple(f"a warning sign with the number {n} and some more words" for n in range(60))
    for size in SIZES:
        paper = a_plan(call_999=flags, same_day=flags[:30], letter_format=LetterFormat(size))
        text = whole_text(printed(paper).data)
        assert [n for n in range(60) if text.count(f"the number {n} and") < 1] == []


def test_each_box_of_warning_signs_says_whom_to_call():
    """A sign on the next page is not left without "999" or "the same day" above it."""
    flags = tuple(f"a warning sign with the number {n} and some more words" for n in range(40))
    paper = a_plan(call_999=flags, same_day=flags[:30], letter_format=LetterFormat(24))
    for page in page_texts(printed(paper).data):
        if "a warning sign" in page:
            said = " ".join(page.split())
            lead = min(
                (said.find(words) for words in ("Call 999 if", "Same day, call") if words in said),
                default=-1,
            )
            assert 0 <= lead < said.index("a warning sign")


def test_self_care_takes_one_page_of_standard_print_at_most():
    texts = tuple(f"Do the thing with the number {n} each day of the week." for n in range(60))
    pages = [" ".join(text.split()) for text in page_texts(printed(a_plan(self_care=texts)).data)]
    on = {page for page, text in enumerate(pages) if "thing with the number" in text}
    assert len(on) <= 2
    assert "the number 0 each" in " ".join(pages)
    assert "the number 59 each" not in " ".join(pages)


def test_large_print_says_as_much_as_standard_print():
    """Somebody who needs large print gets no less advice."""
    texts = tuple(f"Do the thing with the number {n} each day of the week." for n in range(17))
    said = whole_text(printed(a_plan(self_care=texts, letter_format=LetterFormat(24))).data)
    assert all(text in said for text in texts)


def test_the_same_plan_gives_the_same_bytes():
    assert printed(longest_plan()).data == printed(longest_plan()).data


def test_the_file_says_what_it_is():
    data = printed(a_plan()).data
    document = pdfium.PdfDocument(data)
    assert document.get_metadata_dict()["Title"] == "My care plan"
    document.close()
    assert b"/Lang (en-GB)" in data
    assert data.count(b"/FontFile2") == 2
    assert b"Helvetica" not in data


def test_a_letter_without_a_glyph_is_refused_before_printing():
    with pytest.raises(MissingGlyph):
        printed(a_plan(matters="I like \u4e2d"))


def test_the_heavy_black_box_is_the_only_one():
    made = printed(a_plan())
    for page in range(made.pages):
        dark = page_picture(made.data, page).point(lambda tone: 255 if tone < 40 else 0)
        wide = [
            y
            for y in range(dark.height)
            if dark.crop((0, y, dark.width, y + 1)).histogram()[255] > dark.width * 0.7
        ]
        has_box = "When to get help" in page_texts(made.data)[page]
        assert bool(wide) == has_box


def test_charts_take_any_values():
    one = replace(PRESSURE, trend=trend((142, 84)))
    flat = replace(PRESSURE, trend=trend((0, 0), (0, 0)), limits=(0.0, 0.0))
    same_year = (Measured(date(2026, 1, 2), (140, 80)), Measured(date(2026, 9, 2), (150, 90)))
    same_month = (Measured(date(2026, 9, 2), (140, 80)), Measured(date(2026, 9, 9), (150, 90)))
    scores = ((12,), (21,))
    good = replace(
        PRESSURE, value="21", trend=trend(*scores), limits=(20.0,), better=Better.AT_LEAST
    )
    none = replace(PRESSURE, trend=trend(*scores), limits=(), better=Better.NONE, target="")
    numbers = (
        one, flat, replace(PRESSURE, trend=same_year), replace(PRESSURE, trend=same_month), good,
        none,
    )  # fmt: skip
    for size in SIZES:
        text = whole_text(printed(a_plan(numbers=numbers, letter_format=LetterFormat(size))).data)
        assert "Jan" in text
        assert "No set target" in text


def test_a_goal_without_actions_leaves_room_to_write():
    for size in (12, 18):
        plan = a_plan(goals=(PlanGoal("Sleep better"),), letter_format=LetterFormat(size))
        assert "Sleep better" in whole_text(printed(plan).data)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [a_plan, emptiest_plan])
def test_the_summary_is_one_sheet(make, size):
    made = summary_pdf(make(letter_format=LetterFormat(size)), made_at=MADE_AT)
    text = whole_text(made.data)
    assert made.pages <= 2
    assert "My health summary" in text
    assert "chest pain that does not go away" in text
    assert "My allergies" in text
    for medicine in make().medicines or ():
        assert medicine.name in text
    for page in range(made.pages):
        glyphs = page_glyphs(made.data, page)
        assert min(round(glyph.size, 2) for glyph in glyphs) >= size
        assert max(glyph.right for glyph in glyphs) <= RIGHT + 0.5
        assert max(glyph.bottom for glyph in glyphs) <= BOTTOM


def test_a_summary_that_is_full_says_where_the_rest_is():
    text = whole_text(summary_pdf(longest_plan(), made_at=MADE_AT).data)
    assert "The rest is on my full care plan." in text
    assert text.count("Amlodipine 10mg tablets") == 8
    short = whole_text(summary_pdf(a_plan(people=(), medicines=()), made_at=MADE_AT).data)
    assert "The rest is" not in short
    assert "None issued" in short


def test_a_summary_that_one_sheet_cannot_hold_keeps_every_medicine_and_warning_sign():
    """In the largest print some people need another sheet: a list that is not whole is worse."""
    many = tuple(PlanMedicine(f"Medicine number {n}", "one a day") for n in range(30))
    plan = a_plan(medicines=many, letter_format=LetterFormat(24))
    made = summary_pdf(plan, made_at=MADE_AT)
    text = whole_text(made.data)
    assert 2 < made.pages <= 4
    assert all(f"Medicine number {n} " in text for n in range(30))
    assert all(" ".join(sign.split()) in text for sign in plan.call_999 + plan.same_day)
    assert "The rest is on my full care plan." in text


def test_warning_signs_of_a_summary_go_on_over_the_page_where_that_saves_one():
    plan = a_plan(
        letter_format=LetterFormat(24), matters="", medicines=(), conditions=(),
        same_day=(a_plan().same_day * 2)[:5],
    )  # fmt: skip
    texts = page_texts(summary_pdf(plan, made_at=MADE_AT).data)
    assert len(texts) == 2
    assert all("When to get help" in text for text in texts)


def test_the_fixed_words_are_easy_to_read_and_all_used(capsys):
    words = plan_wording()
    grade = flesch_kincaid_grade("\n".join(words.every_text()))
    print(f"care plan, fixed words: grade {grade:.1f}")
    assert grade <= 6


def test_every_field_of_the_paper_is_printed():
    """A field that somebody adds and forgets to print is found here."""
    base = printed(a_plan(needs="Something")).data
    changed = {
        "practice": "Another", "phone": "01632 960 999", "version": 4, "matters_on": None,
        "made_on": date(2026, 10, 13), "printed": "now", "data_of": date(2026, 10, 1),
        "data_is_old": True, "confidence": 2, "review_on": None, "letter_format": LetterFormat(16),
        "subject": replace(a_plan().subject, family_name="Mockford"),
        "language": "pl", "draft": True,
        "own_words": OwnWords(1, (("matters.heading", "What counts for me"),)),
        "own_easy_words": OwnWords(1, (("matters.heading", "What counts for me"),)),
    }  # fmt: skip
    easy = a_plan(needs="Something", letter_format=EASY_READ)
    for field in fields(a_plan()):
        value = changed.get(
            field.name, () if isinstance(getattr(a_plan(), field.name), tuple) else ""
        )
        paper = replace(a_plan(needs="Something"), **{field.name: value})
        if field.name == "own_easy_words":  # the words of the other format
            base = printed(easy).data
            paper = replace(easy, own_easy_words=changed[field.name])
        assert printed(paper).data != base, field.name


@pytest.mark.parametrize("size", [12, 24])
def test_a_goal_that_goes_on_over_the_page_is_named_again(size):
    made = printed(longest_plan(letter_format=LetterFormat(size)))
    pages = [text for text in page_texts(made.data) if "Started" in text]
    assert len(pages) > 1
    assert all("reservoir" in text for text in pages)
    if size == 12:
        assert all("What we will do" in text for text in pages)


def test_a_long_text_of_what_matters_begins_on_the_first_page():
    made = printed(longest_plan(letter_format=LetterFormat(18)))
    texts = page_texts(made.data)
    assert "What matters to me" in texts[0]
    quoted = next(text for text in texts if "own words" in text)
    assert "I want to see the hills again" in quoted.split("own words")[0]
