"""Letters that are posted: invitations, results, monitors on loan, translations to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from proactive_care.documents import (
    EASY_READ,
    LARGE_FORMATS,
    STANDARD,
    HomeResult,
    LetterFormat,
    LoanedMonitor,
    LoanLetter,
    LoanMessage,
    RecallLetter,
    ResultLetter,
    ResultMessage,
    Sides,
    Talk,
    letter_pdf,
    reading_letter_pdf,
    shipped_wording,
    usual_checks,
    write_batch_pdf,
    write_reading_letters_pdf,
)
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.papers.paper import EXTRACT, TODAY, Paper
from proactive_care.papers.people import EMPTIEST, FORM_CODE, LONGEST, PEOPLE, USUAL, Person
from proactive_care.recall import letter_streams

PRINTED_FORMATS = (STANDARD, *LARGE_FORMATS)
_SOME_FORMATS = (STANDARD, LARGE_FORMATS[-1])


def short(paper: LetterFormat) -> str:
    """Return a format as part of a file's name: ``12``, ``24``, ``easy16``."""
    return f"{'easy' if paper.easy_read else ''}{paper.points}"


def _posted(person: Person) -> dict[str, Any]:
    """Return what every letter to somebody has."""
    return {
        "practice": person.practice,
        "to": person.to,
        "written_on": TODAY,
        "data_of": EXTRACT,
        "signatory": person.signatory,
        "form_code": FORM_CODE,
        "place": person.place,
    }


def recall_letter(person: Person, **changes: Any) -> RecallLetter:
    """Return somebody's invitation; keyword arguments replace its fields."""
    letter = RecallLetter(
        **_posted(person),
        conditions=person.conditions,
        checks=person.checks,
        visits=person.visits,
        invitation=person.invitation,
        diary_code=person.diary_code,
        tier=person.tier,
    )
    return replace(letter, **changes)


def recall_papers() -> Iterator[Paper]:
    """Invitations in every format, for each round and tier, and on two sides."""
    easy = (EASY_READ, LetterFormat(LARGE_FORMATS[-1].points, easy_read=True))
    for person in PEOPLE:
        for paper in (*PRINTED_FORMATS, *easy):
            letter = recall_letter(person, letter_format=paper)
            yield _recall(f"{person.name}-{short(paper)}", letter)
    for invitation in (2, 3):
        for paper in (STANDARD, LARGE_FORMATS[1], EASY_READ):
            letter = recall_letter(USUAL, invitation=invitation, letter_format=paper, diary_code="")
            yield _recall(f"invitation{invitation}-{short(paper)}", letter)
    for tier in Tier:
        for paper in (STANDARD, EASY_READ):
            letter = recall_letter(USUAL, tier=tier, letter_format=paper, diary_code="")
            yield _recall(f"tier-{tier.value.replace(' ', '-')}-{short(paper)}", letter)
    two = [
        recall_letter(person, sides=Sides.TWO, letter_format=paper)
        for person in PEOPLE
        for paper in (STANDARD, LARGE_FORMATS[1])
    ]
    yield Paper("recall", "two-sided", write_batch_pdf, (two, None))


def stream_papers() -> Iterator[Paper]:
    """Letters to those who are kept apart, with everything that a stream changes."""
    for stream in letter_streams():
        easy = (EASY_READ,) if stream.easy_read else ()
        for person in PEOPLE:
            kept = [each for each in person.conditions if each in (stream.conditions or Framework)]
            conditions = tuple(kept) or tuple(stream.conditions)
            checks = [each for each in usual_checks(conditions) if each not in stream.without]
            for paper in (STANDARD, LARGE_FORMATS[1], *easy):
                letter = recall_letter(
                    person,
                    stream=stream.key,
                    practice=replace(person.practice, booking_site="")
                    if stream.no_online
                    else person.practice,
                    letter_format=paper,
                    conditions=conditions,
                    checks=tuple(checks),
                    visits=person.visits[-1:] if stream.one_visit else person.visits,
                    diary_code="" if stream.no_diary else person.diary_code,
                    adjustments=_adjustments(stream.key) if person is LONGEST else (),
                )
                yield _recall(f"{stream.key}-{person.name}-{short(paper)}", letter, "streams")


def _adjustments(stream: str) -> tuple[str, ...]:
    """Return all that the letter of a stream can offer."""
    prefix = "adjustments."
    keys = shipped_wording(f"recall_{stream}.en").keys()
    return tuple(key.removeprefix(prefix) for key in keys if key.startswith(prefix))


