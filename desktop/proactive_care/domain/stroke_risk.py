"""Stroke risk in atrial fibrillation: CHA2DS2-VASc and CHA2DS2-VA.

Sources: Lip GYH and others, Chest 2010;137:263-272 (CHA2DS2-VASc); European Society of Cardiology,
2024 guideline for atrial fibrillation (CHA2DS2-VA, the same without sex). Grade A.
"""

from __future__ import annotations

from proactive_care.domain.score_inputs import check_age, is_female
from proactive_care.domain.vocabulary import Sex

_ELDERLY, _OLDER = 75, 65


def cha2ds2_vasc(
    *,
    age: int,
    sex: Sex | str,
    heart_failure: bool,
    hypertension: bool,
    diabetes: bool,
    stroke_tia: bool,
    vascular_disease: bool,
) -> int:
    """Return the CHA2DS2-VASc score, 0 to 9.

    ``age`` is in completed years. Heart failure, hypertension and diabetes count 1 each;
    ``stroke_tia`` (stroke, TIA or thromboembolism, ever) 2; ``vascular_disease`` (coronary heart
    disease or infarction, peripheral arterial disease, aortic plaque) 1; age 65 to 74 1, 75 and
    over 2; female 1. Raises ValueError for an impossible age or a sex that is not M or F.
    """
    return int(is_female(sex)) + cha2ds2_va(
        age=age,
        heart_failure=heart_failure,
        hypertension=hypertension,
        diabetes=diabetes,
        stroke_tia=stroke_tia,
        vascular_disease=vascular_disease,
    )


def cha2ds2_va(
    *,
    age: int,
    heart_failure: bool,
    hypertension: bool,
    diabetes: bool,
    stroke_tia: bool,
    vascular_disease: bool,
) -> int:
    """Return the CHA2DS2-VA score, 0 to 8: CHA2DS2-VASc without the point for sex.

    It is shown beside the other and never used by a rule.
    """
    ones = sum(map(bool, (heart_failure, hypertension, diabetes, vascular_disease)))
    return ones + 2 * bool(stroke_tia) + _age_points(check_age(age))


def _age_points(age: float) -> int:
    return int(age >= _ELDERLY) + int(age >= _OLDER)
