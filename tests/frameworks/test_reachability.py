"""Groups that nobody can be in are found from their conditions alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.frameworks import load_pack
from proactive_care.frameworks.fact_book import FactBook
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.parser import parse_condition
from proactive_care.frameworks.reachability import first_dead_group
from proactive_care.frameworks.toml_source import TomlSource
from proactive_care.store.concepts import load_concepts
from support.packs import SHARED
from support.random_patients import RandomPatients

BOOK = FactBook(
    load_concepts(),
    (
        TomlSource(
            "pack.toml",
            {
                "facts": {
                    "bp": {"blood_pressure": "latest"},
                    "bmi": {"latest": "bmi", "unit": "kg/m2"},
                    "weight": {"latest": "body_weight", "unit": "kg"},
                    "ckd": {"diagnosis": ["ckd_3_5"]},
                },
                "conditions": {"big": "bmi > 35"},
            },
            {},
        ),
    ),
)


def dead(*conditions: str) -> tuple[int, str] | None:
    return first_dead_group([parse_condition(text, BOOK) for text in conditions])


@pytest.mark.parametrize(
    "conditions",
    [
        ("bmi > 30 and bmi < 30",),
        ("bmi = 30 and bmi != 30",),
        ("bmi = 30 and bmi > 30",),
        ("ckd and not ckd",),
        ("bmi >= 30 and not 30 <= bmi",),
        ("bp >= 140/90 and bp < 140/90 | 135/85 and bp < 140/90",),
        ("big and bmi <= 35",),
        ("no bmi and not (no bmi or ckd)",),
        ("bmi > 30 and (bmi < 20 or bmi = 30 or bmi <= 29.5)",),
    ],
)
def test_contradictions(conditions: tuple[str, ...]) -> None:
    assert dead(*conditions) == (0, "its condition contradicts itself")


@pytest.mark.parametrize(
    "conditions",
    [
        ("bmi > 30", "bmi > 35"),
        ("bmi >= 30", "bmi = 30"),
        ("bmi < 30", "bmi < 30 and ckd"),
        ("bmi <= 30", "bmi < 30"),
        ("bmi > 30", "bmi >= 30.5"),
        ("bmi > 35", "big"),
        ("bp >= 140/90 | 135/85", "bp >= 180/120 | 170/115"),
        ("bp < 150/90", "ckd", "bp < 140/90 and bmi > 30 or ckd and bmi > 20"),
        ("bmi != 30", "bmi > 30 or bmi < 30"),
        ("not ckd", "not ckd and age > 80"),
    ],
)
def test_groups_that_earlier_ones_have_emptied(conditions: tuple[str, ...]) -> None:
    assert dead(*conditions) == (len(conditions) - 1, "earlier groups take everybody who fits")


@pytest.mark.parametrize(
    "conditions",
    [
        ("bmi > 30", "bmi >= 30"),
        ("bmi >= 30", "bmi <= 30"),
        ("bmi < 30", "bmi <= 30"),
        ("bmi != 30", "bmi >= 30"),
        ("bmi > 30", "weight > 30"),
        ("bmi > 30 and ckd", "bmi > 30"),
        ("bmi = 30", "bmi != 31"),
        ("bp >= 140/90", "bp >= 140/90 | 135/85"),
        ("bp >= 140/90", "bmi > 20"),
        ("bmi > weight", "weight < bmi"),
        ("bmi - 5 > 30", "bmi > 35"),
    ],
)
def test_groups_that_may_be_alive(conditions: tuple[str, ...]) -> None:
    assert dead(*conditions) is None


def test_conditions_with_too_many_alternatives_are_left_to_the_examples() -> None:
    many = " and ".join(f"(bmi > {n} or weight > {n})" for n in range(20, 33))
    assert dead(many, many) is None
    wide = " or ".join(f"bmi > {n} and (weight > {n} or ckd)" for n in range(11, 80))
    assert dead(wide, f"({wide}) and ({wide})", f"not ({many}) or ckd") is None
    assert dead(f"({many}) or ckd", f"({many}) or ckd") is None
    assert dead(" or ".join(f"bmi > {n / 40}" for n in range(400, 2500))) is None


def test_what_is_called_dead_is_dead(tmp_path: Path) -> None:
    """Random patients never find a group of the shipped pack that the search would refuse."""
    rules = load_pack("uclpartners").frameworks["hypertension"]  # type: ignore[index]
    conditions = [group.when for group in rules.groups]
    reordered = [conditions[1], conditions[0], *conditions[2:]]  # 160 before 180 empties 180
    assert first_dead_group(reordered) == (1, "earlier groups take everybody who fits")
    as_of = date(2026, 9, 14)
    covered = frozenset({"events", "medications"})
    for patient in RandomPatients(rules, as_of, 3).draw(500):
        truths = evaluate(rules, patient, as_of, covered).truths
        assert not (truths[0] and not truths[1])
    assert SHARED
