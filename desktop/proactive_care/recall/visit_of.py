"""The combined visit of one patient of the practice: gathers what the plan needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import ResultRow, load_pack, patient_results
from proactive_care.recall.engine import REVIEW_CODES
from proactive_care.recall.one_visit import Condition, OneVisit, plan_visit, visit_words
from proactive_care.recall.outcomes import Outcome
from proactive_care.recall.settings import RecallSettings, load_settings
from proactive_care.recall.streams import stream_concepts, stream_of
from proactive_care.store import one_visit as store
from proactive_care.store.patients import patient_by_id

_REVIEWED = (Outcome.ATTENDED.value, Outcome.REVIEW.value)


def one_visit(session: Session, patient_id: int, as_of: date | None = None) -> OneVisit:
    """Return what is due for a patient over all conditions, from the newest results.

    The time limit of a group runs from the day on which the patient came into it. Not audited:
    whoever shows a patient's record audits that. Raises NotPermitted, PackProblem.
    """
    results = patient_results(session, patient_id)
    session.require(Permission.VIEW_CLINICAL)
    db, day = session.practice.db, as_of or session.today()
    settings, words = load_settings(), visit_words()
    wanted = (*REVIEW_CODES, *stream_concepts(), *words.concepts)
    newest = store.newest_results(db, patient_id, wanted, day)
    here = store.newest_review_here(db, patient_id, _REVIEWED, day)
    conditions = [_condition(db, row, newest, here, settings) for row in results]
    visit = plan_visit(conditions, newest, day, settings, words)
    return replace(visit, route=_route(db, patient_id, newest, day))


def _route(db: Database, patient_id: int, newest: dict[str, date], day: date) -> str:
    """Return the stream that keeps the patient apart from the usual letters, with its route."""
    patient = patient_by_id(db, patient_id)
    found = stream_of(patient, newest, day) if patient else None
    return f"{found[0].label}: {found[0].route}" if found else ""


def _condition(
    db: Database,
    row: ResultRow,
    newest: dict[str, date],
    here: date | None,
    settings: RecallSettings,
) -> Condition:
    framework, tier = Framework(row.framework), Tier(row.local_tier or row.tier)
    rules = load_pack(row.pack).frameworks[framework]
    group = next((each for each in rules.groups if each.id == row.group), None)
    days = settings.review_interval_days[tier]
    if group is not None and row.local_tier is None:
        days = group.days
    since = store.in_group_since(db, row.patient, row.framework) or row.as_of
    reviews = [newest[c] for c, of in REVIEW_CODES.items() if framework in of and c in newest]
    reviewed = max([*reviews, *([here] if here else [])], default=None)
    wait = timedelta(days=settings.review_interval_days[tier])
    return Condition(
        framework=framework,
        group=row.group,
        tier=tier,
        who=group.role if group else "",
        by=since + timedelta(days=days),
        reviewed=reviewed,
        again_from=reviewed + wait if reviewed else None,
    )
