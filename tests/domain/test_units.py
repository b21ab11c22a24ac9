"""Numbers, comparators, units and conversions as exports write them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.units import (
    Amount,
    NotAnAmount,
    clean_unit,
    convertible_units,
    read_amount,
    read_pair,
    to_standard,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("145", Amount(145.0)),
        (" 7.5 ", Amount(7.5)),
        (".5", Amount(0.5)),
        ("150 mmHg", Amount(150.0, None, "mmHg")),
        (">90", Amount(90.0, 1)),
        ("< 3 mg/mmol", Amount(3.0, -1, "mg/mmol")),
        ("<=3", Amount(3.0, -1)),
        ("=<3", Amount(3.0, -1)),
        ("=>3", Amount(3.0, 1)),
        (">=3", Amount(3.0, 1)),
        ("\u22643", Amount(3.0, -1)),
        ("\u22653", Amount(3.0, 1)),
        ("1,200", Amount(1200.0)),
        ("-1", Amount(-1.0)),
        ("58%", Amount(58.0, None, "%")),
        ("12st 4lb", Amount(172.0, None, "lb")),
        ("11 stone", Amount(154.0, None, "lb")),
        ("5ft 10in", Amount(70.0, None, "in")),
        ("5' 10\"", Amount(70.0, None, "in")),
        ("6 ft", Amount(72.0, None, "in")),
    ],
)
def test_reads_an_amount(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "No value"),
        ("  ", "No value"),
        ("13O", "Letter O in a number"),
        ("1OO", "Letter O in a number"),
        ("1l0", "Letter l in a number"),
        ("see letter", "Not a number"),
        ("<", "Not a number"),
        ("-", "Not a number"),
        ("1,20", "Not a number"),
        ("145/92", "Not a number"),
        ("1.2.3", "Not a number"),
    ],
)
def test_refuses_what_is_no_amount_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotAnAmount, match=reason):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("145/92", (145.0, 92.0)),
        (" 145 / 92 mmHg ", (145.0, 92.0)),
        ("145\\92", (145.0, 92.0)),
        ("145", None),
        ("1/2", None),
        ("12/03/2026", None),
    ],
)
def test_reads_a_blood_pressure_in_one_cell(text: str, pair: tuple[float, float] | None) -> None:
    assert read_pair(text) == pair


@pytest.mark.parametrize(
    ("concept", "cell", "unit", "value", "conversion"),
    [
        ("hba1c", "58", "mmol/mol", 58, ""),
        ("hba1c", "7.5", "", 58, "HbA1c % to mmol/mol"),
        ("hba1c", "20", "", 195, "HbA1c % to mmol/mol"),
        ("hba1c", "21", "", 21, ""),
        ("hba1c", "7.5", "mmol/mol", 58, "HbA1c % to mmol/mol"),
        ("hba1c", "18", "mmol/mol", 18, ""),
        ("hba1c", "7.5%", "", 58, "HbA1c % to mmol/mol"),
        ("haemoglobin", "13.5", "g/dL", 135, "haemoglobin g/dL to g/L"),
        ("haemoglobin", "14.9 g/dL", "g/L", 149, "haemoglobin g/dL to g/L"),
        ("total_cholesterol", "193.35", "mg/dL", 5, "cholesterol mg/dL to mmol/L"),
        ("serum_creatinine", "1", "mg/dl", 88.4, "creatinine mg/dL to umol/L"),
        ("serum_creatinine", "88", "\u00b5mol/L", 88, ""),
        ("serum_creatinine", "88", "micromol/litre", 88, ""),
        ("egfr", "55", "mL/min/{1.73_m2}", 55, ""),
        ("egfr", "55", "mL/min/1.73m\u00b2", 55, ""),
        ("body_weight", "12st 4lb", "", 78.0179, "weight lb to kg"),
        ("body_weight", "11", "st", 69.8532, "weight st to kg"),
        ("body_weight", "70000", "g", 70, "weight g to kg"),
        ("body_height", "1.72", "", 1.72, ""),
        ("body_height", "172", "", 1.72, "height cm to m"),
        ("body_height", "172", "cm", 1.72, "height cm to m"),
        ("body_height", "5ft 10in", "", 1.778, "height in to m"),
        ("body_height", "6", "ft", 1.8288, "height ft to m"),
        ("fev1_fvc_ratio", "65", "%", 0.65, "FEV1/FVC % to ratio"),
        ("fev1_fvc_ratio", "0.65", "", 0.65, ""),
        ("systolic_bp_clinic", "150", "mm[Hg]", 150, ""),
        ("unheard_of", "3", "parsecs", 3, ""),
    ],
)
def test_brings_a_value_to_the_concepts_unit(
    concept: str, cell: str, unit: str, value: float, conversion: str
) -> None:
    converted = to_standard(concept, read_amount(cell), unit)
    assert converted.value == pytest.approx(value)
    assert converted.conversion == conversion


@pytest.mark.parametrize(
    ("concept", "unit"),
    [("body_weight", "oz"), ("systolic_bp_clinic", "kPa"), ("triglycerides", "mg/dL")],
)
def test_an_unknown_unit_is_refused_and_never_guessed(concept: str, unit: str) -> None:
    with pytest.raises(NotAnAmount, match="is not known for this measurement"):
        to_standard(concept, Amount(5.0), unit)


def test_a_comparator_survives_a_conversion() -> None:
    assert to_standard("haemoglobin", read_amount(">13"), "g/dl").comparator == 1


@pytest.mark.parametrize(
    ("concept", "units"),
    [
        ("egfr", "mL/min/1.73m*2|ml/min/1.73 sq.m|mL/min/{1.73_m2}|mL/minute/1.73m\u00b2"),
        ("urine_acr", "mg/mmol|mg/mmol creat|mg/mmol{creat}|mg/mmolCr"),
        ("hba1c", "mmol/mol|mmol/mol Hb|mmol/mol HbA1c"),
        ("serum_creatinine", "umol/L|micromoles/L|mcmol/L|umol/L."),
        ("haemoglobin", "g/L|gm/L"),
        ("bmi", "kg/m*2|kg/m(2)|kg/sq.m"),
        ("systolic_bp_clinic", "mmHg|mm/Hg|mm[Hg]"),
        ("fev1_percent_predicted", "%|% predicted|% pred"),
    ],
)
def test_spellings_in_exports_change_no_number(concept: str, units: str) -> None:
    for unit in units.split("|"):
        assert to_standard(concept, Amount(64.0), unit).value == 64.0


def test_spellings_of_a_unit_are_one_unit() -> None:
    assert {clean_unit(u) for u in ("\u00b5mol/L", "umol/l", "\u03bcmol/l", " UMOL/L ")} == {
        "umol/l"
    }


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_reason(text: str) -> None:
    with contextlib.suppress(NotAnAmount):
        assert read_amount(text).comparator in (None, -1, 1)


@given(st.floats(min_value=3, max_value=14.9).map(lambda value: round(value, 1)))
def test_hba1c_conversion_is_the_published_formula(percent: float) -> None:
    converted = to_standard("hba1c", Amount(percent), "%").value
    assert abs(converted - (percent - 2.15) * 10.929) <= 0.5


@pytest.mark.parametrize(
    ("concept", "units"),
    [
        ("hba1c", ("mmol/mol", "%")),
        ("total_cholesterol", ("mmol/l", "mg/dl")),
        ("body_height", ("m", "cm", "in", "ft")),
        ("egfr", ()),
        ("act_score", ()),
        ("hypertension", ()),
    ],
)
def test_units_that_must_be_told_apart(concept: str, units: tuple[str, ...]) -> None:
    assert convertible_units(concept) == units
    for unit in units:
        assert to_standard(concept, Amount(30.0), unit).value > 0
