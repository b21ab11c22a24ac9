"""The recall letter in easy read: every part of the letter, in short sentences beside pictures."""

from __future__ import annotations

import re

import pytest
from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents import Check, LetterFormat, Sides, measure_letter, usual_checks
from proactive_care.documents.content import Visit, VisitKind
from proactive_care.documents.easy_read.gallery import GALLERY
from proactive_care.documents.easy_read.pictures import PICTURES
from proactive_care.documents.easy_read.sketch import HEIGHT, WIDTH, Sketch
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.recall.easy import easy_wording
from proactive_care.documents.recall.letter import lay_out_letter
from proactive_care.documents.recall.words import recall_wording
from proactive_care.documents.words.readability import flesch_kincaid_grade
from proactive_care.domain.vocabulary import Framework, Role, Tier
from support.letters import (
    PRACTICE,
    a_letter,
    emptiest_letter,
    longest_letter,
    page_glyphs,
    page_picture,
    page_texts,
    pdf_of,
)

SIZES = (16, 18, 20, 24)
PROFILES = [
    pytest.param(make, points, sides, id=f"{make.__name__}-{points}-{sides}")
    for make in (a_letter, longest_letter, emptiest_letter)
    for points in SIZES
    for sides in Sides
]


def easy(make=a_letter, points=16, **changes):
    return make(letter_format=LetterFormat(points, easy_read=True), **changes)


def said(letter):
    return " ".join(" ".join(page_texts(pdf_of(letter))).split())


@pytest.mark.parametrize(("make", "points", "sides"), PROFILES)
def test_every_page(make, points, sides):
    letter = easy(make, points, sides=sides)
    pdf = pdf_of(letter)
    pages = len([text for text in page_texts(pdf) if text.strip()])
    assert measure_letter(letter).pages == pages
    for page in range(pages):
        glyphs = page_glyphs(pdf, page)
        in_window = [
            g for g in glyphs if page == 0 and g.left < 110 and g.bottom > 44 and g.top < 92
        ]
        others = [g for g in glyphs if g not in in_window and g.text not in "O2?"]
        assert min(round(g.size, 2) for g in others) >= points
        assert min(g.left for g in glyphs) >= 21.5
        assert max(g.right for g in glyphs) <= 188.5
        assert max(g.bottom for g in glyphs) <= 292
        assert all(g.top >= 50 and g.bottom <= 92 for g in in_window)
    laid_out = lay_out_letter(letter)
    for page in laid_out.pages:
        assert max(placed.bottom for placed in page) <= laid_out.footer.rule + 0.1


def test_the_first_page_says_why_and_how_to_book():
    first = " ".join(page_texts(pdf_of(easy()))[0].split())
    for words in (
        "Your health check",
        "It is time for your health check.",
        "You have high blood pressure.",
        "You have diabetes.",
        "Please call us to book.",
        "You can call us to change it, too.",
        "01632 960 142",
        "Monday to Friday, 8:30am to 6pm.",
        "7K3Q 222K",
        "Form RL2-ER v1",
    ):
        assert words in first, words


def test_everything_that_the_letter_says_is_there():
    text = said(easy())
    for words in (
        "We will take a little blood.",
        "Tests take 20 minutes.",
        "You will see Jo Fairley.",
        "It is 2 weeks later.",
        "You will see Sam Birkett.",
        "Bring all your medicines with you.",
        "You can bring someone with you.",
        "You can have an interpreter.",
        "You can say no to this check.",
        "Call 999 if:",
        "Your chest hurts",
        "Call us the same day if:",
        "180 or more",
        "111",
        "Reply slip",
        "I have moved house.",
        "From Sam Birkett",
    ):
        assert words in text, words
    assert "Harrowmere Surgery, 2 Mill Brae" in text


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier.URGENT, "Please call us this week."),
        (Tier.HIGH, "Please book in the next 2 weeks."),
        (Tier.DATA_GAP, "We do not have a new test for you."),
        (Tier.LOW, "You have this check every year."),
        (None, "You have this check every year."),
    ],
)
def test_how_soon_follows_the_tier(tier, words):
    text = said(easy(tier=tier))
    assert words in text
    assert ("every year" in text) is (tier in {Tier.LOW, None})


def test_a_reminder_says_that_we_wrote_before():
    assert "We wrote to you before." in said(easy(invitation=2))
    assert "We wrote to you before." not in said(easy())


@pytest.mark.parametrize("framework", list(Framework))
def test_each_condition_has_its_name_and_as_many_red_flags_as_the_letter(framework):
    """No warning sign of the standard letter is lost in easy read."""
    words, english = easy_wording(), recall_wording()
    name = framework.value
    assert words.text(f"conditions.{name}")
    for part, kind in (("condition_999", "call_999"), ("condition_same_day", "same_day")):
        rows = [key for key in words.keys() if re.match(rf"{part}\.{name}\.\w+\.picture", key)]  # noqa: SIM118
        assert len(rows) == len(english.texts(f"conditions.{name}.{kind}")), (part, name)
    text = said(easy(conditions=(framework,), checks=usual_checks((framework,))))
    for key in words.keys():  # noqa: SIM118
        if f".{name}." in key and key.startswith("condition_") and key.endswith(".picture"):
            first = words.texts(key.replace(".picture", ".lines"))[0].replace("**", "")
            assert first in text


