from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.home_bp import DiaryStatus, HomeReading, average
from proactive_care.domain.triage import Band, RedFlag, Symptoms
from support.vectors import vectors

DAY_1 = date(2026, 9, 1)


def diary(*pairs_by_day: int, systolic: int = 131, diastolic: int = 81) -> list[HomeReading]:
    """Make readings with so many pairs on each day; 0 leaves a day out."""
    return [
        HomeReading(DAY_1 + timedelta(days=n), systolic, diastolic)
        for n, pairs in enumerate(pairs_by_day)
        for _ in range(pairs)
    ]


def published() -> list[HomeReading]:
    return [
        HomeReading(
            datetime.fromisoformat(row["effective"]).date(),
            int(row["systolic"]),
            int(row["diastolic"]),
        )
        for row in vectors("hbpm_hl7_cardx_readings")
    ]


def test_the_published_diary() -> None:
    result = average(published())
    kept = [row for row in vectors("hbpm_hl7_cardx_readings") if row["day"] != "1"]
    assert result.status is DiaryStatus.VALID
    assert (result.days, result.pairs_used) == (7, 24)
    assert result.systolic == Fraction(sum(int(row["systolic"]) for row in kept), 24)
    assert result.diastolic == Fraction(sum(int(row["diastolic"]) for row in kept), 24)
    assert result.shown == (135, 88)
    assert result.band is Band.AMBER
    assert result.counts_for_frameworks
    assert (result.first_day, result.last_day) == (date(2023, 3, 1), date(2023, 3, 7))
    assert result.notes == ()


@pytest.mark.parametrize(
    ("pairs_by_day", "status", "days", "used"),
    [
        ((4, 4, 4, 4), "valid", 4, 12),
        ((1, 4, 4, 4), "valid", 4, 12),
        ((4, 4, 4, 3), "incomplete", 4, 11),
        ((4, 6, 6), "incomplete", 3, 12),
        ((2, 2, 2, 2, 2, 2, 2), "valid", 7, 12),
        ((2, 2, 2, 2, 2, 2, 1), "incomplete", 7, 11),
        ((4, 0, 4, 0, 4, 4), "valid", 4, 12),
        ((4,), "incomplete", 1, 0),
        ((), "incomplete", 0, 0),
    ],
)
def test_enough_days_and_pairs(
    pairs_by_day: tuple[int, ...], status: str, days: int, used: int
) -> None:
    result = average(diary(*pairs_by_day))
    assert (result.status, result.days, result.pairs_used) == (status, days, used)
    assert result.counts_for_frameworks is (status == "valid")


def test_an_incomplete_diary_shows_its_mean_and_says_so() -> None:
    result = average(diary(4, 4))
    assert (result.systolic, result.diastolic) == (131, 81)
    assert result.notes == ("incomplete: 2 days, 4 readings",)
    assert result.band is Band.REPEAT


def test_without_a_pair_after_day_one_there_is_no_mean() -> None:
    result = average(diary(4))
    assert result.mean is None
    assert result.shown is None
    assert result.band is Band.REPEAT


def test_an_empty_diary() -> None:
    result = average([])
    assert (result.first_day, result.last_day, result.mean) == (None, None, None)
    assert result.last_digits.share is None
    assert not result.last_digits.check_technique
    assert result.consecutive
    assert result.band is Band.REPEAT


def test_days_that_do_not_follow_each_other_are_mentioned() -> None:
    assert average(diary(4, 4, 0, 4, 4)).notes == ("the days are not consecutive",)


def test_half_pairs_are_not_readings_and_are_shown() -> None:
    before = HomeReading(DAY_1 - timedelta(days=1), 190, None)
    after = HomeReading(DAY_1 + timedelta(days=9), None, 70)
    nothing = HomeReading(DAY_1, None, None)
    result = average([before, *diary(4, 4, 4, 4), after, nothing])
    assert result.status is DiaryStatus.VALID
    assert (result.first_day, result.days, result.half_pairs) == (DAY_1, 4, 2)
    assert result.last_day == DAY_1 + timedelta(days=3)
    assert result.notes == ("2 half-entered readings are not counted",)


UNRELIABLE_NOTE = "automated devices may be unreliable: manual reading advised"


def test_an_irregular_pulse_or_atrial_fibrillation_makes_it_unreliable() -> None:
    irregular = [*diary(4, 4, 4, 4), HomeReading(DAY_1, 130, 80, irregular_pulse=True)]
    for result in (average(irregular), average(diary(4, 4, 4, 4), atrial_fibrillation=True)):
        assert result.status is DiaryStatus.UNRELIABLE
        assert result.complete
        assert result.notes == (UNRELIABLE_NOTE,)
        assert not result.counts_for_frameworks


def test_an_unreliable_diary_can_be_incomplete_and_red_as_well() -> None:
    short = average(diary(4, 4), atrial_fibrillation=True)
    assert short.notes == ("incomplete: 2 days, 4 readings", UNRELIABLE_NOTE)
    assert short.band is Band.REPEAT
    high = average(diary(4, 4, systolic=170), atrial_fibrillation=True)
    assert high.band is Band.RED


