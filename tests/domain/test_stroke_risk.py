from __future__ import annotations

from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.stroke_risk import cha2ds2_va, cha2ds2_vasc
from proactive_care.domain.vocabulary import Sex
from support.vectors import flag, vectors


class Facts(TypedDict):
    heart_failure: bool
    hypertension: bool
    diabetes: bool
    stroke_tia: bool
    vascular_disease: bool


NONE = Facts(
    heart_failure=False,
    hypertension=False,
    diabetes=False,
    stroke_tia=False,
    vascular_disease=False,
)


@pytest.mark.parametrize("row", vectors("cha2ds2vasc_vectors"))
def test_published_vectors(row: dict[str, str]) -> None:
    facts = Facts(
        heart_failure=flag(row["chf"]),
        hypertension=flag(row["hypertension"]),
        diabetes=flag(row["diabetes"]),
        stroke_tia=flag(row["stroke_tia_te"]),
        vascular_disease=flag(row["vascular_disease"]),
    )
    age = int(row["age"])
    assert cha2ds2_vasc(age=age, sex=row["sex"], **facts) == int(row["expected_cha2ds2vasc"])
    assert cha2ds2_va(age=age, **facts) == int(row["expected_cha2ds2va"])


@pytest.mark.parametrize(("age", "points"), [(64, 0), (65, 1), (74, 1), (75, 2), (130, 2)])
def test_points_for_age_change_at_65_and_75(age: int, points: int) -> None:
    assert cha2ds2_va(age=age, **NONE) == points


@pytest.mark.parametrize("name", list(NONE))
def test_points_for_each_condition(name: str) -> None:
    facts = Facts(**{**NONE, name: True})  # type: ignore[typeddict-item]
    assert cha2ds2_va(age=50, **facts) == (2 if name == "stroke_tia" else 1)


def test_the_highest_scores_are_nine_and_eight() -> None:
    everything = Facts(**dict.fromkeys(NONE, True))  # type: ignore[typeddict-item]
    assert cha2ds2_vasc(age=75, sex=Sex.FEMALE, **everything) == 9
    assert cha2ds2_va(age=75, **everything) == 8


@given(st.integers(0, 130), st.fixed_dictionaries(dict.fromkeys(NONE, st.booleans())))
def test_sex_is_the_only_difference_between_the_two(age: int, facts: Facts) -> None:
    without = cha2ds2_va(age=age, **facts)
    assert cha2ds2_vasc(age=age, sex="F", **facts) == without + 1
    assert cha2ds2_vasc(age=age, sex="M", **facts) == without


def test_no_score_for_an_unknown_sex() -> None:
    with pytest.raises(ValueError, match="sex"):
        cha2ds2_vasc(age=70, sex=Sex.UNKNOWN, **NONE)
