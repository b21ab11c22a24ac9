"""The permission matrix, as data (resources/permissions.toml)."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache

from proactive_care.domain.vocabulary import Role
from proactive_care.resource_files import resource_path


class Permission(StrEnum):
    """What a service function can ask for."""

    VIEW_PATIENTS = "view_patients"
    VIEW_CLINICAL = "view_clinical"
    IMPORT = "import"
    MERGE_PATIENTS = "merge_patients"
    STRATIFY = "stratify"
    SIGN_OFF_PACKS = "sign_off_packs"
    OVERRIDE_GROUP = "override_group"
    TAKE_READINGS = "take_readings"
    CLOSE_ALERTS = "close_alerts"
    RECORD_CONTACTS = "record_contacts"
    PREVIEW_RECALL = "preview_recall"
    PRINT_RECALL = "print_recall"
    WRITE_CARE_PLANS = "write_care_plans"
    EXPORT = "export"
    VIEW_REPORTS = "view_reports"
    MANAGE_USERS = "manage_users"
    MANAGE_SETTINGS = "manage_settings"
    MANAGE_BACKUPS = "manage_backups"
    VIEW_AUDIT = "view_audit"


def permissions_of(role: Role) -> frozenset[Permission]:
    """Return everything that a role may do."""
    return frozenset(p for p, roles in _matrix().items() if role in roles)


def roles_with(permission: Permission) -> frozenset[Role]:
    """Return the roles that have a permission."""
    return _matrix()[permission]


@lru_cache(maxsize=1)
def _matrix() -> dict[Permission, frozenset[Role]]:
    raw = tomllib.loads(resource_path("permissions.toml").read_text("utf-8"))["permissions"]
    matrix = {Permission(name): frozenset(map(Role, roles)) for name, roles in raw.items()}
    missing = set(Permission) - set(matrix)
    if missing:
        raise ValueError(f"permissions.toml does not say who may {sorted(missing)}")
    return matrix
