"""What documents are printed with now: the shipped words with the practice's changes."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from proactive_care.accounts import Session
from proactive_care.documents import OwnWords, Wording
from proactive_care.own_words.book import EditableTemplate, editable, shipped_words
from proactive_care.store import letter_templates as store


def practice_wording(session: Session, name: str) -> Wording:
    """Return the English words of a document, ``recall_invitation``, as this practice prints it.

    Its version is the shipped one, and after a point the practice's own: ``1.3``. Everybody who is
    signed in may read it. Raises NotFound, BrokenTemplate if a change no longer fits.
    """
    own = own_words(session.practice.db, name)
    return shipped_words(name) if own is None else own.in_place_of(shipped_words(name))


def own_words(db: Database, name: str) -> OwnWords | None:
    """Return what the practice changed in a document, or None if it prints as shipped.

    A change of a text that the program no longer has is left out.
    """
    template, shipped = editable(name), shipped_words(name)
    newest = store.newest_version(db, template.file_name)
    if newest is None:
        return None
    texts = {
        key: change["text"]
        for key, change in newest.changes.items()
        if still_applies(template, shipped, key, change)
    }
    return OwnWords(newest.version, tuple(texts.items())) if texts else None


def still_applies(
    template: EditableTemplate, shipped: Wording, key: str, change: Mapping[str, str]
) -> bool:
    """Whether a change has its place still. A text that is known by its place in a list must stand
    in place of the same words: another one may have come there."""
    if not template.may_be_changed(key):
        return False
    numbered = key.split(".")[0] in template.numbered
    return change["was"] == shipped.text(key) if numbered else True
