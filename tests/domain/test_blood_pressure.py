from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.blood_pressure import (
    CKD_HIGH_ACR,
    FROM_80,
    TYPE_1_DIABETES,
    TYPE_1_DIABETES_ALBUMINURIA,
    UNDER_80,
    Plausibility,
    Pressure,
    Target,
    check_pair,
    check_pulse,
    is_below_target,
    meets_qof,
    round_half_up,
    target_for,
)
from proactive_care.domain.vocabulary import Setting


@pytest.mark.parametrize(
    ("systolic", "diastolic", "verdict"),
    [
        (142, 85, "accepted"),
        (70, 40, "accepted"),
        (230, 140, "accepted"),
        (69, 40, "confirm"),
        (231, 140, "confirm"),
        (120, 39, "confirm"),
        (200, 141, "confirm"),
        (50, 20, "confirm"),
        (300, 200, "confirm"),
        (49, 20, "refused"),
        (301, 90, "refused"),
        (120, 19, "refused"),
        (250, 201, "refused"),
        (90, 90, "refused"),
        (85, 142, "swapped"),
        (45, 80, "swapped"),
        (19, 120, "refused"),
        (120, 301, "refused"),
    ],
)
def test_plausibility_at_each_limit(systolic: int, diastolic: int, verdict: str) -> None:
    assert check_pair(systolic, diastolic).plausibility == verdict


def test_the_reasons_say_what_is_wrong() -> None:
    assert check_pair(142, 85).reason == ""
    assert check_pair(85, 142).reason == "The figures look swapped: 142 over 85?"
    assert check_pair(240, 150).reason == (
        "Please confirm: systolic 240 is unusual and diastolic 150 is unusual."
    )
    assert check_pair(400, 90).reason == "A systolic pressure must be 50 to 300 mmHg."
    assert check_pair(120, 10).reason == "A diastolic pressure must be 20 to 200 mmHg."
    assert check_pair(90, 90).reason == "The systolic pressure must be above the diastolic."


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_swapped_pair_is_only_offered_if_it_would_be_taken(first: int, second: int) -> None:
    if check_pair(first, second).plausibility is Plausibility.SWAPPED:
        assert check_pair(second, first).plausibility in {"accepted", "confirm"}


@pytest.mark.parametrize(
    ("pulse", "verdict"), [(19, "refused"), (20, "accepted"), (250, "accepted"), (251, "refused")]
)
def test_pulse_limits(pulse: int, verdict: str) -> None:
    assert check_pulse(pulse).plausibility == verdict


@pytest.mark.parametrize(
    ("value", "shown"),
    [(134, 134), (Fraction(269, 2), 135), (Fraction(268, 2), 134), (135.5, 136), (134.49, 134)],
)
def test_halves_are_shown_rounded_up(value: float | Fraction, shown: int) -> None:
    assert round_half_up(value) == shown


def test_a_pressure_is_shown_rounded_and_compared_exactly() -> None:
    mean = Pressure(Fraction(404, 3), Fraction(88))
    assert str(mean) == "135/88"
    assert mean.as_compared == "134.7/88"
    assert not Pressure(Fraction(404, 3), 84).reaches(Pressure(135, 85))


@pytest.mark.parametrize(
    ("systolic", "shown"),
    [
        (Fraction(18479, 100), "184.8"),
        (Fraction(16996, 100), "169.9"),
        (Fraction(16995, 100), "169.9"),
        (Fraction(17004, 100), "170"),
        (Fraction(1695, 10), "169.5"),
        (Fraction(16925, 100), "169.3"),
        (170, "170"),
        (96.5, "96.5"),
    ],
)
def test_a_compared_figure_has_one_decimal_at_most(systolic: float | Fraction, shown: str) -> None:
    assert Pressure(systolic, 60).as_compared == f"{shown}/60"


@given(
    st.fractions(min_value=50, max_value=300, max_denominator=100),
    st.integers(min_value=50, max_value=300),
)
def test_a_compared_figure_is_never_shown_across_a_threshold(
    mean: Fraction, threshold: int
) -> None:
    shown = Fraction(Pressure(mean, 60).as_compared.split("/")[0])
    assert (shown >= threshold) == (mean >= threshold)
    assert abs(shown - mean) < Fraction(1, 10)


