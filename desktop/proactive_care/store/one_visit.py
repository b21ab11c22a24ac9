"""What one patient's combined visit rests on: newest results, reviews, and how long in a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database

from proactive_care.store.concepts import Concept, load_concepts
from proactive_care.store.stratification import COMPARE_CAUSE


def newest_results(
    db: Database, patient: int, names: Sequence[str], as_of: date
) -> dict[str, date]:
    """Return the newest day on or before ``as_of`` of each concept that a patient has.

    A measurement without a value inside its hard limits does not count.
    """
    wanted = {load_concepts()[name].id: load_concepts()[name] for name in names}
    marks = ",".join("?" * len(wanted))
    rows = db.conn.execute(
        "SELECT concept, day, value FROM clinical_event"
        f" WHERE patient = ? AND concept IN ({marks}) AND day <= ? ORDER BY concept, day",
        (patient, *wanted, as_of.toordinal()),
    )
    return {
        wanted[number].name: date.fromordinal(day)
        for number, day, value in rows
        if _counts(wanted[number], value)
    }


def _counts(concept: Concept, value: float | None) -> bool:
    if concept.low is None or concept.high is None:
        return True
    return value is not None and concept.low <= value <= concept.high


def newest_review_here(
    db: Database, patient: int, kinds: Sequence[str], as_of: date
) -> date | None:
    """Return the newest day of a contact of these kinds, or of an agreed or reviewed care plan.

    Contacts that were corrected and steps that were taken back do not count.
    """
    marks = ",".join("?" * len(kinds))
    (day,) = db.conn.execute(
        "SELECT max(day) FROM ("
        f"SELECT t.taken_on AS day FROM contact t WHERE t.patient = ? AND t.kind IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.corrects = t.id)"
        " UNION ALL SELECT s.day FROM care_plan_step s"
        " WHERE s.patient = ? AND s.what IN ('agreed', 'reviewed')"
        " AND NOT EXISTS (SELECT 1 FROM care_plan_step b WHERE b.takes_back = s.id)"
        ") WHERE day <= ?",
        (patient, *kinds, patient, as_of.toordinal()),
    ).fetchone()
    return None if day is None else date.fromordinal(day)


def in_group_since(db: Database, patient: int, framework: str) -> date | None:
    """Return the first day of the unbroken run of results that puts a patient into their group.

    Results of one pack only: another pack's groups mean something else. None: in no group.
    """
    rows = db.conn.execute(
        "SELECT s.pack, r.priority_group, s.as_of FROM stratification_run s"
        " JOIN stratification_result r ON r.run = s.id AND r.patient = ?"
        " WHERE s.framework = ? AND s.cause <> ? ORDER BY s.id DESC",
        (patient, framework, COMPARE_CAUSE),
    )
    now: tuple[str, str] | None = None
    since: int | None = None
    for pack, group, day in rows:
        if not group or now not in (None, (pack, group)):
            break
        now, since = (pack, group), day if since is None else min(since, day)
    return None if since is None else date.fromordinal(since)
