"""What was imported before, and which codes no rule knows."""

from __future__ import annotations

from proactive_care.accounts import Permission, Session
from proactive_care.importing.results import UnmappedCode
from proactive_care.store import imports
from proactive_care.store.codelists import practice_code_lists
from proactive_care.store.imports import ImportRow


def import_history(session: Session) -> tuple[ImportRow, ...]:
    """Return every file that was ever imported, newest first."""
    session.require(Permission.VIEW_PATIENTS)
    return imports.import_rows(session.practice.db)


def unmapped_codes(session: Session) -> tuple[UnmappedCode, ...]:
    """Return the codes in the data that belong to no concept, the most frequent first.

    A code whose concept is a measurement, but which came without a value, is not among them.
    """
    session.require(Permission.IMPORT)
    lists = practice_code_lists(session.practice.db)
    return tuple(
        UnmappedCode(*row)
        for row in imports.unmapped_code_counts(session.practice.db)
        if not lists.concepts_of(row[0], row[1], row[2])
    )
