"""How old an extract may be before every list and print says so."""

from __future__ import annotations

from datetime import date

OLD_EXTRACT_DAYS = 30
"""An extract of more days ago is old: deaths, moves and results since are not known here."""


def is_old(extract: date | None, on: date) -> bool:
    """Return whether the data of an extract is old on a day; without one there is none to be."""
    return extract is not None and (on - extract).days > OLD_EXTRACT_DAYS
