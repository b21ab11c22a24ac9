"""demo: the demo practice, in the window or without it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import click

from proactive_care.commands.options import (
    Options,
    as_of_option,
    pass_options,
    shared_options,
    utc_now,
)
from proactive_care.demo import make_demo_practice, run_headless

DEFAULT_PATIENTS = 6_400
FRESH_FOR_DAYS = 28  # until its data would be called old


@click.command()
@click.option("--patients", type=click.IntRange(min=1), default=DEFAULT_PATIENTS, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@as_of_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--headless", is_flag=True, help="No window: do the main job and write the results.")
@shared_options
@pass_options
def demo(
    options: Options,
    patients: int,
    seed: int,
    as_of: date | None,
    out: Path | None,
    headless: bool,
) -> None:
    """Make a demo practice of synthetic patients and open it."""
    day = as_of or datetime.now(UTC).astimezone().date()
    if headless:
        _headless(options, patients, seed, day, out or Path("demo-results"))
        return
    from proactive_care.ui.app import is_open, run

    folder = out or options.data / "demo"
    if is_open(folder):
        return  # making it anew would take the files away under its window
    session = make_demo_practice(
        folder,
        patients=patients,
        seed=seed,
        as_of=day,
        fresh_for_days=0 if as_of else FRESH_FOR_DAYS,
        clock=utc_now,
        progress=options.progress(),
    )
    raise SystemExit(run(session.practice.folder, session))


def _headless(options: Options, patients: int, seed: int, day: date, out: Path) -> None:
    result = run_headless(
        out, patients=patients, seed=seed, as_of=day, clock=utc_now, progress=options.progress()
    )
    groups = [
        f"  {framework}: " + ", ".join(f"{group} {count:,}" for group, count in counts.items())
        for framework, counts in result.groups.items()
    ]
    options.answer(
        {**asdict(result), "folder": out},
        f"{result.rows_read:,} rows read = {result.rows_accepted:,} accepted"
        f" + {result.rows_rejected:,} rejected + {result.rows_ignored:,} ignored",
        f"{result.patients:,} patients sorted",
        *groups,
        f"{result.letters:,} letters on {result.pages:,} pages; {result.excluded:,} not invited for"
        f" a reason, {result.cannot_print:,} need another route",
        f"Everything is in {out.resolve()}: {', '.join(result.files)}",
        "Seconds: " + ", ".join(f"{step} {value:g}" for step, value in result.seconds.items()),
    )


def register(group: click.Group) -> None:
    """Add this command to the command line."""
    group.add_command(demo)
