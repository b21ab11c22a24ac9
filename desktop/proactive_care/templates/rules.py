"""What a changed text must keep, so that no document goes out broken or without what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proactive_care.accounts import PracticeDetails
from proactive_care.documents import BrokenTemplate, MissingGlyph, Wording, lines_needed
from proactive_care.own_words import Room, editable

MOST_LINES = 12  # of a list; a block of more would not fit a page in the largest print
MOST_EASY_LINES = 6
_FIELD = re.compile(r"\{(\w+)\}")
# What can be filled in a paragraph of the practice's own, and what it is called in the menu.
_OWN_FIELDS = {
    "recall_invitation": (
        "phone", "opening", "practice", "site", "signatory", "salutation", "conditions",
    ),
    "result_letter": ("phone", "opening", "practice", "salutation"),
    "loan_letter": ("phone", "opening", "practice", "salutation"),
}  # fmt: skip
_FROM_SETTINGS = {
    "phone": ("phone", "phone number"),
    "opening": ("opening_hours", "opening hours"),
    "site": ("website", "website for booking"),
    "signatory": ("signatory", "name for the signature"),
}
# As long as what is filled in is likely to be, for measuring a text in a form's box.
_AS_LONG_AS = {"phone": "01632 960 000", "number": "2", "practice": "Harrowmere Surgery"}


@dataclass(frozen=True)
class TextProblem:
    """Why a text cannot be used, in words for the person who wrote it. ``key`` names the text."""

    key: str
    words: str


@dataclass(frozen=True)
class MergeField:
    """A field that can stand in a text. ``told`` says what is filled in."""

    name: str
    told: str

    @property
    def written(self) -> str:
        """How it stands in a text."""
        return f"{{{self.name}}}"


def fields_of(name: str, shipped: Wording, key: str) -> tuple[MergeField, ...]:
    """Return the merge fields that can stand in a text: those that it has as shipped, and in a
    paragraph of the practice's own every one that can be filled."""
    if editable(name).is_own(key):
        names = () if _is_list(key) else _own_fields(name, shipped)
    else:
        names = tuple(dict.fromkeys(_FIELD.findall(shipped.text(key))))
    return tuple(MergeField(each, _told(shipped, each)) for each in names)


def check_text(
    name: str, shipped: Wording, key: str, text: str, details: PracticeDetails
) -> TextProblem | None:
    """Return what is wrong with a new text for a key, or None.

    It keeps every merge field of the shipped text, has no other and none that would print empty,
    is not empty where the shipped text is not, closes what is bold, and fits its box.
    """
    template = editable(name)

    def problem(words: str) -> TextProblem:
        return TextProblem(key, f"{template.label(key)}: {words}")

    if len(text) > template.longest:
        return problem(f"at most {template.longest} letters and signs.")
    if not text.strip():
        return problem("it cannot be empty.") if shipped.text(key).strip() else None
    most = MOST_EASY_LINES if key.endswith(".lines") else MOST_LINES
    if _is_list(key) and len(text.splitlines()) > most:
        return problem(f"at most {most} lines.")
    wrong = _wrong_field(name, shipped, key, text, details)
    if wrong:
        return problem(wrong)
    try:
        shipped.changed({key: text}, shipped.version)
    except BrokenTemplate:
        return problem("a bold part or a field is not closed.")
    try:
        room = template.rooms.get(key)
        return problem(_too_long(room)) if room is not None and not _fits(text, room) else None
    except MissingGlyph as error:
        return problem(error.happened)


def _wrong_field(name: str, shipped: Wording, key: str, text: str, details: PracticeDetails) -> str:
    used, allowed = _FIELD.findall(text), fields_of(name, shipped, key)
    names = [each.name for each in allowed]
    for field in used:
        if field not in names:
            told = ", ".join(each.written for each in allowed) or "no field"
            return f"{{{field}}} cannot stand here; this text can have {told}."
        setting, called = _FROM_SETTINGS.get(field, ("", ""))
        if editable(name).is_own(key) and setting and not getattr(details, setting):
            return f"{{{field}}} would print empty: enter the {called} under Settings, Practice."
    own = editable(name).is_own(key)
    needed = [] if own else [each for each in allowed if each.name not in used]
    return f"{needed[0].written} must stay: it is {needed[0].told}." if needed else ""


def _own_fields(name: str, shipped: Wording) -> tuple[str, ...]:
    """A letter over another one's words (``recall_care_home``) has those fields that it names."""
    names = _OWN_FIELDS.get(name, _OWN_FIELDS["recall_invitation"])
    return tuple(each for each in names if each in shipped.fields)


def _told(shipped: Wording, field: str) -> str:
    return {"conditions": "the patient’s conditions"}.get(field, shipped.fields[field])


def _is_list(key: str) -> bool:
    return key.rsplit(".", 1)[-1] == "lines" or key.endswith("items")


def _fits(text: str, room: Room) -> bool:
    filled = _FIELD.sub(lambda found: _AS_LONG_AS.get(found.group(1), found.group(1)), text)
    return lines_needed(filled, room.width_mm, room.points, room.bold) <= room.lines


def _too_long(room: Room) -> str:
    lines = "one line" if room.lines == 1 else f"{room.lines} lines"
    return f"too long for its place on the form, which has {lines} of {room.width_mm:g} mm."
