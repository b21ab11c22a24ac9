"""What a clinician's override does to a result: local tier and reason beside the computed group."""

from __future__ import annotations

from dataclasses import replace

from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Tier
from proactive_care.frameworks.local import LOCAL
from proactive_care.store.overrides import GroupOverride
from proactive_care.store.stratification import StoredResult


def overridden(result: StoredResult, override: GroupOverride | None) -> StoredResult:
    """Return the result with the override's tier as its local tier, and the reason as a flag.

    The clinician's word stands above local adaptations. It rests, and says so, while the rules
    find the patient more urgent than when it was decided: nothing new is ever hidden by it.
    """
    if override is None:
        return result
    more_urgent = Tier(result.tier).rank < Tier(override.computed_tier).rank
    if more_urgent:
        said = f"moved to {override.priority_group} before this: decide again"
        return replace(result, flags=(*result.flags, f"{LOCAL}{said}"))
    said = (
        f"moved to {override.priority_group} ({override.tier}) by {override.by}"
        f" until {show_date(override.until)}: {override.reason}"
    )
    local = None if override.tier == result.tier else override.tier
    return replace(result, local_tier=local, flags=(*result.flags, f"{LOCAL}{said}"))
