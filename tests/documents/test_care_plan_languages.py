"""The care plan in ten languages, read back from its pages: order, places, nothing missing."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from proactive_care.care_plans.texts import CALL_999, shipped_texts, texts_in
from proactive_care.documents import (
    Involved,
    LetterFormat,
    PlanAction,
    PlanGoal,
    PlanMedicine,
    care_plan_pdf,
    plan_wording,
    summary_pdf,
)
from proactive_care.documents.paper.scale import scale_for
from proactive_care.documents.paper.shaping import shape
from proactive_care.documents.words.languages import TRANSLATIONS
from proactive_care.domain.errors import KnownError
from support.care_plans import MADE_AT, a_plan, emptiest_plan, longest_plan
from support.letters import page_glyphs, page_texts
from support.plan_languages import in_language
from support.scripts import lines_as_seen

CODES = [language.code for language in TRANSLATIONS]
RIGHT_TO_LEFT = ("ar", "ur")
LEFT, RIGHT, TOP, BOTTOM = 17.2, 192.8, 11.0, 292.0
# Each language in the largest print; the longest plan in narrow columns where words are long or
# lines high; the emptiest one for each script.
PAGES = [
    *((longest_plan, code, 12) for code in ("pl", "pt", "bn", "ur", "ar")),
    *((a_plan, code, 24) for code in CODES),
    *((emptiest_plan, code, 12) for code in ("cy", "ur", "gu", "pa")),
    *((longest_plan, code, 24) for code in ("pt", "ur")),
]
ORDERED = [*((code, 12) for code in CODES), *((code, 24) for code in ("ar", "ur", "bn"))]


def printed(make, code, points=12, **changes):
    return care_plan_pdf(in_language(make, code, points, **changes), made_at=MADE_AT)


def squeezed(data):
    return "".join("".join(page_texts(data)).split())


def seen(made):
    return [line for page in range(made.pages) for line in lines_as_seen(made.data, page)]


# What is said -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_no_topic_and_no_warning_sign_is_lost_in_translation(code):
    english, own = shipped_texts(), texts_in(code)
    for part in ("self_care", "get_help"):
        pairs = zip(getattr(english, part), getattr(own, part), strict=True)
        for there, here in pairs:
            assert (here.id, here.applies) == (there.id, there.applies)
            rules = [(v.when, v.unless, v.call) for v in there.variants]
            assert [(v.when, v.unless, v.call) for v in here.variants] == rules
            assert all(v.text.strip() for v in here.variants)
    flags = [v.text for topic in own.get_help for v in topic.variants if v.call == CALL_999]
    assert len(set(flags)) == len(flags)
    assert [c.id for c in own.conditions] == [c.id for c in english.conditions]


@pytest.mark.parametrize("code", [code for code in CODES if code not in RIGHT_TO_LEFT])
def test_everything_fixed_is_said_in_the_language_and_everything_typed_as_typed(code):
    words, made = plan_wording(code), printed(a_plan, code)
    said = squeezed(made.data)
    for key in (
        "head.title", "matters.heading", "about.worries", "conditions.heading", "goals.heading",
        "self_care.heading", "medicines.heading", "help.heading", "help.call_999",
        "people.heading", "confidence.heading", "review.lead", "review.agreed_me",
    ):  # fmt: skip
        assert "".join(words.words(key).split()) in said, key
    for flag in in_language(a_plan, code).call_999:
        assert "".join(flag.split()) in said, flag
    for typed in ("IwanttowalkBracken", "Walk15minutesaday", "Amlodipine10mgtablets"):
        assert typed in said


@pytest.mark.parametrize("code", CODES)
def test_the_file_says_its_language_and_its_title(code):
    made = printed(emptiest_plan, code)
    document = pdfium.PdfDocument(made.data)
    assert document.get_metadata_value("Title") == plan_wording(code).title
    document.close()
    assert f"/Lang ({code})".encode() in made.data


# On paper ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("make", "code", "points"), PAGES)
def test_every_page_of_every_language(make, code, points):
    """Type is never too small, nothing leaves the margins, no two letters of a line collide."""
    made = printed(make, code, points)
    for page in range(made.pages):
        glyphs = page_glyphs(made.data, page)
        assert min(round(glyph.size, 2) for glyph in glyphs) >= points
        assert min(glyph.left for glyph in glyphs) >= LEFT
        assert max(glyph.right for glyph in glyphs) <= RIGHT
        assert min(glyph.top for glyph in glyphs) >= TOP
        assert max(glyph.bottom for glyph in glyphs) <= BOTTOM


@pytest.mark.parametrize("code", ["cy", "pt"])
def test_no_two_letters_stand_on_each_other(code):
    made = printed(longest_plan, code)
    for page in range(made.pages):
        glyphs = sorted(page_glyphs(made.data, page), key=lambda g: g.top)
        for index, one in enumerate(glyphs):
            for two in glyphs[index + 1 :]:
                if two.top >= one.bottom:
                    break
                across = min(one.right, two.right) - max(one.left, two.left)
                down = min(one.bottom, two.bottom) - max(one.top, two.top)
                assert across < 0.6 or down < 0.6, (one, two)


@pytest.mark.parametrize(("code", "points"), ORDERED)
def test_every_number_date_and_phone_reads_in_the_right_order(code, points):
    """By where each figure stands on the page, not by the order in the file."""
    joined = "\n".join(seen(printed(a_plan, code, points)))
    for wanted in ("142/84", "135/85", "01632960142", "07700900123", "9990000018", "999", "111",
                   "180", "120", "2.6", "91.2", "88", "2014", "10:42", "mmol/mol"):  # fmt: skip
        assert wanted in joined, wanted
    if points == 12 and code != "bn":
        assert "14/12/2026" in joined
    backwards = ("241069", "23610", "48/241", "58/531", "321009", "810000", "24:01", "022/", "62/")
    assert not [wrong for wrong in backwards if wrong in joined]


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_english_words_in_a_right_to_left_plan_read_from_left_to_right(code):
    goals = (PlanGoal("Walk (slowly) to the shop, 10 min.", (
        PlanAction("Ring 01632 960 199 before 9 Oct 2026.", "Me & Hazel"),
    )),)  # fmt: skip
    medicines = (PlanMedicine("Co-codamol 8mg/500mg tablets", "Take 1 or 2, max. 8 a day"),)
    made = printed(
        a_plan, code, 24, goals=goals, medicines=medicines, matters="My dog, and 3 hens.",
        to_raise="a lift (in snow).",
    )  # fmt: skip
    joined = "\n".join(seen(made))
    for wanted in (
        "Walk(slowly)totheshop,10", "Ring01632960199before9Oct", "Me&Hazel", "My dog, and 3 hens.",
        "Co-codamol8mg/500mgtablets", "alift(insnow).",
    ):  # fmt: skip
        assert "".join(wanted.split()) in joined, wanted


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_the_pages_of_a_right_to_left_plan_are_mirrored(code):
    made = printed(a_plan, code)
    large = [g for g in page_glyphs(made.data, 0) if g.size > 20 and g.top < 40]
    assert max(g.right for g in large) > 190
    assert min(g.left for g in large) > 100
    figures = [g for g in page_glyphs(made.data, 0) if g.size > 20 and g.top > 100]
    assert min(g.left for g in figures) > 110  # the value stands right of its chart


def test_what_is_typed_in_another_script_keeps_its_direction_on_an_english_plan():
    made = care_plan_pdf(a_plan(matters="میرا بلڈ پریشر 140/90 ہے، فون 999۔"), made_at=MADE_AT)
    line = next(line for line in lines_as_seen(made.data, 0) if "140/90" in line)
    assert line.index("999") < line.index("140/90")


@pytest.mark.parametrize(
    ("code", "name"), [("ar", "مرض (COPD)"), ("ur", "بیماری (COPD)"), ("ur", "COPD (سانس)")]
)
def test_an_abbreviation_in_brackets_keeps_its_brackets(code, name):
    """(COPD) beside a year: the brackets stay round their word, and the year is read after it."""
    plan = in_language(a_plan, code, 24)
    condition = replace(plan.conditions[0], name=name, since="2014", words="")
    plan = replace(plan, conditions=(replace(condition, words="."),))
    line = next(line for line in seen(care_plan_pdf(plan, made_at=MADE_AT)) if "2014" in line)
    assert line.index("2014") < line.index("COPD")
    if name.endswith("(COPD)"):
        at = line.index("COPD")
        assert {line[at - 1], line[at + 4]} <= {"(", ")"}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("bold", [False, True])
def test_lines_are_far_enough_apart(code, bold):
    language = next(each for each in TRANSLATIONS if each.code == code)
    top = bottom = 0.0
    for text in plan_wording(code).every_text():
        for part in shape(text.replace("**", ""), bold, language.rtl):
            for glyph in (glyph for each in part.clusters for glyph in each.glyphs):
                box = part.face.hb_font.get_glyph_extents(glyph.number)
                if box is not None:
                    top = max(top, (box.y_bearing + glyph.y) * part.face.scale)
                    bottom = min(bottom, (box.y_bearing + box.height + glyph.y) * part.face.scale)
    body = scale_for(12, language).body
    assert (top - bottom) / 1000 * body.size <= body.leading


@pytest.mark.parametrize(
    ("code", "points"), [*((code, 18) for code in CODES), ("pt", 12), ("ur", 12)]
)
def test_the_summary_is_one_sheet_with_every_medicine_and_warning(code, points):
    paper = in_language(a_plan, code, points)
    made = summary_pdf(paper, made_at=MADE_AT)
    joined = "\n".join(seen(made))
    assert made.pages <= 2
    for medicine in paper.medicines or ():
        assert "".join(medicine.name.split()) in joined
    for wanted in ("999", "111", "01632960142", "180", "120"):
        assert wanted in joined
    if code not in RIGHT_TO_LEFT:
        said = squeezed(made.data)
        assert all("".join(flag.split()) in said for flag in paper.call_999 + paper.same_day)


# A draft, and what does not exist ----------------------------------------------------------


def test_a_draft_says_so_on_every_page():
    made = printed(a_plan, "ur", draft=True)
    assert all("DRAFT, not checked" in text for text in page_texts(made.data))
    assert "DRAFT" not in "".join(page_texts(printed(a_plan, "ur").data))


def test_easy_read_is_in_english_only():
    paper = in_language(a_plan, "pl", letter_format=LetterFormat(16, easy_read=True))
    with pytest.raises(KnownError, match="no easy read in Polish"):
        care_plan_pdf(paper, made_at=MADE_AT)


def test_somebody_involved_without_a_part_is_named_all_the_same():
    made = printed(a_plan, "ur", people=(Involved("Hazel Mockford", ""),))
    assert any("HazelMockford" in line for line in seen(made))


def test_a_unit_that_begins_with_a_figure_is_not_taken_for_the_value():
    score = replace(a_plan().numbers[0], value="18", unit="25 میں سے", target="", trend=())
    oxygen = replace(score, value="95", unit="%")
    made = summary_pdf(in_language(a_plan, "ur", numbers=(score, oxygen)), made_at=MADE_AT)
    joined = "\n".join(seen(made))
    assert "1825" not in joined
    assert "95%" in joined
