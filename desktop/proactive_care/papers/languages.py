"""Everything for patients in every language that has wording, whether signed off or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from proactive_care.documents import (
    DIARY,
    LARGE_FORMATS,
    LOAN,
    PEAK_FLOW,
    PLAN,
    PRE_VISIT,
    PRIVACY,
    RECALL,
    RESULT,
    STANDARD,
    TRANSLATIONS,
    DiaryForm,
    LetterFormat,
    LoanMessage,
    PreVisitSheet,
    bp_diary_pdf,
    care_plan_pdf,
    example_plan,
    has_translation,
    letter_pdf,
    peak_flow_diary_pdf,
    pre_visit_pdf,
    privacy_pdf,
    reading_letter_pdf,
    recall_translation,
    summary_pdf,
    translated_wording,
    translation_check_pdf,
)
from proactive_care.papers.handed_out import emptiest_plan
from proactive_care.papers.letters import RESULTS, loan_letter, recall_letter, result_letter, short
from proactive_care.papers.paper import TODAY, Paper
from proactive_care.papers.people import (
    DIARY_CODE,
    EMPTIEST,
    FORM_CODE,
    LONGEST,
    PEOPLE,
    USUAL,
    Person,
)

_FORMATS = (STANDARD, LARGE_FORMATS[-1])
_TOLD = ("on-target", "high", "more-days")  # all texts are in the sheets to be checked


def language_papers() -> Iterator[Paper]:
    """Return the documents of every language, a language after the other."""
    for language in TRANSLATIONS:
        for name, make in _MAKERS.items():
            if has_translation(name, language.code):
                yield from make(language.code)
        yield _check_sheet(language.code)


def _named(code: str, what: str, paper: LetterFormat) -> str:
    return f"{code}-{what}-{short(paper)}"


def _check_sheet(code: str) -> Paper:
    letter = recall_letter(LONGEST, wording=recall_translation(code), draft=True)
    return Paper("translation-sheets", code, translation_check_pdf, ([letter], code))


def people_in(code: str) -> tuple[Person, ...]:
    """Return those who are written to in a language: the emptiest practice speaks it."""
    words = recall_translation(code)
    phone, opening = words.text("unknown.phone"), words.text("unknown.opening")
    position = words.text("unknown.position")
    emptiest = replace(
        EMPTIEST,
        practice=replace(EMPTIEST.practice, phone=phone, opening=opening),
        signatory=replace(EMPTIEST.signatory, position=position),
    )
    return (*(each for each in PEOPLE if each is not EMPTIEST), emptiest)


def _recall(code: str) -> Iterator[Paper]:
    wording = recall_translation(code)
    for person in people_in(code):
        for paper in _FORMATS:
            draft = person.name == EMPTIEST.name
            letter = recall_letter(person, wording=wording, letter_format=paper, draft=draft)
            name = _named(code, f"recall-{person.name}", paper)
            yield Paper("languages", name, letter_pdf, (letter,))


def _results(code: str) -> Iterator[Paper]:
    for paper in _FORMATS:
        for name in _TOLD:
            person = LONGEST if paper is STANDARD else USUAL
            letter = result_letter(person, *RESULTS[name], language=code, letter_format=paper)
            yield Paper(
                "languages", _named(code, f"result-{name}", paper), reading_letter_pdf, (letter,)
            )


def _loans(code: str) -> Iterator[Paper]:
    for message, person in zip(LoanMessage, people_in(code), strict=True):
        for paper in _FORMATS:
            letter = loan_letter(person, message, language=code, letter_format=paper)
            name = _named(code, f"loan-{message.value}", paper)
            yield Paper("languages", name, reading_letter_pdf, (letter,))


def _diaries(code: str) -> Iterator[Paper]:
    for name, kind, maker in (
        (DIARY, "bp", bp_diary_pdf),
        (PEAK_FLOW, "peak-flow", peak_flow_diary_pdf),
    ):
        if not has_translation(name, code):
            continue
        for paper, person in zip(_FORMATS, (LONGEST, USUAL), strict=True):
            diary = DiaryForm(person.practice, person.to, DIARY_CODE, paper)
            wording = {"wording": translated_wording(name, code)}
            yield Paper("languages", _named(code, f"{kind}-diary", paper), maker, (diary,), wording)


def _handouts(code: str) -> Iterator[Paper]:
    visit, leaflet = translated_wording(PRE_VISIT, code), translated_wording(PRIVACY, code)
    for paper, person in zip(_FORMATS, (LONGEST, USUAL), strict=True):
        sheet = PreVisitSheet(person.practice, person.to, FORM_CODE, paper, visit)
        yield Paper("languages", _named(code, "pre-visit", paper), pre_visit_pdf, (sheet,))
        yield Paper(
            "languages", _named(code, "privacy", paper), privacy_pdf, (person.practice,),
            {"letter_format": paper, "wording": leaflet},
        )  # fmt: skip


def _plans(code: str) -> Iterator[Paper]:
    """The plan with most fixed words, and the emptiest; the demo practice prints usual ones."""
    practice = USUAL.practice
    for paper in _FORMATS:
        fullest = example_plan(
            practice.name, practice.phone, TODAY, code, draft=paper is STANDARD
        )  # fmt: skip
        for what, plan in (("fullest", fullest), ("emptiest", emptiest_plan(code))):
            shown = replace(plan, letter_format=paper)
            for kind, maker in (("plan", care_plan_pdf), ("summary", summary_pdf)):
                name = _named(code, f"{kind}-{what}", paper)
                yield Paper("languages", name, maker, (shown,))


_MAKERS = {
    RECALL: _recall,
    RESULT: _results,
    LOAN: _loans,
    DIARY: _diaries,
    PRE_VISIT: _handouts,
    PLAN: _plans,
}
