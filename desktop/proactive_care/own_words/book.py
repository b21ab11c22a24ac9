"""Which texts of which templates a practice may change (letter_templates/editing.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from proactive_care.documents import (
    OWN_GROUPS,
    PLAN,
    Wording,
    easy_plan_wording,
    shipped_wording,
    translated_wording,
)
from proactive_care.domain.errors import NotFound
from proactive_care.domain.vocabulary import Framework
from proactive_care.resource_files import resource_path

LANGUAGE = "en"  # other languages are signed off whole, not edited line by line
_OWN = "own"
EASY_PLAN = "care_plan_easy"
LONGEST_TEXT = 800  # letters and signs


@dataclass(frozen=True)
class Room:
    """How much room a fixed form has for a text: a width in mm, lines of it, and in what type."""

    width_mm: float
    lines: int
    points: float = 12
    bold: bool = False


@dataclass(frozen=True)
class EditableTemplate:
    """A template: its title, what its groups and texts are called, and which texts are clinical.

    ``clinical`` are parts of keys: a text with one of them in its key is a clinical lead's; with a
    point at the end they are beginnings of keys. ``numbered`` are groups whose texts are known by
    their place in a list, which an update of the program may move. ``rooms`` are for forms whose
    boxes do not grow. ``for_groups``: paragraphs for a group of a condition can be added.
    ``longest``: letters and signs of a text at most.
    """

    name: str
    title: str
    kind: str
    groups: Mapping[str, str]
    labels: Mapping[str, str]
    clinical: tuple[str, ...]
    numbered: frozenset[str]
    rooms: Mapping[str, Room]
    for_groups: bool
    longest: int = LONGEST_TEXT

    @property
    def file_name(self) -> str:
        """The shipped template's name, ``recall_invitation.en``."""
        return f"{self.name}.{LANGUAGE}"

    def is_clinical(self, key: str) -> bool:
        """Whether only somebody who may sign off rules can change this text."""
        parts = key.split(".")
        return any(
            key.startswith(each) if each.endswith(".") else each in parts for each in self.clinical
        )

    def is_own(self, key: str) -> bool:
        """Whether a text is room for words of the practice's own, empty as shipped."""
        return key.split(".")[0] == _OWN

    def label(self, key: str) -> str:
        """What a text is called; a paragraph for a group is called after condition and group."""
        if not key.startswith(OWN_GROUPS):
            return self.labels.get(key, key)
        condition, group = key.removeprefix(OWN_GROUPS).split(".")
        return f"{self.labels[f'{_OWN}.{condition}']}, group {group}"

    def may_be_changed(self, key: str) -> bool:
        """Whether the practice may change a text, or add it."""
        return key in self.labels or (self.for_groups and is_group_key(key))


def is_group_key(key: str) -> bool:
    """Whether a key is that of a paragraph for one group of a condition."""
    if not key.startswith(OWN_GROUPS):
        return False
    condition, _, group = key.removeprefix(OWN_GROUPS).partition(".")
    return condition in {each.value for each in Framework} and group.isalnum() and len(group) <= 8


@lru_cache(maxsize=1)
def editable_templates() -> Mapping[str, EditableTemplate]:
    """Return the templates by name, in the order in which they are offered."""
    raw = tomllib.loads(resource_path("letter_templates", "editing.toml").read_text("utf-8"))
    return {name: _template(name, raw) for name in raw}


def _template(name: str, raw: Mapping[str, Any]) -> EditableTemplate:
    part = raw[name]
    usual = raw.get(part.get("like", ""), {})
    labels = part.get("labels", {})
    if usual:  # a letter whose words lie over another's has the same labels for what it says anew
        said = set(shipped_wording(f"{name}.{LANGUAGE}").keys())
        said -= {f"{_OWN}.{each.value}" for each in Framework}
        labels = {**labels, **{key: each for key, each in usual["labels"].items() if key in said}}
    return EditableTemplate(
        name,
        part["title"],
        part["kind"],
        {**part.get("groups", {}), **usual.get("groups", {})},
        labels,
        tuple(part.get("clinical", usual.get("clinical", ()))),
        frozenset(part.get("numbered", ())),
        {key: Room(*room) for key, room in part.get("rooms", {}).items()},
        part.get("for_groups", False),
        part.get("longest", LONGEST_TEXT),
    )


def editable(name: str) -> EditableTemplate:
    """Return one of them. Raises NotFound for a name that is none."""
    found = editable_templates().get(name)
    if found is None:
        raise NotFound("There is no such document to change.", advice="Choose one from the list.")
    return found


def shipped_words(name: str) -> Wording:
    """Return the English words of a document as they are shipped. Raises NotFound."""
    template = editable(name)
    if name == PLAN:  # its texts stand in several files
        return translated_wording(PLAN, LANGUAGE)
    if name == EASY_PLAN:
        return easy_plan_wording()
    return shipped_wording(template.file_name)
