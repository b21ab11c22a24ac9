"""The cover of every workbook: practice, dates, author, purpose, and what the words mean."""

from __future__ import annotations

from collections.abc import Sequence

from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Framework
from proactive_care.reports.basis import EXCLUSIONS, Basis
from proactive_care.reports.workbook import Footer, Report

TIER_COLOURS = {
    "urgent": "A4001D",
    "high": "D9730D",
    "data gap": "5B2A86",
    "medium": "00508F",
    "low": "00863F",
}
BLUE, GREY = "005EB8", "768692"


def new_report(title: str, basis: Basis, purpose: str, words: Sequence[tuple[str, str]]) -> Report:
    """Begin a workbook with its cover. ``words`` are definitions."""
    extract = "no extract" if basis.extract is None else f"Extract of {show_date(basis.extract)}"
    made = f"Made {basis.made_at:%d %b %Y %H:%M} UTC by {basis.made_by}"
    demo = " (demo practice, fictional patients)" if basis.demo else ""
    report = Report(title, basis.made_at, Footer(basis.practice + demo, extract, made))
    counts = basis.population
    lines = [
        ("Practice", f"{basis.practice}{demo}{f', {basis.ods}' if basis.ods else ''}"),
        ("As of", show_date(basis.as_of)),
        ("Extract date", extract),
        ("Made by", made),
        ("Purpose", purpose),
        (
            "Who is counted",
            f"{counts.counted:,} living, registered patients, of whom {counts.on_register:,} are "
            f"on a register. In the file: {counts.in_file:,}; left out: {counts.deceased:,} "
            f"deceased, {counts.left:,} left. Counted but marked: {counts.end_of_life:,} end of "
            f"life, {counts.declined:,} said no to reviews, {counts.not_in_extract:,} no longer "
            "in the newest extract.",
        ),
        ("Rules", _rules(basis)),
        *(("Please note", warning) for warning in basis.warnings),
        *words,
    ]
    report.cover(f"{title}: {basis.practice}", lines, (EXCLUSIONS,))
    return report


def _rules(basis: Basis) -> str:
    parts = [
        f"{Framework(run.framework).label}: {run.pack} {run.version}, sorted as of "
        f"{show_date(run.as_of)}{'' if run.signed else ', NOT SIGNED OFF'}"
        for run in basis.runs
    ]
    return "; ".join(parts) or "Nobody has been sorted yet."
