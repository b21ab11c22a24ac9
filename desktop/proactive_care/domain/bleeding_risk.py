"""Bleeding risk on anticoagulants: ORBIT and HAS-BLED.

Sources: O'Brien EC and others, Eur Heart J 2015;36:3258-3264 (ORBIT, recommended by NICE NG196);
Pisters R and others, Chest 2010;138:1093-1100 (HAS-BLED). Grade A.
"""

from __future__ import annotations

from enum import StrEnum

from proactive_care.domain.score_inputs import check_age, check_measured, is_female
from proactive_care.domain.vocabulary import Sex

HAS_BLED_HIGH = 3
_LOW_HB_G_L = {"male": 130.0, "female": 120.0}
_LOW_HCT_PERCENT = {"male": 40.0, "female": 36.0}


class BleedingRisk(StrEnum):
    """The bands of the ORBIT score."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def orbit(
    *,
    age: int,
    sex: Sex | str,
    hb_g_l: float,
    bleeding_history: bool,
    egfr_ml_min_1_73m2: float,
    antiplatelet: bool,
    hct_percent: float | None = None,
    history_anaemia: bool = False,
) -> int:
    """Return the ORBIT score, 0 to 7.

    Anaemia counts 2: haemoglobin ``hb_g_l`` below 130 g/L (male) or 120 g/L (female), or, where
    they are known, a haematocrit below 40 % (male) or 36 % (female) or a history of anaemia.
    ``bleeding_history`` counts 2; age 75 and over, eGFR below 60 mL/min/1.73 m2 and treatment
    with an ``antiplatelet`` 1 each. Raises ValueError for a sex that is not M or F, an impossible
    age, a haemoglobin outside 20 to 250, an eGFR outside 1 to 200, a haematocrit outside 5 to 80.
    """
    who = "female" if is_female(sex) else "male"
    check_measured("haemoglobin", hb_g_l, 20, 250, "g/L")
    check_measured("eGFR", egfr_ml_min_1_73m2, 1, 200, "mL/min/1.73 m2")
    low_hct = hct_percent is not None and (
        check_measured("haematocrit", hct_percent, 5, 80, "%") < _LOW_HCT_PERCENT[who]
    )
    anaemia = hb_g_l < _LOW_HB_G_L[who] or low_hct or history_anaemia
    ones = sum(map(bool, (check_age(age) >= 75, egfr_ml_min_1_73m2 < 60, antiplatelet)))
    return 2 * bool(anaemia) + 2 * bool(bleeding_history) + ones


def orbit_band(score: int) -> BleedingRisk:
    """Return the band of an ORBIT score: 0 to 2 low, 3 medium, 4 and over high."""
    if score <= 2:
        return BleedingRisk.LOW
    return BleedingRisk.MEDIUM if score == 3 else BleedingRisk.HIGH


def has_bled(
    *,
    hypertension_uncontrolled: bool,
    abnormal_renal_function: bool,
    abnormal_liver_function: bool,
    stroke: bool,
    bleeding_history: bool,
    labile_inr: bool,
    elderly_over_65: bool,
    drugs_antiplatelet_nsaid: bool,
    alcohol_excess: bool,
) -> int:
    """Return the HAS-BLED score, 0 to 9: one point for each that is true. 3 and over is high.

    ``hypertension_uncontrolled``, ``elderly_over_65`` and ``alcohol_excess`` are what the
    functions below say of a systolic pressure, an age and a number of drinks.
    """
    return sum(
        map(
            bool,
            (
                hypertension_uncontrolled,
                abnormal_renal_function,
                abnormal_liver_function,
                stroke,
                bleeding_history,
                labile_inr,
                elderly_over_65,
                drugs_antiplatelet_nsaid,
                alcohol_excess,
            ),
        )
    )


def is_uncontrolled_hypertension(systolic_mmhg: float) -> bool:
    """Return whether HAS-BLED counts this systolic pressure: above 160 mmHg.

    Raises ValueError outside 50 to 300.
    """
    return check_measured("systolic pressure", systolic_mmhg, 50, 300, "mmHg") > 160


def is_elderly(age: int) -> bool:
    """Return whether HAS-BLED counts this age: over 65 completed years."""
    return check_age(age) > 65


def is_alcohol_excess(drinks_per_week: float) -> bool:
    """Return whether HAS-BLED counts this drinking: 8 or more drinks a week.

    Raises ValueError outside 0 to 500.
    """
    return check_measured("alcohol", drinks_per_week, 0, 500, "drinks a week") >= 8
