"""What somebody is called who did something, for texts that people read."""

from __future__ import annotations

from sqlite_utils import Database

from proactive_care.store.people import find_user


def called(db: Database, user_name: str) -> str:
    """Return the full name of a user; the name they sign in with if nobody has it any more."""
    user = find_user(db, user_name)
    return user_name if user is None else user.full_name
