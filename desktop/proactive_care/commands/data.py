"""sample-data, import: what goes in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from proactive_care import frameworks, importing, sample_data
from proactive_care.commands.options import (
    IsoDate,
    Options,
    as_of_option,
    pass_options,
    shared_options,
)


@click.command("sample-data")
@click.option("--patients", type=click.IntRange(min=1), required=True)
@click.option("--seed", type=int, required=True)
@click.option("--system", type=click.Choice(sample_data.SYSTEMS), required=True)
@as_of_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@shared_options
@pass_options
def sample_data_command(
    options: Options, patients: int, seed: int, system: str, as_of: date | None, out: Path
) -> None:
    """Write synthetic exports in a clinical system's shape: same seed, same bytes."""
    day = as_of or datetime.now(UTC).astimezone().date()
    practice = sample_data.make_practice(patients, seed, day)
    written = sample_data.write_exports(practice, system, out)
    options.answer(
        {
            "files": [file.name for file in written],
            "rows": {file.name: file.rows for file in written},
        },
        *(f"{file.name}: {file.rows:,} rows" for file in written),
    )


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
@click.option("--mode", type=click.Choice(["replace", "add"]), default="replace", show_default=True)
@click.option("--run-date", type=IsoDate(), help="The day of the extract, if no file says it.")
@click.option("--as-list", metavar="NAME", help="FILES are a list of patients of this name.")
@click.option("--stands-for", default="", metavar="CONCEPT", help="What being on the list means.")
@shared_options
@pass_options
def import_command(
    options: Options,
    files: tuple[Path, ...],
    dry_run: bool,
    mode: str,
    run_date: date | None,
    as_list: str | None,
    stands_for: str,
) -> None:
    """Recognise, check and load FILES (or a folder), then sort everybody."""
    if stands_for and as_list is None:
        raise click.UsageError("--stands-for needs --as-list.")
    choice = importing.ListChoice(as_list or "", stands_for)
    with (
        options.session() as session,
        importing.check_files(
            session, list(files), mode=mode, run_date=run_date, progress=options.progress(),
            lists={} if as_list is None else dict.fromkeys(files, choice),
        ) as checked,
    ):  # fmt: skip
        if dry_run:
            reports = checked.files
        else:
            reports = importing.commit_import(session, checked, progress=options.progress()).files
            frameworks.stratify(
                session, session.today(), cause="import", progress=options.progress()
            )
    options.answer(
        {"dry_run": dry_run, "files": [report.as_json() for report in reports]},
        *(line for report in reports for line in _lines(report, dry_run)),
    )


def _lines(report: importing.FileReport, dry_run: bool) -> list[str]:
    would = "would be " if dry_run else ""
    lines = [
        f"{report.file}: {report.profile_name}, {report.encoding}, run {report.run_date}",
        f"  {report.rows_read:,} rows read = {report.rows_accepted:,} {would}accepted"
        f" + {report.rows_rejected:,} rejected + {report.rows_ignored:,} ignored",
    ]
    lines += [
        f"  row {found.row:,}, {found.column}: {found.reason}" for found in report.rejections[:20]
    ]
    if report.rejections_total > 20:
        lines.append(f"  … and {report.rejections_total - 20:,} more")
    return [*lines, *(f"  Note: {warning}" for warning in report.warnings)]


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    group.add_command(sample_data_command)
    group.add_command(import_command)
