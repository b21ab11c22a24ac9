"""The documents that a preview shows: letters and sheets to invented patients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO

from proactive_care.accounts import PracticeDetails
from proactive_care.documents import (
    BatchPlace,
    Call,
    CallList,
    DiaryForm,
    LetterFormat,
    OwnWords,
    PracticeLetterhead,
    PreVisitSheet,
    RecallLetter,
    Signatory,
    Visit,
    VisitKind,
    Wording,
    bp_diary_pdf,
    letter_pdf,
    peak_flow_diary_pdf,
    pre_visit_pdf,
    privacy_pdf,
    recall_text,
    text_message_pdf,
    usual_checks,
    write_call_list_pdf,
)
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.own_words import EditableTemplate
from proactive_care.recall import letter_stream
from proactive_care.templates.people import Invented, meeting, person, told_difference

CODE = "EXAMPKEE"
PLACE = BatchPlace("example", 1, 1)
SHEET_PEOPLE = {
    "usual": "A usual name",
    "longest": "The longest name",
    "one": "The shortest name",
}
_BOOKING = "Tests: 20 minutes, the healthcare assistant. The review: as noted with each name."


@dataclass(frozen=True)
class Asked:
    """What every example is drawn from: a template, its words, the practice, and the moment.

    ``beneath`` are the practice's words of the usual letter, over which those of a stream lie.
    """

    template: EditableTemplate
    wording: Wording
    changes: Mapping[str, str]
    details: PracticeDetails
    day: date
    now: datetime
    beneath: Wording | None = None

    @property
    def own(self) -> OwnWords | None:
        """The changes as documents keep them."""
        return OwnWords(0, tuple(self.changes.items())) if self.changes else None

    @property
    def practice(self) -> PracticeLetterhead:
        """Who writes; what the practice has not entered has an example's words."""
        return PracticeLetterhead(
            name=self.details.name,
            address=self.details.address,
            phone=self.details.phone or "01632 960 000",
            opening=self.details.opening_hours or "Monday to Friday, 8:30am to 6pm",
            booking_site=self.details.website,
        )

    @property
    def signatory(self) -> Signatory:
        """Who signs."""
        return Signatory(
            self.details.signatory or self.details.name,
            self.details.signatory_role or "your GP surgery",
        )

    def every_text(self) -> str:
        """Return all texts that can be changed, for working out how hard they are to read."""
        return "\n".join(self.wording.text(key) for key in self.template.labels)


@dataclass(frozen=True)
class Drawn:
    """The pages, what is read in them, and how the example was changed to show a text."""

    data: bytes
    read: str
    note: str = ""


# The example, the format and the key of the text that is being changed.
Draw = Callable[[Asked, str, LetterFormat, str], Drawn]


