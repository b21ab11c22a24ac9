"""report: the workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from proactive_care import reports
from proactive_care.commands.options import Options, as_of_option, pass_options, shared_options
from proactive_care.reports import SavedReport

_out = click.option(
    "--out",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE.xlsx",
    help="Where to write the workbook.",
)
_purpose = click.option("--purpose", metavar="TEXT", help="What it is for: on the cover, audited.")


@click.group()
def report() -> None:
    """Progress, data quality and inequalities, as workbooks."""


@report.command()
@_out
@_purpose
@as_of_option
@shared_options
@pass_options
def progress(options: Options, path: Path, purpose: str | None, as_of: date | None) -> None:
    """Groups, backlog against the baseline, movement, gaps, invitations, QOF estimate."""
    with options.session() as session:
        saved = reports.save_progress(
            session,
            path,
            as_of or session.today(),
            progress=options.progress(),
            **({} if purpose is None else {"purpose": purpose}),
        )
    _answer(options, "progress", saved)


@report.command()
@_out
@click.option(
    "--purpose",
    default="",
    metavar="TEXT",
    help="What the list of patients is for. Without it no patient is named.",
)
@as_of_option
@shared_options
@pass_options
def quality(options: Options, path: Path, purpose: str, as_of: date | None) -> None:
    """What is missing, stale, implausible, not understood, or perhaps double."""
    with options.session() as session:
        saved = reports.save_quality(
            session, path, as_of or session.today(), purpose=purpose, progress=options.progress()
        )
    _answer(options, "quality", saved)


@report.command()
@_out
@_purpose
@click.option(
    "--inside",
    is_flag=True,
    help="Exact counts, small numbers included: must not leave the practice.",
)
@as_of_option
@shared_options
@pass_options
def inequalities(
    options: Options, path: Path, purpose: str | None, inside: bool, as_of: date | None
) -> None:
    """By deprivation, ethnicity, sex, age, village, interpreter and language."""
    with options.session() as session:
        saved = reports.save_inequalities(
            session,
            path,
            as_of or session.today(),
            outside=not inside,
            progress=options.progress(),
            **({} if purpose is None else {"purpose": purpose}),
        )
    _answer(options, "inequalities", saved)


def _answer(options: Options, name: str, saved: SavedReport) -> None:
    options.answer(
        {
            "report": name,
            "file": str(saved.path),
            "as_of": saved.as_of,
            "sheets": list(saved.sheets),
            "patient_rows": saved.patient_rows,
        },
        f"{saved.path}: {', '.join(saved.sheets)}",
    )


def register(group: click.Group) -> None:
    """Add this command to the command line."""
    group.add_command(report)
