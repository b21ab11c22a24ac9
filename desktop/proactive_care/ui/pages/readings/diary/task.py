"""What is being keyed, for whom, and what filing it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading
from proactive_care.domain.triage import NO_SYMPTOMS, Symptoms
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    Acknowledgement,
    Carer,
    FiledReadings,
    Keyed,
    Mismatch,
    Origin,
    ReadingPatient,
    TrayLine,
    correct_session,
    file_diary,
    key_form,
    settle_form,
)


@dataclass(frozen=True)
class Task:
    """One diary to key: of a form in the tray, of a patient directly, or the correction of a
    session (``corrects``, with the ``reason``). ``settle``: what two people keyed differently.

    ``start`` is shown at the beginning of a correction.
    """

    patient: ReadingPatient
    origin: Origin
    form: TrayLine | None = None
    corrects: str = ""
    reason: str = ""
    settle: tuple[Mismatch, ...] = ()
    start: tuple[DiaryReading, ...] = ()
    symptoms: Symptoms = NO_SYMPTOMS

    @property
    def is_second_keying(self) -> bool:
        """Whether somebody else keyed this form before, unseen."""
        return self.form is not None and bool(self.form.keyed_by) and not self.settle

    @property
    def about(self) -> str:
        """Where the diary comes from, in words for the top of the form."""
        if self.corrects:
            return f"Correction: {self.reason}"
        if self.settle:
            return "Keyed by two people: settle what differs, with the paper in your hand"
        if self.is_second_keying:
            return "Second keying: key what is on the paper"
        if self.origin.carer is not None:
            return f"Taken by {self.origin.carer.words}"
        if self.form is not None:
            return f"Received by {self.form.route.value}"
        return {
            Channel.PHONE: "By phone",
            Channel.PAPER: "On paper, not in the tray",
        }.get(self.origin.channel, self.origin.channel.value)

    def taken_by(self, carer: Carer | None) -> Task:
        """The same task with who took the readings; None: the patient."""
        return replace(self, origin=replace(self.origin, carer=carer))

    def file(
        self,
        session: Session,
        readings: Sequence[DiaryReading],
        symptoms: Symptoms,
        told: Acknowledgement | None,
        *,
        draft: str,
        note: str,
    ) -> Keyed:
        """File the diary through the service that belongs to the task."""
        if self.settle and self.form is not None:
            filed = settle_form(
                session,
                self.form.form_id,
                readings,
                symptoms=symptoms,
                acknowledgement=told,
                carer=self.origin.carer,
            )
            return _filed(filed)
        if self.form is not None:
            return key_form(
                session,
                self.form.form_id,
                readings,
                symptoms=symptoms,
                acknowledgement=told,
                draft=draft,
                note=note,
                carer=self.origin.carer,
            )
        if self.corrects:
            filed = correct_session(
                session,
                self.corrects,
                self.reason,
                readings=readings,
                symptoms=symptoms,
                acknowledgement=told,
            )
            return _filed(filed)
        origin = replace(self.origin, draft=draft, note=note)
        filed = file_diary(
            session, self.patient.id, readings, origin, symptoms=symptoms, acknowledgement=told
        )
        return _filed(filed)


def _filed(filed: FiledReadings) -> Keyed:
    return Keyed(filed, False, ())
