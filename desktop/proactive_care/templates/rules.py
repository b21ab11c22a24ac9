"""What a changed text must keep, so that no letter goes out broken or without what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proactive_care.documents import BrokenTemplate, Wording
from proactive_care.templates.book import editable

LONGEST_TEXT = 800
_FIELD = re.compile(r"\{(\w+)\}")
_OWN = "own"
_OWN_FIELDS = ("phone",)


@dataclass(frozen=True)
class TextProblem:
    """Why a text cannot be used, in words for the person who wrote it. ``key`` names the text."""

    key: str
    words: str


def fields_of(shipped: Wording, key: str) -> tuple[str, ...]:
    """Return the merge fields that can stand in a text: those that it has as shipped."""
    if key.split(".")[0] == _OWN:
        return _OWN_FIELDS
    return tuple(dict.fromkeys(_FIELD.findall(shipped.text(key))))


def check_text(name: str, shipped: Wording, key: str, text: str) -> TextProblem | None:
    """Return what is wrong with a new text for a key, or None.

    It keeps every merge field of the shipped text, has no other, is not empty where the shipped
    text is not, and closes what is bold.
    """
    label = editable(name).labels.get(key, key)

    def problem(words: str) -> TextProblem:
        return TextProblem(key, f"{label}: {words}")

    if len(text) > LONGEST_TEXT:
        return problem(f"at most {LONGEST_TEXT} letters and signs.")
    if not text.strip():
        return problem("it cannot be empty.") if shipped.text(key).strip() else None
    used, allowed = _FIELD.findall(text), fields_of(shipped, key)
    for field in used:
        if field not in allowed:
            told = ", ".join(f"{{{each}}}" for each in allowed) or "no field"
            return problem(f"{{{field}}} cannot stand here; this text can have {told}.")
    needed = [] if key.split(".")[0] == _OWN else [each for each in allowed if each not in used]
    if needed:
        return problem(f"{{{needed[0]}}} must stay: it is {shipped.fields[needed[0]]}.")
    try:
        shipped.changed({key: text}, shipped.version)
    except BrokenTemplate:
        return problem("a bold part or a field is not closed.")
    return None
