"""A document whose words can be changed, as tests look at it."""

from __future__ import annotations

from proactive_care.accounts import Session
from proactive_care.templates import TextPart, open_template, template_titles
from support.letters import page_texts

RECALL = "recall_invitation"


def text_of(pdf: bytes) -> str:
    """Return what a PDF says, in one line."""
    return " ".join(" ".join(page_texts(pdf)).split()).replace("\u00a0", " ")


def part(session: Session, key: str, name: str = RECALL) -> TextPart:
    """Return one text of a document as it is offered now."""
    (found,) = [each for each in open_template(session, name).parts if each.key == key]
    return found


def names(session: Session) -> list[str]:
    """Return the names of the documents that can be changed."""
    return [each.name for each in template_titles(session)]
