"""Measurements: reading a number from a cell, and bringing it to the concept's unit.

Conversions are those of readings.md section 3 and no others: a unit that is not known for a
measurement is refused, never guessed. Concepts and their units: resources/codelists/concepts.csv.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?P<sign><=|>=|=<|=>|<|>|\u2264|\u2265)?\s*(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)"
    r"\s*(?P<unit>(?:[^\W\d_]|[%{\[(]|/[^\W\d_]).*)?"
)
_PAIR = re.compile(r"(\d{2,3})\s*[/\\]\s*(\d{2,3})\s*(?:mm\s*\[?Hg\]?)?", re.IGNORECASE)
_LETTER_O = re.compile(r"(?=\S*\d)[\dOo.,]*[Oo][\dOo.,]*(?:\s.*)?")
_LETTER_L = re.compile(r"(?=\S*\d)[\dIl.,]*[Il][\dIl.,]*(?:\s.*)?")
_STONES = re.compile(
    r"(\d{1,2})\s*st(?:one)?s?\.?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:lbs?|pounds?))?", re.I
)
_FEET = re.compile(
    r"(\d)\s*(?:ft|feet|')\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:in(?:ches)?|\"|'')?)?", re.I
)
KG_PER_POUND = 0.45359237
METRES_PER_INCH = 0.0254


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as recorded: ``comparator`` is -1 for "<", 1 for ">", None for a plain number."""

    value: float
    comparator: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in its concept's unit. ``conversion`` names what was done, "" when nothing was."""

    value: float
    comparator: int | None
    conversion: str = ""


class NotAnAmount(ValueError):
    """Text that cannot be stored as a number; ``str()`` is the reason, fit for the user."""


def read_amount(text: str) -> Amount:
    """Read ``145``, ``150 mmHg``, ``>90``, ``< 3 mg/mmol``, ``1,200``, ``12st 4lb``, ``5ft 10in``.

    Raises NotAnAmount with the reason: empty, not a number, a letter O or l in a number.
    """
    text = text.strip()
    if not text:
        raise NotAnAmount("No value")
    if _LETTER_O.fullmatch(text):
        raise NotAnAmount("Letter O in a number")
    if _LETTER_L.fullmatch(text):
        raise NotAnAmount("Letter l in a number")
    imperial = _read_imperial(text)
    if imperial:
        return imperial
    match = _NUMBER.fullmatch(text)
    if match and match["number"] and match["number"] not in "+-":
        sign = match["sign"] or ""
        comparator = (
            -1 if sign[:1] in ("<", "\u2264") else 1 if sign[:1] in (">", "\u2265") else None
        )
        comparator = {"=<": -1, "=>": 1}.get(sign, comparator)
        number = float(match["number"].replace(",", ""))
        return Amount(number, comparator, (match["unit"] or "").strip())
    raise NotAnAmount("Not a number")


def read_pair(text: str) -> tuple[float, float] | None:
    """Return (systolic, diastolic) of a cell such as ``145/92`` or ``145 / 92 mmHg``, else None."""
    match = _PAIR.fullmatch(text.strip())
    return (float(match[1]), float(match[2])) if match else None


def clean_unit(text: str) -> str:
    """Return a unit in the spelling that comparisons use: ``µmol/L``, ``umol/l`` → ``umol/l``."""
    unit = text.strip().casefold()
    for old, new in _SPELLINGS:
        unit = unit.replace(old, new)
    unit = unit.rstrip(".")
    return _SAME.get(unit, unit)


def to_standard(concept: str, amount: Amount, unit: str = "") -> Converted:
    """Bring an amount to the unit of a measurement concept.

    ``unit`` is the file's own unit column; a unit written inside the cell counts more.
    Raises NotAnAmount when the unit is not known for this concept.
    """
    given = clean_unit(amount.unit or unit)
    rule = _RULES.get(concept)
    if rule is None:
        return Converted(amount.value, amount.comparator)
    convert = rule.get(given)
    if convert is None:
        raise NotAnAmount(
            f"Unit {(amount.unit or unit).strip()!r} is not known for this measurement"
        )
    value, conversion = convert(amount.value)
    return Converted(value, amount.comparator, conversion)


def convertible_units(concept: str) -> tuple[str, ...]:
    """Return the units between which a number of this measurement must be told apart.

    Empty where every known unit means the same number, and for what is no measurement.
    """
    rule = _RULES.get(concept, {})
    if all(convert is _same for convert in rule.values()):
        return ()
    return tuple(unit for unit in rule if unit)


def _read_imperial(text: str) -> Amount | None:
    stones = _STONES.fullmatch(text)
    if stones:
        return Amount(float(stones[1]) * 14 + float(stones[2] or 0), None, "lb")
    feet = _FEET.fullmatch(text)
    if feet and ("'" in text or "f" in text.casefold()):
        return Amount(float(feet[1]) * 12 + float(feet[2] or 0), None, "in")
    return None


_Convert = Callable[[float], tuple[float, str]]


def _same(value: float) -> tuple[float, str]:
    return value, ""


def _factor(factor: float, name: str, digits: int = 4) -> _Convert:
    def convert(value: float) -> tuple[float, str]:
        return round(value * factor, digits), name

    return convert


def _hba1c_percent(value: float) -> tuple[float, str]:
    """DCCT per cent to IFCC mmol/mol, rounded to a whole number."""
    return float(int((value - 2.15) * 10.929 + 0.5)), "HbA1c % to mmol/mol"


def _hba1c_unnamed(value: float) -> tuple[float, str]:
    """Without a unit, 20 or less can only be DCCT per cent."""
    return _hba1c_percent(value) if value <= 20 else (value, "")


