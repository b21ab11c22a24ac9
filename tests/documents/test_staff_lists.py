"""Sheets for staff: home visits by village, clinic days, case lists."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.documents import (
    CaseLine,
    CaseList,
    ListMark,
    SheetHead,
    VisitLine,
    VisitList,
    case_list_pdf,
    visit_list_pdf,
)
from proactive_care.domain.vocabulary import Framework, Tier
from support.letters import MADE_AT, page_glyphs, page_texts

TIERS = list(Tier)
MARKS = tuple(
    ListMark(framework.short_label, f"{number}a", TIERS[number % len(TIERS)])
    for number, framework in enumerate(Framework)
)
LONG_NAME = "Featherstonehaugh-Sampleton-Mockford, Bartholomew-Maximilian"
WARNING = "Not signed off: COPD. A clinical lead must read these rules first. " * 2


def head(title="Home visits", warning=""):
    return SheetHead(
        "Harrowmere Surgery", title, "Round on Thursday", "Sam Birkett, practice nurse",
        date(2026, 9, 14), "Sorted as of 14 Sep 2026", warning,
    )  # fmt: skip


def visit(name, village="Fennick", **changes):
    values = {
        "born": date(1947, 3, 2), "nhs_number": "NHS 999 000 0018", "village": village,
        "address": "3 Ford Cottages, Skellbeck, HM1 7ZZ", "phone": "01632 960 327",
        "marks": MARKS, "to_do": "blood pressure, urine", "needs": "Format: Large print",
    }  # fmt: skip
    return VisitLine(name, **(values | changes))


def _text(pdf):
    return " ".join(" ".join(page_texts(pdf)).split())


def _inside(pdf):
    for page in range(len(page_texts(pdf))):
        glyphs = page_glyphs(pdf, page)
        assert min(g.left for g in glyphs) >= 15.5
        assert max(g.right for g in glyphs) <= 194.5
        assert max(g.bottom for g in glyphs) <= 291


def test_home_visits_are_put_together_by_village_and_unknown_ones_come_last():
    lines = (
        visit("Mock, Ada", "skellbeck"), visit("Test, Bo", ""), visit("Fixture, Cy", "Fennick"),
        visit("Sample, Di", "skellbeck"),
    )  # fmt: skip
    text = _text(visit_list_pdf(VisitList(head(), True, lines), made_at=MADE_AT))
    order = [text.index(each) for each in (
        "Fennick 1 person", "Fixture, Cy", "skellbeck 2 people", "Mock, Ada", "Sample, Di",
        "Village not known", "Test, Bo",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "4 people" in text
    assert "3 Ford Cottages, Skellbeck, HM1 7ZZ. Phone: 01632 960 327" in text
    assert "To do: blood pressure, urine" in text
    assert "Large print" in text


def test_what_is_missing_is_said():
    line = visit("Mock, Ada", born=None, address="", phone="", marks=(), to_do="", needs="")
    text = _text(visit_list_pdf(VisitList(head(), True, (line,)), made_at=MADE_AT))
    for said in ("date of birth not known", "Address not known", "no phone number", "1 person"):
        assert said in text
    assert "To do" not in text
    assert "None" not in text


def test_a_clinic_day_keeps_its_order_and_has_a_time_to_fill_in():
    lines = (visit("Zed, Ada"), visit("Able, Bo", ""))
    text = _text(visit_list_pdf(VisitList(head("Clinic day"), False, lines), made_at=MADE_AT))
    assert text.index("Zed, Ada") < text.index("Able, Bo")
    assert text.count("Time") == 2
    assert "Ford Cottages" not in text


@pytest.mark.parametrize("at_home", [True, False])
@pytest.mark.parametrize("people", [1, 40])
def test_long_names_and_six_conditions_stay_on_the_paper(at_home, people):
    lines = tuple(visit(LONG_NAME, f"Village {n % 7}") for n in range(people))
    pdf = visit_list_pdf(VisitList(head(warning=WARNING), at_home, lines), made_at=MADE_AT)
    _inside(pdf)
    texts = page_texts(pdf)
    assert f"Page {len(texts)} of {len(texts)}" in texts[-1]
    assert sum(text.count("Maximilian") for text in texts) == people
    assert "Shred after use" in texts[-1]


def test_marks_never_run_into_their_words():
    pdf = visit_list_pdf(VisitList(head(), True, (visit("Mock, Ada"),)), made_at=MADE_AT)
    right = [g for g in page_glyphs(pdf, 0) if g.left > 130]
    names = [g for g in right if round(g.size, 1) == 8.0]
    groups = [g for g in right if round(g.size, 1) == 9.5 and g.text.isdigit()]
    assert len(groups) == len(MARKS)
    for group in groups:
        same_row = [g for g in names if abs(g.bottom - group.bottom) < 1.5 and g.left < group.left]
        assert max(g.right for g in same_row) < group.left - 3.5  # the shape stands between


def test_a_case_list_has_a_numbered_line_and_room_to_decide_for_each():
    lines = tuple(
        CaseLine(LONG_NAME if n == 3 else f"Mock, Ada {n}", "aged 79, NHS 999 000 0018",
                 TIERS[n % 5], MARKS[: n % 7], "BP 182/110 mmHg on 3 Sep 2026; " * (n % 4))
        for n in range(30)
    )  # fmt: skip
    pdf = case_list_pdf(CaseList(head("Case list"), lines), made_at=MADE_AT)
    _inside(pdf)
    text = _text(pdf)
    assert text.count("Decided") == 30
    assert text.count("Who, by when") == 30
    assert "30 people" in text
    assert "Urgent, aged 79, NHS 999 000 0018" in text
    assert "182/110 mmHg on 3 Sep 2026" in text