@pytest.mark.parametrize(
    ("pressure", "reached"),
    [((180, 119), True), ((179, 120), True), ((179, 119), False), ((200, 130), True)],
)
def test_a_threshold_is_reached_by_either_figure(pressure: tuple[int, int], reached: bool) -> None:
    assert Pressure(*pressure).reaches(Pressure(180, 120)) is reached


@pytest.mark.parametrize(
    ("pressure", "under"),
    [((99, 60), True), ((100, 59), True), ((100, 60), False), ((99, 59), True)],
)
def test_under_a_threshold_by_either_figure(pressure: tuple[int, int], under: bool) -> None:
    assert Pressure(*pressure).is_under(Pressure(100, 60)) is under


@pytest.mark.parametrize(
    ("target", "clinic", "home", "grade"),
    [
        (UNDER_80, (140, 90), (135, 85), ("A", "A")),
        (FROM_80, (150, 90), (145, 85), ("A", "A")),
        (CKD_HIGH_ACR, (130, 80), (125, 75), ("A", "C")),
        (TYPE_1_DIABETES, (135, 85), None, ("C", "")),
        (TYPE_1_DIABETES_ALBUMINURIA, (130, 80), None, ("C", "")),
    ],
)
def test_the_table_of_targets(
    target: Target,
    clinic: tuple[int, int],
    home: tuple[int, int] | None,
    grade: tuple[str, str],
) -> None:
    assert target.clinic == Pressure(*clinic)
    assert target.home == (Pressure(*home) if home else None)
    assert target.grade == grade


@pytest.mark.parametrize(
    ("facts", "target"),
    [
        ({"age": 79}, UNDER_80),
        ({"age": 80}, FROM_80),
        ({"age": 60, "ckd": True, "acr_mg_mmol": 70}, CKD_HIGH_ACR),
        ({"age": 85, "ckd": True, "acr_mg_mmol": 70}, CKD_HIGH_ACR),
        ({"age": 60, "ckd": True, "acr_mg_mmol": 69.9}, UNDER_80),
        ({"age": 60, "ckd": True}, UNDER_80),
        ({"age": 60, "acr_mg_mmol": 70}, UNDER_80),
        ({"age": 60, "type_1_diabetes": True}, TYPE_1_DIABETES),
        (
            {"age": 60, "type_1_diabetes": True, "albuminuria_or_metabolic_syndrome": True},
            TYPE_1_DIABETES_ALBUMINURIA,
        ),
    ],
)
def test_whose_target_is_which(facts: dict[str, float | bool], target: Target) -> None:
    assert target_for(**facts) is target  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("systolic", "diastolic", "age", "setting", "below", "qof"),
    [
        (139, 89, 79, Setting.CLINIC, True, True),
        (140, 89, 79, Setting.CLINIC, False, True),
        (139, 90, 79, Setting.CLINIC, False, True),
        (140, 90, 79, Setting.CLINIC, False, True),
        (141, 90, 79, Setting.CLINIC, False, False),
        (140, 91, 79, Setting.CLINIC, False, False),
        (149, 89, 80, Setting.CLINIC, True, True),
        (150, 90, 80, Setting.CLINIC, False, True),
        (151, 90, 80, Setting.CLINIC, False, False),
        (134, 84, 79, Setting.HOME, True, True),
        (135, 85, 79, Setting.HOME, False, True),
        (136, 85, 79, Setting.AMBULATORY, False, False),
        (144, 84, 80, Setting.AMBULATORY, True, True),
        (145, 85, 80, Setting.HOME, False, True),
    ],
)
def test_nice_says_below_and_qof_says_or_less(
    systolic: int, diastolic: int, age: int, setting: Setting, below: bool, qof: bool
) -> None:
    pressure = Pressure(systolic, diastolic)
    assert is_below_target(pressure, target_for(age=age), setting) is below
    assert meets_qof(pressure, age, setting) is qof


def test_no_home_target_is_said_rather_than_guessed() -> None:
    assert is_below_target(Pressure(120, 70), TYPE_1_DIABETES, Setting.HOME) is None
    assert is_below_target(Pressure(134, 84), TYPE_1_DIABETES, Setting.CLINIC) is True
