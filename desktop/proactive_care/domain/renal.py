"""Kidney function from creatinine: Cockcroft-Gault clearance and CKD-EPI 2009.

Sources: Cockcroft DW, Gault MH, Nephron 1976;16:31-41, with the British National Formulary's
constants for micromoles per litre (grade C); Levey AS and others, Ann Intern Med 2009;150:604-612,
without the term for ethnicity (NICE NG203). Prefer the laboratory's own eGFR to the second.
"""

from __future__ import annotations

from datetime import date

from proactive_care.domain.dates import months_before
from proactive_care.domain.score_inputs import ADULT_AGE, check_age, check_measured, is_female
from proactive_care.domain.vocabulary import Sex

UMOL_L_PER_MG_DL = 88.4
FRESH_MONTHS = 12


def cockcroft_gault(
    *, age: float, weight_kg: float, sex: Sex | str, creatinine_umol_l: float
) -> float:
    """Return the creatinine clearance in mL/min, not rounded.

    (140 - age) x weight x k / creatinine, with k = 1.23 for men and 1.04 for women. ``age`` in
    years, 18 to 130; weight 2 to 400 kg and creatinine 10 to 2,500 µmol/L, each at most 12 months
    old: see ``not_fresh``. Raises ValueError for anything else.
    """
    constant = 1.04 if is_female(sex) else 1.23
    years_left = 140 - check_age(age, ADULT_AGE)
    weight = check_measured("weight", weight_kg, 2, 400, "kg")
    return years_left * weight * constant / _creatinine(creatinine_umol_l)


def ckd_epi_2009(*, creatinine_umol_l: float, age: float, sex: Sex | str) -> float:
    """Return the estimated glomerular filtration rate in mL/min/1.73 m2, not rounded.

    141 x min(S/k, 1)^a x max(S/k, 1)^-1.209 x 0.993^age, x 1.018 for women, where S is the
    creatinine in mg/dL, k is 0.7 for women and 0.9 for men, and a is -0.329 and -0.411. For
    adults; raises ValueError for an age outside 18 to 130 or a creatinine outside 10 to 2,500.
    """
    female = is_female(sex)
    kappa, alpha, factor = (0.7, -0.329, 1.018) if female else (0.9, -0.411, 1.0)
    mg_dl = _creatinine(creatinine_umol_l) / UMOL_L_PER_MG_DL
    ratio = mg_dl / kappa
    years = check_age(age, ADULT_AGE)
    return float(141 * min(ratio, 1) ** alpha * max(ratio, 1) ** -1.209 * 0.993**years * factor)


def not_fresh(name: str, taken_on: date | None, as_of: date) -> str:
    """Return why a value is too old for Cockcroft-Gault, or "" if it may be used.

    A value is fresh if it was taken on ``as_of`` or within the 12 calendar months before.
    ``name`` begins the sentence, for example ``weight is 19 months old``.
    """
    if taken_on is None:
        return f"{name} is not recorded"
    if taken_on > as_of:
        return f"{name} is dated after {as_of.isoformat()}"
    if taken_on >= months_before(as_of, FRESH_MONTHS):
        return ""
    return f"{name} is {_age_in_months(taken_on, as_of)} old"


def _creatinine(umol_l: float) -> float:
    return check_measured("creatinine", umol_l, 10, 2500, "µmol/L")


def _age_in_months(taken_on: date, as_of: date) -> str:
    months = (as_of.year - taken_on.year) * 12 + as_of.month - taken_on.month
    if months_before(as_of, months) < taken_on:
        months -= 1
    return f"{months} months" if months > FRESH_MONTHS else f"more than {FRESH_MONTHS} months"
