"""How recall works in this practice (resources/recall/defaults.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.documents import Check, checks_by_condition
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
class PostRules:
    """Grams of a sheet and of an envelope, and the heaviest of the letter class."""

    sheet_grams: int
    envelope_grams: int
    letter_grams: int


@dataclass(frozen=True)
class RecallSettings:
    """Intervals and gaps in days, minutes of work by role, tests by condition.

    ``routes`` are the streams that this practice reaches by their route instead of a letter.
    """

    basis: Basis
    invitations: int
    gap_days: int
    diary_conditions: frozenset[Framework]
    no_diary_conditions: frozenset[Framework]
    review_interval_days: Mapping[Tier, int]
    by_risk_when_mixed: frozenset[Tier]
    test_minutes: int
    test_role: Role
    checks: Mapping[Framework, tuple[Check, ...]]
    review: Mapping[Tier, ReviewPlan]
    round_days: int
    missed_days: int
    always_now: frozenset[Tier]
    escalated: frozenset[Tier]
    phone_tries: int
    clinician_within_days: int
    booked_grace_days: int
    session_minutes: int
    capacity_weeks: int
    post: PostRules
    routes: frozenset[str] = frozenset()


def load_settings(basis: Basis | None = None) -> RecallSettings:
    """Return the shipped settings, with another basis if one is given."""
    raw = tomllib.loads(resource_path("recall", "defaults.toml").read_text("utf-8"))
    return RecallSettings(
        basis=basis or Basis(raw["basis"]),
        invitations=raw["invitations"],
        gap_days=max(raw["gap_days"], raw["minimum_gap_days"]),
        diary_conditions=frozenset(map(Framework, raw["diary_conditions"])),
        no_diary_conditions=frozenset(map(Framework, raw["no_diary_conditions"])),
        review_interval_days={tier: raw["review_interval_days"][tier.value] for tier in Tier},
        by_risk_when_mixed=frozenset(map(Tier, raw["mixed"]["by_risk"])),
        test_minutes=raw["tests"]["minutes"],
        test_role=Role(raw["tests"]["role"]),
        checks=checks_by_condition(),
        review={tier: _plan(raw["review"][tier.value]) for tier in Tier},
        round_days=raw["round_days"],
        missed_days=raw["birth_month"]["missed_days"],
        always_now=frozenset(map(Tier, raw["always_now"]["tiers"])),
        escalated=frozenset(map(Tier, raw["escalation"]["tiers"])),
        phone_tries=raw["escalation"]["phone_tries"],
        clinician_within_days=raw["escalation"]["clinician_within_days"],
        booked_grace_days=raw["booked"]["grace_days"],
        session_minutes=raw["capacity"]["session_minutes"],
        capacity_weeks=raw["capacity"]["weeks"],
        post=PostRules(**raw["post"]),
    )


def _plan(raw: Mapping[str, object]) -> ReviewPlan:
    minutes, weeks_later = (int(str(raw[name])) for name in ("minutes", "weeks_later"))
    return ReviewPlan(Role(str(raw["role"])), minutes, weeks_later)
