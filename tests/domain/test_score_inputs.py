from __future__ import annotations

import math

import pytest

from proactive_care.domain.score_inputs import check_age, check_measured, is_female
from proactive_care.domain.vocabulary import Sex


@pytest.mark.parametrize(
    ("sex", "female"), [(Sex.FEMALE, True), ("F", True), (Sex.MALE, False), ("M", False)]
)
def test_sex_is_taken_as_a_word_or_as_its_code(sex: Sex | str, female: bool) -> None:
    assert is_female(sex) is female


@pytest.mark.parametrize("sex", [Sex.UNKNOWN, Sex.INDETERMINATE, "U", "I", "", "f", "female"])
def test_a_sex_that_is_not_known_is_never_taken_for_male(sex: Sex | str) -> None:
    with pytest.raises(ValueError, match=r"sex|not a valid"):
        is_female(sex)


@pytest.mark.parametrize("age", [0, 18, 130])
def test_possible_ages(age: int) -> None:
    assert check_age(age) == age


@pytest.mark.parametrize(("age", "youngest"), [(-1, 0), (131, 0), (17, 18)])
def test_impossible_ages(age: int, youngest: int) -> None:
    with pytest.raises(ValueError, match="age must be"):
        check_age(age, youngest)


@pytest.mark.parametrize("value", [2, 70.5, 400])
def test_a_value_inside_its_limits_is_returned(value: float) -> None:
    assert check_measured("weight", value, 2, 400, "kg") == value


@pytest.mark.parametrize("value", [1.9, 400.1, 0, -1, math.nan, math.inf])
def test_what_lies_outside_its_limits_is_refused_by_name(value: float) -> None:
    with pytest.raises(ValueError, match="weight must be 2 to 400 kg"):
        check_measured("weight", value, 2, 400, "kg")
