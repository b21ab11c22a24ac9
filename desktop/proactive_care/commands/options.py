"""What every command understands: which practice, who, and how to answer."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
import platformdirs

from proactive_care.accounts import Session, sign_in
from proactive_care.commands.console import somebody_looks
from proactive_care.domain.errors import SignInRefused
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.store import KEYS_NAME

Function = TypeVar("Function", bound=Callable[..., Any])
_NAME = "Proactive Care Desktop"


def default_data_folder() -> Path:
    """Return where the practice is kept unless ``--data`` says otherwise.

    If the program was installed for everybody who uses the computer, a folder for all of them is
    there (on Windows ``%ProgramData%``); otherwise, and for who already has a practice of their
    own, it is the user's own folder.
    """
    own = Path(platformdirs.user_data_dir(_NAME, appauthor=False))
    shared = Path(platformdirs.site_data_dir(_NAME, appauthor=False))
    return shared if shared.is_dir() and not (own / KEYS_NAME).exists() else own


@dataclass
class Options:
    """The shared options of one invocation. They may stand before or after the command."""

    data: Path = field(default_factory=default_data_folder)
    user: str | None = None
    password_stdin: bool = False
    as_json: bool = False

    @property
    def user_name(self) -> str:
        """The user to sign in. Raises SignInRefused if none was named."""
        name = _as_utf8(self.user or "") or from_environment("PROACTIVE_CARE_USER")
        if not name:
            raise SignInRefused(
                "No user name was given.",
                kept="Nothing was opened.",
                advice="Set PROACTIVE_CARE_USER and PROACTIVE_CARE_PASSWORD, or use --user"
                " with --password-stdin.",
            )
        return name

    @property
    def password(self) -> str:
        """The password, from the first line of standard input or from the environment."""
        if self.password_stdin:
            try:
                return _as_utf8(sys.stdin.readline()).rstrip("\r\n")
            except UnicodeDecodeError:
                return ""  # no text at all: refused like every other wrong password
        return from_environment("PROACTIVE_CARE_PASSWORD")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Sign in, and close the practice afterwards."""
        session = sign_in(self.data, self.user_name, self.password, clock=utc_now, sleep=time.sleep)
        try:
            yield session
        finally:
            session.practice.close_all()

    def answer(self, payload: Mapping[str, object], *lines: str) -> None:
        """Print the result: one JSON object in ASCII, or plain lines."""
        if self.as_json:
            click.echo(json.dumps(payload, default=_plain))
        else:
            for line in lines:
                click.echo(line)

    def progress(self) -> Progress:
        """Return a progress line on standard error, if a person is looking."""
        return no_progress if self.as_json or not somebody_looks() else _show_progress


def from_environment(name: str) -> str:
    """Return what a variable says, or an empty text."""
    return _as_utf8(os.environ.get(name, ""))


def _as_utf8(text: str) -> str:
    """What the system's own encoding could not read is UTF-8, or else is marked as unreadable."""
    return os.fsencode(text).decode("utf-8", "replace")


def utc_now() -> datetime:
    """The clock of the command line."""
    return datetime.now(UTC)


def shared_options(function: Function) -> Function:
    """Let a command take --data, --user, --password-stdin and --json."""
    decorators = [
        click.option(
            "--data",
            type=click.Path(path_type=Path, file_okay=False),
            callback=_remember,
            expose_value=False,
            metavar="DIR",
            help="The practice's folder.",
        ),
        click.option(
            "--user", callback=_remember, expose_value=False, help="Who signs in.", metavar="NAME"
        ),
        click.option(
            "--password-stdin",
            is_flag=True,
            callback=_remember,
            expose_value=False,
            help="Read the password from the first line of standard input.",
        ),
        click.option(
            "--json",
            "as_json",
            is_flag=True,
            callback=_remember,
            expose_value=False,
            help="Print one JSON object and nothing else.",
        ),
    ]
    for decorator in reversed(decorators):
        function = decorator(function)
    return function


class IsoDate(click.ParamType[date]):
    """A date in the form 2026-09-14."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-09-14", param, ctx)


as_of_option = click.option("--as-of", type=IsoDate(), help="The day to work from (today).")
pass_options = click.make_pass_decorator(Options, ensure=True)


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value:
        setattr(context.ensure_object(Options), str(parameter.name), value)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be printed as JSON")


def _show_progress(done: int, total: int | None, what: str) -> None:
    count = f"{done:,}" if total is None else f"{done:,} of {total:,}"
    click.echo(f"\r{what}: {count}\033[K", err=True, nl=False)
    if total is not None and done >= total:
        click.echo("", err=True)
