"""init, user, backup, check, audit: the practice itself."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from proactive_care import accounts
from proactive_care.accounts import PracticeDetails, create_practice
from proactive_care.commands.options import (
    Options,
    from_environment,
    pass_options,
    shared_options,
    utc_now,
)
from proactive_care.domain.errors import PracticeProblem
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME, verify_audit

_role = click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="Their role."
)


@click.command()
@click.option("--practice", required=True, metavar="NAME", help="The practice's name.")
@click.option("--ods", default="", metavar="CODE", help="Its ODS code, for example A12345.")
@click.option("--address", multiple=True, metavar="LINE", help="One line of the address; repeat.")
@click.option("--phone", default="", help="The number that letters ask patients to call.")
@click.option("--opening-hours", default="", help="When the phone is answered.")
@click.option("--signatory", default="", help="Who signs the letters.")
@click.option("--signatory-role", default="", help="What that person is.")
@_role
@shared_options
@pass_options
def init(options: Options, /, practice: str, ods: str, role: str, **about: Any) -> None:
    """Make a new encrypted practice and its first user."""
    session, recovery_key = create_practice(
        options.data,
        details=PracticeDetails(practice, ods, **about),
        user_name=options.user_name,
        password=options.password,
        role=Role(role),
        clock=utc_now,
    )
    session.practice.close_all()
    options.answer(
        {"practice": practice, "user": session.user_name, "recovery_key": recovery_key},
        f"{practice} is ready. {session.user_name} can sign in.",
        "Write the recovery key down and keep it in the safe. It is shown only now:",
        f"  {recovery_key}",
    )


@click.group()
def user() -> None:
    """The people who use the practice."""


@user.command("add")
@click.argument("name")
@_role
@shared_options
@pass_options
def user_add(options: Options, name: str, role: str) -> None:
    """Let NAME sign in (new password: PROACTIVE_CARE_NEW_PASSWORD)."""
    with options.session() as session:
        added = accounts.add_user(
            session, name, Role(role), from_environment("PROACTIVE_CARE_NEW_PASSWORD")
        )
    options.answer(
        {"user": added.name, "role": added.role.value},
        f"{added.name} can sign in as {added.role.label}.",
    )


@user.command("reset")
@click.argument("name")
@shared_options
@pass_options
def user_reset(options: Options, name: str) -> None:
    """Set NAME's password with the recovery key.

    The key is read from PROACTIVE_CARE_RECOVERY_KEY, the new password from
    PROACTIVE_CARE_NEW_PASSWORD.
    """
    session = accounts.reset_password(
        options.data,
        from_environment("PROACTIVE_CARE_RECOVERY_KEY"),
        name,
        from_environment("PROACTIVE_CARE_NEW_PASSWORD"),
        clock=utc_now,
        sleep=time.sleep,
    )
    session.practice.close_all()
    options.answer({"user": name}, f"{name} has a new password.")


@click.group()
def backup() -> None:
    """Backups: made, verified by opening them, restored."""


_file = click.argument("file", type=click.Path(path_type=Path))


@backup.command("create")
@_file
@shared_options
@pass_options
def backup_create(options: Options, file: Path) -> None:
    """Write a backup to FILE and check it."""
    with options.session() as session:
        path, check = accounts.back_up(session, file.resolve())
    options.answer(
        {"file": path, "patients": check.patients, "bytes": check.size_bytes, "verified": True},
        f"{path.name}: {check.patients:,} patients, opened and checked.",
    )


@backup.command("verify")
@_file
@shared_options
@pass_options
def backup_verify(options: Options, file: Path) -> None:
    """Open FILE with this practice's key and check every page."""
    with options.session() as session:
        check = accounts.verify(session, file.resolve())
    options.answer(
        {"file": file, "patients": check.patients, "audit_rows": check.audit_rows, "ok": True},
        f"{file.name} is sound: {check.patients:,} patients.",
    )


@backup.command("restore")
@_file
@shared_options
@pass_options
def backup_restore(options: Options, file: Path) -> None:
    """Put FILE in place of the practice. What is there now is backed up first.

    Where nothing was set up yet, on another computer, FILE becomes the practice.
    """
    if (options.data / KEYS_NAME).exists():
        with options.session() as session:
            patients = accounts.restore(session, file.resolve()).patients
    else:
        patients = _move_in(options, file.resolve())
    options.answer(
        {"file": file, "patients": patients},
        f"Restored {patients:,} patients. Everybody must sign in again.",
    )


def _move_in(options: Options, file: Path) -> int:
    session = accounts.restore_and_sign_in(
        options.data, file, options.user_name, options.password, clock=utc_now, sleep=time.sleep
    )
    try:
        return accounts.verify(session, file).patients
    finally:
        session.practice.close_all()


@click.command()
@shared_options
@pass_options
def check(options: Options) -> None:
    """Read every page, every reference and the whole audit chain."""
    with options.session() as session:
        found = session.practice.check()
    options.answer(
        {
            "ok": found.ok,
            "integrity": list(found.integrity),
            "dangling_references": found.dangling_references,
            "audit_rows": found.audit.rows,
            "audit_ok": found.audit.ok,
        },
        *(["The practice is sound."] if found.ok else []),
    )
    if not found.ok:
        raise PracticeProblem(
            "The practice file is damaged.",
            kept="Nothing was changed.",
            advice="Keep the folder as it is and restore the newest backup.",
        )


@click.group()
def audit() -> None:
    """The record of who did what."""


@audit.command("verify")
@shared_options
@pass_options
def audit_verify(options: Options) -> None:
    """Recompute the audit's hash chain."""
    with options.session() as session:
        session.require(accounts.Permission.VIEW_AUDIT)
        found = verify_audit(session.practice.db)
    options.answer(
        {"ok": found.ok, "rows": found.rows, "broken_at": found.broken_at},
        *([f"The audit is whole: {found.rows:,} rows."] if found.ok else []),
    )
    if not found.ok:
        raise PracticeProblem(
            f"The audit has been tampered with at row {found.broken_at}: {found.problem}.",
            kept="Nothing was changed.",
            advice="Keep the folder as it is and tell the practice's data protection lead.",
        )


def register(group: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (init, user, backup, check, audit):
        group.add_command(command)
