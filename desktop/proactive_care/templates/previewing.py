"""What a changed letter looks like, on invented patients from the plainest to the longest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.accounts import Permission, PracticeDetails, Session, practice_details
from proactive_care.documents import (
    Addressee,
    BatchPlace,
    LetterFormat,
    PracticeLetterhead,
    PreVisitSheet,
    RecallLetter,
    Signatory,
    Visit,
    VisitKind,
    Wording,
    letter_pdf,
    pre_visit_pdf,
    privacy_pdf,
    reading_grade,
    recall_text,
    shipped_wording,
    usual_checks,
)
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.templates.book import editable

_CODE = "EXAMPKEE"
_PLACE = BatchPlace("example", 1, 1)
_STANDARD, _LARGEST = 12, 24


class Example(StrEnum):
    """An invented patient. The value is what the window calls them."""

    USUAL = "two conditions"
    URGENT = "urgent"
    GAP = "missing data"
    LONGEST = "longest: six conditions, third invitation"
    LEAST = "least is known"
    LARGE = "large print, 24 point"


@dataclass(frozen=True)
class Preview:
    """Pages in memory, and how hard the English is to read (school grade; 6 is about age 11)."""

    data: bytes
    grade: float


def preview_template(
    session: Session, name: str, changes: Mapping[str, str], example: Example
) -> Preview:
    """Return the letter to an invented patient with these changes, which need not be saved.

    Raises NotPermitted, NotFound, and the KnownErrors of printing: a field that would be empty, a
    letter that no font has.
    """
    session.require(Permission.MANAGE_SETTINGS)
    shipped = shipped_wording(editable(name).file_name)
    wording = shipped.changed(changes, shipped.version) if changes else shipped
    return _MAKERS[name](session, wording, example)


def _recall(session: Session, wording: Wording, example: Example) -> Preview:
    letter = example_recall_letter(practice_details(session), wording, example, session.today())
    grade = reading_grade(recall_text(letter, wording))
    return Preview(letter_pdf(letter, made_at=session.now()), grade)


def _pre_visit(session: Session, wording: Wording, example: Example) -> Preview:
    practice = letterhead(practice_details(session))
    sheet = PreVisitSheet(practice, _person(example), _CODE, _paper(example), wording)
    return Preview(pre_visit_pdf(sheet, made_at=session.now()), _grade(wording))


def _privacy(session: Session, wording: Wording, example: Example) -> Preview:
    data = privacy_pdf(
        letterhead(practice_details(session)), made_at=session.now(),
        letter_format=_paper(example), wording=wording,
    )  # fmt: skip
    return Preview(data, _grade(wording))


def _grade(wording: Wording) -> float:
    return reading_grade("\n".join(text.replace("**", "") for text in wording.every_text()))


_MAKERS: Mapping[str, Callable[[Session, Wording, Example], Preview]] = {
    "recall_invitation": _recall,
    "pre_visit": _pre_visit,
    "privacy": _privacy,
}


def letterhead(details: PracticeDetails) -> PracticeLetterhead:
    """Return who writes; what the practice has not entered has an example's words."""
    return PracticeLetterhead(
        name=details.name,
        address=details.address,
        phone=details.phone or "01632 960 000",
        opening=details.opening_hours or "Monday to Friday, 8:30am to 6pm",
        booking_site=details.website,
    )


def example_recall_letter(
    details: PracticeDetails, wording: Wording, example: Example, day: date
) -> RecallLetter:
    """Return a recall letter to an invented patient."""
    conditions = _conditions(example)
    tests = Visit(VisitKind.TESTS, 20, Role.HCA, details.people.get(Role.HCA.value, ""))
    review = Visit(VisitKind.REVIEW, 30, Role.NURSE, "", 0 if example is Example.LEAST else 2)
    return RecallLetter(
        practice=letterhead(details),
        to=_person(example),
        written_on=day,
        data_of=day,
        conditions=conditions,
        checks=usual_checks(conditions),
        visits=(review,) if example is Example.LEAST else (tests, review),
        signatory=Signatory(
            details.signatory or details.name, details.signatory_role or "your GP surgery"
        ),
        form_code=_CODE,
        place=_PLACE,
        letter_format=_paper(example),
        invitation=3 if example is Example.LONGEST else 1,
        diary_code=_CODE if Framework.HYPERTENSION in conditions else "",
        tier=_TIERS.get(example, Tier.MEDIUM),
        wording=wording,
    )


_TIERS = {
    Example.URGENT: Tier.URGENT,
    Example.GAP: Tier.DATA_GAP,
    Example.LONGEST: Tier.HIGH,
    Example.LEAST: Tier.LOW,
}


def _conditions(example: Example) -> tuple[Framework, ...]:
    if example is Example.LONGEST:
        return tuple(Framework)
    if example is Example.LEAST:
        return (Framework.ASTHMA,)
    return (Framework.HYPERTENSION, Framework.TYPE_2_DIABETES)


def _paper(example: Example) -> LetterFormat:
    return LetterFormat(_LARGEST if example is Example.LARGE else _STANDARD)


def _person(example: Example) -> Addressee:
    if example is Example.LEAST:
        return Addressee("", "Oz", "Mock", ("Nether Plover",), "")
    if example is Example.LONGEST:
        return Addressee(
            "Professor",
            "Bartholomew-Maximilian",
            "Featherstonehaugh-Sampleton-Mockford",
            ("Flat 12B, The Old Granary Conversion", "Number 127 Upper Nether Sampleton Lane",
             "Great Skellbeck-under-Wychwood", "Nether Plover"),
            "HM1 9ZZ",
        )  # fmt: skip
    return Addressee("Mx", "Robin", "Exampleby", ("1 Sample Street", "Nether Plover"), "HM1 4ZZ")