def _hba1c_mmol(value: float) -> tuple[float, str]:
    """Below 15 mmol/mol nobody lives: the unit in the file is wrong, the number is per cent."""
    return _hba1c_percent(value) if value < 15 else (value, "")


def _height_unnamed(value: float) -> tuple[float, str]:
    """Without a unit, 40 to 250 can only be centimetres: nobody is 40 metres tall."""
    return (round(value / 100, 4), "height cm to m") if 40 <= value <= 250 else (value, "")


def _ratio(value: float) -> tuple[float, str]:
    return (round(value / 100, 4), "FEV1/FVC % to ratio") if value > 1 else (value, "")


_SPELLINGS = (
    (" ", ""), ("[", ""), ("]", ""), ("{", ""), ("}", ""), ("_", ""), ("\u00b2", "2"),
    ("\u00b5", "u"), ("\u03bc", "u"), ("micro", "u"), ("litre", "l"), ("^", ""), ("m*2", "m2"),
    ("(2)", "2"), ("sq.m", "sqm"), ("moles", "mol"), ("mols", "mol"), ("minute", "min"),
)  # fmt: skip
_SAME = {
    "mmofhg": "mmhg", "umol": "umol/l", "mmol": "mmol/l", "kgs": "kg", "kilograms": "kg",
    "kilogram": "kg", "pounds": "lb", "lbs": "lb", "stone": "st", "stones": "st", "cms": "cm",
    "centimetres": "cm", "metres": "m", "metre": "m", "inches": "in", "inch": "in", "feet": "ft",
    "percent": "%", "percentage": "%", "bpm": "/min", "beats/min": "/min",
    "mmol/molcreatinine": "mmol/mol", "mg/mmolcreatinine": "mg/mmol", "mg/mmolcreat": "mg/mmol",
    "mg/mmolcr": "mg/mmol", "kg/sqm": "kg/m2", "ml/min/1.73m2": "ml/min", "iu/l": "u/l",
    "ml/min/1.73sqm": "ml/min", "ml/min/1.73": "ml/min", "ml/minper1.73m2": "ml/min",
    "ml/min/1.73squaremetres": "ml/min", "units/wk": "units/week", "u/wk": "units/week",
    "u/week": "units/week", "unit/week": "units/week", "unitsperweek": "units/week",
    "units": "units/week", "mmol/molhb": "mmol/mol", "mmol/molhba1c": "mmol/mol", "%hb": "%",
    "%hba1c": "%", "%predicted": "%", "%pred": "%", "%ofpredicted": "%", "mcmol/l": "umol/l",
    "gm/l": "g/l", "gm/dl": "g/dl", "g/100ml": "g/dl", "mm/hg": "mmhg", "meters": "m",
    "centimeters": "cm", "kilogramme": "kg", "kilogrammes": "kg", "beatspermin": "/min",
}  # fmt: skip


def _only(*units: str) -> dict[str, _Convert]:
    return dict.fromkeys(("", *units), _same)


_MG_DL_CHOLESTEROL = {"mg/dl": _factor(1 / 38.67, "cholesterol mg/dL to mmol/L")}
_SCORE = _only("1", "score", "/1", "points")
_PERCENT = _only("%")
_RULES: dict[str, dict[str, _Convert]] = {
    **{
        f"{part}_bp_{setting}": _only("mmhg")
        for part in ("systolic", "diastolic")
        for setting in ("clinic", "home", "ambulatory")
    },
    "hba1c": {"": _hba1c_unnamed, "mmol/mol": _hba1c_mmol, "%": _hba1c_percent},
    "egfr": _only("ml/min"),
    "creatinine_clearance": _only("ml/min"),
    "urine_acr": _only("mg/mmol"),
    "serum_creatinine": {**_only("umol/l"), "mg/dl": _factor(88.4, "creatinine mg/dL to umol/L")},
    "haemoglobin": {**_only("g/l"), "g/dl": _factor(10, "haemoglobin g/dL to g/L")},
    **{
        f"{kind}_cholesterol": {**_only("mmol/l"), **_MG_DL_CHOLESTEROL}
        for kind in ("total", "hdl", "ldl", "non_hdl")
    },
    "triglycerides": _only("mmol/l"),
    "bmi": _only("kg/m2"),
    "body_weight": {
        **_only("kg"),
        "lb": _factor(KG_PER_POUND, "weight lb to kg"),
        "st": _factor(14 * KG_PER_POUND, "weight st to kg"),
        "g": _factor(0.001, "weight g to kg"),
    },
    "body_height": {
        "": _height_unnamed,
        "m": _same,
        "cm": _factor(0.01, "height cm to m"),
        "in": _factor(METRES_PER_INCH, "height in to m"),
        "ft": _factor(12 * METRES_PER_INCH, "height ft to m"),
    },
    "qrisk": _PERCENT,
    "fev1_percent_predicted": _PERCENT,
    "time_in_therapeutic_range": _PERCENT,
    "oxygen_saturation": _PERCENT,
    "fev1_fvc_ratio": {"": _ratio, "%": _ratio, "1": _ratio, "ratio": _ratio},
    "inr": _only("1", "ratio", "inr", "{inr}"),
    "pulse_rate": _only("/min"),
    "peak_flow": _only("l/min"),
    "alcohol_units": _only("units/week", "/week"),
    "alt": _only("u/l"),
    "sodium": _only("mmol/l"),
    **dict.fromkeys(
        (
            "act_score", "rcp3_score", "cat_score", "asthma_exacerbation_count",
            "copd_exacerbation_count", "cha2ds2_vasc", "orbit", "has_bled", "frailty_index",
            "elf_score", "rockwood_score",
        ),
        _SCORE,
    ),
}  # fmt: skip
