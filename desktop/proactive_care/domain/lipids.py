"""Cholesterol arithmetic, and how strong a statin is.

Sources: NICE NG238 and its table of statins by the fall in LDL cholesterol (grade A); Friedewald WT
and others, Clin Chem 1972;18:499-502, in mmol/L.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from proactive_care.domain.score_inputs import check_measured

FRIEDEWALD_MAX_TRIGLYCERIDES_MMOL_L = 4.5


class StatinIntensity(StrEnum):
    """By how much LDL cholesterol falls: high over 40 %, medium 31 to 40 %, low 20 to 30 %."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class StatinProduct:
    """A statin that was recognised in a product text. ``dose_mg`` is None if none was read."""

    drug: str
    dose_mg: float | None


INTENSITY_BY_DOSE_MG: dict[str, dict[float, StatinIntensity]] = {
    "atorvastatin": {
        10: StatinIntensity.MEDIUM,
        20: StatinIntensity.HIGH,
        40: StatinIntensity.HIGH,
        80: StatinIntensity.HIGH,
    },
    "rosuvastatin": {
        5: StatinIntensity.MEDIUM,
        10: StatinIntensity.HIGH,
        20: StatinIntensity.HIGH,
        40: StatinIntensity.HIGH,
    },
    "simvastatin": {
        10: StatinIntensity.LOW,
        20: StatinIntensity.MEDIUM,
        40: StatinIntensity.MEDIUM,
        80: StatinIntensity.HIGH,
    },
    "pravastatin": {
        10: StatinIntensity.LOW,
        20: StatinIntensity.LOW,
        40: StatinIntensity.LOW,
    },
    "fluvastatin": {
        20: StatinIntensity.LOW,
        40: StatinIntensity.LOW,
        80: StatinIntensity.MEDIUM,
    },
}
MAXIMAL_FROM_MG = {"atorvastatin": 80.0, "rosuvastatin": 20.0}

_BRANDS = {
    "lipitor": "atorvastatin",
    "atozet": "atorvastatin",
    "crestor": "rosuvastatin",
    "zocor": "simvastatin",
    "simvador": "simvastatin",
    "ranzolont": "simvastatin",
    "inegy": "simvastatin",
    "cholib": "simvastatin",
    "lipostat": "pravastatin",
    "lescol": "fluvastatin",
    "luvinsta": "fluvastatin",
    "dorisin": "fluvastatin",
    "stefluvin": "fluvastatin",
    "nandovar": "fluvastatin",
}
_LISTED = "|".join
_GENERIC_NAME = re.compile(rf"(?<![a-z])({_LISTED(INTENSITY_BY_DOSE_MG)})(?![a-z])", re.IGNORECASE)
_BRAND_NAME = re.compile(rf"(?<![a-z])({_LISTED(_BRANDS)})(?![a-z])", re.IGNORECASE)
_STRENGTH = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:\.\d{1,3})?)\s*(?:mg|milligrams?)\b(\s*/\s*[\d.]*\s*ml\b)?",
    re.IGNORECASE,
)
_SHARED_UNIT = re.compile(r"(\d)\s*/\s*(?=\d{1,3}(?:\.\d{1,3})?\s*mg)", re.IGNORECASE)
_PER_SPOONFUL = re.compile(r"/5(?:\.0)?ml", re.IGNORECASE)
_ANOTHER_INGREDIENT = re.compile(r"[/+&]|\b(?:and|with)\b", re.IGNORECASE)


def read_statin(product_text: str) -> StatinProduct | None:
    """Return the statin and its strength in a product's name, or None if it holds no statin.

    Understands generic and British brand names, ``40mg`` and ``40 mg``, and combinations, which
    count by their statin: ``Simvastatin 20mg / Ezetimibe 10mg tablets``, ``Rosuvastatin/Ezetimibe
    20mg/10mg``, and brands, which name the statin's strength last (``Inegy 10mg/20mg``). A liquid
    counts by its 5 mL dose; any other concentration gives no dose.
    """
    text = _SHARED_UNIT.sub(r"\1mg/", product_text)
    strengths = list(_STRENGTH.finditer(text))
    if generic := _GENERIC_NAME.search(text):
        return StatinProduct(generic.group(1).casefold(), _generic_dose(text, generic, strengths))
    if brand := _BRAND_NAME.search(text):
        return StatinProduct(_BRANDS[brand.group(1).casefold()], _dose_at(strengths, -1))
    return None


