"""sign-off, stratify, explain, pack: the frameworks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from proactive_care import frameworks
from proactive_care.commands.options import Options, as_of_option, pass_options, shared_options
from proactive_care.domain.vocabulary import Framework

_framework = click.option("--framework", type=click.Choice([f.value for f in Framework]))
_pack = click.option("--pack", default=frameworks.DEFAULT_PACK, show_default=True, metavar="ID")


@click.command("sign-off")
@click.option("--pack", required=True, metavar="ID")
@_framework
@click.option("--name", required=True, metavar="WHO", help="The clinical lead who has read it.")
@shared_options
@pass_options
def sign_off(options: Options, pack: str, framework: str | None, name: str) -> None:
    """Record that a clinical lead has approved a pack: only then it sorts real patients."""
    with options.session() as session:
        signed = frameworks.sign_off(session, pack, framework, name)
    options.answer(
        {
            "pack": pack,
            "frameworks": [row.framework for row in signed],
            "version": signed[0].version if signed else None,
            "signed_by": name,
        },
        f"{name} has signed off {len(signed)} frameworks of {pack}.",
    )


@click.command()
@as_of_option
@_pack
@_framework
@click.option("--csv", "csv_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@shared_options
@pass_options
def stratify(
    options: Options, as_of: date | None, pack: str, framework: str | None, csv_file: Path | None
) -> None:
    """Put everybody into priority groups."""
    with options.session() as session:
        done = frameworks.stratify(
            session,
            as_of or session.today(),
            pack=pack,
            framework=framework,
            progress=options.progress(),
        )
        if csv_file is not None:
            frameworks.write_groups_csv(session, csv_file, framework)
    lines = [
        f"{name}: " + ", ".join(f"{group} {count:,}" for group, count in counts.items())
        for name, counts in done.groups.items()
    ]
    if done.unsigned:
        lines.append(f"Not signed off by a clinical lead: {', '.join(done.unsigned)}")
    options.answer(
        {
            "as_of": done.as_of,
            "seconds": round(done.seconds, 3),
            "patients": done.patients,
            "pack": pack,
            "groups": done.groups,
            "not_signed_off": list(done.unsigned),
        },
        f"{done.patients:,} patients as of {done.as_of} in {done.seconds:.2f} s",
        *lines,
    )


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (sign_off, stratify):
        group.add_command(command)
