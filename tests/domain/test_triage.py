from __future__ import annotations

from fractions import Fraction

import pytest

from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.triage import (
    ACTIONS,
    Band,
    RedFlag,
    Symptoms,
    Triage,
    read_symptoms,
    symptom_words,
    triage_clinic,
    triage_home,
    with_earlier,
)

CHEST_PAIN = Symptoms(red_flags=frozenset({RedFlag.CHEST_PAIN}))
DIZZY, FELL = Symptoms(dizziness=True), Symptoms(fall=True)


def home(
    mean: tuple[float | Fraction, float | Fraction] | None,
    *pairs: tuple[int, int],
    latest: tuple[tuple[int, int], ...] = (),
    age: int | None = 60,
    complete: bool = True,
    symptoms: Symptoms = Symptoms(),  # noqa: B008 - frozen
) -> Triage:
    last = [Pressure(*pair) for pair in latest]
    return triage_home(
        mean=Pressure(*mean) if mean else None,
        pairs=[*(Pressure(*pair) for pair in pairs), *last],
        latest_day=last,
        complete=complete,
        age=age,
        symptoms=symptoms,
    )


def bands(triage: Triage) -> list[str]:
    return [reason.band.value for reason in triage.reasons]


@pytest.mark.parametrize(
    ("mean", "band"),
    [
        ((170, 80), "red"),
        ((Fraction(1699, 10), 80), "amber-high"),
        ((160, 115), "red"),
        ((160, Fraction(1149, 10)), "amber-high"),
        ((150, 80), "amber-high"),
        ((149.9, 80), "amber"),
        ((130, 95), "amber-high"),
        ((130, 94.9), "amber"),
        ((135, 80), "amber"),
        ((134.9, 80), "green"),
        ((130, 85), "amber"),
        ((130, 84.9), "green"),
        ((100, 60), "green"),
        ((99.9, 60), "low"),
        ((100, 59.9), "low"),
    ],
)
def test_home_mean_at_each_boundary_under_80(mean: tuple[float, float], band: str) -> None:
    assert home(mean, age=79).band == band


@pytest.mark.parametrize(
    ("mean", "age", "band"),
    [
        ((135, 80), 80, "green"),
        ((144.9, 84.9), 80, "green"),
        ((145, 80), 80, "amber"),
        ((130, 85), 80, "amber"),
        ((150, 80), 80, "amber-high"),
        ((135, 80), None, "amber"),
    ],
)
def test_the_home_target_from_80(mean: tuple[float, float], age: int | None, band: str) -> None:
    assert home(mean, age=age).band == band


@pytest.mark.parametrize("pair", [(180, 90), (150, 120)])
def test_a_very_high_pair_with_a_red_flag_is_an_emergency(pair: tuple[int, int]) -> None:
    triage = home((120, 75), pair, symptoms=CHEST_PAIN)
    assert triage.band is Band.EMERGENCY
    assert triage.reasons[0].text == f"{pair[0]}/{pair[1]} with chest pain"


@pytest.mark.parametrize("flag", RedFlag)
def test_every_red_flag_counts(flag: RedFlag) -> None:
    assert home(None, (180, 90), symptoms=Symptoms(frozenset({flag}))).band is Band.EMERGENCY


def test_a_red_flag_with_any_pressure_is_seen_on_the_same_day() -> None:
    assert home((120, 75), (179, 119), symptoms=CHEST_PAIN).band is Band.RED
    assert home(None, complete=False, symptoms=CHEST_PAIN).band is Band.RED


@pytest.mark.parametrize(
    ("latest", "band"),
    [
        (((180, 90), (179, 120)), "red"),
        (((180, 90), (179, 119)), "amber-high"),
        (((179, 119), (179, 119)), "green"),
    ],
)
def test_two_very_high_pairs_on_the_latest_day_are_red(
    latest: tuple[tuple[int, int], ...], band: str
) -> None:
    assert home((120, 75), latest=latest).band == band


def test_very_high_pairs_of_earlier_days_are_amber_high() -> None:
    assert home((120, 75), (185, 90), (190, 95), latest=((130, 80),)).band is Band.AMBER_HIGH


def test_an_incomplete_diary_asks_for_more_days_and_loses_nothing() -> None:
    triage = home((152, 80), (185, 90), complete=False)
    assert triage.band is Band.REPEAT
    assert bands(triage) == ["amber-high", "amber-high", "repeat"]
    assert triage.actions == (ACTIONS[Band.REPEAT], ACTIONS[Band.AMBER_HIGH])


@pytest.mark.parametrize(("mean", "latest"), [((170, 80), ()), (None, ((180, 90), (185, 90)))])
def test_an_incomplete_diary_can_be_red(
    mean: tuple[int, int] | None, latest: tuple[tuple[int, int], ...]
) -> None:
    assert home(mean, latest=latest, complete=False).band is Band.RED


def test_an_incomplete_diary_is_never_green() -> None:
    assert home((120, 75), complete=False).band is Band.REPEAT
    assert home(None, complete=False).band is Band.REPEAT


