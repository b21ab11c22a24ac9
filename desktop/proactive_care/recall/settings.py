"""How recall works in this practice (resources/recall/defaults.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.documents import Check
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.resource_files import resource_path


class Basis(StrEnum):
    """What decides when somebody is invited."""

    RISK = "risk"
    BIRTH_MONTH = "birth_month"
    MIXED = "mixed"


@dataclass(frozen=True)
class ReviewPlan:
    """Who does the review for a tier, its minutes, and how many weeks after the tests it is."""

    role: Role
    minutes: int
    weeks_later: int


@dataclass(frozen=True)
class RecallSettings:
    """Intervals and gaps in days, minutes of work by role, tests by condition."""

    basis: Basis
    invitations: int
    gap_days: int
    diary_conditions: frozenset[Framework]
    review_interval_days: Mapping[Tier, int]
    by_risk_when_mixed: frozenset[Tier]
    test_minutes: int
    test_role: Role
    checks: Mapping[Framework, tuple[Check, ...]]
    review: Mapping[Tier, ReviewPlan]
    unknown: Mapping[str, str]


def load_settings(basis: Basis | None = None) -> RecallSettings:
    """Return the shipped settings, with another basis if one is given."""
    raw = tomllib.loads(resource_path("recall", "defaults.toml").read_text("utf-8"))
    return RecallSettings(
        basis=basis or Basis(raw["basis"]),
        invitations=raw["invitations"],
        gap_days=max(raw["gap_days"], raw["minimum_gap_days"]),
        diary_conditions=frozenset(map(Framework, raw["diary_conditions"])),
        review_interval_days={tier: raw["review_interval_days"][tier.value] for tier in Tier},
        by_risk_when_mixed=frozenset(map(Tier, raw["mixed"]["by_risk"])),
        test_minutes=raw["tests"]["minutes"],
        test_role=Role(raw["tests"]["role"]),
        checks={f: tuple(map(Check, raw["tests"]["checks"][f.value])) for f in Framework},
        review={tier: _plan(raw["review"][tier.value]) for tier in Tier},
        unknown=raw["unknown"],
    )


def _plan(raw: Mapping[str, object]) -> ReviewPlan:
    minutes, weeks_later = (int(str(raw[name])) for name in ("minutes", "weeks_later"))
    return ReviewPlan(Role(str(raw["role"])), minutes, weeks_later)
