from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.lipids import (
    INTENSITY_BY_DOSE_MG,
    StatinProduct,
    friedewald_ldl,
    is_maximal_statin,
    non_hdl,
    read_statin,
    statin_intensity,
)

NICE_TABLE = [
    ("high", "atorvastatin", (20, 40, 80)),
    ("high", "rosuvastatin", (10, 20, 40)),
    ("high", "simvastatin", (80,)),
    ("medium", "atorvastatin", (10,)),
    ("medium", "rosuvastatin", (5,)),
    ("medium", "simvastatin", (20, 40)),
    ("medium", "fluvastatin", (80,)),
    ("low", "simvastatin", (10,)),
    ("low", "pravastatin", (10, 20, 40)),
    ("low", "fluvastatin", (20, 40)),
]


@pytest.mark.parametrize(
    ("intensity", "drug", "dose"),
    [(intensity, drug, dose) for intensity, drug, doses in NICE_TABLE for dose in doses],
)
def test_the_table_of_nice(intensity: str, drug: str, dose: int) -> None:
    assert statin_intensity(f"{drug.title()} {dose}mg tablets") == intensity
    assert statin_intensity(f"{drug.upper()} {dose} MG") == intensity


def test_the_table_is_whole() -> None:
    listed = {(drug, dose) for _, drug, doses in NICE_TABLE for dose in doses}
    kept = {(drug, dose) for drug, doses in INTENSITY_BY_DOSE_MG.items() for dose in doses}
    assert kept == listed


@pytest.mark.parametrize(
    ("text", "drug", "dose"),
    [
        ("Atorvastatin 40mg tablets", "atorvastatin", 40),
        ("Lipitor 80mg tablets (Pfizer Ltd)", "atorvastatin", 80),
        ("Lipitor (atorvastatin) 40mg tablets", "atorvastatin", 40),
        ("Rosuvastatin 20 mg", "rosuvastatin", 20),
        ("Rosuvastatin (as calcium) 20.0 milligrams", "rosuvastatin", 20),
        ("Crestor 5mg tablets", "rosuvastatin", 5),
        ("SIMVASTATIN TABS 40MG", "simvastatin", 40),
        ("Simvastatin40mg", "simvastatin", 40),
        ("Zocor Heart-Pro 10mg tablets", "simvastatin", 10),
        ("Simvador 20mg tablets", "simvastatin", 20),
        ("Ranzolont 40mg tablets", "simvastatin", 40),
        ("Lipostat 10mg tablets", "pravastatin", 10),
        ("Lescol XL 80mg tablets", "fluvastatin", 80),
        ("Fluvastatin 80mg modified-release tablets", "fluvastatin", 80),
        ("Luvinsta XL 80mg tablets", "fluvastatin", 80),
        ("Dorisin XL 80mg tablets", "fluvastatin", 80),
        ("Stefluvin XL 80mg tablets", "fluvastatin", 80),
        ("Nandovar XL 80mg tablets", "fluvastatin", 80),
        ("40mg atorvastatin", "atorvastatin", 40),
        ("Simvastatin 20mg/5ml oral suspension sugar free", "simvastatin", 20),
        ("Simvastatin 20 mg / 5 ml oral suspension", "simvastatin", 20),
        ("Atorvastatin 4mg/ml oral solution", "atorvastatin", None),
        ("Atorvastatin 10mg/15ml oral solution", "atorvastatin", None),
        ("Atorvastatin tablets", "atorvastatin", None),
        ("Atorvastatin 40 tablets", "atorvastatin", None),
        ("Atorvastatin 40micrograms", "atorvastatin", None),
        ("Lipitor", "atorvastatin", None),
    ],
)
def test_drug_and_strength_are_read_from_names(text: str, drug: str, dose: float | None) -> None:
    assert read_statin(text) == StatinProduct(drug, dose)


