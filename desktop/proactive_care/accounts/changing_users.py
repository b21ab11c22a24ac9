"""When somebody leaves, forgets a password or takes another role, or the recovery key is lost.

Nobody does this to themselves: so there is always one person left who may manage users.
"""

from __future__ import annotations

from dataclasses import replace

from proactive_care.accounts.permissions import Permission
from proactive_care.accounts.session import Session
from proactive_care.accounts.users import User, check_password
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME, keys, people


def stop_user(session: Session, name: str) -> User:
    """Let somebody sign in no more. What they did stays, under their name.

    Their key to the practice is thrown away, so that even a copy of the folder that is made from
    now on does not open with their password; backups from before still do. Raises NotPermitted,
    NotFound, InvalidInput for oneself.
    """
    with session.act(Permission.MANAGE_USERS, "user.stop", user=name) as act:
        user = _somebody_else(session, name)
        people.update_user(act.db, user.name, user.role.value, active=False)
        path = session.practice.folder / KEYS_NAME
        keys.write_key_file(path, keys.read_key_file(path).without_user(user.name))
    return User(user.name, user.full_name, user.role, active=False)


def change_role(session: Session, name: str, role: Role) -> User:
    """Give somebody another role, from their next sign-in. Raises as ``stop_user``."""
    with session.act(Permission.MANAGE_USERS, "user.role", user=name, role=role.value) as act:
        user = _somebody_else(session, name)
        people.update_user(act.db, user.name, role.value, active=user.active)
    return User(user.name, user.full_name, role, user.active)


def give_password(
    session: Session, name: str, password: str, *, cost: keys.Cost | None = None
) -> User:
    """Give somebody a new first password: after a forgotten one, or to let them back.

    Raises as ``stop_user``, and InvalidInput for a password that is too short.
    """
    session.require(Permission.MANAGE_USERS)
    check_password(password)
    with session.act(Permission.MANAGE_USERS, "user.password", user=name) as act:
        user = _somebody_else(session, name)
        people.update_user(act.db, user.name, user.role.value, active=True)
        path = session.practice.folder / KEYS_NAME
        key_file = keys.read_key_file(path)
        wrapped = keys.wrap_for_user(
            session.practice.data_key, user.name, password, cost or key_file.recovery.cost
        )
        keys.write_key_file(path, key_file.with_user(user.name, wrapped))
    return User(user.name, user.full_name, user.role, active=True)


def renew_recovery_key(session: Session, *, cost: keys.Cost | None = None) -> str:
    """Make a new recovery key, for a practice that has lost its own, and return it.

    It is shown once and stored nowhere; the one before opens nothing from now on, except backups
    from before. Raises NotPermitted.
    """
    new = keys.new_recovery_key()
    with session.act(Permission.MANAGE_USERS, "recovery_key.renew"):
        path = session.practice.folder / KEYS_NAME
        key_file = keys.read_key_file(path)
        wrapped = keys.wrap_for_recovery(
            session.practice.data_key, new, cost or key_file.recovery.cost
        )
        keys.write_key_file(path, replace(key_file, recovery=wrapped))
    return new


def _somebody_else(session: Session, name: str) -> User:
    row = people.find_user(session.practice.db, name)
    if row is None:
        raise NotFound("There is no user of this name.", advice="Choose somebody from the list.")
    if row.name.casefold() == session.user_name.casefold():
        raise InvalidInput(
            "You cannot do this to yourself.",
            field="name",
            kept="Nothing was changed.",
            advice="Ask somebody else who may manage users.",
        )
    return User(row.name, row.full_name, Role(row.role), row.active)
