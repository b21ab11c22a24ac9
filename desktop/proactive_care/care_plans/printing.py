"""Printing a plan: a numbered version that is kept whole, and printed again byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from proactive_care.accounts import Permission, Session
from proactive_care.care_plans.json_form import from_json, to_json
from proactive_care.care_plans.preview import PlanPreview, plans_can_print, stamped
from proactive_care.care_plans.words import PlanWords
from proactive_care.documents import CarePlanPaper, PlanPdf, care_plan_pdf, language_of, summary_pdf
from proactive_care.domain.errors import KnownError, NotFound
from proactive_care.store import care_plans as store
from proactive_care.store.care_plans import NewPlanVersion, PlanVersionRow
from proactive_care.store.durable import write_durably


@dataclass(frozen=True)
class PrintedPlan:
    """A version on paper. ``repeated``: nothing had changed, so it is the last version again."""

    version: int
    pages: int
    data: bytes
    repeated: bool
    file: Path | None = None


@dataclass(frozen=True)
class PlanVersion:
    """A line of the list of versions."""

    version: int
    made_on: date
    printed_at: str
    by: str
    pages: int
    format: str
    review_on: date | None
    words: PlanWords


def print_plan(session: Session, preview: PlanPreview, file: Path | None = None) -> PrintedPlan:
    """Keep what was previewed as the next version, and write it to ``file`` if one is named.

    If nothing has changed since the last version, that one is printed again instead. The draft is
    used up. Raises KnownError for a format that cannot be met or a version that somebody else
    printed meanwhile, FileProblem, NotPermitted; then nothing is kept.
    """
    session.require(Permission.WRITE_CARE_PLANS)
    if preview.cannot_print:
        raise KnownError(
            f"The plan cannot be printed as it is needed: {preview.cannot_print}.",
            kept="It was not printed in another format or language instead.",
            advice="Reach this patient by another route, or choose a format and a language"
            " yourself.",
        )
    _check_language(session, preview.paper)
    last = next(iter(store.versions_of(session.practice.db, preview.patient)), None)
    if last is not None and _same(preview, last):
        return _repeat(session, preview.patient, last, file)
    now = session.now()
    paper = stamped(preview.paper, preview.paper.version, now)
    made = care_plan_pdf(paper, made_at=now)
    with session.act(
        Permission.WRITE_CARE_PLANS, "care_plan.print", patient=preview.patient
    ) as act:
        newest = next(iter(store.versions_of(act.db, preview.patient)), None)
        if (newest.version if newest else 0) + 1 != preview.paper.version:
            raise KnownError(
                "Another version of this plan was printed meanwhile.",
                kept="Nothing was printed here.",
                advice="Open the plan again, look at the new version, and print again.",
            )
        row = _row(session, replace(preview, paper=paper), made, now)
        store.add_version(act.db, row)
        store.discard_draft(act.db, preview.patient)
        act.note(
            version=row.version,
            pages=row.pages,
            sha256=row.sha256,
            language=paper.language,
            language_chosen=preview.choice.against_record,
        )
        if file is not None:
            write_durably(file, made.data)
    return PrintedPlan(row.version, row.pages, made.data, repeated=False, file=file)


def plan_versions(session: Session, patient: int) -> tuple[PlanVersion, ...]:
    """Return a patient's printed versions, newest first."""
    session.require(Permission.VIEW_CLINICAL)
    return tuple(
        PlanVersion(
            row.version, row.made_on, row.entered_at, row.by, row.pages, row.format,
            row.review_on, from_json(PlanWords, row.words),
        )
        for row in store.versions_of(session.practice.db, patient)
    )  # fmt: skip


def reprint_plan(
    session: Session, patient: int, version: int, file: Path | None = None
) -> PrintedPlan:
    """Print a version again, byte for byte. Raises NotFound, FileProblem, NotPermitted."""
    session.require(Permission.VIEW_CLINICAL)
    return _repeat(session, patient, _version(session, patient, version), file)


def print_summary(
    session: Session, patient: int, version: int, file: Path | None = None
) -> PrintedPlan:
    """Print the one-sheet summary of a version, always the same for the same version.

    Raises NotFound, FileProblem, NotPermitted, and KnownError if the wording of its language is not
    signed off any more.
    """
    session.require(Permission.VIEW_CLINICAL)
    row = _version(session, patient, version)
    paper = from_json(CarePlanPaper, row.printed)
    _check_language(session, paper)
    made = summary_pdf(paper, made_at=datetime.fromisoformat(row.entered_at))
    with session.act(
        Permission.VIEW_CLINICAL, "care_plan.summary", patient=patient, version=version
    ):
        if file is not None:
            write_durably(file, made.data)
    return PrintedPlan(version, made.pages, made.data, repeated=True, file=file)


def _repeat(session: Session, patient: int, row: PlanVersionRow, file: Path | None) -> PrintedPlan:
    with session.act(
        Permission.VIEW_CLINICAL, "care_plan.reprint", patient=patient, version=row.version
    ) as act:
        data = store.paper_of(act.db, row.id)
        if file is not None:
            write_durably(file, data)
    return PrintedPlan(row.version, row.pages, data, repeated=True, file=file)


def _check_language(session: Session, paper: CarePlanPaper) -> None:
    """Raise KnownError unless the wording of the plan's language is signed off as it is now."""
    if paper.language not in plans_can_print(session.practice.db).languages:
        name = language_of(paper.language).name
        raise KnownError(
            f"The wording in {name} is not signed off as it is now.",
            kept="Nothing was printed.",
            advice="Have it checked and signed off in Settings, or choose another language. A"
            " version that was printed can still be opened as it is.",
        )


def _version(session: Session, patient: int, version: int) -> PlanVersionRow:
    for row in store.versions_of(session.practice.db, patient):
        if row.version == version:
            return row
    raise NotFound(
        f"This patient has no version {version} of a care plan.",
        advice="Choose one from the list of versions.",
    )


def _same(preview: PlanPreview, last: PlanVersionRow) -> bool:
    """Whether words and paper are those of the last version, apart from number and dates."""
    paper = from_json(CarePlanPaper, last.printed)
    again = replace(
        preview.paper, version=paper.version, printed=paper.printed, made_on=paper.made_on
    )
    return again == paper and to_json(preview.words) == last.words


def _row(session: Session, preview: PlanPreview, made: PlanPdf, at: datetime) -> NewPlanVersion:
    paper = preview.paper
    return NewPlanVersion(
        **session.born(at),
        patient=preview.patient,
        version=paper.version,
        words=to_json(preview.words),
        printed=to_json(paper),
        pdf=made.data,
        sha256=hashlib.sha256(made.data).hexdigest(),
        pages=made.pages,
        format=preview.choice.label,
        made_on=preview.as_of,
        review_on=paper.review_on,
        extract_on=paper.data_of,
    )
