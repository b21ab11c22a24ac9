"""Which texts of which templates a practice may change (letter_templates/editing.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from proactive_care.domain.errors import NotFound
from proactive_care.resource_files import resource_path

LANGUAGE = "en"  # other languages are signed off whole, not edited line by line


@dataclass(frozen=True)
class EditableTemplate:
    """A template: its title, what its groups and texts are called, and which texts are clinical.

    ``clinical`` are parts of keys: a text with one of them in its key says when not to wait.
    """

    name: str
    title: str
    groups: Mapping[str, str]
    labels: Mapping[str, str]
    clinical: frozenset[str]

    @property
    def file_name(self) -> str:
        """The shipped template's name, ``recall_invitation.en``."""
        return f"{self.name}.{LANGUAGE}"

    def is_clinical(self, key: str) -> bool:
        """Whether only somebody who may sign off rules can change this text."""
        return not self.clinical.isdisjoint(key.split("."))


@lru_cache(maxsize=1)
def editable_templates() -> Mapping[str, EditableTemplate]:
    """Return the templates by name, in the order in which they are offered."""
    raw = tomllib.loads(resource_path("letter_templates", "editing.toml").read_text("utf-8"))
    return {
        name: EditableTemplate(
            name, part["title"], part["groups"], part["labels"], frozenset(part["clinical"])
        )
        for name, part in raw.items()
    }


def editable(name: str) -> EditableTemplate:
    """Return one of them. Raises NotFound for a name that is none."""
    found = editable_templates().get(name)
    if found is None:
        raise NotFound("There is no such letter to change.", advice="Choose one from the list.")
    return found
