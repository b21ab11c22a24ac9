"""practice-pack: how a practice is set up, written to a file and taken from one."""

from __future__ import annotations

from pathlib import Path

import click

from proactive_care import practice_pack
from proactive_care.commands.options import Options, pass_options, shared_options


@click.group("practice-pack")
def practice_pack_group() -> None:
    """Settings, own words, explained files and adaptations: no patient data."""


@practice_pack_group.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@shared_options
@pass_options
def export_command(options: Options, file: Path) -> None:
    """Write how this practice is set up to FILE."""
    with options.session() as session:
        pack = practice_pack.export_practice_pack(session, file)
    options.answer(
        {
            "file": file,
            "templates": sorted(pack.templates),
            "mappings": len(pack.mappings),
            "adaptations": dict(pack.adaptations),
        },
        f"{file.name}: the practice's details, {len(pack.templates)} letters with own words,"
        f" {len(pack.mappings)} explained files and {len(pack.adaptations)} local adaptations",
    )


@practice_pack_group.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what it would change, change nothing.")
@shared_options
@pass_options
def import_command(options: Options, file: Path, dry_run: bool) -> None:
    """Set this practice up as FILE says; what cannot be taken over says why."""
    pack = practice_pack.read_practice_pack(file)
    with options.session() as session:
        if dry_run:
            parts = practice_pack.look_at_pack(session, pack)
            options.answer(
                {"would_change": [part.words for part in parts]},
                *(part.words for part in parts),
                *(() if parts else ("Everything is as the pack says already.",)),
            )
            return
        taken = practice_pack.import_practice_pack(session, pack)
    options.answer(
        {
            "taken": [part.words for part in taken if not part.problem],
            "not_taken": [
                {"part": part.words, "reason": part.problem} for part in taken if part.problem
            ],
        },
        *(f"{part.words}: {part.problem or 'taken over'}" for part in taken),
        *(() if taken else ("Everything is as the pack says already.",)),
    )


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    group.add_command(practice_pack_group)
