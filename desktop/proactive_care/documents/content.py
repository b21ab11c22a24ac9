"""What the documents say about one patient or one batch: plain values, gathered by the caller.

Nothing here comes from the database: whoever prints hands over finished values, so that a
document can be reprinted exactly and tested without a practice. No recall letter holds an NHS
number: the form code identifies it, and only inside the practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.vocabulary import Framework, Role, Tier


class Sides(StrEnum):
    """How paper is printed. On two sides, every letter starts on a new sheet."""

    ONE = "one"
    TWO = "two"


class Check(StrEnum):
    """What is measured at the tests, in the order in which a letter names it."""

    BLOOD_TEST = "blood_test"
    BLOOD_PRESSURE = "blood_pressure"
    PULSE = "pulse"
    WEIGHT = "weight"
    FEET = "feet"
    URINE = "urine"
    BREATHING = "breathing"
    OXYGEN = "oxygen"
    INHALERS = "inhalers"
    SMOKING = "smoking"


class VisitKind(StrEnum):
    """Tests come first, the review second."""

    TESTS = "tests"
    REVIEW = "review"


@dataclass(frozen=True)
class PracticeLetterhead:
    """Who writes. ``address`` ends with the postcode; ``opening`` says when the phone is answered.

    ``booking_site`` and ``quiet_time`` may be empty and are then not mentioned.
    """

    name: str
    address: tuple[str, ...]
    phone: str
    opening: str
    booking_site: str = ""
    quiet_time: str = ""


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is for. ``lines`` is the address without its postcode; empty ones drop out."""

    title: str
    given_name: str
    family_name: str
    lines: tuple[str, ...]
    postcode: str


@dataclass(frozen=True)
class Visit:
    """One appointment: how long, with which role and, if known, with whom.

    ``weeks_later`` is the distance from the visit before it; 0 for the first.
    """

    kind: VisitKind
    minutes: int
    role: Role
    staff_name: str = ""
    weeks_later: int = 0


@dataclass(frozen=True)
class Signatory:
    """Who signs, and what that person is: ``Sam Birkett``, ``practice nurse``."""

    name: str
    position: str


@dataclass(frozen=True)
class BatchPlace:
    """Where a letter stands in its batch: ``2026-037``, letter 17 of 24."""

    batch: str
    sequence: int
    size: int


@dataclass(frozen=True)
class RecallLetter:
    """One combined invitation. ``invitation`` is 1 for the first of this round, 2 and 3 after.

    ``tier`` decides how soon the letter asks the patient to come; None is the yearly check.
    ``wording`` is the practice's own, or a translation; None is the shipped English. A ``draft``
    bears a mark across each page that nobody has checked it. ``easy_wording`` and
    ``diary_wording`` are the practice's own words of the easy read letter and of the diary that is
    enclosed, in the letter's format; ``groups`` the groups for which the practice may have added
    paragraphs.

    ``stream`` is the kind of letter for people who are kept apart (``housebound``), whose words
    lie over the usual ones (``stream_wording``: as the practice changed them); ``adjustments`` are
    what it offers, by name.

    ``checks`` are done at the tests. ``form_code`` is the eight characters that the practice
    resolves to this patient; nothing else is in the QR code. ``home_diary`` says that a blood
    pressure diary is enclosed; it is then printed as the letter's last sheets, under
    ``diary_code``.
    """

    practice: PracticeLetterhead
    to: Addressee
    written_on: date
    data_of: date
    conditions: tuple[Framework, ...]
    checks: tuple[Check, ...]
    visits: tuple[Visit, ...]
    signatory: Signatory
    form_code: str
    place: BatchPlace
    letter_format: LetterFormat = STANDARD
    sides: Sides = Sides.ONE
    invitation: int = 1
    diary_code: str = ""
    tier: Tier | None = None
    wording: Wording | None = None
    draft: bool = False
    easy_wording: Wording | None = None
    diary_wording: Wording | None = None
    groups: tuple[tuple[Framework, str], ...] = ()
    stream_wording: Wording | None = None
    stream: str = ""
    adjustments: tuple[str, ...] = ()

    @property
    def home_diary(self) -> bool:
        """True if a blood pressure diary is enclosed."""
        return bool(self.diary_code)

    @property
    def language(self) -> str:
        """The name of the language that it is written in; empty for English."""
        if self.wording is None or self.letter_format.easy_read:
            return ""
        language = language_of(self.wording.language)
        return "" if language is ENGLISH else language.name

    @property
    def paper(self) -> str:
        """Format and language in words: ``Standard``, ``Large, 18 point, Urdu``."""
        return paper_words(self.letter_format, self.language)


def paper_words(letter_format: LetterFormat, language: str) -> str:
    """Return a format and a language (empty for English) in the words of run sheets."""
    if not language:
        return letter_format.label
    return language if letter_format == STANDARD else f"{letter_format.label}, {language}"


@dataclass(frozen=True)
class RunSheetRow:
    """What staff need to know about one letter. How many sheets it has comes from printing.

    ``language`` is empty for English. ``same_home`` says that another letter of the batch goes to
    the same address.
    """

    sequence: int
    title: str
    given_name: str
    family_name: str
    nhs_number: str
    village: str
    postcode: str
    letter_format: LetterFormat
    form_code: str
    conditions: tuple[Framework, ...]
    tier: Tier | None
    home_diary: bool = False
    same_home: bool = False
    language: str = ""

    @property
    def paper(self) -> str:
        """Format and language, in words."""
        return paper_words(self.letter_format, self.language)


@dataclass(frozen=True)
class NotPrinted:
    """Somebody who needs another route, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class RunSheet:
    """The list that goes with a printed batch: for staff only.

    ``calls`` and ``texts`` count the people who are invited without a letter.
    """

    practice_name: str
    batch: str
    order: str
    approved_on: date
    approved_by: str
    data_of: date
    rows: tuple[RunSheetRow, ...]
    not_printed: tuple[NotPrinted, ...] = ()
    left_out: int = 0
    sides: Sides = Sides.TWO
    calls: int = 0
    texts: int = 0
