"""Three invented patients with their practices: usual, with most to say, with least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proactive_care.documents import (
    Addressee,
    BatchPlace,
    Check,
    PracticeLetterhead,
    Signatory,
    Visit,
    VisitKind,
    usual_checks,
)
from proactive_care.domain.vocabulary import Framework, Role, Tier

FORM_CODE, DIARY_CODE = "EXAMPKEE", "EXAMPKEF"


@dataclass(frozen=True)
class Person:
    """Somebody to write to, and who writes."""

    name: str
    practice: PracticeLetterhead
    to: Addressee
    nhs_number: str
    conditions: tuple[Framework, ...]
    checks: tuple[Check, ...]
    visits: tuple[Visit, ...]
    signatory: Signatory
    place: BatchPlace
    invitation: int = 1
    tier: Tier | None = None
    has_diary: bool = False

    @property
    def diary_code(self) -> str:
        """The code of an enclosed diary; empty without one."""
        return DIARY_CODE if self.has_diary else ""


def _tests_then_review(tests: tuple[int, str], review: tuple[int, Role, str]) -> tuple[Visit, ...]:
    """Return both visits, each by its minutes and whom one sees, two weeks apart."""
    return (
        Visit(VisitKind.TESTS, tests[0], Role.HCA, tests[1]),
        Visit(VisitKind.REVIEW, *review, weeks_later=2),
    )


USUAL = Person(
    name="usual",
    practice=PracticeLetterhead(
        "Harrowmere Surgery",
        ("2 Mill Brae", "Harrowmere", "HM1 4ZZ"),
        "01632 960 142",
        "Monday to Friday, 8:30am to 6pm.",
        "www.harrowmere.example/book",
        "It is quietest after 10am.",
    ),
    to=Addressee(
        "Mr", "Alder", "Testperson", ("3 Ford Cottages", "Skellbeck", "Harrowmere"), "HM1 7ZZ"
    ),
    nhs_number="9990000018",
    conditions=(Framework.HYPERTENSION, Framework.TYPE_2_DIABETES),
    checks=usual_checks((Framework.HYPERTENSION, Framework.TYPE_2_DIABETES)),
    visits=_tests_then_review((20, "Jo Fairley"), (30, Role.NURSE, "Sam Birkett")),
    signatory=Signatory("Sam Birkett", "practice nurse"),
    place=BatchPlace("2026-037", 17, 24),
    tier=Tier.MEDIUM,
    has_diary=True,
)
LONGEST = Person(
    name="longest",
    practice=PracticeLetterhead(
        "Harrowmere and Upper Skellbeck Valley Medical Partnership",
        ("The Old Corn Exchange", "Upper Market Place West", "Harrowmere", "HM1 4ZZ"),
        "01632 960 142 or 07700 900 142",
        "Monday, Tuesday and Thursday, 8am to 6:30pm. Wednesday and Friday, 8am to 8pm."
        " Saturday, 9am to 12 noon.",
        "www.harrowmere-and-upper-skellbeck-valley.example/appointments/book",
        "It is quietest after 10am, and on Wednesday evenings after 6:30pm.",
    ),
    to=Addressee(
        "Professor",
        "Bartholomew-Maximilian Llŷr",
        "Featherstonehaugh-Sampleton-Mockford",
        (
            "Flat 12B, The Old Granary Conversion",
            "Number 127 Upper Nether Sampleton Lane",
            "Great Skellbeck-under-Wychwood",
            "Harrowmere",
            "Fictionalshire and the Northern Dales",
        ),
        "HM1 9ZZ",
    ),
    nhs_number="9990000026",
    conditions=tuple(Framework),
    checks=tuple(Check),
    visits=_tests_then_review(
        (40, "Josephine-Ann Fairley-Exampleby"), (45, Role.PHARMACIST, "Priya Lowther-Demoworth")
    ),
    signatory=Signatory("Dr Josephine-Ann Fairley-Exampleby", "clinical lead"),
    place=BatchPlace("2026-1037", 1017, 1024),
    invitation=3,
    tier=Tier.URGENT,
    has_diary=True,
)
# A practice that has entered nothing but its name: the words are those of the recall settings.
EMPTIEST = Person(
    name="emptiest",
    practice=PracticeLetterhead("Fennick Surgery", (), "the surgery", "When the surgery is open"),
    to=Addressee("", "", "Mock", ("Skellbeck",), ""),
    nhs_number="",
    conditions=(Framework.ASTHMA,),
    checks=(),
    visits=(Visit(VisitKind.REVIEW, 20, Role.NURSE),),
    signatory=Signatory("Fennick Surgery", "your GP surgery"),
    place=BatchPlace("2026-001", 1, 1),
)
PEOPLE: Sequence[Person] = (USUAL, LONGEST, EMPTIEST)
