"""Half-typed diaries: saved while they are typed, offered back after a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from proactive_care.accounts import Permission, Session
from proactive_care.domain.diary import DiaryReading, Part, Written
from proactive_care.domain.identifiers import uuid7
from proactive_care.domain.triage import NO_SYMPTOMS, RedFlag, Symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings.filing import BP_DIARY
from proactive_care.store import drafts as store
from proactive_care.store.drafts import DraftRow


@dataclass(frozen=True)
class Draft:
    """A half-typed diary: whose, what was typed, how it reached us, when it was last saved and by
    whom. ``tray_form`` None: it does not wait in the tray."""

    id: str
    patient_id: int
    tray_form: str | None
    readings: tuple[DiaryReading, ...]
    symptoms: Symptoms
    saved_at: datetime
    by: str
    channel: Channel = Channel.PAPER


def new_draft_id(session: Session) -> str:
    """Return the id under which a diary that is about to be typed will be saved."""
    return uuid7(session.now())


def save_draft(
    session: Session,
    draft_id: str,
    patient_id: int,
    readings: Sequence[DiaryReading],
    *,
    symptoms: Symptoms = NO_SYMPTOMS,
    tray_form: str | None = None,
    channel: Channel = Channel.PAPER,
) -> None:
    """Keep what is typed so far; it is on the disk when this returns.

    A draft is scratch paper: it is written over, no audit row is made for each cell, and it goes
    when its diary is filed.
    """
    session.require(Permission.TAKE_READINGS)
    now = session.now()
    row = DraftRow(
        id=draft_id,
        patient=patient_id,
        kind=BP_DIARY,
        tray_form=tray_form,
        content={**pack(readings, symptoms), "channel": channel.value},
        saved_at=now.isoformat(timespec="milliseconds"),
        by=session.user_name,
        role=session.role.value,
        device=session.device,
    )
    with session.practice.transaction("What was typed before is kept.") as db:
        store.save_draft(db, row)


def discard_draft(session: Session, draft_id: str) -> None:
    """Throw a draft away."""
    session.require(Permission.TAKE_READINGS)
    with session.practice.transaction() as db:
        store.discard_draft(db, draft_id)


def open_drafts(session: Session, patient_id: int | None = None) -> tuple[Draft, ...]:
    """Return the half-typed diaries (of one patient), newest first."""
    session.require(Permission.TAKE_READINGS)
    return tuple(_draft(row) for row in store.drafts(session.practice.db, patient_id))


def pack(readings: Sequence[DiaryReading], symptoms: Symptoms) -> dict[str, object]:
    """Return a diary as JSON-able values; ``unpack`` is the way back."""
    return {
        "readings": [
            [
                r.day.toordinal(),
                r.part.value,
                r.number,
                r.systolic,
                r.diastolic,
                r.pulse,
                r.irregular,
                r.state.value,
                r.confirmed,
                r.time,
            ]
            for r in readings
        ],
        "red_flags": sorted(flag.value for flag in symptoms.red_flags),
        "dizziness": symptoms.dizziness,
        "fall": symptoms.fall,
    }


def unpack(content: object) -> tuple[tuple[DiaryReading, ...], Symptoms]:
    """Return the diary that was packed."""
    assert isinstance(content, dict)
    readings = tuple(
        DiaryReading(
            date.fromordinal(day), Part(part), number, s, d, p, irr, Written(state), ok, at
        )
        for day, part, number, s, d, p, irr, state, ok, at in content["readings"]
    )
    flags = frozenset(map(RedFlag, content["red_flags"]))
    return readings, Symptoms(flags, content["dizziness"], content["fall"])


def _draft(row: DraftRow) -> Draft:
    readings, symptoms = unpack(row.content)
    return Draft(
        row.id,
        row.patient,
        row.tray_form,
        readings,
        symptoms,
        datetime.fromisoformat(row.saved_at),
        row.by,
        Channel(str(row.content.get("channel", Channel.PAPER.value))),
    )
