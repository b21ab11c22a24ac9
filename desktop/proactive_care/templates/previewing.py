"""What a changed document looks like, for invented patients and in every format that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import LetterFormat, Wording, reading_grade
from proactive_care.own_words import editable, practice_wording, shipped_words
from proactive_care.templates.examples import (
    SHEET_PEOPLE,
    Asked,
    Draw,
    bp_diary,
    call_list,
    easy_letter,
    peak_flow,
    pre_visit,
    privacy,
    recall_letter,
    stream_letter,
    text_message,
)
from proactive_care.templates.people import PEOPLE
from proactive_care.templates.plan_examples import PLANS, care_plan, easy_care_plan
from proactive_care.templates.reading_examples import LOANS, RESULTS, loan_letter, result_letter

_ALL_SIZES = (12, 16, 18, 20, 24)


@dataclass(frozen=True)
class Example:
    """Somebody for whom a document is shown: ``label`` is what the window calls them."""

    key: str
    label: str


@dataclass(frozen=True)
class Preview:
    """Pages in memory, and how hard the English is to read (school grade; 6 is about age 11).

    ``note`` says how the patient was changed so that a text is seen.
    """

    data: bytes
    grade: float
    note: str = ""


@dataclass(frozen=True)
class _Shown:
    """How a document is shown: for whom, in which formats, and who draws it."""

    examples: tuple[Example, ...]
    formats: tuple[LetterFormat, ...]
    draw: Draw


_EVERYBODY = tuple(Example(each.key, each.label) for each in PEOPLE)
_PRINT = tuple(LetterFormat(points) for points in _ALL_SIZES)
_EASY = tuple(LetterFormat(points, easy_read=True) for points in _ALL_SIZES[1:])


def _some(names: Mapping[str, str]) -> tuple[Example, ...]:
    return tuple(Example(key, label) for key, label in names.items())


_SHOWN: Mapping[str, _Shown] = {
    "recall_invitation": _Shown(_EVERYBODY, _PRINT, recall_letter),
    "recall_easy": _Shown(_EVERYBODY, _EASY, easy_letter),
    "bp_diary_easy": _Shown(_some(SHEET_PEOPLE), _EASY, bp_diary),
    "result_letter": _Shown(_some(RESULTS), _PRINT, result_letter),
    "loan_letter": _Shown(_some(LOANS), _PRINT, loan_letter),
    "text_message": _Shown((Example("usual", "Everybody"),), _PRINT[:1], text_message),
    "pre_visit": _Shown(_some(SHEET_PEOPLE), _PRINT, pre_visit),
    "privacy": _Shown((Example("usual", "Everybody"),), _PRINT, privacy),
    "bp_diary": _Shown(_some(SHEET_PEOPLE), _PRINT, bp_diary),
    "peak_flow_diary": _Shown(_some(SHEET_PEOPLE), _PRINT, peak_flow),
    "care_plan": _Shown(_some(PLANS), _PRINT, care_plan),
    "care_plan_easy": _Shown(_some(PLANS), _EASY, easy_care_plan),
    "call_list": _Shown((Example("usual", "A list of three people"),), _PRINT[:1], call_list),
}


def preview_choices(name: str) -> tuple[tuple[Example, ...], tuple[LetterFormat, ...]]:
    """Return for whom and in which formats a document can be shown. Raises NotFound."""
    shown = _shown(name)
    return shown.examples, shown.formats


def preview_template(
    session: Session,
    name: str,
    changes: Mapping[str, str],
    example: str = "",
    letter_format: LetterFormat | None = None,
    *,
    text: str = "",
) -> Preview:
    """Return a document for an invented patient with these changes, which need not be saved.

    ``example`` and ``letter_format`` are of ``preview_choices``, the first of each if left out. If
    ``text`` is the key of a text, the patient is changed so far that it is printed: they get its
    condition, group or tier. Raises NotPermitted, NotFound, and the KnownErrors of printing: a
    field that would be empty, a letter that no font has.
    """
    session.require(Permission.MANAGE_SETTINGS)
    shown = _shown(name)
    asked = Asked(
        editable(name), _worded(name, changes), changes, practice_details(session),
        session.today(), session.now(), _beneath(session, name),
    )  # fmt: skip
    drawn = shown.draw(
        asked, example or shown.examples[0].key, letter_format or shown.formats[0], text
    )
    return Preview(drawn.data, reading_grade(drawn.read.replace("**", "")), drawn.note)


def check_every_example(session: Session, name: str, changes: Mapping[str, str]) -> None:
    """Set a document out for everybody, in its smallest and its largest print.

    Raises the KnownError of the first that could not be printed.
    """
    examples, formats = preview_choices(name)
    for example in examples:
        for each in dict.fromkeys((formats[0], formats[-1])):
            preview_template(session, name, changes, example.key, each)
    for key in changes:
        preview_template(session, name, changes, text=key)


def _shown(name: str) -> _Shown:
    """Return how a document is shown: what is in no list of its own is the letter of a stream."""
    editable(name)
    formats = _EASY if _is_easy(name) else _PRINT
    return _SHOWN.get(name, _Shown(_EVERYBODY, formats, stream_letter))


def _is_easy(name: str) -> bool:
    return name.startswith("recall_easy")


def _beneath(session: Session, name: str) -> Wording | None:
    """Return the practice's words of the usual letter for one that lies over it."""
    if name in _SHOWN:
        return None
    return practice_wording(session, "recall_easy" if _is_easy(name) else "recall_invitation")


def _worded(name: str, changes: Mapping[str, str]) -> Wording:
    shipped = shipped_words(name)
    return shipped.changed(changes, shipped.version) if changes else shipped
