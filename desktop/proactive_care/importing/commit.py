"""The one act of an import: everything that was staged, in one transaction, with its audit row."""

from __future__ import annotations

import time

from proactive_care.accounts import Permission, Session, back_up_before
from proactive_care.domain.errors import PracticeProblem
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.importing.check import CheckedImport
from proactive_care.importing.results import ImportResult
from proactive_care.importing.targets import remember_choices
from proactive_care.recall import tick_off_imported
from proactive_care.store import imports
from proactive_care.store.scratch import interruptible


def commit_import(
    session: Session, checked: CheckedImport, progress: Progress = no_progress
) -> ImportResult:
    """Store checked files. All of it is stored, or nothing. What is there is backed up first.

    Raises PracticeProblem if the practice was changed by another import since the check (the
    comparison that was shown would be wrong), and Cancelled if ``progress`` raises it.
    """
    session.require(Permission.IMPORT)
    started = time.perf_counter()
    found = checked.checked
    doing = "Importing"

    def step(what: str) -> None:
        nonlocal doing
        doing = what
        progress(0, None, what)

    db = session.practice.db
    if imports.import_state(db).patient:  # nothing to lose before the first import
        step("Backing up")
        back_up_before(session, "import")
    with checked.scratch.attached(db):
        with session.act(
            Permission.IMPORT,
            "import.commit",
            batch=found.batch,
            files=[record.file_name for record in found.records],
            reports=[record.report for record in found.records],
        ) as act:
            if imports.import_state(act.db) != found.state:
                raise PracticeProblem(
                    "Another import was stored while these files were being looked at.",
                    kept="Nothing of these files was stored.",
                    advice="Check the files again.",
                )
            with interruptible(act.db.conn, lambda: progress(0, None, doing)):
                imports.commit_staged(act.db, found.records, found.replaced, step)
            offers = [report.list_offer for report in found.reports if report.list_offer]
            remember_choices(act.db, [(offer.key, offer.choice) for offer in offers])
            act.note(
                rows=sum(record.rows_accepted for record in found.records),
                rejected=sum(record.rows_rejected for record in found.records),
                patients_added=sum(record.patients_added for record in found.records),
                ticked_off=tick_off_imported(session, act),
            )
        events, issues = imports.staged_counts(db)
    return ImportResult(found.batch, checked.files, events, issues, time.perf_counter() - started)
