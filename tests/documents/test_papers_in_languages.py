"""Letters about readings, sheets and diaries in nine languages, read back from their pages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import pypdfium2 as pdfium
import pytest

from proactive_care.documents import (
    DIARY,
    PEAK_FLOW,
    PRE_VISIT,
    PRIVACY,
    DiaryForm,
    LetterFormat,
    LoanMessage,
    PreVisitSheet,
    Talk,
    bp_diary_pdf,
    peak_flow_diary_pdf,
    pre_visit_pdf,
    privacy_pdf,
    reading_letter_pdf,
    translated_wording,
)
from proactive_care.documents.letters.reading_letter import wording_in
from proactive_care.documents.letters.result_letter import lay_out_result_letter
from proactive_care.documents.letters.result_words import next_steps, thanks, verdict
from proactive_care.documents.words.languages import TRANSLATIONS, language_of
from proactive_care.documents.words.translations import LOAN, RESULT
from proactive_care.domain.vocabulary import Role
from support.form_codes import code_matrix, read_code
from support.letters import (
    EMPTIEST,
    LONGEST,
    MADE_AT,
    PRACTICE,
    page_glyphs,
    page_picture,
    page_texts,
)
from support.reading_letters import a_loan_letter, a_result_letter, every_result_letter
from support.scripts import lines_as_seen

CODES = [language.code for language in TRANSLATIONS]
RIGHT_TO_LEFT = [language.code for language in TRANSLATIONS if language.rtl]
CODE = "H2VX6R8C"
LONG_PRACTICE = replace(
    PRACTICE,
    name="Harrowmere and Upper Skellbeck Valley Medical Partnership",
    phone="01632 960 142 or 07700 900 142",
    address=("The Old Corn Exchange", "Upper Market Place West", "Harrowmere", "HM1 4ZZ"),
)
PERSONS = {12: (EMPTIEST, replace(PRACTICE, address=("HM1 4ZZ",))), 24: (LONGEST, LONG_PRACTICE)}
EVERY = every_result_letter()


@lru_cache(maxsize=1)
def papers(code: str, points: int) -> dict[str, bytes]:
    """Every document in a language: the emptiest patient at 12 points, the longest at 24."""
    to, practice = PERSONS[points]
    paper = LetterFormat(points)
    shared = {"to": to, "practice": practice, "letter_format": paper, "language": code}
    diary = DiaryForm(practice, to, CODE, paper)
    visit = PreVisitSheet(practice, to, CODE, paper, translated_wording(PRE_VISIT, code))
    long_name = Talk(Role.PRESCRIBER, "Josephine-Ann Fairley-Exampleby", 45)
    letters = {
        "high": replace(EVERY["high"], talk=long_name, **shared),
        "agreement": a_loan_letter(LoanMessage.AGREEMENT, **shared),
        "reminder": a_loan_letter(LoanMessage.REMINDER, **shared),
    }
    made = {name: reading_letter_pdf(each, made_at=MADE_AT) for name, each in letters.items()}
    return made | {
        "pre-visit": pre_visit_pdf(visit, made_at=MADE_AT),
        "privacy": privacy_pdf(
            practice, made_at=MADE_AT, letter_format=paper,
            wording=translated_wording(PRIVACY, code),
        ),
        "bp diary": bp_diary_pdf(diary, made_at=MADE_AT, wording=translated_wording(DIARY, code)),
        "peak flow": peak_flow_diary_pdf(
            diary, made_at=MADE_AT, wording=translated_wording(PEAK_FLOW, code)
        ),
    }  # fmt: skip


PAGES = [(code, points) for points in PERSONS for code in CODES]


@pytest.mark.parametrize(("code", "points"), PAGES)
def test_every_page_keeps_its_print_and_its_margins(code, points):
    for name, pdf in papers(code, points).items():
        posted = name in {"high", "agreement", "reminder"}
        for page in range(len(page_texts(pdf))):
            glyphs = page_glyphs(pdf, page)
            # What shows in the window of the envelope may be smaller, never anything else.
            others = [
                g for g in glyphs if not (posted and page == 0 and g.left < 110 and 44 < g.top < 92)
            ]
            assert min(round(g.size, 1) for g in others) >= points, name
            assert min(g.left for g in glyphs) >= 17.2, name  # a j reaches to the left
            assert max(g.right for g in glyphs) <= 192.5, name
            assert min(g.top for g in glyphs) >= 11, name
            assert max(g.bottom for g in glyphs) <= 292, name


@pytest.mark.parametrize(("code", "points"), PAGES)
def test_every_number_date_and_phone_reads_in_the_right_order(code, points):
    """By where each figure stands on the page, not by the order in the file."""
    wanted = {
        "high": ["01632960142", "999", "111", "180", "120", "156/97", "135/85", "2026", "7K3Q2227",
                 "RS1-"],
        "agreement": ["01632960142", "BP-014", "2026", "ML1-", "7K3Q2228"],
        "reminder": ["01632960142", "BP-014", "7"],
        "pre-visit": ["01632960142", "999", "111", "H2VX6R8C", "PV1-"],
        "privacy": ["01632960142", "03031231113", "ico.org.uk", "IG1-", "HM14ZZ"],
        "bp diary": ["01632960142", "999", "111", "180", "120", "H2VX6R8C", "BP7-"],
        "peak flow": ["01632960142", "999", "111", "14", "H2VX6R8C", "PF1-"],
    }  # fmt: skip
    backwards = ("241069", "23610", "3111321", "3030", "ZZ41MH", "79/651", "58/531", "6202")
    for name, pdf in papers(code, points).items():
        seen = "\n".join(
            line for page in range(len(page_texts(pdf))) for line in lines_as_seen(pdf, page)
        )
        assert [each for each in wanted[name] if each not in seen] == [], name
        assert [wrong for wrong in backwards if wrong in seen] == [], name


@pytest.mark.parametrize("code", ["cy", "pl", "ro", "pt"])
@pytest.mark.parametrize("points", PERSONS)
def test_no_two_letters_print_on_each_other(code, points):
    for name, pdf in papers(code, points).items():
        for page in range(len(page_texts(pdf))):
            glyphs = sorted(page_glyphs(pdf, page), key=lambda g: g.top)
            for at, one in enumerate(glyphs):
                for two in glyphs[at + 1 :]:
                    if two.top >= one.bottom:
                        break
                    across = min(one.right, two.right) - max(one.left, two.left)
                    down = min(one.bottom, two.bottom) - max(one.top, two.top)
                    assert across < points / 24 or down < points / 24, (name, one, two)


@pytest.mark.parametrize("code", CODES)
def test_each_result_is_one_page_of_standard_print_and_says_everything(code):
    words = wording_in(RESULT, code, None)
    for name, usual in EVERY.items():
        letter = replace(usual, language=code)
        assert lay_out_result_letter(letter).page_count == 1, name
        said = (thanks(letter, words), verdict(letter, words), *next_steps(letter, words))
        text = " ".join("".join(run.text for run in part) for part in said)
        assert not re.search(r"\{|\*\*", text)
        if letter.result is not None:
            assert "22" in text
            assert "2026" in text
        assert ("01632" in text) is (letter.talk is not None or "more days" in name)


def test_days_of_two_months_are_told_in_full():
    letter = a_result_letter(language="pl")
    moved = replace(letter.result, first_day=letter.result.first_day.replace(month=8))
    words = wording_in(RESULT, "pl", None)
    text = "".join(run.text for run in thanks(replace(letter, result=moved), words))
    assert "od 22 sierpnia 2026 do 27 września 2026" in text


@pytest.mark.parametrize("code", CODES)
def test_the_file_says_its_language_and_its_title(code):
    for name, pdf in papers(code, 12).items():
        document = pdfium.PdfDocument(pdf)
        title = document.get_metadata_value("Title")
        document.close()
        words = {"high": RESULT, "agreement": LOAN, "reminder": LOAN, "pre-visit": PRE_VISIT,
                 "privacy": PRIVACY, "bp diary": DIARY, "peak flow": PEAK_FLOW}[name]  # fmt: skip
        wording = translated_wording(words, code)
        assert title == wording.title, name
        assert language_of(wording.language).code == code
        assert f"/Lang ({wording.language})".encode() in pdf


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_pages_from_right_to_left_are_mirrored_and_boxes_are_not(code):
    made = papers(code, 12)
    for name in ("pre-visit", "privacy", "peak flow"):
        picture = page_picture(made[name], 0, 100)
        head = picture.crop((0, round(15 * 100 / 25.4), picture.width, round(27 * 100 / 25.4)))
        dark = [
            x
            for x in range(head.width)
            if head.crop((x, 0, x + 1, head.height)).getextrema()[0] < 130
        ]
        assert max(dark) / 100 * 25.4 > 185, name
    for name, digits in (("bp diary", "1234567"), ("peak flow", "123456789")):
        last = len(page_texts(made[name])) - 1
        days = {g.text for g in page_glyphs(made[name], last) if g.left < 24 and 60 < g.top < 280}
        assert set(digits) <= days


@pytest.mark.parametrize("code", ["pl", *RIGHT_TO_LEFT])
def test_the_form_code_changes_its_side_and_is_never_mirrored(code):
    made = papers(code, 12)
    left = 22 if code in RIGHT_TO_LEFT else 165.5
    for name in ("pre-visit", "bp diary", "peak flow"):
        for page in range(len(page_texts(made[name]))):
            if name == "pre-visit" and page:
                continue
            picture = page_picture(made[name], page, 150)
            assert read_code(picture, 150, left, 15.5, 22.5) == code_matrix(CODE), name
