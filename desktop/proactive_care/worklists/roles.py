"""Whose work a group is: a pack says it in words ("GP, diabetes nurse or pharmacist")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from proactive_care.accounts import Permission, Session
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.frameworks import packs_in_use

_WORDS: Mapping[Role, tuple[str, str]] = {
    Role.HCA: (r"hca|healthcare assistant", "an HCA"),
    Role.NURSE: (r"nurse", "a nurse"),
    Role.PRESCRIBER: (r"gp|prescriber|doctor", "a prescriber"),
    Role.CLINICAL_LEAD: (r"gp|prescriber|doctor", "a GP or prescriber"),
    Role.PHARMACIST: (r"pharmacist", "a pharmacist"),
}


def is_for(role: Role, who: str) -> bool:
    """Return whether the words of a group's role mean this role."""
    found = _WORDS.get(role)
    return found is not None and bool(re.search(rf"\b({found[0]})\b", who, re.IGNORECASE))


def role_words(role: Role) -> str:
    """Return a role with its article ("a nurse"); empty for who has no group of their own."""
    found = _WORDS.get(role)
    return found[1] if found else ""


def group_roles(session: Session) -> dict[tuple[Framework, str], tuple[str, str]]:
    """Return, by framework and group, who acts and by when, from the packs in use."""
    session.require(Permission.VIEW_PATIENTS)
    return {
        (framework, group.id): (group.role, group.by)
        for framework, pack in packs_in_use(session).items()
        for group in pack.frameworks[framework].groups
    }
