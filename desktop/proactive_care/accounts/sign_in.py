"""Signing in, with a growing delay for wrong passwords, and the way back in: the recovery key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from proactive_care.accounts.session import Session, device_name
from proactive_care.accounts.users import check_password
from proactive_care.domain.errors import SignInRefused
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME, Practice, keys, people
from proactive_care.store.audit import AuditEntry, append_audit

Sleep = Callable[[float], None]


def seconds_to_wait(folder: Path, now: datetime) -> float:
    """Return how long the next attempt will have to wait after earlier wrong ones (0 to 60 s)."""
    return keys.read_key_file(folder / KEYS_NAME).wait_before_next(now)


def sign_in(
    folder: Path,
    user_name: str,
    password: str,
    *,
    clock: Callable[[], datetime],
    sleep: Sleep,
    device: str = "",
) -> Session:
    """Open the practice for a user.

    Raises SignInRefused with the same words for a wrong name, a wrong password and a user who has
    left. After wrong attempts the check waits (``sleep``): 1, 2, 4 … 60 seconds. Refused attempts
    are kept in the key file, and written to the audit by the next successful sign-in.
    """
    path = folder / KEYS_NAME
    key_file = keys.read_key_file(path)
    wait = key_file.wait_before_next(clock())
    if wait > 0:
        sleep(wait)
    data_key = keys.unwrap_for_user(key_file, user_name, password)
    if data_key is None:
        raise _refused(path, user_name, clock())
    practice = Practice.open(folder, data_key, clock())
    user = people.find_user(practice.db, user_name)
    if user is None or not user.active:
        practice.close_all()
        raise _refused(path, user_name, clock())
    session = Session(
        practice, user.name, user.full_name, Role(user.role), device or device_name(), clock
    )
    _record_sign_in(session, key_file.failures)
    if key_file.failures:
        keys.write_key_file(path, key_file.without_failures())
    return session


def record_sign_out(session: Session, why: str = "asked") -> None:
    """Write the sign-out to the audit and close the practice. ``why``: asked, idle, closed."""
    with session.practice.transaction() as db:
        append_audit(db, _entry(session, "sign_out", {"why": why}))
    session.practice.close_all()


def change_password(session: Session, old: str, new: str) -> None:
    """Give the signed-in person a new password. Raises SignInRefused if the old one is wrong."""
    check_password(new)
    path = session.practice.folder / KEYS_NAME
    key_file = keys.read_key_file(path)
    if keys.unwrap_for_user(key_file, session.user_name, old) is None:
        raise _refused(path, session.user_name, session.now())
    with session.practice.transaction() as db:
        append_audit(db, _entry(session, "password.change", {}))
        wrapped = keys.wrap_for_user(
            session.practice.data_key, session.user_name, new, key_file.recovery.cost
        )
        keys.write_key_file(path, key_file.with_user(session.user_name, wrapped))


def reset_password(
    folder: Path,
    recovery_key: str,
    user_name: str,
    new: str,
    *,
    clock: Callable[[], datetime],
    sleep: Sleep,
) -> Session:
    """Set a user's password with the practice's recovery key, and sign them in.

    Raises SignInRefused if the recovery key or the user name is wrong.
    """
    check_password(new)
    path = folder / KEYS_NAME
    key_file = keys.read_key_file(path)
    wait = key_file.wait_before_next(clock())
    if wait > 0:
        sleep(wait)
    data_key = keys.unwrap_for_recovery(key_file, recovery_key)
    if data_key is None or user_name.casefold() not in key_file.users:
        raise _refused(path, user_name, clock())
    wrapped = keys.wrap_for_user(data_key, user_name, new, key_file.recovery.cost)
    keys.write_key_file(path, key_file.with_user(user_name, wrapped))
    session = sign_in(folder, user_name, new, clock=clock, sleep=lambda seconds: None)
    with session.practice.transaction() as db:
        append_audit(db, _entry(session, "password.reset", {"with": "recovery key"}))
    return session


def _record_sign_in(session: Session, failures: tuple[keys.FailedSignIn, ...]) -> None:
    with session.practice.transaction() as db:
        for failure in failures:
            at = datetime.fromisoformat(failure.at)
            append_audit(
                db,
                AuditEntry(at, failure.user_name, "", session.device, "sign_in.refused", None, {}),
            )
        append_audit(db, _entry(session, "sign_in", {"refused_before": len(failures)}))


def _entry(session: Session, action: str, detail: dict[str, object]) -> AuditEntry:
    return AuditEntry(
        session.now(), session.user_name, session.role.value, session.device, action, None, detail
    )


def _refused(path: Path, user_name: str, now: datetime) -> SignInRefused:
    keys.write_key_file(path, keys.read_key_file(path).with_failure(user_name, now))
    return SignInRefused(
        "The user name or the password is not right.",
        kept="Nothing was opened.",
        advice="Try again, or ask the practice manager. Each wrong attempt makes the next wait.",
    )