def _recall(name: str, letter: RecallLetter, group: str = "recall") -> Paper:
    return Paper(group, name, letter_pdf, (letter,))


_HIGH = HomeResult(
    (156, 97), (135, 85), True, True, False, 24, 6, date(2026, 9, 6), date(2026, 9, 11)
)
_ON_TARGET = replace(_HIGH, average=(128, 76), top_over=False, bottom_over=False)
_VERY_HIGH = replace(_ON_TARGET, very_high=True)
_CLOSE = replace(_HIGH, average=(135, 84), top_over=False, bottom_over=False)
RESULTS: dict[str, tuple[ResultMessage, HomeResult | None]] = {
    "on-target": (ResultMessage.ON_TARGET, _ON_TARGET),
    "on-target-rounded": (ResultMessage.ON_TARGET, _CLOSE),
    "a-little-high": (ResultMessage.A_LITTLE_HIGH, replace(_HIGH, average=(142, 84),
                                                           bottom_over=False)),
    "high": (ResultMessage.HIGH, _HIGH),
    "one-very-high": (ResultMessage.HIGH, _VERY_HIGH),
    "more-days": (ResultMessage.MORE_DAYS, None),
    "by-hand": (ResultMessage.BY_HAND, None),
}  # fmt: skip

_CALLS_LATER = {ResultMessage.A_LITTLE_HIGH, ResultMessage.BY_HAND}


def result_letter(person: Person, message: ResultMessage, result: HomeResult | None,
                  **changes: Any) -> ResultLetter:  # fmt: skip
    """Return the letter about somebody's readings at home."""
    none_needed = message in (ResultMessage.ON_TARGET, ResultMessage.MORE_DAYS)
    letter = ResultLetter(
        **_posted(person),
        message=message,
        result=result,
        talk=None if none_needed else _talk(person),
        call_by=date(2026, 9, 28) if message in _CALLS_LATER else None,
        from_paper=True,
        monitor_due=None if person is EMPTIEST else date(2026, 9, 30),
    )
    return replace(letter, **changes)


def _talk(person: Person) -> Talk:
    return Talk(Role.PHARMACIST, "" if person is EMPTIEST else "Priya Lowther-Demoworth", 15)


def loan_letter(person: Person, message: LoanMessage, **changes: Any) -> LoanLetter:
    """Return a letter about the monitor that somebody has on loan."""
    back = date(2026, 9, 12) if message is LoanMessage.RETURNED else None
    due = date(2026, 9, 28) if message is LoanMessage.AGREEMENT else date(2026, 9, 3)
    monitor = LoanedMonitor("Omron M3 Comfort", "BP-014", "medium", date(2026, 8, 20), due, back)
    if person is LONGEST:
        monitor = replace(
            monitor,
            model="Exampleby Upper Arm Blood Pressure Monitor with Voice, Model 9000-XL",
            asset="HARROWMERE-UPPER-SKELLBECK-0014",
            cuff="extra large, 42 to 50 cm",
        )
    letter = LoanLetter(**_posted(person), message=message, monitor=monitor)
    return replace(letter, **changes)


def reading_papers() -> Iterator[Paper]:
    """Result letters and letters about loans, in every format."""
    two: list[ResultLetter | LoanLetter] = []
    for person in PEOPLE:
        letters: dict[str, ResultLetter | LoanLetter] = {
            f"result-{name}": result_letter(person, *content) for name, content in RESULTS.items()
        }
        letters["result-more-days-very-high"] = result_letter(
            person, *RESULTS["more-days"], talk=_talk(person)
        )
        letters |= {
            f"loan-{message.value}": loan_letter(person, message) for message in LoanMessage
        }
        for name, letter in letters.items():
            # The formats differ in the amount of text only: each of them for the most to say.
            formats = PRINTED_FORMATS if person is LONGEST else _SOME_FORMATS
            for paper in formats:
                shown = replace(letter, letter_format=paper)
                yield Paper(
                    name.split("-")[0], f"{name}-{person.name}-{short(paper)}",
                    reading_letter_pdf, (shown,),
                )  # fmt: skip
        two.append(replace(letters["result-high"], sides=Sides.TWO))
    yield Paper("result", "two-sided", write_reading_letters_pdf, (two,))
