"""What is typed and not saved yet, document by document: nothing is lost by looking at another."""

from __future__ import annotations

from dataclasses import dataclass, field

from proactive_care.templates import OpenTemplate, TextPart, with_group_parts


@dataclass
class Draft:
    """One document as it was opened, with the words that its texts have now."""

    opened: OpenTemplate
    texts: dict[str, str] = field(default_factory=dict)
    added: list[TextPart] = field(default_factory=list)
    reason: str = ""

    @property
    def parts(self) -> tuple[TextPart, ...]:
        """The texts in order, with the paragraphs that were added."""
        return with_group_parts(self.opened.parts, self.added)

    def part(self, key: str) -> TextPart | None:
        """Return a text by its key."""
        return next((part for part in self.parts if part.key == key), None)

    def text(self, key: str) -> str:
        """Return the words that a text has now."""
        part = self.part(key)
        return self.texts.get(key, part.text if part else "")

    def own_texts(self) -> dict[str, str]:
        """Return every text that differs from the shipped one, as it would be saved."""
        now = {part.key: self.text(part.key).strip() for part in self.parts}
        return {part.key: now[part.key] for part in self.parts if now[part.key] != part.shipped}

    @property
    def changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return any(self.text(part.key).strip() != part.text for part in self.parts)


class Drafts:
    """The drafts of all documents that were opened."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    def of(self, name: str) -> Draft | None:
        """Return the draft of a document, if it was opened."""
        return self._drafts.get(name)

    def start(self, opened: OpenTemplate) -> Draft:
        """Begin anew with what is saved."""
        self._drafts[opened.name] = Draft(opened)
        return self._drafts[opened.name]

    def forget(self, name: str) -> None:
        """Give up what was typed into a document."""
        self._drafts.pop(name, None)

    def unsaved(self) -> tuple[str, ...]:
        """Return the titles of the documents with words that are not saved."""
        return tuple(draft.opened.title for draft in self._drafts.values() if draft.changed)
