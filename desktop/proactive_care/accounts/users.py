"""The people who use the practice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proactive_care.accounts.permissions import Permission
from proactive_care.accounts.session import Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME, keys, people

MINIMUM_PASSWORD = 8
_USER_NAME = re.compile(r"^[\w.@' \-]{2,60}$")


@dataclass(frozen=True)
class User:
    """Somebody who can sign in."""

    name: str
    full_name: str
    role: Role
    active: bool


def add_user(
    session: Session,
    name: str,
    role: Role,
    password: str,
    *,
    full_name: str = "",
    cost: keys.Cost | None = None,
) -> User:
    """Let somebody else sign in, with their own password. Raises InvalidInput, NotPermitted."""
    session.require(Permission.MANAGE_USERS)
    check_new_user(name, password)
    with session.act(Permission.MANAGE_USERS, "user.add", user=name, role=role.value) as act:
        if people.find_user(act.db, name) is not None:
            raise InvalidInput(
                "Somebody with this user name can already sign in.",
                field="name",
                advice="Choose another user name.",
            )
        people.insert_user(act.db, name, full_name or name, role.value, act.at)
        # The key goes first: a key without a user row opens nothing, the reverse would lock out.
        path = session.practice.folder / KEYS_NAME
        key_file = keys.read_key_file(path)
        wrapped = keys.wrap_for_user(
            session.practice.data_key, name, password, cost or key_file.recovery.cost
        )
        keys.write_key_file(path, key_file.with_user(name, wrapped))
    return User(name, full_name or name, role, True)


def list_users(session: Session) -> tuple[User, ...]:
    """Return everybody who can sign in, by name."""
    return tuple(
        User(row.name, row.full_name, Role(row.role), row.active)
        for row in people.users(session.practice.db)
    )


def full_names(session: Session) -> dict[str, str]:
    """Return what everybody is called, by the name that they sign in with."""
    return {user.name: user.full_name for user in list_users(session)}


def check_new_user(name: str, password: str) -> None:
    """Raise InvalidInput for a user name or a password that cannot be accepted."""
    if not _USER_NAME.match(name):
        raise InvalidInput(
            "A user name has 2 to 60 letters, digits, dots, hyphens or spaces.", field="name"
        )
    check_password(password)


def check_password(password: str) -> None:
    """Raise InvalidInput if a new password is too short."""
    if len(password) < MINIMUM_PASSWORD:
        raise InvalidInput(
            f"A password needs at least {MINIMUM_PASSWORD} characters.",
            field="password",
            advice="Three random words are easy to remember and hard to guess.",
        )
