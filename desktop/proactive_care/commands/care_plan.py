"""care-plan: print somebody's plan."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from proactive_care import care_plans
from proactive_care.commands.options import Options, as_of_option, pass_options, shared_options
from proactive_care.documents import (
    EASY_READ,
    ENGLISH,
    LARGE_FORMATS,
    STANDARD,
    TRANSLATIONS,
    LetterFormat,
)
from proactive_care.patients import patient_id

_FORMATS = {
    "standard": STANDARD,
    **{str(each.points): each for each in LARGE_FORMATS},
    "easy-read": EASY_READ,
}


@click.command("care-plan")
@click.argument("nhs_number")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE.pdf"
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.pdf",
    help="Also the one-sheet summary.",
)
@click.option("--version", type=click.IntRange(min=1), help="Print this version again.")
@click.option(
    "--format",
    "print_as",
    type=click.Choice(list(_FORMATS)),
    help="Print in this format (points of large print), whatever is recorded.",
)
@click.option(
    "--language",
    type=click.Choice([ENGLISH.code, *(each.code for each in TRANSLATIONS)]),
    help="Print in this language, whatever is recorded; it must be signed off.",
)
@as_of_option
@shared_options
@pass_options
def care_plan(
    options: Options,
    nhs_number: str,
    out: Path,
    summary: Path | None,
    version: int | None,
    print_as: str | None,
    language: str | None,
    as_of: date | None,
) -> None:
    """Print a patient's care plan as its next version; unchanged, as the last one again."""
    preview = None
    with options.session() as session:
        patient = patient_id(session, nhs_number)
        if version is not None:
            printed = care_plans.reprint_plan(session, patient, version, out)
        else:
            chosen: LetterFormat | None = _FORMATS[print_as] if print_as else None
            day = as_of or session.today()
            draft = care_plans.open_plan(session, patient, day)
            preview = care_plans.preview_plan(
                session, patient, draft.words, day, print_as=chosen, language=language
            )
            printed = care_plans.print_plan(session, preview, out)
        if summary is not None:
            care_plans.print_summary(session, patient, printed.version, summary)
    clashes = preview.clashes if preview else ()
    missing = preview.missing if preview else ()
    options.answer(
        {
            "version": printed.version,
            "pages": printed.pages,
            "repeated": printed.repeated,
            "file": out,
            "summary": summary,
            "clashes": [asdict(clash) for clash in clashes],
            "missing": list(missing),
        },
        f"Version {printed.version}, {printed.pages} pages, in {out}"
        + (" (unchanged, printed again)" if printed.repeated else ""),
        *(
            f"Please check: {clash.about}: {'; '.join(clash.said)}."
            f" Printed: {clash.printed}. {clash.why}"
            for clash in clashes
        ),
        *(f"Missing: {text}" for text in missing),
    )


def register(group: click.Group) -> None:
    """Add this command to the command line."""
    group.add_command(care_plan)
