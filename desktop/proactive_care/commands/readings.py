"""readings average, readings add, readings letters: diaries from files, and their letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from proactive_care.commands.options import Options, pass_options, shared_options
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.dates import show_date
from proactive_care.domain.diary import DiaryReading
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.home_bp import DiaryMean, average
from proactive_care.domain.vocabulary import Channel
from proactive_care.patients import patient_id
from proactive_care.readings import (
    HOW_TOLD,
    Acknowledgement,
    FiledReadings,
    Origin,
    file_diary,
    letters_to_print,
    moment_here,
    print_letters,
    read_diary_file,
    reprint_letters,
)

_file = click.argument("file", type=click.Path(path_type=Path))


@click.group("readings")
def readings_group() -> None:
    """Blood pressures that patients take at home."""


@readings_group.command("average")
@_file
@click.option("--age", type=click.IntRange(0, 130), help="In completed years; unknown: under 80.")
@shared_options
@pass_options
def readings_average(options: Options, file: Path, age: int | None) -> None:
    """Average one diary (CSV: date, session, reading, systolic, diastolic). Needs no sign-in."""
    mean = average([reading.at_home for reading in read_diary_file(file)], age=age)
    payload = {
        "status": mean.status.value,
        "days": mean.days,
        "pairs_used": mean.pairs_used,
        "systolic": None if mean.systolic is None else float(mean.systolic),
        "diastolic": None if mean.diastolic is None else float(mean.diastolic),
        "band": mean.band.value,
    }
    options.answer(payload, *_mean_lines(mean))


@readings_group.command("add")
@click.argument("nhs_number")
@_file
@click.option("--channel", type=click.Choice([c.value for c in Channel]), required=True)
@click.option("--carer", default="", metavar="WHO", help="Who took them, and with what permission.")
@click.option("--confirmed", is_flag=True, help="Unusual figures were looked at a second time.")
@click.option("--clinician", default="", metavar="NAME", help="Who was told of a red reading.")
@click.option("--told-at", type=click.DateTime(), help="When they were told: 2026-09-14T09:20:00.")
@click.option("--told-how", type=click.Choice(HOW_TOLD), default=HOW_TOLD[0])
@shared_options
@pass_options
def readings_add(
    options: Options, /, nhs_number: str, file: Path, channel: str, **choices: Any
) -> None:
    """File one diary for a patient. A red one needs --clinician and --told-at."""
    readings = read_diary_file(file)
    if choices["confirmed"]:
        readings = tuple(_confirmed(readings))
    with options.session() as session:
        result = file_diary(
            session,
            patient_id(session, nhs_number),
            readings,
            Origin(Channel(channel), taken_by=choices["carer"]),
            acknowledgement=_told(**choices),
        )
    payload = {
        "status": result.status,
        "days": result.days,
        "pairs_used": result.pairs_used,
        "systolic": result.systolic,
        "diastolic": result.diastolic,
        "band": None if result.band is None else result.band.value,
        "session_id": result.session_id,
        "follow_ups": [
            {"what": todo.what, "who": todo.who, "due": todo.due} for todo in result.follow_ups
        ],
        "groups_changed": [
            {"framework": c.framework.value, "before": c.before, "after": c.after}
            for c in result.groups.changes
        ],
    }
    options.answer(payload, *_filed_lines(result))


@readings_group.command("letters")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Print what can be printed into this PDF."
)
@click.option("--again", metavar="NUMBER", help="Print an earlier printing again into --out.")
@shared_options
@pass_options
def readings_letters(options: Options, out: Path | None, again: str | None) -> None:
    """List the letters that wait, or print them once. Red and low results have no letter."""
    if again is not None and out is None:
        raise InvalidInput(
            "Say where to keep the letters.", field="out", kept="Nothing was printed."
        )
    with options.session() as session:
        if out is None:
            waiting = letters_to_print(session)
            payload = {
                "waiting": sum(not letter.held for letter in waiting),
                "held": [{"kind": each.kind, "why": each.held} for each in waiting if each.held],
            }
            lines = [f"{payload['waiting']} can be printed"]
            lines += [f"{each.kind}: {each.held}" for each in waiting if each.held]
            options.answer(payload, *lines)
            return
        if again is not None:
            printed = reprint_letters(session, again, out)
        else:
            ids = [letter.id for letter in letters_to_print(session) if not letter.held]
            printed = print_letters(session, ids, out, progress=options.progress())
    options.answer(
        {
            "number": printed.number,
            "letters": printed.letters,
            "pages": printed.pages,
            "sheets": printed.sheets,
            "refused": len(printed.refused),
        },
        f"{printed.number}: {printed.letters} letters, {printed.pages} pages, in {out}",
    )


def _confirmed(readings: tuple[DiaryReading, ...]) -> Iterator[DiaryReading]:
    for reading in readings:
        yield replace(reading, confirmed=True)


def _told(
    *, clinician: str, told_at: datetime | None, told_how: str, **_: object
) -> Acknowledgement | None:
    if not clinician and told_at is None:
        return None
    if not clinician or told_at is None:
        raise InvalidInput(
            "A clinician who was told needs both a name and a time.",
            field="clinician",
            kept="Nothing was filed.",
            advice="Give --clinician and --told-at together.",
        )
    moment = told_at if told_at.tzinfo else moment_here(told_at.date(), told_at.time())
    return Acknowledgement(clinician, moment.astimezone(UTC), told_how)


def _mean_lines(mean: DiaryMean) -> list[str]:
    shown = "no mean yet" if mean.mean is None else f"{mean.mean} mmHg"
    counted = f"{mean.days} days, {mean.pairs_used} pairs counted"
    return [f"{shown} ({mean.status}: {counted}), {mean.band}", *mean.notes]


def _filed_lines(result: FiledReadings) -> list[str]:
    shown = "no mean yet"
    if result.systolic is not None and result.diastolic is not None:
        shown = f"{Pressure(result.systolic, result.diastolic)} mmHg"
    lines = [f"Filed: {shown} ({result.status}), {result.band}", *result.reasons]
    for todo in result.follow_ups:
        due = "" if todo.due is None else f" by {show_date(todo.due)}"
        who = f": {todo.who}" if todo.who else ""
        lines.append(f"{todo.what.capitalize()}{who}{due}")
    lines += [
        f"{change.framework.label}: {change.before or 'none'} to {change.after or 'none'}"
        for change in result.groups.changes
    ]
    if result.groups.problem:
        lines.append(f"The patient's groups could not be worked out: {result.groups.problem}")
    return lines


def register(commands: click.Group) -> None:
    """Add these commands to the command line."""
    commands.add_command(readings_group)
