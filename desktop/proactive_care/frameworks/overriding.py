"""A clinician's own group for one patient: with a reason, for a while, beside the computed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.vocabulary import Tier
from proactive_care.frameworks.loading import load_pack, rules_of
from proactive_care.frameworks.problems import did_you_mean
from proactive_care.frameworks.stratifying import sort_patient
from proactive_care.store import overrides as store
from proactive_care.store.overrides import GroupOverride
from proactive_care.store.stratification import ResultRow, latest_results

LONGEST_DAYS = 366
"""An override ends after a year at the latest: then somebody has to look again."""
_SHORTEST_REASON = 3


def override_group(
    session: Session, patient_id: int, framework: str, *, group: str, reason: str, until: date
) -> GroupOverride:
    """Put a patient into another group of the framework until the end of ``until``. Audited.

    The computed group stays in the results; the other group's tier becomes the local tier, and
    is shown with the reason. It rests while the rules find somebody more urgent than when it was
    decided. A new override replaces the standing one. Raises NotPermitted, NotFound for a patient
    who is in no group, InvalidInput for the reason, the day or the group.
    """
    today = session.today()
    _check(reason, today, until)
    with session.act(
        Permission.OVERRIDE_GROUP, "group.override", patient=patient_id, framework=framework,
        group=group, until=until.isoformat(),
    ) as act:  # fmt: skip
        now = next(latest_results(act.db, framework, patient_id), None)
        if now is None:
            raise NotFound(
                "This patient is in no group of this framework.",
                advice="Sort the patients first, or choose a framework whose register they are on.",
            )
        tier = _tier_of(now, group)
        row = GroupOverride(
            **session.born(act.at), patient=patient_id,
            framework=framework, pack=now.pack, priority_group=group, tier=tier.value,
            computed_group=now.group, computed_tier=now.tier, reason=" ".join(reason.split()),
            since=today, until=until,
        )  # fmt: skip
        store.add_override(act.db, row)
        sort_patient(session, act, load_pack(now.pack), patient_id, today, framework)
    return row


def end_override(session: Session, override_id: str) -> None:
    """Take an override back before its last day. Audited.

    Raises NotPermitted, and NotFound when it is not standing any more.
    """
    today = session.today()
    found = store.override_by_id(session.practice.db, override_id)
    patient = found.patient if found else None
    with session.act(
        Permission.OVERRIDE_GROUP, "group.override_end", patient=patient, override=override_id
    ) as act:
        standing = found and store.standing_overrides(act.db, found.framework, today, patient)
        if not found or not standing or standing[found.patient].id != override_id:
            raise NotFound("This override has already ended.")
        row = replace(
            found, **session.born(act.at), since=today, takes_back=found.id,
        )  # fmt: skip
        store.add_override(act.db, row)
        sort_patient(session, act, load_pack(found.pack), found.patient, today, found.framework)


def standing_override(session: Session, patient_id: int, framework: str) -> GroupOverride | None:
    """Return the override that holds today, or None. Raises NotPermitted."""
    session.require(Permission.VIEW_CLINICAL)
    found = store.standing_overrides(session.practice.db, framework, session.today(), patient_id)
    return found.get(patient_id)


def overrides_of(session: Session, patient_id: int) -> tuple[GroupOverride, ...]:
    """Return every override of a patient ever, and what ended it, newest first."""
    session.require(Permission.VIEW_CLINICAL)
    return store.overrides_of(session.practice.db, patient_id)


def _check(reason: str, today: date, until: date) -> None:
    if len(" ".join(reason.split())) < _SHORTEST_REASON:
        raise InvalidInput("An override needs a reason.", field="reason")
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise InvalidInput(
            "The last day of an override must be from today on, within a year.", field="until"
        )


def _tier_of(now: ResultRow, group: str) -> Tier:
    known = {each.id: each for each in rules_of(load_pack(now.pack), now.framework).groups}
    if group not in known:
        raise InvalidInput(
            f'There is no group "{group}" in this framework.', field="group",
            advice=did_you_mean(group, known),
        )  # fmt: skip
    if group == now.group:
        raise InvalidInput(
            "The patient is in this group already.", field="group",
            advice="Choose another group.",
        )  # fmt: skip
    return known[group].tier
