from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.renal import ckd_epi_2009, cockcroft_gault, not_fresh
from proactive_care.domain.vocabulary import Sex
from support.vectors import vectors

AS_OF = date(2026, 9, 14)


@pytest.mark.parametrize("row", vectors("cockcroft_gault_vectors"))
def test_cockcroft_gault_published_vectors(row: dict[str, str]) -> None:
    clearance = cockcroft_gault(
        age=float(row["age"]),
        weight_kg=float(row["weight_kg"]),
        sex=row["sex"],
        creatinine_umol_l=float(row["creatinine_umol_l"]),
    )
    assert clearance == pytest.approx(float(row["expected_uk_1.23_1.04"]), abs=0.05)


@pytest.mark.parametrize("row", vectors("egfr_vectors"))
def test_ckd_epi_published_vectors(row: dict[str, str]) -> None:
    rate = ckd_epi_2009(
        creatinine_umol_l=float(row["creatinine_umol_l"]), age=float(row["age"]), sex=row["sex"]
    )
    expected = float(row["expected_ckdepi2009_no_race_eq141x1.018"])
    assert rate == pytest.approx(expected, abs=0.05)


@given(st.integers(18, 129), st.floats(10, 2000), st.sampled_from([Sex.MALE, Sex.FEMALE]))
def test_kidney_function_falls_with_age_and_with_creatinine(
    age: int, creatinine: float, sex: Sex
) -> None:
    here = ckd_epi_2009(creatinine_umol_l=creatinine, age=age, sex=sex)
    assert ckd_epi_2009(creatinine_umol_l=creatinine, age=age + 1, sex=sex) < here
    assert ckd_epi_2009(creatinine_umol_l=creatinine * 1.1, age=age, sex=sex) < here


@pytest.mark.parametrize(
    ("age", "weight", "creatinine", "sex"),
    [
        (17, 70, 80, "M"),
        (140, 70, 80, "M"),
        (60, 0, 80, "M"),
        (60, 70, 0, "M"),
        (60, 70, 1.1, "M"),
        (60, 401, 80, "M"),
        (60, 70, 80, "U"),
    ],
)
def test_cockcroft_gault_refuses_what_it_cannot_use(
    age: int, weight: float, creatinine: float, sex: str
) -> None:
    with pytest.raises(ValueError, match=r"age|weight|creatinine|sex"):
        cockcroft_gault(age=age, weight_kg=weight, sex=sex, creatinine_umol_l=creatinine)


@pytest.mark.parametrize(
    ("age", "creatinine", "sex"), [(17, 80, "M"), (60, 0, "F"), (60, 80, "I"), (60, 1.1, "F")]
)
def test_ckd_epi_refuses_what_it_cannot_use(age: int, creatinine: float, sex: str) -> None:
    with pytest.raises(ValueError, match=r"age|creatinine|sex"):
        ckd_epi_2009(creatinine_umol_l=creatinine, age=age, sex=sex)


@pytest.mark.parametrize(
    ("taken_on", "why"),
    [
        (AS_OF, ""),
        (date(2025, 9, 14), ""),
        (date(2025, 9, 13), "weight is more than 12 months old"),
        (date(2025, 8, 15), "weight is more than 12 months old"),
        (date(2025, 8, 14), "weight is 13 months old"),
        (date(2025, 2, 1), "weight is 19 months old"),
        (None, "weight is not recorded"),
        (date(2026, 9, 15), "weight is dated after 2026-09-14"),
    ],
)
def test_values_must_be_at_most_twelve_months_old(taken_on: date | None, why: str) -> None:
    assert not_fresh("weight", taken_on, AS_OF) == why