def test_the_mean_is_compared_before_it_is_rounded() -> None:
    readings = diary(4, 4, 4, 3, systolic=135)
    below = average([*readings, HomeReading(DAY_1 + timedelta(days=3), 134, 80)])
    assert below.systolic == Fraction(1619, 12)
    assert below.shown == (135, 81)
    assert below.band is Band.GREEN
    assert average(diary(4, 4, 4, 4, systolic=135)).band is Band.AMBER


def test_halves_are_shown_rounded_up() -> None:
    readings = [*diary(1, 6, systolic=134), *diary(0, 0, 3, 3, systolic=135)]
    assert average(readings).systolic == Fraction(269, 2)
    assert average(readings).shown == (135, 81)


def test_the_age_moves_the_target() -> None:
    readings = diary(4, 4, 4, 4, systolic=140)
    assert average(readings, age=79).band is Band.AMBER
    assert average(readings, age=80).band is Band.GREEN
    assert average(readings).band is Band.AMBER


def test_single_pairs_of_day_one_are_looked_at() -> None:
    readings = [*diary(3, 4, 4, 4), HomeReading(DAY_1, 180, 90)]
    assert average(readings).band is Band.AMBER_HIGH
    chest_pain = Symptoms(red_flags=frozenset({RedFlag.CHEST_PAIN}))
    assert average(readings, symptoms=chest_pain).band is Band.EMERGENCY


def test_very_high_pairs_on_the_latest_day_are_red() -> None:
    last = DAY_1 + timedelta(days=3)
    high = [HomeReading(last, 180, 90), HomeReading(last, 170, 120)]
    assert average([*diary(4, 4, 4, 2), *high]).band is Band.RED


def test_very_high_pairs_on_the_only_day_are_red_without_a_mean() -> None:
    assert average(diary(2, systolic=180)).band is Band.RED


@pytest.mark.parametrize(
    ("zeros", "others", "suggested"), [(7, 5, True), (6, 6, False), (11, 0, False)]
)
def test_many_figures_ending_in_zero_suggest_a_look(
    zeros: int, others: int, suggested: bool
) -> None:
    rounded = diary(zeros, systolic=140, diastolic=90)
    result = average([*rounded, *diary(others, systolic=141, diastolic=91)])
    assert result.last_digits.check_technique is suggested
    assert result.last_digits.share == Fraction(zeros, zeros + others)
    assert ("many figures end in 0: check the technique" in result.notes) is suggested


@pytest.mark.parametrize(("systolic", "diastolic"), [(301, 80), (80, 130), (90, 90), (120, 19)])
def test_an_impossible_pair_is_refused_with_its_day(systolic: int, diastolic: int) -> None:
    with pytest.raises(InvalidInput, match="of 1 Sep 2026 cannot be right") as caught:
        average([*diary(4, 4, 4, 4), HomeReading(DAY_1, systolic, diastolic)])
    assert caught.value.field == "blood pressure"


readings = st.lists(
    st.builds(
        HomeReading,
        st.integers(0, 8).map(lambda n: DAY_1 + timedelta(days=n)),
        st.integers(121, 260) | st.none(),
        st.integers(40, 120) | st.none(),
        st.booleans(),
    ),
    max_size=40,
)


@given(readings, st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(entered: list[HomeReading], random: object) -> None:
    shuffled = list(entered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert average(shuffled) == average(entered)


@given(readings, st.integers(130, 179), st.integers(60, 119))
def test_day_one_never_counts_towards_the_mean(
    entered: list[HomeReading], systolic: int, diastolic: int
) -> None:
    first = HomeReading(DAY_1 - timedelta(days=3), systolic, diastolic)
    other = HomeReading(DAY_1 - timedelta(days=3), systolic + 1, diastolic + 1)
    one, two = average([first, *entered]), average([other, other, *entered])
    assert (one.systolic, one.diastolic) == (two.systolic, two.diastolic)
    assert (one.status, one.days, one.pairs_used) == (two.status, two.days, two.pairs_used)


@given(readings)
def test_the_mean_is_that_of_the_definition(entered: list[HomeReading]) -> None:
    pairs = [
        (reading.day, reading.systolic, reading.diastolic)
        for reading in entered
        if reading.systolic is not None and reading.diastolic is not None
    ]
    first = min((day for day, _, _ in pairs), default=None)
    kept = [(systolic, diastolic) for day, systolic, diastolic in pairs if day != first]
    result = average(entered)
    assert result.pairs_used == len(kept)
    if kept:
        assert result.systolic == Fraction(sum(systolic for systolic, _ in kept), len(kept))
        assert result.diastolic == Fraction(sum(diastolic for _, diastolic in kept), len(kept))


@given(readings)
def test_an_incomplete_diary_never_reaches_a_framework(entered: list[HomeReading]) -> None:
    result = average(entered)
    enough = result.days >= 4 and result.pairs_used >= 12
    irregular = any(reading.irregular_pulse for reading in entered)
    assert result.counts_for_frameworks is (enough and not irregular)
    assert enough or result.band not in {Band.GREEN, Band.AMBER, Band.AMBER_HIGH, Band.LOW}
