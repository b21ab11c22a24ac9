from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.vocabulary import Framework, Role, Tier, overall_tier


def test_tiers_are_ranked_with_a_data_gap_before_medium() -> None:
    ranked = sorted(Tier, key=lambda tier: tier.rank)
    assert [tier.value for tier in ranked] == ["urgent", "high", "data gap", "medium", "low"]


@given(st.lists(st.sampled_from(Tier), min_size=1))
def test_the_overall_tier_is_the_most_urgent(tiers: list[Tier]) -> None:
    overall = overall_tier(tiers)
    assert overall in tiers
    assert all(overall.rank <= tier.rank for tier in tiers)


def test_nobody_without_a_tier_gets_one() -> None:
    with pytest.raises(ValueError, match=r"empty|arg"):
        overall_tier([])


def test_the_framework_identifiers_are_stable() -> None:
    assert [framework.value for framework in Framework] == [
        "hypertension",
        "type_2_diabetes",
        "cholesterol",
        "atrial_fibrillation",
        "asthma",
        "copd",
    ]


@pytest.mark.parametrize("framework", Framework)
def test_every_framework_has_its_names(framework: Framework) -> None:
    assert framework.label.casefold().replace(" ", "_") == framework.value
    assert len(framework.short_label) <= 5


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name_for_people(role: Role) -> None:
    assert role.label
    assert "_" not in role.label
