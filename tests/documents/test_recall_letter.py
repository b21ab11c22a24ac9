"""The printed letter, read back from its PDF: what it says, where, and what never shows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest

from proactive_care.documents import (
    Check,
    EmptyField,
    LetterFormat,
    MissingGlyph,
    Sides,
    UnusableAddress,
    Visit,
    VisitKind,
    measure_letter,
    usual_checks,
)
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Framework, Role, Tier
from support.letter_pages import (
    above_the_fold,
    check_pages,
    check_pointers,
    one_line,
    window_text,
)
from support.letters import (
    ALDER,
    PRACTICE,
    TWO_VISITS,
    a_letter,
    emptiest_letter,
    large,
    longest_letter,
    page_glyphs,
    page_picture,
    page_texts,
    pdf_of,
)

SIZES = (12, 16, 18, 20, 24)
CLINICAL = re.compile(
    r"pressure|diabet|cholest|heart|fibrill|asthma|copd|lung|check|test|review|blood|medicine",
    re.IGNORECASE,
)
PROFILES = [
    pytest.param(make, LetterFormat(points), sides, id=f"{make.__name__}-{points}-{sides}")
    for make in (a_letter, longest_letter, emptiest_letter)
    for points in SIZES
    for sides in Sides
]


@pytest.mark.parametrize(("make", "letter_format", "sides"), PROFILES)
def test_every_page_of_every_profile(make, letter_format, sides):
    letter = make(letter_format=letter_format, sides=sides)
    check_pointers(letter, check_pages(letter))


@pytest.mark.parametrize("points", SIZES)
def test_the_window_shows_name_and_address_and_nothing_else(points):
    shown = window_text(pdf_of(a_letter(letter_format=large(points))))
    assert shown == "MrAlderTestperson3FordCottagesSkellbeckHarrowmereHM17ZZ"


@pytest.mark.parametrize("make", [a_letter, longest_letter, emptiest_letter])
@pytest.mark.parametrize("points", SIZES)
def test_nothing_clinical_shows_above_the_first_fold(make, points):
    pdf = pdf_of(make(letter_format=large(points)))
    above = above_the_fold(pdf)
    for name in (longest_letter().practice.name, "Testperson"):
        above = above.replace(name.replace(" ", ""), "")
    assert not CLINICAL.search(above)
    assert "Dear" not in above


@pytest.mark.parametrize(
    ("tier", "heading"),
    [
        (Tier.URGENT, "Please call us this week"),
        (Tier.HIGH, "Please book a check in the next two weeks"),
        (Tier.DATA_GAP, "Please book a check"),
        (Tier.MEDIUM, "Please book your yearly health check"),
        (Tier.LOW, "Please book your yearly health check"),
        (None, "Please book your yearly health check"),
    ],
)
def test_how_soon_follows_the_tier(tier, heading):
    first = one_line(page_texts(pdf_of(a_letter(tier=tier)))[0])
    assert heading in first
    soon = tier in (Tier.URGENT, Tier.HIGH, Tier.DATA_GAP)
    assert ("yearly" in first or "Once a year" in first) is not soon


@pytest.mark.parametrize("points", SIZES)
def test_a_practice_without_an_address_is_named_on_the_slip(points):
    texts = page_texts(
        pdf_of(a_letter(practice=replace(PRACTICE, address=()), letter_format=large(points)))
    )
    slip = next(one_line(text) for text in texts if "Reply slip" in text)
    assert "hand it in. Harrowmere Surgery" in slip
    assert "Our address" not in " ".join(texts)


def test_the_standard_letter_is_two_pages_and_says_everything():
    texts = [one_line(text) for text in page_texts(pdf_of(a_letter()))]
    assert len(texts) == 2
    for said in (
        "Harrowmere Surgery",
        "14 September 2026",
        "7K3Q 222K",
        "Dear Mr Testperson",
        "Please book your yearly health check",
        "high blood pressure",
        "type 2 diabetes",
        "20 minutes",
        "30 minutes, about 2 weeks later",
        "Jo Fairley, a healthcare assistant",
        "01632 960 142",
        "www.harrowmere.example/book",
        "Need to change or cancel? Call 01632 960 142.",
        "Use the reply slip on sheet 2.",
        "Please read sheet 2 as well",
        "Sam Birkett, practice nurse",
        "Batch 2026-037",
        "Form RL2 v1",
        "Data of 11 Sep 2026",
        "Letter 017 of 024",
        "Sheet 1 of 2",
    ):
        assert said in texts[0], said
    for said in (
        "Before you come",
        "all your medicines",
        "an interpreter",
        "help to get here",
        "a visit at home",
        "Do not wait for this check",
        "Call 999",
        "111",
        "You can say no",
        "I have moved",
        "Mr A Testperson",
        "7K3Q 222K",
        "Sheet 2 of 2",
    ):
        assert said in texts[1], said


def test_tests_come_before_the_review():
    (first, _) = page_texts(pdf_of(a_letter()))
    assert first.index("Tests") < first.index("Review")


@pytest.mark.parametrize("framework", list(Framework))
def test_each_condition_is_named_with_its_red_flags(framework):
    letter = a_letter(conditions=(framework,), checks=usual_checks((framework,)))
    text = one_line(" ".join(page_texts(pdf_of(letter))))
    named = {
        Framework.HYPERTENSION: ("high blood pressure", "180 or more (top)"),
        Framework.TYPE_2_DIABETES: ("type 2 diabetes", "sore or wound on your foot"),
        Framework.CHOLESTEROL: ("cholesterol", "bad muscle pain"),
        Framework.ATRIAL_FIBRILLATION: ("uneven heartbeat", "bleeding that will not stop"),
        Framework.ASTHMA: ("asthma", "asthma attack that your inhaler does not help"),
        Framework.COPD: ("COPD (a lung condition)", "phlegm of a new colour"),
    }
    for said in named[framework]:
        assert said in text
    for other, (name, _) in named.items():
        if other is not framework and other is not Framework.CHOLESTEROL:
            assert f"after your {name}" not in text
    assert "Once a year we check it." in text


def test_pairs_of_conditions_stay_on_two_pages():
    for pair in combinations(Framework, 2):
        letter = a_letter(conditions=pair, checks=usual_checks(pair))
        assert measure_letter(letter).pages == 2, pair


def test_checks_are_combined_without_repeats_in_letter_order():
    assert usual_checks((Framework.COPD, Framework.ASTHMA)) == (
        Check.BREATHING,
        Check.OXYGEN,
        Check.INHALERS,
        Check.SMOKING,
    )
    assert usual_checks(()) == ()


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ((Check.BLOOD_TEST,), "A blood test. You will see"),
        ((Check.WEIGHT, Check.FEET), "We check your weight and your feet."),
        ((Check.BLOOD_TEST, Check.WEIGHT), "A blood test. We also check your weight."),
    ],
)
def test_what_the_tests_are(checks, said):
    visits = (Visit(VisitKind.TESTS, 20, Role.HCA, "Jo Fairley"),)
    assert said in one_line(page_texts(pdf_of(a_letter(checks=checks, visits=visits)))[0])


@pytest.mark.parametrize(
    ("weeks", "said"),
    [(0, "on the same day"), (1, "about 1 week later"), (3, "about 3 weeks later")],
)
def test_when_the_review_is(weeks, said):
    visits = (TWO_VISITS[0], replace(TWO_VISITS[1], weeks_later=weeks))
    assert f"30 minutes, {said}" in one_line(page_texts(pdf_of(a_letter(visits=visits)))[0])


@pytest.mark.parametrize(
    ("invitation", "said"), [(1, "Please book"), (2, "A reminder"), (3, "It is not too late")]
)
def test_later_invitations_say_so(invitation, said):
    text = one_line(page_texts(pdf_of(a_letter(invitation=invitation)))[0])
    assert said in text
    assert ("before. If you have booked, thank you." in text) == (invitation > 1)


def test_without_a_title_the_greeting_uses_the_names():
    text = page_texts(pdf_of(a_letter(replace(ALDER, title=""))))[0]
    assert "Dear Alder Testperson" in text


def test_a_practice_without_a_booking_page_does_not_mention_one():
    practice = replace(PRACTICE, booking_site="", quiet_time="")
    for letter in (
        a_letter(practice=practice),
        a_letter(practice=practice, letter_format=large(18)),
    ):
        text = one_line(" ".join(page_texts(pdf_of(letter))))
        assert "online" not in text
        assert "quietest" not in text


def test_printed_on_two_sides_tearing_off_the_slip_leaves_how_to_book():
    pdf = pdf_of(a_letter(sides=Sides.TWO))
    first, second = (one_line(text) for text in page_texts(pdf))
    assert "Use the reply slip on the back." in first
    assert "Please turn over" in first
    assert "Page 1 of 2 · Sheet 1 of 1" in first
    assert "Page 2 of 2 · Sheet 1 of 1" in second
    upper = "".join(g.text for g in page_glyphs(pdf, 0) if g.bottom < 198)
    assert "Needtochangeorcancel?Call01632960142." in upper
    assert not any(197 < g.bottom < 200 for g in page_glyphs(pdf, 0))


def test_the_slip_is_torn_at_the_second_fold():
    for make in (a_letter, longest_letter, emptiest_letter):
        pdf = pdf_of(make())
        last = len(page_texts(pdf)) - 1
        glyphs = page_glyphs(pdf, last)
        assert not any(g.top < 199.5 and g.bottom > 196.5 for g in glyphs)
        picture = page_picture(pdf, last, 150)
        row = round(198 * 150 / 25.4)
        dark = sum(
            picture.getpixel((x, y)) < 128 for x in range(picture.width) for y in (row - 1, row)
        )
        assert dark > picture.width * 0.4


def test_fold_marks_are_at_the_edge_of_every_page():
    pdf = pdf_of(a_letter())
    for page in range(2):
        picture = page_picture(pdf, page, 150)
        for fold in (99, 198):
            y = round(fold * 150 / 25.4)
            strip = picture.crop((round(4.5 * 150 / 25.4), y - 3, round(7.5 * 150 / 25.4), y + 3))
            assert strip.getextrema()[0] < 200


def test_no_letter_holds_an_nhs_number():
    text = " ".join(page_texts(pdf_of(a_letter(), longest_letter(), emptiest_letter())))
    assert not re.search(r"\b\d{3} ?\d{3} ?\d{4}\b", text.replace("01632 960 142", ""))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"conditions": ()}, InvalidInput),
        ({"visits": ()}, InvalidInput),
        ({"checks": ()}, InvalidInput),
        ({"form_code": "9990000018"}, InvalidInput),
        ({"practice": replace(PRACTICE, phone=" ")}, EmptyField),
        ({"practice": replace(PRACTICE, opening="")}, EmptyField),
        ({"to": replace(ALDER, lines=())}, UnusableAddress),
        ({"to": replace(ALDER, given_name="", family_name="")}, UnusableAddress),
        ({"to": replace(ALDER, given_name="李")}, MissingGlyph),
    ],
)
@pytest.mark.parametrize("points", [12, 18])
def test_what_cannot_be_printed_is_refused_before_printing(changes, error, points):
    letter = a_letter(letter_format=large(points), **changes)
    with pytest.raises(error):
        measure_letter(letter)
    with pytest.raises(error):
        pdf_of(letter)


def test_names_are_never_read_as_bold_or_as_fields():
    letter = a_letter(replace(ALDER, family_name="**Test** {phone}"))
    text = page_texts(pdf_of(letter))[0]
    assert "Dear Mr **Test** {phone}" in text