def statin_intensity(product_text: str) -> StatinIntensity | None:
    """Return the intensity of the statin in a product's name (NICE NG238).

    None if the text holds no statin, no strength, or a strength that the table does not settle: a
    strength between two of the same intensity has that intensity (atorvastatin 30 mg is high), and
    every other unlisted one is unknown, never a guess.
    """
    product = read_statin(product_text)
    if product is None or product.dose_mg is None:
        return None
    doses = INTENSITY_BY_DOSE_MG[product.drug]
    below = [intensity for dose, intensity in doses.items() if dose <= product.dose_mg]
    above = [intensity for dose, intensity in doses.items() if dose >= product.dose_mg]
    return below[-1] if below and above and below[-1] == above[0] else None


def is_maximal_statin(product_text: str) -> bool:
    """Return whether a product is the maximal dose for secondary prevention.

    That is atorvastatin 80 mg, or rosuvastatin 20 mg or more.
    """
    product = read_statin(product_text)
    if product is None or product.dose_mg is None or statin_intensity(product_text) is None:
        return False
    return product.dose_mg >= MAXIMAL_FROM_MG.get(product.drug, float("inf"))


def non_hdl(*, total_mmol_l: float, hdl_mmol_l: float) -> float:
    """Return non-HDL cholesterol in mmol/L: total minus HDL, exact in decimal figures.

    Raises ValueError for a total outside 0.5 to 30, an HDL outside 0.1 to 10, or an HDL above the
    total.
    """
    check_measured("total cholesterol", total_mmol_l, 0.5, 30, "mmol/L")
    check_measured("HDL cholesterol", hdl_mmol_l, 0.1, 10, "mmol/L")
    if hdl_mmol_l > total_mmol_l:
        raise ValueError("HDL cholesterol cannot be above total cholesterol")
    return float(Decimal(str(total_mmol_l)) - Decimal(str(hdl_mmol_l)))


def friedewald_ldl(
    *, total_mmol_l: float, hdl_mmol_l: float, triglycerides_mmol_l: float
) -> float | None:
    """Return LDL cholesterol in mmol/L by Friedewald: total - HDL - triglycerides / 2.2.

    None where the formula does not hold: triglycerides above 4.5 mmol/L, or a result that is not
    above zero. Raises ValueError as ``non_hdl`` does, and for triglycerides outside 0.1 to 60.
    """
    rest = non_hdl(total_mmol_l=total_mmol_l, hdl_mmol_l=hdl_mmol_l)
    check_measured("triglycerides", triglycerides_mmol_l, 0.1, 60, "mmol/L")
    if triglycerides_mmol_l > FRIEDEWALD_MAX_TRIGLYCERIDES_MMOL_L:
        return None
    ldl = float(Decimal(str(rest)) - Decimal(str(triglycerides_mmol_l)) / Decimal("2.2"))
    return ldl if ldl > 0 else None


def _generic_dose(text: str, name: re.Match[str], strengths: list[re.Match[str]]) -> float | None:
    """Return the dose that belongs to a generic name.

    That is the next strength (``Ezetimibe 10mg / Simvastatin 20mg``); where all names come before
    all strengths (``Ezetimibe/Simvastatin 10mg/20mg``) the one at the name's place; and where
    there is none behind the name, the text's only one.
    """
    before = [strength for strength in strengths if strength.end() <= name.start()]
    after = [strength for strength in strengths if strength.start() >= name.end()]
    if not after:
        return _dose_at(before, 0) if len(before) == 1 else None
    place = 0 if before else len(_ANOTHER_INGREDIENT.findall(text[: name.start()]))
    return _dose_at(after, place)


def _dose_at(strengths: list[re.Match[str]], place: int) -> float | None:
    try:
        strength = strengths[place]
    except IndexError:
        return None
    liquid = re.sub(r"\s", "", strength.group(2) or "")
    return None if liquid and not _PER_SPOONFUL.fullmatch(liquid) else float(strength.group(1))
