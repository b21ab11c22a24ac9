"""Whose plan a demonstration shows."""

from __future__ import annotations

from proactive_care.accounts import Permission, Session
from proactive_care.care_plans.texts import shipped_texts
from proactive_care.store import care_plans as store


def patient_with_most_conditions(session: Session) -> int | None:
    """Return the living, registered patient with most conditions that a plan knows, the first by
    name among equals; None in an empty practice."""
    session.require(Permission.WRITE_CARE_PLANS)
    codes = [text.codes[0] for text in shipped_texts().conditions]
    return store.most_conditions(session.practice.db, codes)
