"""Which checks a condition has (resources/recall/checks.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from proactive_care.documents.content import Check
from proactive_care.domain.vocabulary import Framework
from proactive_care.resource_files import resource_path


@lru_cache(maxsize=1)
def checks_by_condition() -> Mapping[Framework, tuple[Check, ...]]:
    """Return the checks of each condition, in the order of the file."""
    raw = tomllib.loads(resource_path("recall", "checks.toml").read_text("utf-8"))
    return {each: tuple(map(Check, raw[each.value])) for each in Framework}


def usual_checks(conditions: Iterable[Framework]) -> tuple[Check, ...]:
    """Return the checks that these conditions have together, each once, in letter order."""
    wanted = {check for condition in conditions for check in checks_by_condition()[condition]}
    return tuple(check for check in Check if check in wanted)
