"""The diary as a form: digits that may still grow, and figures that cannot be right."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.blood_pressure import (
    HARD_DIASTOLIC,
    HARD_PULSE,
    HARD_SYSTOLIC,
    Limits,
    Plausibility,
)
from proactive_care.domain.diary import (
    DiaryReading,
    Part,
    Typed,
    Written,
    find_problems,
    judge_digits,
)

DAY = date(2026, 9, 7)


def reading(**values: object) -> DiaryReading:
    return DiaryReading(DAY, Part.MORNING, 1, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("digits", "limits", "verdict"),
    [
        ("", HARD_DIASTOLIC, Typed.EMPTY),
        ("8", HARD_DIASTOLIC, Typed.WAITS),
        ("85", HARD_DIASTOLIC, Typed.COMPLETE),
        ("10", HARD_DIASTOLIC, Typed.WAITS),
        ("104", HARD_DIASTOLIC, Typed.COMPLETE),
        ("20", HARD_DIASTOLIC, Typed.WAITS),
        ("200", HARD_DIASTOLIC, Typed.COMPLETE),
        ("21", HARD_DIASTOLIC, Typed.COMPLETE),
        ("201", HARD_DIASTOLIC, Typed.IMPOSSIBLE),
        ("142", HARD_SYSTOLIC, Typed.COMPLETE),
        ("14", HARD_SYSTOLIC, Typed.WAITS),
        ("50", HARD_SYSTOLIC, Typed.COMPLETE),
        ("4", HARD_SYSTOLIC, Typed.IMPOSSIBLE),
        ("30", HARD_SYSTOLIC, Typed.WAITS),
        ("31", HARD_SYSTOLIC, Typed.IMPOSSIBLE),
        ("0", HARD_SYSTOLIC, Typed.IMPOSSIBLE),
        ("085", HARD_DIASTOLIC, Typed.IMPOSSIBLE),
        ("1a", HARD_DIASTOLIC, Typed.IMPOSSIBLE),
        ("1420", HARD_SYSTOLIC, Typed.IMPOSSIBLE),
    ],
)
def test_the_cursor_moves_on_when_only_one_number_is_left(
    digits: str, limits: Limits, verdict: Typed
) -> None:
    assert judge_digits(digits, limits) is verdict


@given(st.sampled_from([HARD_SYSTOLIC, HARD_DIASTOLIC, HARD_PULSE]), st.integers(1, 9999))
def test_digits_are_judged_as_a_search_through_all_numbers_would(
    limits: Limits, number: int
) -> None:
    digits = str(number)
    possible = [
        n for n in range(int(limits.low), int(limits.high) + 1) if str(n).startswith(digits)
    ]
    if possible == [number]:
        expected = Typed.COMPLETE
    else:
        expected = Typed.WAITS if possible else Typed.IMPOSSIBLE
    assert judge_digits(digits, limits) is expected


@pytest.mark.parametrize(
    ("values", "field", "kind"),
    [
        ({"systolic": 301, "diastolic": 80}, "systolic", Plausibility.REFUSED),
        ({"systolic": 140, "diastolic": 19}, "diastolic", Plausibility.REFUSED),
        ({"systolic": 85, "diastolic": 142}, "diastolic", Plausibility.SWAPPED),
        ({"systolic": 85, "diastolic": 85}, "diastolic", Plausibility.REFUSED),
        ({"systolic": 235, "diastolic": 85}, "diastolic", Plausibility.CONFIRM),
        ({"systolic": 49}, "systolic", Plausibility.REFUSED),
        ({"diastolic": 201}, "diastolic", Plausibility.REFUSED),
        ({"pulse": 19}, "pulse", Plausibility.REFUSED),
    ],
)
def test_what_is_wrong_names_the_field(
    values: dict[str, int], field: str, kind: Plausibility
) -> None:
    (problem,) = find_problems([reading(**values)])
    assert (problem.position, problem.field, problem.kind) == (0, field, kind)
    assert problem.blocks
    assert problem.text


@pytest.mark.parametrize(
    "values",
    [
        {"systolic": 140, "diastolic": 80, "pulse": 72},
        {"systolic": 235, "diastolic": 85, "confirmed": True},
        {"systolic": 140},
        {"state": Written.UNREADABLE},
    ],
)
def test_nothing_is_wrong(values: dict[str, object]) -> None:
    assert find_problems([reading(**values)]) == ()


def test_confirming_does_not_make_the_impossible_possible() -> None:
    (problem,) = find_problems([reading(systolic=85, diastolic=142, confirmed=True)])
    assert problem.kind is Plausibility.SWAPPED


def test_a_reading_knows_where_it_stands_and_whether_it_is_empty() -> None:
    assert reading().where == "morning, 1st reading"
    assert DiaryReading(DAY, Part.UNSAID, 4).where == "4th reading"
    assert reading().is_empty
    assert not reading(irregular=True).is_empty
    assert not reading(state=Written.NOT_WRITTEN).is_empty
    assert not reading(pulse=70).is_empty
    assert reading(systolic=140, irregular=True).at_home.irregular_pulse