def test_everybodys_red_flags_are_as_many_as_in_the_letter():
    rows = [k for k in easy_wording().keys() if re.match(r"everyone_999\.\w+\.picture", k)]  # noqa: SIM118
    assert len(rows) == len(recall_wording().texts("urgent.everyone_999"))


def test_every_check_and_role_has_words():
    text = said(easy(checks=tuple(Check)))
    words = easy_wording()
    for check in Check:
        assert words.texts(f"checks.{check.value}.lines")[0].replace("**", "") in text
    for role in (Role.HCA, Role.NURSE, Role.PHARMACIST, Role.PRESCRIBER, Role.CLINICAL_LEAD,
                 Role.CARE_COORDINATOR):  # fmt: skip
        visits = (Visit(VisitKind.REVIEW, 20, role),)
        assert words.words(f"roles.{role.value}") in said(easy(visits=visits, checks=()))


def test_the_review_alone_is_one_visit_without_tests():
    text = said(easy(emptiest_letter))
    assert "Your visit" in text
    assert "We talk for 20 minutes." in text
    assert "What we will do" not in text


def test_condition_parts_are_there_only_when_needed():
    text = said(easy(conditions=(Framework.HYPERTENSION,)))
    assert "inhaler" not in text
    assert "blood thinner" not in text
    text = said(easy(conditions=(Framework.ATRIAL_FIBRILLATION, Framework.ASTHMA)))
    assert "Use your inhaler as normal." in text
    assert "blood thinner card" in text


def test_a_long_practice_address_is_given_at_the_end_and_on_the_slip():
    text = said(easy(longest_letter, 24))
    assert text.count("Upper Market Place West") == 2
    last = page_texts(pdf_of(easy(longest_letter, 24)))[-1]
    assert "7K3Q" in last  # a slip on two pages has its code on both


def test_a_practice_without_an_address_is_named_on_the_slip():
    changed = type(PRACTICE)(**(PRACTICE.__dict__ | {"address": ()}))
    last = " ".join(page_texts(pdf_of(easy(practice=changed)))[-1].split())
    assert "or bring it. Harrowmere Surgery" in last


def test_sentences_are_short_and_easy(capsys):
    lines = [
        text.replace("**", "")
        for text in easy_wording().every_text()
        if " " in text and "{" not in text and text not in PICTURES
    ]
    grade = flesch_kincaid_grade("\n".join(lines))
    with capsys.disabled():
        print(f"\nEasy read letter: reading grade {grade:.1f}")
    assert grade <= 3.0
    for line in lines:
        for sentence in re.split(r"[.?!] ", line):
            assert len(sentence.split()) <= 11, sentence


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_stays_in_its_field(name, tmp_path):
    from io import BytesIO

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(210 * MM, 297 * MM))
    left, top = 60, 60
    PICTURES[name](Sketch(Pen(canvas), left * MM, top * MM))
    canvas.showPage()
    canvas.save()
    picture = page_picture(stream.getvalue(), 0, 100)
    dark = picture.point(lambda v: 255 if v < 250 else 0).getbbox()
    assert dark is not None
    in_mm = [edge * 25.4 / 100 for edge in dark]
    assert in_mm[0] >= left - 1
    assert in_mm[1] >= top - 1
    assert in_mm[2] <= left + WIDTH + 1
    assert in_mm[3] <= top + HEIGHT + 1.5


def test_every_picture_that_the_words_name_exists():
    words = easy_wording()
    named = {words.text(key) for key in words.keys() if key.endswith("picture")}  # noqa: SIM118
    assert named <= set(GALLERY)
    assert len(named) > 25


@pytest.mark.parametrize("sides", Sides)
def test_the_diary_goes_with_the_letter_in_easy_read_too(sides):
    assert "diary" not in said(easy()).casefold()
    code = "H2VX6R8C"
    letter = easy(diary_code=code, sides=sides)
    size, texts = measure_letter(letter), page_texts(pdf_of(letter))
    pages = [" ".join(text.split()).replace("\u00a0", " ") for text in texts if text.strip()]
    diary = [text for text in pages if "My blood pressure diary" in text]
    assert "diary comes with this letter." in " ".join(pages)
    assert len(pages) == size.pages
    assert pages[-len(diary) :] == diary
    assert all("H2VX 6R8C" in text and "Form BP7-ER" in text for text in diary)
    numbers = [re.search(r"Sheet (\d+) of (\d+)", text).groups() for text in pages]
    assert {total for _, total in numbers} == {str(size.sheets)}
    last_of_letter = int(numbers[-len(diary) - 1][0])
    each = 1 if sides is Sides.ONE else 2
    expected = [last_of_letter + 1 + at // each for at in range(len(diary))]
    assert [int(number) for number, _ in numbers[-len(diary) :]] == expected
    assert expected[-1] == size.sheets
