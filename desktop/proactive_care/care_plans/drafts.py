"""Opening a plan for the conversation, and keeping what is half said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.care_plans.json_form import from_json, to_json
from proactive_care.care_plans.prefill import first_words
from proactive_care.care_plans.preview import refuse_died
from proactive_care.care_plans.record import read_record
from proactive_care.care_plans.words import PlanWords, check_words
from proactive_care.store import care_plans as store
from proactive_care.store.care_plans import PlanDraftRow


@dataclass(frozen=True)
class PlanDraft:
    """The words that the conversation starts with. ``saved_at``: when a draft was kept, by whom;
    empty for words that come from the last version or from the record."""

    patient: int
    words: PlanWords
    version: int
    saved_at: str = ""
    saved_by: str = ""


def open_plan(session: Session, patient: int, as_of: date) -> PlanDraft:
    """Return the draft, or the words that the next version starts with. Audited as a view.

    ``version`` is the number that the next print gets. Raises NotFound, NotPermitted, InvalidInput
    for somebody who has died.
    """
    session.require(Permission.WRITE_CARE_PLANS)
    record = read_record(session, patient, as_of)
    refuse_died(record)
    db = session.practice.db
    versions = store.versions_of(db, patient)
    number = versions[0].version + 1 if versions else 1
    draft = store.draft_of(db, patient)
    if draft is not None:
        words = from_json(PlanWords, draft.words)
        return PlanDraft(patient, words, number, draft.saved_at, draft.by)
    before = from_json(PlanWords, versions[0].words) if versions else None
    return PlanDraft(patient, first_words(record, practice_details(session), before), number)


def keep_draft(session: Session, patient: int, words: PlanWords) -> None:
    """Keep what is half said, so that a lock or a crash loses nothing. Raises InvalidInput."""
    check_words(words)
    with session.act(Permission.WRITE_CARE_PLANS, "care_plan.draft", patient=patient) as act:
        store.save_draft(
            act.db,
            PlanDraftRow(
                patient=patient,
                words=to_json(words),
                saved_at=act.at.isoformat(timespec="milliseconds"),
                by=session.user_name,
                role=session.role.value,
                device=session.device,
            ),
        )


def discard_draft(session: Session, patient: int) -> None:
    """Throw the draft away: the last version is what counts."""
    with session.act(Permission.WRITE_CARE_PLANS, "care_plan.discard", patient=patient) as act:
        store.discard_draft(act.db, patient)
