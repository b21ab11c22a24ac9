"""The wording that letters are printed with now: the shipped one with the practice's changes."""

from __future__ import annotations

from proactive_care.accounts import Session
from proactive_care.documents import Wording, shipped_wording
from proactive_care.store import letter_templates as store
from proactive_care.templates.book import editable


def practice_wording(session: Session, name: str) -> Wording:
    """Return the wording of a template, ``recall_invitation``, as this practice prints it.

    Its version is the shipped one, and after a point the practice's own: ``1.3``. Everybody who is
    signed in may read it. Raises NotFound, BrokenTemplate if a change no longer fits.
    """
    shipped = shipped_wording(editable(name).file_name)
    newest = next(iter(store.versions_of(session.practice.db, editable(name).file_name)), None)
    if newest is None or not newest.changes:
        return shipped
    changes = {key: each["text"] for key, each in newest.changes.items()}
    return shipped.changed(changes, f"{shipped.version}.{newest.version}")