def recall_letter(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The recall letter."""
    someone = meeting(person(example), text)
    letter = replace(_letter(asked, someone, letter_format), wording=asked.wording)
    note = told_difference(person(example), someone)
    return Drawn(letter_pdf(letter, made_at=asked.now), recall_text(letter, asked.wording), note)


def stream_letter(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """A recall letter to people who are kept apart, over the usual words."""
    stream = letter_stream(asked.template.name.removeprefix("recall_").removeprefix("easy_"))
    someone = meeting(person(example), text)
    if stream.conditions:
        only = tuple(each for each in Framework if each in stream.conditions)
        someone = replace(someone, conditions=only)
    if stream.one_visit:
        someone = replace(someone, little=True)
    offered: tuple[str, ...] = ()
    if text == "letter.adjusted":
        offered = ("longer", "quiet")
    elif text.startswith("adjustments."):
        offered = (text.removeprefix("adjustments."),)
    letter = stream.letter(_letter(asked, someone, letter_format))
    visits = tuple(
        replace(visit, minutes=visit.minutes + stream.more_minutes) for visit in letter.visits
    )
    letter = replace(
        letter, wording=asked.beneath, easy_wording=asked.beneath, stream_wording=asked.wording,
        adjustments=offered, visits=visits,
    )  # fmt: skip
    note = told_difference(person(example), someone)
    return Drawn(letter_pdf(letter, made_at=asked.now), asked.every_text(), note)


def easy_letter(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The recall letter in easy read."""
    someone = meeting(person(example), text)
    letter = _letter(asked, someone, letter_format)
    letter = replace(letter, easy_wording=asked.wording)
    note = told_difference(person(example), someone)
    return Drawn(letter_pdf(letter, made_at=asked.now), asked.every_text(), note)


def pre_visit(asked: Asked, example: str, letter_format: LetterFormat, _text: str) -> Drawn:
    """The sheet before a review."""
    to = person(example).to
    sheet = PreVisitSheet(asked.practice, to, CODE, letter_format, asked.wording)
    return Drawn(pre_visit_pdf(sheet, made_at=asked.now), asked.every_text())


def privacy(asked: Asked, _example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The privacy leaflet; without the practice's address for the text that is printed then."""
    practice, note = asked.practice, ""
    if text == "ask.text":
        practice, note = replace(practice, address=()), "Shown without the practice’s address."
    data = privacy_pdf(
        practice, made_at=asked.now, letter_format=letter_format, wording=asked.wording
    )
    return Drawn(data, asked.every_text(), note)


def bp_diary(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The blood pressure diary; a text that only large print has is shown in large print."""
    note = ""
    if "large" in text and not letter_format.is_large:
        letter_format, note = LetterFormat(16), "Shown in large print, which has this text."
    form = DiaryForm(asked.practice, person(example).to, CODE, letter_format)
    data = bp_diary_pdf(form, made_at=asked.now, wording=asked.wording)
    return Drawn(data, asked.every_text(), note)


def peak_flow(asked: Asked, example: str, letter_format: LetterFormat, _text: str) -> Drawn:
    """The peak flow diary."""
    form = DiaryForm(asked.practice, person(example).to, CODE, letter_format)
    data = peak_flow_diary_pdf(form, made_at=asked.now, wording=asked.wording)
    return Drawn(data, asked.every_text())


def text_message(asked: Asked, _example: str, _format: LetterFormat, _text: str) -> Drawn:
    """The text message, and how long it is."""
    data = text_message_pdf(asked.practice, asked.wording, made_at=asked.now)
    return Drawn(data, asked.every_text())


def call_list(asked: Asked, _example: str, _format: LetterFormat, _text: str) -> Drawn:
    """The call list with its script."""
    calls = tuple(
        Call(
            name=f"{each.to.title} {each.to.given_name} {each.to.family_name}".strip(),
            born=date(1950, 3, 1),
            village="Nether Plover",
            phone="01632 960 111",
        )
        for each in (person("usual"), person("one"), person("longest"))
    )
    paper = CallList(
        asked.details.name, "example", "Invitations by phone", asked.day, asked.day, _BOOKING,
        calls, asked.wording,
    )  # fmt: skip
    stream = BytesIO()
    write_call_list_pdf(stream, paper, made_at=asked.now)
    return Drawn(stream.getvalue(), asked.every_text())


def _letter(asked: Asked, someone: Invented, letter_format: LetterFormat) -> RecallLetter:
    hca = asked.details.people.get(Role.HCA.value, "")
    tests = Visit(VisitKind.TESTS, 20, Role.HCA, hca)
    review = Visit(VisitKind.REVIEW, 30, someone.reviewer, "", 0 if someone.little else 2)
    return RecallLetter(
        practice=asked.practice,
        to=someone.to,
        written_on=asked.day,
        data_of=asked.day,
        conditions=someone.conditions,
        checks=usual_checks(someone.conditions),
        visits=(review,) if someone.little else (tests, review),
        signatory=asked.signatory,
        form_code=CODE,
        place=PLACE,
        letter_format=letter_format,
        invitation=someone.invitation,
        diary_code=CODE if Framework.HYPERTENSION in someone.conditions else "",
        tier=someone.tier,
        groups=someone.groups,
    )
