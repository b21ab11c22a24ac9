"""Making a practice: its folder, its first user and its recovery key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from proactive_care.accounts.permissions import Permission, permissions_of
from proactive_care.accounts.session import Session, device_name
from proactive_care.accounts.users import check_new_user
from proactive_care.domain.errors import FileProblem, InvalidInput, PracticeProblem
from proactive_care.domain.vocabulary import Role
from proactive_care.store import DATABASE_NAME, KEYS_NAME, Practice, keys, people
from proactive_care.store.audit import AuditEntry, append_audit

_DETAILS = "practice"
_ODS = re.compile(r"^[A-Z]\d{4,5}$")
_SITE = re.compile(r"^[^\s.]+(\.[^\s.]+)+$")
_LONGEST = 80  # characters of a line: more does not fit the head of a letter
_MOST_ADDRESS_LINES = 6


@dataclass(frozen=True)
class PracticeDetails:
    """What letters and pages say about the practice. Unknown parts are empty."""

    name: str
    ods: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    opening_hours: str = ""
    website: str = ""
    signatory: str = ""
    signatory_role: str = ""
    demo: bool = False
    people: dict[str, str] = field(default_factory=dict)


def create_practice(
    folder: Path,
    *,
    details: PracticeDetails,
    user_name: str,
    password: str,
    role: Role,
    clock: Callable[[], datetime],
    full_name: str = "",
    device: str = "",
    cost: keys.Cost | None = None,
) -> tuple[Session, str]:
    """Make a new practice in ``folder`` and sign its first user in.

    Returns the session and the recovery key, which is shown once and stored nowhere. Raises
    InvalidInput for a name, code or password that cannot be accepted, PracticeProblem if the folder
    already holds a practice, FileProblem if it cannot be written.
    """
    _check_details(details)
    _check_first_role(role)
    check_new_user(user_name, password)
    _refuse_existing(folder)
    cost = cost or keys.Cost()
    data_key, recovery_key = keys.new_data_key(), keys.new_recovery_key()
    key_file = keys.KeyFile(
        users={user_name.casefold(): keys.wrap_for_user(data_key, user_name, password, cost)},
        recovery=keys.wrap_for_recovery(data_key, recovery_key, cost),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(
            f"The folder could not be made ({error.strerror}).",
            kept="No practice was made.",
            advice="Choose a folder that you may write to.",
        ) from error
    practice = Practice.create(folder, data_key)
    keys.write_key_file(folder / KEYS_NAME, key_file)
    session = Session(
        practice, user_name, full_name or user_name, role, device or device_name(), clock
    )
    with practice.transaction("No practice was made.") as db:
        people.insert_user(db, user_name, full_name or user_name, role.value, session.now())
        people.save_setting(db, _DETAILS, asdict(details))
        detail = {"role": role.value, "key": keys.fingerprint(data_key)}
        append_audit(
            db,
            AuditEntry(
                session.now(),
                user_name,
                role.value,
                session.device,
                "practice.create",
                None,
                detail,
            ),
        )
    return session, recovery_key


def practice_details(session: Session) -> PracticeDetails:
    """Return the practice's details. Everybody who is signed in may read them."""
    raw: Any = people.read_setting(session.practice.db, _DETAILS)
    return PracticeDetails(**{**raw, "address": tuple(raw["address"])})


def save_details(session: Session, details: PracticeDetails) -> None:
    """Change what letters and pages say about the practice. Raises InvalidInput, NotPermitted."""
    _check_details(details)
    with session.act(Permission.MANAGE_SETTINGS, "practice.details") as act:
        people.save_setting(act.db, _DETAILS, asdict(details))


def _check_details(details: PracticeDetails) -> None:
    """Raise InvalidInput for the first part that letters cannot use. Empty parts are allowed."""
    if not details.name.strip():
        raise InvalidInput("The practice needs a name.", field="practice")
    if details.ods and not _ODS.match(details.ods):
        raise InvalidInput(
            "An ODS code is one capital letter and four or five digits, for example A12345.",
            field="ods",
        )
    if len(details.address) > _MOST_ADDRESS_LINES:
        raise InvalidInput(f"An address has at most {_MOST_ADDRESS_LINES} lines.", field="address")
    if details.phone and sum(map(str.isdigit, details.phone)) < 6:
        raise InvalidInput("A phone number has at least six digits.", field="phone")
    if details.website and not _SITE.match(details.website):
        raise InvalidInput(
            "A website has a dot and no spaces, for example www.surgery.example.", field="website"
        )
    if details.signatory_role and not details.signatory:
        raise InvalidInput("Who is it that signs?", field="signatory")
    _check_lengths(details)


def _check_lengths(details: PracticeDetails) -> None:
    lines = [
        ("practice", details.name),
        *(("address", line) for line in details.address),
        ("phone", details.phone),
        ("opening_hours", details.opening_hours),
        ("website", details.website),
        ("signatory", details.signatory),
        ("signatory_role", details.signatory_role),
        *(("people", name) for name in details.people.values()),
    ]
    for field_name, line in lines:
        if len(line) > _LONGEST:
            raise InvalidInput(
                f"This is longer than the {_LONGEST} characters that fit on a letter.",
                field=field_name,
            )


def _check_first_role(role: Role) -> None:
    if Permission.MANAGE_USERS not in permissions_of(role):
        raise InvalidInput(
            "The first user must be able to add the others.",
            field="role",
            advice="Choose manager, administrator or clinical lead.",
        )


def _refuse_existing(folder: Path) -> None:
    if (folder / KEYS_NAME).exists():
        raise PracticeProblem(
            "There is already a practice in this folder.",
            kept="It was not touched.",
            advice="Sign in to it, or choose an empty folder for a new practice.",
        )
    if (folder / DATABASE_NAME).exists():
        raise PracticeProblem(
            "This folder holds a practice without its key file practice.keys.",
            kept="It was not touched.",
            advice="Put the key file back from a backup, or choose an empty folder.",
        )
