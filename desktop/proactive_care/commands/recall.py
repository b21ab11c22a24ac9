"""recall preview, recall letters, recall coding-list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.commands.options import Options, as_of_option, pass_options, shared_options
from proactive_care.recall import (
    Basis,
    NotInvited,
    Order,
    RecallPreview,
    export_coding_list,
    preview_batch,
    print_batch,
)


@click.group("recall")
def recall_group() -> None:
    """Who is invited, and the letters."""


_limit = click.option("--limit", type=click.IntRange(min=1), help="Only the most urgent so many.")
_order = click.option(
    "--order", type=click.Choice([order.value for order in Order]), default=Order.SURNAME.value
)
_basis = click.option("--basis", type=click.Choice([basis.value for basis in Basis]))


@recall_group.command("preview")
@as_of_option
@_limit
@_order
@_basis
@shared_options
@pass_options
def recall_preview(
    options: Options, as_of: date | None, limit: int | None, order: str, basis: str | None
) -> None:
    """Show who would be invited, and why the others would not."""
    with options.session() as session:
        preview = _preview(session, options, as_of, limit, order, basis)
    options.answer(_payload(preview), *_lines(preview))


@recall_group.command("letters")
@as_of_option
@_limit
@_order
@_basis
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("recall-letters.pdf"),
    metavar="FILE.pdf",
)
@shared_options
@pass_options
def recall_letters(
    options: Options,
    as_of: date | None,
    limit: int | None,
    order: str,
    basis: str | None,
    out: Path,
) -> None:
    """Print the batch into one PDF, with its run sheet, and record the invitations."""
    with options.session() as session:
        preview = _preview(session, options, as_of, limit, order, basis)
        printed = print_batch(session, preview, out, progress=options.progress())
    options.answer(
        {
            **_payload(preview),
            "batch": printed.number,
            "letters": printed.letters,
            "pages": printed.pages,
            "sheets": printed.sheets,
            "file": printed.letters_file,
            "run_sheet": printed.run_sheet_file,
        },
        f"Batch {printed.number}: {printed.letters:,} letters, {printed.pages:,} pages"
        f" in {printed.letters_file}",
        f"Run sheet: {printed.run_sheet_file}",
        *_lines(preview),
    )


@recall_group.command("coding-list")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE.csv"
)
@as_of_option
@shared_options
@pass_options
def recall_coding_list(options: Options, out: Path, as_of: date | None) -> None:
    """List what was done here and is not yet coded in the clinical system."""
    with options.session() as session:
        made = export_coding_list(session, out, as_of or session.today())
    options.answer(
        {"rows": made.rows, "overdue": made.overdue, "seen": made.seen, "file": made.file},
        f"{made.rows:,} to code in {made.file}; {made.overdue:,} not seen after 30 days;"
        f" {made.seen:,} seen in an import and ticked off",
    )


def _preview(
    session: Session,
    options: Options,
    as_of: date | None,
    limit: int | None,
    order: str,
    basis: str | None,
) -> RecallPreview:
    day = as_of or session.today()
    frameworks.bring_up_to_date(session, day, progress=options.progress())
    return preview_batch(
        session,
        day,
        basis=None if basis is None else Basis(basis),
        order=Order(order),
        limit=limit,
        progress=options.progress(),
    )


def _payload(preview: RecallPreview) -> dict[str, object]:
    return {
        "batch": None,
        "as_of": preview.as_of,
        "extract_date": preview.extract_date,
        "letters": len(preview.due),
        "pages": preview.pages,
        "sheets": preview.sheets,
        "excluded": [_person(person) for person in preview.excluded],
        "not_due": len(preview.not_due),
        "cannot_print": [_person(person) for person in preview.cannot_print],
        "left_for_later": preview.left_for_later,
        "minutes": {role.value: minutes for role, minutes in preview.minutes.items()},
        "signed_off": preview.signed,
        "warnings": list(preview.warnings),
    }


def _person(person: NotInvited) -> dict[str, object]:
    return {
        "nhs_number": person.patient.nhs_number,
        "reason": person.reason,
        "detail": person.detail,
    }


def _lines(preview: RecallPreview) -> list[str]:
    lines = [f"{len(preview.due):,} to invite, {len(preview.not_due):,} not due yet"]
    lines += [f"  {count:,} {reason}" for reason, count in preview.excluded_by_reason.items()]
    if preview.cannot_print:
        lines.append(f"  {len(preview.cannot_print):,} Needs another route")
    return [*lines, *(f"Note: {warning}" for warning in preview.warnings)]


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    group.add_command(recall_group)
