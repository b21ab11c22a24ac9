"""The care plan in easy read: nothing of the plan is lost, and nothing leaves the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proactive_care.documents import (
    LetterFormat,
    PlanMedicine,
    care_plan_pdf,
    summary_pdf,
)
from proactive_care.documents.care_plan.easy import easy_plan_pages, easy_plan_wording
from proactive_care.documents.care_plan.footer import plan_footer
from proactive_care.documents.care_plan.parts import PlanParts
from proactive_care.documents.care_plan.plan import plan_wording
from proactive_care.documents.easy_read.pictures import PICTURES
from proactive_care.documents.paper.scale import scale_for
from proactive_care.documents.words.readability import flesch_kincaid_grade
from support.care_plans import MADE_AT, a_plan, emptiest_plan, longest_plan
from support.letters import page_glyphs, page_texts

SIZES = (16, 18, 20, 24)
PLANS = (a_plan, emptiest_plan, longest_plan)


def easy(make=a_plan, points=16, **changes):
    return make(letter_format=LetterFormat(points, easy_read=True), **changes)


def said(paper):
    return " ".join(" ".join(page_texts(care_plan_pdf(paper, made_at=MADE_AT).data)).split())


@pytest.mark.parametrize(
    ("make", "points"),
    [
        (make, points)
        for make in PLANS
        for points in SIZES
        if make is not longest_plan or points > 20
    ],
)
def test_every_page(make, points):
    paper = easy(make, points)
    made = care_plan_pdf(paper, made_at=MADE_AT)
    words, scale = plan_wording(), scale_for(points)
    footer = plan_footer(paper, words, scale, "footer.form")
    pages = easy_plan_pages(PlanParts(paper, words, scale), footer.rule - 8.5).pages
    assert len(pages) == made.pages
    for page in pages:
        assert max(placed.bottom for placed in page) <= footer.rule
    for page in range(made.pages):
        glyphs = page_glyphs(made.data, page)
        assert min(round(g.size, 2) for g in glyphs if g.text not in "O2?") >= points
        assert min(g.left for g in glyphs) >= 17
        assert max(g.right for g in glyphs) <= 192.6
        assert max(g.bottom for g in glyphs) <= 292


def test_everything_of_the_plan_is_there():
    paper = easy()
    text = said(paper)
    wanted = [
        "Mr Alder Testperson",
        *paper.help_me,
        *(each.name for each in paper.conditions),
        *(each.words for each in paper.conditions),
        *(each.meaning for each in paper.numbers),
        *paper.self_care,
        "Blood pressure: 142/84 mmHg",
        "This was on 27 September 2026.",
        "I want it to be: below 135/85.",
        *paper.also_checked,
        *paper.not_found,
        *(f"I want: {goal.goal}" for goal in paper.goals),
        "By: 14 December 2026",
        "Done.",
        "Who: Me, with Hazel",
        *(f"{each.name}: {each.dosage}" for each in paper.medicines),
        "This list is from 9 October 2026.",
        "I worry: my ankles swell.",
        *paper.call_999,
        *paper.same_day,
        "Call 01632 960 142 the same day if:",
        "Sam Birkett, nurse, main contact",
        "I say 7 out of 10.",
        "By 12 April 2027",
        "With Sam Birkett",
        "Hazel gets a copy.",
        "Ending up on insulin",
        "I gave up smoking in 2021.",
        "I want to walk Bracken, my dog, up to the reservoir again.",
    ]
    for words in wanted:
        assert " ".join(words.split()) in text, words


def test_what_is_not_known_is_never_fine():
    text = said(easy(emptiest_plan, medicines=None))
    assert "Asthma score: we do not know yet." in text
    assert "We do not know my tablets." in text
    assert "From 0 to 10, I say:" in text
    assert "I can write it here:" in text
    assert "Check first:" in text
    assert "I had no tablets" in said(easy(medicines=()))
    assert "We do not know of a long illness." in said(easy(conditions=()))


def test_a_very_long_sentence_and_a_goal_without_words_stay_on_the_page():
    goal = replace(a_plan().goals[0], goal=" ")
    stopped = replace(goal.actions[0], what="", who="", by=None)
    paper = easy(matters="to see the hills " * 120, goals=(replace(goal, actions=(stopped,)),))
    for page in range(care_plan_pdf(paper, made_at=MADE_AT).pages):
        glyphs = page_glyphs(care_plan_pdf(paper, made_at=MADE_AT).data, page)
        assert max(g.bottom for g in glyphs) <= 292


def test_medicines_without_a_dosage_are_named():
    medicines = (PlanMedicine("Amlodipine 10mg tablets", ""),)
    assert "Amlodipine 10mg tablets This list" in said(easy(medicines=medicines))


def test_old_data_is_said_loudly():
    assert "Check first:" in said(easy(data_is_old=True))


@pytest.mark.parametrize(
    ("make", "points"), [(a_plan, 16), (a_plan, 20), (emptiest_plan, 16), (emptiest_plan, 24)]
)
def test_the_summary_is_one_sheet_with_pictures(make, points):
    paper = easy(make, points)
    made = summary_pdf(paper, made_at=MADE_AT)
    text = " ".join(" ".join(page_texts(made.data)).split())
    assert made.pages <= 2
    assert f"Summary of care plan version {paper.version}" in text
    for kept in (*paper.call_999, *paper.same_day, "Call 111", "My allergies:"):
        assert kept in text
    assert all(each.name in text for each in paper.medicines or ())
    for page in range(made.pages):
        glyphs = page_glyphs(made.data, page)
        assert min(round(g.size, 2) for g in glyphs if g.text not in "O2?") >= points
        assert max(g.right for g in glyphs) <= 192.6
        assert max(g.bottom for g in glyphs) <= 292


def test_a_summary_is_as_large_as_one_sheet_allows():
    little = easy(emptiest_plan)
    made = summary_pdf(little, made_at=MADE_AT)
    assert made.pages == 2
    assert min(round(g.size, 2) for g in page_glyphs(made.data, 1) if g.text not in "O2?") > 16
    assert "This page does not say" not in "".join(page_texts(made.data))
    full = "".join(page_texts(summary_pdf(easy(), made_at=MADE_AT).data))
    assert "This page does not say" in full
    assert "My numbers" not in full


def test_words_are_easy_and_pictures_exist():
    words = easy_plan_wording()
    lines = [
        text.replace("**", "")
        for text in words.every_text()
        if " " in text and "{" not in text and text not in PICTURES
    ]
    assert flesch_kincaid_grade("\n".join(lines)) <= 3.0
    keys = words.keys()
    named = {
        words.text(key)
        for key in keys
        if key.startswith("pictures.") or key.endswith(("picture", "picture_999", "same_day"))
    }
    assert {each for each in named if " " not in each} <= set(PICTURES)