@pytest.mark.parametrize("symptoms", [DIZZY, FELL])
def test_dizziness_or_a_fall_comes_before_the_longer_limits(symptoms: Symptoms) -> None:
    assert home((120, 75), symptoms=symptoms).band is Band.LOW
    assert home((152, 80), symptoms=symptoms).band is Band.LOW
    assert home((120, 75), complete=False, symptoms=symptoms).band is Band.LOW
    assert home((170, 80), symptoms=symptoms).band is Band.RED
    assert bands(home((152, 80), symptoms=symptoms)) == ["amber-high", "low"]


def test_high_and_low_at_once_are_both_kept() -> None:
    triage = home((152, 58))
    assert triage.band is Band.AMBER_HIGH
    assert bands(triage) == ["amber-high", "low"]
    assert [action.within_days for action in triage.actions] == [7, 1]


def test_reasons_show_the_figures_that_were_compared() -> None:
    assert home((Fraction(299, 3), 70)).reasons[0].text == "99.7/70 is below 100/60"
    assert home((150, 70)).reasons[0].text == "150/70 is at or above 150/95"
    unrounded = home((Fraction(18479, 100), Fraction(10375, 100)))
    assert unrounded.reasons[0].text == "184.8/103.8 is at or above 170/115"
    by_diastolic = home((Fraction(16996, 100), 116))
    assert by_diastolic.reasons[0].text == "169.9/116 is at or above 170/115"


@pytest.mark.parametrize(
    ("pressure", "age", "band"),
    [
        ((180, 80), 60, "red"),
        ((150, 120), 60, "red"),
        ((179, 119), 60, "amber-high"),
        ((160, 80), 60, "amber-high"),
        ((150, 100), 60, "amber-high"),
        ((159, 99), 60, "amber"),
        ((140, 80), 79, "amber"),
        ((120, 90), 79, "amber"),
        ((139, 89), 79, "green"),
        ((140, 80), 80, "green"),
        ((149, 89), 80, "green"),
        ((150, 80), 80, "amber"),
        ((120, 90), 80, "amber"),
        ((100, 60), 60, "green"),
        ((99, 60), 60, "low"),
        ((100, 59), 60, "low"),
    ],
)
def test_clinic_readings_at_each_boundary(pressure: tuple[int, int], age: int, band: str) -> None:
    assert triage_clinic(Pressure(*pressure), age=age).band == band


def test_clinic_symptoms() -> None:
    assert triage_clinic(Pressure(180, 90), symptoms=CHEST_PAIN).band is Band.EMERGENCY
    assert triage_clinic(Pressure(120, 70), symptoms=CHEST_PAIN).band is Band.RED
    assert triage_clinic(Pressure(150, 90), symptoms=FELL).band is Band.LOW


@pytest.mark.parametrize(
    ("triage", "band"),
    [
        (home((120, 75)), "amber-high"),
        (home((140, 80)), "amber-high"),
        (home((175, 80)), "red"),
        (home((120, 75), complete=False), "repeat"),
        (home((95, 75)), "low"),
    ],
)
def test_a_very_high_pair_before_the_week_is_not_overlooked(triage: Triage, band: str) -> None:
    earlier = [("1 Sep 2026", Pressure(182, 90)), ("2 Sep 2026", Pressure(190, 100))]
    found = with_earlier(triage, [*earlier, ("3 Sep 2026", Pressure(179, 119))])
    assert found.band == band
    texts = [reason.text for reason in found.reasons if reason.band is Band.AMBER_HIGH]
    assert "an earlier reading of 190/100, 2 Sep 2026, is at or above 180/120" in texts
    assert len(found.reasons) == len(triage.reasons) + 1
    order = list(Band)
    assert found.reasons == tuple(sorted(found.reasons, key=lambda r: order.index(r.band)))


def test_ordinary_earlier_pairs_change_nothing() -> None:
    triage = home((120, 75))
    assert with_earlier(triage, [("1 Sep 2026", Pressure(179, 119))]) is triage
    assert with_earlier(triage, []) is triage


@pytest.mark.parametrize(
    "symptoms", [Symptoms(), CHEST_PAIN, DIZZY, FELL, Symptoms(frozenset(RedFlag), True, True)]
)
def test_symptoms_are_stored_in_words(symptoms: Symptoms) -> None:
    assert read_symptoms(symptom_words(symptoms)) == symptoms


def test_what_must_be_acknowledged_at_once() -> None:
    assert [band for band in Band if band.must_be_acknowledged] == [Band.EMERGENCY, Band.RED]


def test_every_band_says_what_to_do() -> None:
    assert set(ACTIONS) == set(Band)
    assert all(action.text for action in ACTIONS.values())


def test_green_has_no_reasons_and_its_own_action() -> None:
    triage = home((120, 75))
    assert triage.reasons == ()
    assert triage.actions == (ACTIONS[Band.GREEN],)
