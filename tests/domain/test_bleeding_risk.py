from __future__ import annotations

from collections.abc import Callable

import pytest

from proactive_care.domain.bleeding_risk import (
    HAS_BLED_HIGH,
    BleedingRisk,
    has_bled,
    is_alcohol_excess,
    is_elderly,
    is_uncontrolled_hypertension,
    orbit,
    orbit_band,
)
from support.vectors import flag, vectors


@pytest.mark.parametrize("row", vectors("orbit_vectors"))
def test_orbit_published_vectors(row: dict[str, str]) -> None:
    score = orbit(
        age=int(row["age"]),
        sex=row["sex"],
        hb_g_l=float(row["hb_g_l"]),
        hct_percent=float(row["hct_percent"]),
        history_anaemia=flag(row["history_anaemia"]),
        bleeding_history=flag(row["bleeding_history"]),
        egfr_ml_min_1_73m2=float(row["egfr"]),
        antiplatelet=flag(row["antiplatelet"]),
    )
    assert score == int(row["expected"])
    assert orbit_band(score) is BleedingRisk(row["expected_band"])


def healthy(**changes: object) -> int:
    facts = {
        "age": 74,
        "sex": "M",
        "hb_g_l": 130,
        "bleeding_history": False,
        "egfr_ml_min_1_73m2": 60,
        "antiplatelet": False,
    }
    return orbit(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({}, 0),
        ({"hb_g_l": 129.9}, 2),
        ({"sex": "F", "hb_g_l": 120}, 0),
        ({"sex": "F", "hb_g_l": 119.9}, 2),
        ({"hct_percent": 40}, 0),
        ({"hct_percent": 39.9}, 2),
        ({"sex": "F", "hct_percent": 36}, 0),
        ({"sex": "F", "hct_percent": 35.9}, 2),
        ({"history_anaemia": True}, 2),
        ({"history_anaemia": True, "hb_g_l": 90, "hct_percent": 30}, 2),
        ({"age": 75}, 1),
        ({"bleeding_history": True}, 2),
        ({"egfr_ml_min_1_73m2": 59.9}, 1),
        ({"antiplatelet": True}, 1),
    ],
)
def test_orbit_at_each_boundary(changes: dict[str, object], points: int) -> None:
    assert healthy(**changes) == points


def test_orbit_is_at_most_seven() -> None:
    assert (
        healthy(age=75, hb_g_l=90, bleeding_history=True, egfr_ml_min_1_73m2=30, antiplatelet=True)
        == 7
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"sex": "U"},
        {"age": -1},
        {"hb_g_l": 0},
        {"hb_g_l": 13.5},  # g/dL: never anaemia by a slip of the unit
        {"egfr_ml_min_1_73m2": 0},
        {"hct_percent": -1},
    ],
)
def test_orbit_refuses_what_is_not_known(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"sex|must be"):
        healthy(**changes)


@pytest.mark.parametrize(
    ("score", "band"), [(0, "low"), (2, "low"), (3, "medium"), (4, "high"), (7, "high")]
)
def test_orbit_bands(score: int, band: str) -> None:
    assert orbit_band(score) == band


@pytest.mark.parametrize("row", vectors("hasbled_vectors"))
def test_has_bled_published_vectors(row: dict[str, str]) -> None:
    facts = {name: flag(value) for name, value in row.items() if name != "expected"}
    assert has_bled(**facts) == int(row["expected"])


@pytest.mark.parametrize(
    ("counts", "last_without", "first_with"),
    [
        (is_uncontrolled_hypertension, 160, 160.5),
        (is_elderly, 65, 66),
        (is_alcohol_excess, 7.9, 8),
    ],
)
def test_what_has_bled_counts(
    counts: Callable[[float], bool], last_without: float, first_with: float
) -> None:
    assert not counts(last_without)
    assert counts(first_with)


def test_has_bled_is_high_from_three() -> None:
    assert HAS_BLED_HIGH == 3


def test_has_bled_refuses_impossible_figures() -> None:
    with pytest.raises(ValueError, match="systolic pressure must be"):
        is_uncontrolled_hypertension(1600)
    with pytest.raises(ValueError, match="alcohol must be"):
        is_alcohol_excess(-1)
    with pytest.raises(ValueError, match="age must be"):
        is_elderly(131)