@pytest.mark.parametrize(
    ("text", "drug", "dose"),
    [
        ("Simvastatin 20mg / Ezetimibe 10mg tablets", "simvastatin", 20),
        ("Ezetimibe 10mg / Simvastatin 80mg tablets", "simvastatin", 80),
        ("Fenofibrate 145mg with simvastatin 40mg", "simvastatin", 40),
        ("Inegy 10mg/40mg tablets", "simvastatin", 40),
        ("Inegy (simvastatin 20mg / ezetimibe 10mg)", "simvastatin", 20),
        ("Cholib 145mg/20mg tablets", "simvastatin", 20),
        ("Atozet 10mg/80mg tablets", "atorvastatin", 80),
        ("Rosuvastatin/Ezetimibe 20mg/10mg tablets", "rosuvastatin", 20),
        ("Ezetimibe/Rosuvastatin 10mg/40mg tablets", "rosuvastatin", 40),
        ("Ezetimibe and atorvastatin 10mg/20mg", "atorvastatin", 20),
        ("Simvastatin/ezetimibe 20/10mg", "simvastatin", 20),
        ("Inegy 10/20mg", "simvastatin", 20),
        ("Ezetimibe/simvastatin 20mg", "simvastatin", None),
        ("10mg/20mg ezetimibe, simvastatin", "simvastatin", None),
    ],
)
def test_combinations_count_by_their_statin(text: str, drug: str, dose: float | None) -> None:
    assert read_statin(text) == StatinProduct(drug, dose)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nystatin 100,000units/ml oral suspension",
        "Ezetimibe 10mg tablets",
        "Sandostatin 50micrograms/1ml",
        "Imipenem 500mg / Cilastatin 500mg",
        "statin review 40mg",
    ],
)
def test_what_is_no_statin(text: str) -> None:
    assert read_statin(text) is None
    assert statin_intensity(text) is None
    assert not is_maximal_statin(text)


@pytest.mark.parametrize(
    ("text", "intensity"),
    [
        ("Atorvastatin 30mg tablets", "high"),
        ("Atorvastatin 60mg tablets", "high"),
        ("Simvastatin 30mg", "medium"),
        ("Atorvastatin 5mg", None),
        ("Atorvastatin 15mg", None),
        ("Simvastatin 60mg", None),
        ("Fluvastatin 60mg", None),
        ("Atorvastatin 160mg", None),
        ("Atorvastatin", None),
    ],
)
def test_an_unlisted_strength_is_never_guessed(text: str, intensity: str | None) -> None:
    assert statin_intensity(text) == intensity


@pytest.mark.parametrize(
    ("text", "maximal"),
    [
        ("Atorvastatin 80mg tablets", True),
        ("Lipitor 80mg tablets (Pfizer Ltd)", True),
        ("Atorvastatin 60mg tablets", False),
        ("Atorvastatin 40mg tablets", False),
        ("Rosuvastatin 20mg tablets", True),
        ("Crestor 40mg tablets", True),
        ("Rosuvastatin 10mg tablets", False),
        ("Simvastatin 80mg tablets", False),
        ("Inegy 10mg/80mg tablets", False),
        ("Atorvastatin tablets", False),
        ("Atorvastatin 800mg", False),
    ],
)
def test_maximal_dose_for_secondary_prevention(text: str, maximal: bool) -> None:
    assert is_maximal_statin(text) is maximal


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    statin_intensity(text)
    is_maximal_statin(text)


@given(st.integers(5, 300), st.integers(1, 100))
def test_non_hdl_is_exact_in_tenths(one: int, other: int) -> None:
    total, hdl = one / 10, min(one, other) / 10
    result = non_hdl(total_mmol_l=total, hdl_mmol_l=hdl)
    assert result == round(total * 10 - hdl * 10) / 10


@pytest.mark.parametrize(
    ("total", "hdl", "triglycerides", "ldl"),
    [
        (5.0, 1.2, 2.2, 2.8),
        (5.0, 1.2, 4.5, 5.0 - 1.2 - 4.5 / 2.2),
        (5.0, 1.2, 4.51, None),
        (4.1, 1.0, 2.42, 2.0),
        (2.0, 1.5, 1.1, None),
        (1.5, 1.5, 1.1, None),
    ],
)
def test_friedewald(total: float, hdl: float, triglycerides: float, ldl: float | None) -> None:
    result = friedewald_ldl(total_mmol_l=total, hdl_mmol_l=hdl, triglycerides_mmol_l=triglycerides)
    assert result == (None if ldl is None else pytest.approx(ldl, abs=1e-12))


def test_friedewald_does_not_tip_over_the_target_by_rounding() -> None:
    assert friedewald_ldl(total_mmol_l=4.1, hdl_mmol_l=1.0, triglycerides_mmol_l=2.42) == 2.0


@pytest.mark.parametrize(
    ("total", "hdl", "triglycerides"),
    [
        (1.0, 1.1, 1.0),
        (0, 1.0, 1.0),
        (5.0, 0, 1.0),
        (5.0, math.nan, 1.0),
        (5.0, 1.0, 0),
        (193.4, 50.3, 88.5),  # mg/dL
        (5.0, 1.0, 60.1),
    ],
)
def test_impossible_lipids_are_refused(total: float, hdl: float, triglycerides: float) -> None:
    with pytest.raises(ValueError, match=r"above total|must be"):
        friedewald_ldl(total_mmol_l=total, hdl_mmol_l=hdl, triglycerides_mmol_l=triglycerides)
