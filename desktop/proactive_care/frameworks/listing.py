"""Worklists: the newest results, for the window and as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from proactive_care.accounts import Permission, Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.store import stratification as store
from proactive_care.store.durable import write_durably
from proactive_care.store.stratification import ResultRow

CSV_COLUMNS = (
    "nhs_number", "framework", "pack", "pack_version", "group", "tier", "local_tier", "reasons",
    "flags", "could_not_check", "as_of",
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def latest_results(session: Session, framework: str) -> list[ResultRow]:
    """Return the newest result of everybody on a framework's register, with who they are.

    Ordered by patient. Raises NotPermitted.
    """
    session.require(Permission.VIEW_CLINICAL)
    return list(store.latest_results(session.practice.db, framework))


def patient_results(session: Session, patient_id: int) -> list[ResultRow]:
    """Return one patient's newest results, most urgent framework rules first in pack order."""
    session.require(Permission.VIEW_CLINICAL)
    return [
        row
        for framework in Framework
        for row in store.latest_results(session.practice.db, framework.value, patient_id)
    ]


def write_groups_csv(
    session: Session,
    path: Path,
    framework: str | None = None,
    *,
    pack: str | None = None,
    purpose: str = "",
) -> int:
    """Write the newest results as CSV (UTF-8, CRLF) and return the number of rows. Audited.

    Lists are joined by "; ". A cell that a spreadsheet would run as a formula gets a leading
    apostrophe. ``pack``: what this pack found, in use or not. ``purpose`` is kept in the audit.
    Raises NotPermitted, and FileProblem when the file cannot be written.
    """
    frameworks = [framework] if framework else [each.value for each in Framework]
    with session.act(
        Permission.EXPORT, "groups.export", frameworks=frameworks, purpose=purpose
    ) as act:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(CSV_COLUMNS)
        rows = 0
        for each in frameworks:
            for result in store.latest_results(act.db, each, pack=pack):
                writer.writerow([harmless(cell) for cell in _cells(result)])
                rows += 1
        write_durably(path, text.getvalue().encode("utf-8"))
        act.note(rows=rows)
    return rows


def _cells(result: ResultRow) -> tuple[str, ...]:
    return (
        result.nhs_number or "",
        result.framework,
        result.pack,
        result.pack_version,
        result.group,
        result.tier,
        result.local_tier or "",
        "; ".join(result.reasons),
        "; ".join(result.flags),
        "; ".join(result.could_not_check),
        result.as_of.isoformat(),
    )


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: such a one gets an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
