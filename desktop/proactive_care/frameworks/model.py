"""A loaded rule pack: frozen, checked, ready to be compiled or evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.conditions import Condition
from proactive_care.frameworks.facts import Fact

CANNOT_CHECK = "?"
"""The group of everybody who cannot be sorted because a whole kind of data is not there."""


@dataclass(frozen=True)
class Group:
    """One priority group. ``when`` is None for the last: everybody else."""

    id: str
    tier: Tier
    when: Condition | None
    text: str  # the condition as written
    role: str
    days: int
    by: str
    grade: str
    source: str
    note: str


@dataclass(frozen=True)
class Flag:
    """A remark beside the group. ``groups`` empty: in every group."""

    id: str
    text: str
    when: Condition
    written: str
    groups: tuple[str, ...]
    grade: str
    source: str


@dataclass(frozen=True)
class Example:
    """A named fictional patient and what the rules must say."""

    name: str
    born: date | None
    sex: str
    ethnicity: str | None
    imd_quintile: int | None
    events: tuple[str, ...]
    imported: tuple[str, ...]
    expect: str
    just_out: tuple[str, ...]
    flags: tuple[str, ...] | None
    could_not_check: tuple[str, ...] | None
    shows: str
    line: int


@dataclass(frozen=True, eq=False)
class FrameworkRules:
    """The rules of one condition. ``facts`` holds what they use, in the order to compute them.

    Two of these are the same only if they are one object: compiled statements are kept by it.
    """

    framework: Framework
    title: str
    note: str
    register: Condition
    register_text: str
    key_facts: tuple[str, ...]
    needs: tuple[str, ...]
    without: Condition  # whom to show as "cannot be checked" when ``needs`` is not met
    facts: Mapping[str, Fact]
    groups: tuple[Group, ...]
    flags: tuple[Flag, ...]
    content_hash: str
    examples_as_of: date
    examples: tuple[Example, ...]

    def group(self, group_id: str) -> Group:
        """Return a group by id. Raises KeyError."""
        return {group.id: group for group in self.groups}[group_id]


@dataclass(frozen=True, eq=False)
class Pack:
    """A version of frameworks from one author."""

    id: str
    version: str
    title: str
    author: str
    published: str
    note: str
    frameworks: Mapping[Framework, FrameworkRules]
    folder: Path


@dataclass(frozen=True)
class Adaptation:
    """A local change beside the core group. ``frameworks`` empty: all of them."""

    id: str
    title: str
    frameworks: tuple[Framework, ...]
    when: str
    action: str  # raise one tier, raise to TIER, add flag, top of tier
    reason: str
    author: str
    written: date
    on: bool
