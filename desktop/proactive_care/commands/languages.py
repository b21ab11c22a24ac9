"""languages: the languages of letters, the letter to have checked, and signing it off."""

from __future__ import annotations

from pathlib import Path

import click

from proactive_care.commands.options import Options, pass_options, shared_options
from proactive_care.recall import (
    LetterLanguage,
    letter_languages,
    preview_language,
    sign_off_language,
    withdraw_language,
)
from proactive_care.store.durable import write_durably


@click.group("languages")
def languages_group() -> None:
    """Languages of letters: drafts until the practice has had them checked."""


@languages_group.command("list")
@shared_options
@pass_options
def list_command(options: Options) -> None:
    """Say which languages letters may be printed in."""
    with options.session() as session:
        found = letter_languages(session)
    options.answer({"languages": [_shown(each) for each in found]}, *map(_line, found))


@languages_group.command("preview")
@click.argument("code")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@shared_options
@pass_options
def preview_command(options: Options, code: str, out: Path) -> None:
    """Write the example letter in the language CODE, to be checked, to a PDF."""
    with options.session() as session:
        write_durably(out, preview_language(session, code))
    options.answer({"language": code, "file": out}, f"{out.name}: the letter to be checked")


@languages_group.command("sign-off")
@click.argument("code")
@click.option("--checked-by", required=True, help="Who read it, and what they are.")
@shared_options
@pass_options
def sign_off_command(options: Options, code: str, checked_by: str) -> None:
    """Let letters be printed in the language CODE, with the wording as it is now."""
    with options.session() as session:
        found = sign_off_language(session, code, checked_by)
    options.answer(_shown(found), _line(found))


@languages_group.command("withdraw")
@click.argument("code")
@click.option("--reason", required=True)
@shared_options
@pass_options
def withdraw_command(options: Options, code: str, reason: str) -> None:
    """Print no more letters in the language CODE."""
    with options.session() as session:
        found = withdraw_language(session, code, reason)
    options.answer(_shown(found), _line(found))


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    group.add_command(languages_group)


def _shown(found: LetterLanguage) -> dict[str, object]:
    return {
        "language": found.language.code,
        "name": found.language.name,
        "state": found.state.value,
        "checked_by": found.checked_by,
        "decided_by": found.decided_by,
        "decided_on": found.decided_on,
    }


def _line(found: LetterLanguage) -> str:
    who = f", checked by {found.checked_by}" if found.checked_by else ""
    return f"{found.language.code}  {found.language.name}: {found.state.value}{who}"
