"""Loads one patient for the page: record and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework, Tier, overall_tier
from proactive_care.frameworks import (
    Criterion,
    FrameworkExplanation,
    Standing,
    explain_patient,
)
from proactive_care.patients import PatientRecord, patient_record
from proactive_care.recall import OneVisit, contacts, one_visit
from proactive_care.reports import PatientIndicator, patient_qof
from proactive_care.ui.pages.patients.explanation import Explanation, Line, Section
from proactive_care.ui.pages.patients.history import Entry, load_history, preferred
from proactive_care.ui.widgets import lowered

_GRADE = "evidence grade"


@dataclass(frozen=True)
class OnePatient:
    """Everything that the page shows. ``why_none`` says why there is no group at all."""

    record: PatientRecord
    explanations: tuple[Explanation, ...]
    not_on: tuple[str, ...]
    why_none: str = ""
    visit: OneVisit | None = None
    history: tuple[Entry, ...] = ()
    prefers: str = ""
    assigned: str = ""
    qof: Mapping[Framework, str] = field(default_factory=dict)

    @property
    def tier(self) -> Tier | None:
        """The most urgent tier; None if the patient is on no register."""
        tiers = [explanation.tier for explanation in self.explanations]
        return overall_tier(tiers) if tiers else None


def load_patient(session: Session, patient: int, progress: Progress) -> OnePatient:
    """Return one patient. The services audit that somebody looked."""
    session.require(Permission.VIEW_CLINICAL)
    record = patient_record(session, patient)
    found = explain_patient(session, patient, session.today())
    return OnePatient(
        record,
        tuple(shown_explanation(each) for each in found.frameworks),
        tuple(lowered(framework.label) for framework in found.not_on),
        found.why_none,
        one_visit(session, patient),
        load_history(session, patient),
        *preferred(contacts(session, patient)),
        qof_words(patient_qof(session, patient, session.today())),
    )


def qof_words(indicators: Iterable[PatientIndicator]) -> dict[Framework, str]:
    """Return, by framework, how the year's QOF indicators would count this patient."""
    said: dict[Framework, list[str]] = {}
    for each in indicators:
        if each.standing is not Standing.LEFT_OUT:
            for framework in each.beside:
                said.setdefault(framework, []).append(f"{each.id} {each.standing.value}")
    return {framework: f"QOF estimate: {', '.join(words)}" for framework, words in said.items()}


def shown_explanation(found: FrameworkExplanation) -> Explanation:
    """Return an explanation as the page shows it."""
    tier = found.local_tier or found.tier
    rules = f"{found.pack} {found.pack_version}"
    if found.grade:
        rules += f", {_GRADE} {found.grade}"
    if not found.signed_by:
        rules += ", not signed off"
    flags = [f"{move.text}: {move.group} · {move.tier.value}" for move in found.moves[:2]]
    return Explanation(
        framework=found.framework,
        group=found.group,
        tier=tier,
        reasons=found.reasons,
        who=", ".join(part for part in (found.role, found.by) if part),
        flags=found.flags,
        moves=tuple(flags),
        rules=rules,
        signed=bool(found.signed_by),
        sections=tuple(_sections(found.criteria, found.group)),
        could_not_check=found.could_not_check,
    )


def _sections(criteria: Iterable[Criterion], entered: str) -> Iterable[Section]:
    for group, tests in groupby(criteria, key=lambda criterion: criterion.group):
        lines = tuple(line for test in tests for line in _lines(test))
        if group == entered:
            yield Section(f"Group {group}, the first that is true", lines, decides=True)
        else:
            yield Section(f"Group {group}, tried before", lines)


def _lines(criterion: Criterion) -> Iterable[Line]:
    """One line for the criterion, with its newest evidence; more evidence follows below it."""
    if not criterion.evidence:
        yield Line(criterion.text, criterion.met, criterion.found)
        return
    for number, evidence in enumerate(criterion.evidence):
        value = "" if evidence.value is None else f"{evidence.value:g} {evidence.unit}".strip()
        yield Line(
            criterion.text if number == 0 else "",
            criterion.met,
            criterion.found if number == 0 else f"{evidence.term} {value}".strip(),
            evidence.date,
            evidence.code,
            evidence.source,
            evidence.row,
        )
