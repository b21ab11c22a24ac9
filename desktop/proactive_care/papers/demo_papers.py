"""What the services print for the demo practice: content that nobody invented for its looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from proactive_care import care_plans, frameworks, recall, worklists
from proactive_care.accounts import Session
from proactive_care.demo import make_demo_practice
from proactive_care.documents import (
    EASY_READ,
    LARGE_FORMATS,
    STANDARD,
    TRANSLATIONS,
    CarePlanPaper,
    care_plan_pdf,
    summary_pdf,
)
from proactive_care.domain.errors import KnownError
from proactive_care.papers.handed_out import usual_plan
from proactive_care.papers.letters import short
from proactive_care.papers.paper import MADE_AT, TODAY
from proactive_care.worklists import ListRequest, PaperKind

_PATIENTS, _SEED = 250, 7
_LISTED = 30
_PURPOSE = "the meeting of the community team"


def write_demo_papers(work: Path, folder: Path, patients: int = _PATIENTS) -> list[Path]:
    """Make the demo practice in ``work`` and write what it prints into ``folder``."""
    session = make_demo_practice(
        work, patients=patients, seed=_SEED, as_of=TODAY, clock=lambda: MADE_AT
    )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return [path for path in _written(session, folder) if path.exists()]
    finally:
        session.practice.close_all()


def _written(session: Session, folder: Path) -> Iterator[Path]:
    yield from _batch(session, folder)
    yield from _lists(session, folder)
    yield from _plans(session, folder)
    for pack in frameworks.list_packs():
        path = folder / f"rule-book-{pack.id}.pdf"
        frameworks.write_rule_book_pdf(session, pack.id, path)
        yield path


def _batch(session: Session, folder: Path) -> Iterator[Path]:
    preview = recall.preview_batch(session, TODAY)
    recall.print_batch(session, preview, folder / "recall.pdf")
    yield from sorted(folder.glob("recall*.pdf"))
    later = replace(session, clock=lambda: MADE_AT + timedelta(days=40))
    try:
        calls = recall.print_escalated_calls(later).data
    except KnownError:
        calls = b""
    for name, data in (
        ("coding-sheet", recall.print_coding_sheet(session, TODAY).data),
        ("escalated-calls", calls),
    ):
        if data:
            yield _save(folder / f"{name}.pdf", data)


def _lists(session: Session, folder: Path) -> Iterator[Path]:
    rows = worklists.load_worklist(session).rows[:_LISTED]
    request = ListRequest(tuple(row.patient for row in rows), ("name",), _PURPOSE)
    yield _save(folder / "worklist.pdf", worklists.print_list(session, request))
    for kind in PaperKind:
        name = "-".join(kind.value.replace(",", "").split())
        yield _save(folder / f"{name}.pdf", worklists.print_paper(session, request, kind).data)


def _plans(session: Session, folder: Path) -> Iterator[Path]:
    patient = care_plans.patient_with_most_conditions(session)
    assert patient is not None
    start = care_plans.open_plan(session, patient, TODAY).words
    words = replace(
        start,
        matters=usual_plan().matters,
        matters_on=TODAY,
        strengths=usual_plan().strengths,
        help_me=usual_plan().help_me[0],
        goals=usual_plan().goals,
        medicine_concern=usual_plan().medicine_concern,
        carer="Hazel",
        carer_may_know=True,
    )
    for paper in (STANDARD, LARGE_FORMATS[-1], EASY_READ):
        shown = care_plans.preview_plan(session, patient, words, TODAY, print_as=paper)
        yield from _plan(shown.paper, folder, short(paper))
    for language in TRANSLATIONS:
        for paper in (STANDARD, LARGE_FORMATS[-1]):
            shown = care_plans.preview_plan(
                session, patient, words, TODAY, print_as=paper, language=language.code
            )
            yield from _plan(shown.paper, folder, f"{language.code}-{short(paper)}")


def _plan(paper: CarePlanPaper, folder: Path, name: str) -> Iterator[Path]:
    signed_off = replace(paper, draft=False)
    for kind, pdf in (
        ("care-plan", care_plan_pdf(paper, made_at=MADE_AT)),
        ("summary", summary_pdf(signed_off, made_at=MADE_AT)),
    ):
        yield _save(folder / f"{kind}-{name}.pdf", pdf.data)


def _save(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
