"""recall preview, recall letters, recall coding-list."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.commands.options import Options, as_of_option, pass_options, shared_options
from proactive_care.patients import patient_id
from proactive_care.recall import (
    Basis,
    Due,
    NotInvited,
    Order,
    Outcome,
    RecallPreview,
    Way,
    batch_recipients,
    escalated,
    export_coding_list,
    letter_streams,
    parse_sequences,
    preview_batch,
    print_batch,
    record_outcome,
    reprint,
    resume_recall,
    stop_recall,
)


@click.group("recall")
def recall_group() -> None:
    """Who is invited, and the letters."""


_limit = click.option("--limit", type=click.IntRange(min=1), help="Only the most urgent so many.")
_order = click.option(
    "--order", type=click.Choice([order.value for order in Order]), default=Order.SURNAME.value
)
_basis = click.option("--basis", type=click.Choice([basis.value for basis in Basis]))
_stream = click.option(
    "--stream",
    type=click.Choice([stream.key for stream in letter_streams()]),
    help="Only the letters of people who are kept apart from the usual letters.",
)


@recall_group.command("preview")
@as_of_option
@_limit
@_order
@_basis
@_stream
@shared_options
@pass_options
def recall_preview(
    options: Options,
    as_of: date | None,
    limit: int | None,
    order: str,
    basis: str | None,
    stream: str | None,
) -> None:
    """Show who would be invited, and why the others would not.

    With --json, "weight" estimates the post: "grams" in all, "letters" up to "class_grams",
    "heavier" ones, and what it "assumes"; "own_letters" counts who gets the letter of a stream.
    """
    with options.session() as session:
        preview = _preview(session, options, as_of, limit, order, basis, stream)
    options.answer(_payload(preview), *_lines(preview))


@recall_group.command("letters")
@as_of_option
@_limit
@_order
@_basis
@_stream
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
    stream: str | None,
    out: Path,
) -> None:
    """Print the batch into one PDF, with its run sheet, and record the invitations."""
    with options.session() as session:
        preview = _preview(session, options, as_of, limit, order, basis, stream)
        printed = print_batch(session, preview, out, progress=options.progress())
    options.answer(
        {
            **_payload(preview),
            "batch": printed.number,
            "letters": printed.letters,
            "pages": printed.pages,
            "sheets": printed.sheets,
            "file": printed.letters_file if printed.letters else None,
            "run_sheet": printed.run_sheet_file if printed.letters else None,
            "files": list(printed.files),
        },
        f"Batch {printed.number}: {printed.letters:,} letters, {printed.pages:,} pages,"
        f" {printed.calls:,} to phone, {printed.texts:,} to text",
        *(f"Written: {file}" for file in printed.files),
        *_lines(preview),
    )


@recall_group.command("coding-list")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
@as_of_option
@shared_options
@pass_options
def recall_coding_list(options: Options, out: Path, as_of: date | None) -> None:
    """List what was done here and is not yet coded in the clinical system.

    A FILE that ends in .xlsx becomes an Excel workbook, any other a CSV.
    """
    with options.session() as session:
        made = export_coding_list(session, out, as_of or session.today())
    options.answer(
        {"rows": made.rows, "overdue": made.overdue, "seen": made.seen, "file": made.file},
        f"{made.rows:,} to code in {made.file}; {made.overdue:,} not seen after 30 days;"
        f" {made.seen:,} seen in an import and ticked off",
    )


@recall_group.command("escalated")
@as_of_option
@shared_options
@pass_options
def recall_escalated(options: Options, as_of: date | None) -> None:
    """List the urgent and high patients who are phoned or passed to a clinician."""
    with options.session() as session:
        people = escalated(session, as_of, progress=options.progress())
    rows = [
        {**_person(each), "stage": each.stage, "tier": each.tier, "due": each.due}
        for each in people
    ]
    options.answer(
        {"patients": rows},
        f"{len(people):,} escalated",
        *(f"  {each.stage.label}, due {each.due.isoformat()}: {each.detail}" for each in people),
    )


@recall_group.command("received")
@click.argument("batch")
@shared_options
@pass_options
def recall_received(options: Options, batch: str) -> None:
    """List who received a batch, such as 2026-014."""
    with options.session() as session:
        rows = batch_recipients(session, batch)
    people = [
        {
            "sequence": row.sequence,
            "nhs_number": row.nhs_number,
            "invitation": row.number,
            "channel": row.channel,
            "format": row.format,
        }
        for row in rows
    ]
    options.answer(
        {"batch": batch, "patients": people},
        *(f"{row.sequence:>4}  {row.family_name}, {row.given_name}: {row.channel}" for row in rows),
    )


@recall_group.command("reprint")
@click.argument("batch")
@click.option("--letters", "which", required=True, metavar="RANGE", help="7, 3-9 or 12-")
@click.option("--reason", required=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE.pdf"
)
@shared_options
@pass_options
def recall_reprint(options: Options, batch: str, which: str, reason: str, out: Path) -> None:
    """Print letters of a batch again as they were: nobody is invited twice."""
    with options.session() as session:
        received = batch_recipients(session, batch)
        letters = sum(row.channel == Way.LETTER for row in received)
        chosen = parse_sequences(which, letters)
        made = reprint(session, batch, chosen, reason=reason, file=out)
    options.answer(
        {"batch": batch, "letters": list(made.sequences), "left_out": list(made.left_out),
         "pages": made.pages, "file": out},
        f"{len(made.sequences):,} letters, {made.pages:,} pages in {out}",
        *(f"Left out, died, left or moved since: {each}" for each in made.left_out),
    )  # fmt: skip


@recall_group.command("outcome")
@click.argument("nhs_number")
@click.argument("outcome", type=click.Choice([outcome.value for outcome in Outcome]))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it happened.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The day that was agreed.")
@click.option("--note", default="", help="The reason, without clinical values.")
@click.option("--way", type=click.Choice([way.value for way in Way]))
@shared_options
@pass_options
def recall_outcome(
    options: Options,
    nhs_number: str,
    outcome: str,
    on: datetime | None,
    until: datetime | None,
    note: str,
    way: str | None,
) -> None:
    """Record what came of an invitation."""
    with options.session() as session:
        patient = patient_id(session, nhs_number)
        contact = record_outcome(
            session,
            patient,
            Outcome(outcome),
            on=on.date() if on else None,
            until=until.date() if until else None,
            note=note,
            way=Way(way) if way else None,
        )
    options.answer({"contact": contact, "outcome": outcome}, "Recorded.")


@recall_group.command("stop")
@click.option("--reason", required=True)
@shared_options
@pass_options
def recall_stop_command(options: Options, reason: str) -> None:
    """Stop all invitations of the practice."""
    with options.session() as session:
        stop_recall(session, reason)
    options.answer({"stopped": True, "reason": reason}, "All invitations are stopped.")


@recall_group.command("resume")
@click.option("--reason", required=True)
@shared_options
@pass_options
def recall_resume_command(options: Options, reason: str) -> None:
    """Let invitations go out again."""
    with options.session() as session:
        resume_recall(session, reason)
    options.answer({"stopped": False, "reason": reason}, "Invitations may go out again.")


def _preview(
    session: Session,
    options: Options,
    as_of: date | None,
    limit: int | None,
    order: str,
    basis: str | None,
    stream: str | None,
) -> RecallPreview:
    day = as_of or session.today()
    frameworks.bring_up_to_date(session, day, progress=options.progress())
    return preview_batch(
        session,
        day,
        basis=None if basis is None else Basis(basis),
        order=Order(order),
        limit=limit,
        stream=stream or "",
        progress=options.progress(),
    )


def _payload(preview: RecallPreview) -> dict[str, object]:
    return {
        "batch": None,
        "as_of": preview.as_of,
        "stream": preview.stream or None,
        "extract_date": preview.extract_date,
        "letters": len(preview.due),
        "pages": preview.pages,
        "sheets": preview.sheets,
        "weight": {
            "grams": preview.postage.grams,
            "letters": preview.postage.in_class,
            "heavier": preview.postage.heavier,
            "class_grams": preview.postage.class_grams,
            "homes": preview.postage.homes,
            "assumes": preview.postage.assumes,
        },
        "calls": len(preview.calls),
        "texts": len(preview.texts),
        "invited": [_invited(due) for due in preview.invited],
        "excluded": [_person(person) for person in preview.excluded],
        "not_due": len(preview.not_due),
        "cannot_print": [_person(person) for person in preview.cannot_print],
        "own_letters": dict(preview.own_letters),
        "left_for_later": preview.left_for_later,
        "minutes": {role.value: minutes for role, minutes in preview.minutes.items()},
        "minutes_available": {
            work.role.value: work.available for work in preview.work if work.available is not None
        },
        "signed_off": preview.signed,
        "stopped": None if preview.stop is None else preview.stop.reason,
        "warnings": list(preview.warnings),
    }


def _person(person: NotInvited) -> dict[str, object]:
    return {
        "nhs_number": person.patient.nhs_number,
        "reason": person.reason,
        "detail": person.detail,
    }


def _invited(due: Due) -> dict[str, object]:
    return {
        "nhs_number": due.patient.nhs_number,
        "channel": due.way.value,
        "invitation": due.number,
        "tier": due.tier.value,
        "reason": due.why,
        "turn": due.turn,
    }


def _lines(preview: RecallPreview) -> list[str]:
    lines = [f"{len(preview.invited):,} to invite, {len(preview.not_due):,} not due yet"]
    lines += [f"  {count:,} {reason}" for reason, count in preview.excluded_by_reason.items()]
    if preview.letters:
        post = preview.postage
        lines.append(f"  {post.grams:,} g of post, {post.words} ({post.assumes})")
    for key, count in preview.own_letters.items():
        lines.append(f"  {count:,} with letters of their own: --stream {key}")
    if preview.cannot_print:
        lines.append(f"  {len(preview.cannot_print):,} Needs another route")
    return [*lines, *(f"Note: {warning}" for warning in preview.warnings)]


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    group.add_command(recall_group)
