"""The uclpartners rules written out a second time, from the published tables and not from the pack.

A slip in the pack's text shows as a difference from ``group_by_hand``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from proactive_care.domain.truth import Truth, negated
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks.python_facts import PatientRecord
from support.published_chart import (
    Chart,
    Number,
    both,
    either,
    from_,
    over,
    score,
    under,
    up_to,
)

STATINS = (
    "statin", "statin_high_intensity", "statin_medium_intensity", "statin_low_intensity",
    "statin_maximal",
)  # fmt: skip
ASTHMA_DRUGS = (
    "asthma_drug", "saba", "ics", "ics_laba", "triple_inhaler", "montelukast", "theophylline",
    "asthma_biologic",
)  # fmt: skip
DOACS = ("doac", "apixaban", "rivaroxaban", "edoxaban", "dabigatran")


def hypertension(chart: Chart) -> list[tuple[str, Truth]] | None:
    if not both(chart.has("hypertension", resolved="hypertension_resolved"), chart.aged(18)):
        return None
    raised = chart.bp_from("140/90", "135/85")
    comorbidity = either(
        chart.cvd(), chart.ckd(), chart.diabetes(), over(chart.latest("bmi"), "35")
    )
    ethnic, old = chart.minority_ethnic(), chart.aged(80)
    by_age = chart.bp_from("150/90", "145/85") if old else raised
    return [
        ("1", chart.bp_from("180/120", "170/115")),
        ("2a", chart.bp_from("160/100", "150/95")),
        ("2b", both(raised, ethnic, comorbidity)),
        ("2c", chart.bp() is None),
        ("3a", both(raised, either(ethnic, comorbidity))),
        ("3b", by_age),
        ("4a", negated(old)),
        ("4b", True),
    ]


def type_2_diabetes(chart: Chart) -> list[tuple[str, Truth]] | None:
    coded = chart.has("diabetes_type_2", resolved="diabetes_resolved")
    if not both(coded, chart.aged(17)):
        return None
    hba1c, egfr, frailty = chart.latest("hba1c", 15), chart.latest("egfr"), chart.frailty()
    ethnic, social = chart.minority_ethnic(), chart.social_complexity()
    severe, failing = frailty == "frailty_severe", chart.has("heart_failure")
    middle = both(from_(hba1c, "58"), up_to(hba1c, "75"))
    feet = chart.newest_of("foot_at_low_risk", "foot_at_moderate_risk", "foot_at_high_risk")
    above_75 = over(hba1c, "75")
    injects = chart.injectable()
    return [
        ("1", either(
            over(hba1c, "90"), both(above_75, either(ethnic, social, severe, injects, failing)))),
        ("2", either(
            chart.any("diabetic_foot_ulcer", months=36), chart.is_new("mi"),
            chart.is_new("stroke", "tia"), under(egfr, "45"),
            chart.any("community_diabetes_team", months=12), above_75)),
        ("3", both(middle, either(
            ethnic, frailty in ("frailty_mild", "frailty_moderate"), chart.older("chd", "mi"),
            chart.older("stroke", "tia"), chart.bp_from("140/90", "140/90"),
            from_(chart.latest("urine_acr"), "3"), chart.any("proteinuria")))),
        ("3n", hba1c is None),
        ("4", both(middle, either(
            both(from_(egfr, "45"), under(egfr, "60")),
            feet != "foot_at_low_risk" if feet else None,
            chart.has("pad"), chart.has("diabetic_neuropathy"), chart.has("erectile_dysfunction"),
            chart.has("diabetic_retinopathy"), over(chart.latest("bmi"), "35"), social, severe,
            injects, failing))),
        ("5", True),
    ]  # fmt: skip


def _non_hdl(chart: Chart, keep: Callable[[int], bool]) -> tuple[int, Decimal] | None:
    """The newest non-HDL on a day that is kept, recorded or worked out; recorded first."""
    recorded = [each for each in chart.valid("non_hdl_cholesterol") if keep(each[0])]
    worked_out = []
    for day, total in chart.valid("total_cholesterol"):
        hdl = [value for at, value in chart.valid("hdl_cholesterol") if at == day]
        if hdl and keep(day) and Decimal("0.1") <= total - hdl[-1] <= 25:
            worked_out.append((day, total - hdl[-1]))
    newest = [each[-1] for each in (recorded, worked_out) if each]
    return max(newest, key=lambda each: each[0]) if newest else None


def cholesterol(chart: Chart) -> list[tuple[str, Truth]] | None:
    cvd, ckd, type_1 = chart.cvd(), chart.ckd(), chart.type_1_diabetes()
    statin = chart.any(*STATINS, months=6)
    high = chart.any("statin_high_intensity", "statin_maximal", months=6)
    lower = chart.any("statin_medium_intensity", "statin_low_intensity", months=6)
    strength_known = high or lower
    low_statin: Truth = statin and (not high if strength_known else None)
    high_statin: Truth = statin and (high if strength_known else None)
    maximal = chart.any("statin_maximal", months=6)
    aged = None if chart.age is None else 25 <= chart.age <= 84
    qrisk = chart.latest("qrisk", 60)
    risk = both(aged, from_(qrisk, "10"))
    if not both(chart.aged(18), either(
            cvd, statin, risk, ckd, both(type_1, chart.aged(40)))):  # fmt: skip
        return None
    ldl = chart.valid("ldl_cholesterol", 12)
    found = _non_hdl(chart, lambda day: day >= chart.since(12))
    ldl_counts = bool(ldl) and (found is None or ldl[-1][0] >= found[0])
    above = over(ldl[-1][1], "2.0") if ldl_counts else over(found[1] if found else None, "2.6")
    nothing = not ldl and found is None
    first = chart.of(*STATINS)
    before = _non_hdl(chart, lambda day: bool(first) and day < first[0].day)
    fell_enough = (
        before is not None and found is not None and found[0] > first[0].day
        and 100 * (before[1] - found[1]) >= 40 * before[1]
    )  # fmt: skip
    without = both(negated(cvd), negated(statin))
    return [
        ("S1", cvd and not statin),
        ("S2a", both(cvd, low_statin)),
        ("S2b", both(cvd, high_statin, not maximal, either(above, nothing))),
        ("S3", both(cvd, above)),
        ("S3n", cvd and nothing),
        ("S4", cvd),
        ("P1", both(without, either(
            both(aged, from_(qrisk, "20")), ckd, both(type_1, chart.aged(40))))),
        ("P2", both(without, aged, from_(qrisk, "15"), under(qrisk, "20"))),
        ("P3", both(without, aged, from_(qrisk, "10"), under(qrisk, "15"))),
        ("P4", both(not cvd, statin, either(risk, ckd, type_1), not high or not fell_enough)),
        ("P5", True),
    ]  # fmt: skip


def _milligrams(chart: Chart, drug: str) -> Number:
    term = chart.of(drug, months=6)[-1].term
    found = re.search(r"([\d.]+) ?mg", term)
    return Decimal(found[1]) if found else None


def _dose_differs(chart: Chart, creatinine: Number, weight: Number) -> Truth:
    """Whether a DOAC's strength is another than the table's."""
    factor = {"M": Decimal("1.23"), "F": Decimal("1.04")}.get(chart.patient.sex)
    clearance: Number = None
    if None not in (chart.age, weight, factor, creatinine):
        clearance = (140 - chart.age) * weight * factor / creatinine  # type: ignore[operator]
    light, old = up_to(weight, "60"), chart.aged(80)
    criteria = score((old, 1), (light, 1), (from_(creatinine, "133"), 1))
    reduced: Mapping[str, tuple[str, Truth, str, str]] = {  # avoid below, reduce if, mg, full mg
        "apixaban": ("15", either(criteria.from_(2), under(clearance, "30")), "2.5", "5"),
        "rivaroxaban": ("15", under(clearance, "50"), "15", "20"),
        "edoxaban": ("15", either(up_to(clearance, "50"), light), "30", "60"),
        "dabigatran": ("30", either(old, chart.any("verapamil", months=6)), "110", "150"),
    }
    said: list[Truth] = []
    for drug, (avoid, less, small, full) in reduced.items():
        if not chart.any(drug, months=6):
            continue
        issued, too_low = _milligrams(chart, drug), under(clearance, avoid)
        if issued is None or too_low is None or (not too_low and less is None):
            said.append(None)
        else:
            said.append(bool(too_low) or issued != Decimal(small if less else full))
    return either(*said)


def atrial_fibrillation(chart: Chart) -> list[tuple[str, Truth]] | None:
    if not chart.has("atrial_fibrillation", resolved="atrial_fibrillation_resolved"):
        return None
    male, female = chart.sex("M"), chart.sex("F")
    stroke_risk = score(
        (chart.has("heart_failure"), 1),
        (chart.has("hypertension", resolved="hypertension_resolved"), 1), (chart.aged(75), 2),
        (chart.diabetes(), 1), (chart.has("stroke", "tia"), 2), (chart.has("chd", "mi", "pad"), 1),
        (both(chart.aged(65), negated(chart.aged(75))), 1), (female, 1),
    )  # fmt: skip
    recorded = chart.latest("cha2ds2_vasc")
    if stroke_risk.low == stroke_risk.high:
        two, one = stroke_risk.from_(2), stroke_risk.low == 1
    elif recorded is not None:
        two, one = either(stroke_risk.from_(2), recorded >= 2), recorded == 1
    else:
        two = stroke_risk.from_(2)
        one = False if two or stroke_risk.high < 1 else None
    haemoglobin, egfr = chart.latest("haemoglobin"), chart.latest("egfr")
    antiplatelet, warfarin = chart.any("antiplatelet", months=6), chart.any("warfarin", months=6)
    bled = chart.has("bleeding_history")
    orbit = score(
        (either(both(male, under(haemoglobin, "130")), both(female, under(haemoglobin, "120"))), 2),
        (chart.aged(75), 1), (bled, 2), (under(egfr, "60"), 1), (antiplatelet, 1),
    )  # fmt: skip
    pair, alcohol = chart.bp(), chart.latest("alcohol_units")
    ttr = chart.latest("time_in_therapeutic_range", 6)
    has_bled = score(
        (pair.systolic > 160 if pair else None, 1),
        (over(chart.latest("serum_creatinine"), "200"), 1), (chart.has("liver_disease"), 1),
        (chart.has("stroke"), 1), (bled, 1), (both(warfarin, under(ttr, "60")), 1),
        (None if chart.age is None else chart.age > 65, 1),
        (antiplatelet or chart.any("nsaid", months=6), 1),
        (either(from_(alcohol, "8"), chart.misuse()), 1),
    )  # fmt: skip
    high_bleeding = either(
        orbit.from_(4), has_bled.from_(3), bool(from_(chart.latest("orbit"), "4")),
        bool(from_(chart.latest("has_bled"), "3")),
    )  # fmt: skip
    inr = chart.valid("inr", 6)

    def days(test: Callable[[Decimal], bool]) -> int:
        return len({day for day, value in inr if test(value)})

    poor: Truth = either(
        None if not inr else days(lambda v: v > 5) >= 2 or days(lambda v: v > 8) >= 1
        or days(lambda v: v < Decimal("1.5")) >= 2,
        under(ttr, "65"),
    )  # fmt: skip
    doac = chart.any(*DOACS, months=6)
    treated = warfarin or doac or chart.any("anticoagulant_third_party", months=6)
    creatinine, weight = chart.latest("serum_creatinine", 12), chart.latest("body_weight", 12)
    missing = None in (creatinine, weight, chart.latest("haemoglobin", 12))
    return [
        ("1a", both(not treated, two)),
        ("1b", both(not treated, male, one)),
        ("2", both(treated, either(antiplatelet, high_bleeding))),
        ("2w", both(warfarin, poor)),
        ("3a", both(doac, either(missing, _dose_differs(chart, creatinine, weight)))),
        ("3b", warfarin),
        ("4", True),
    ]


def asthma(chart: Chart) -> list[tuple[str, Truth]] | None:
    coded = chart.has("asthma", resolved="asthma_resolved")
    if not both(coded, chart.any(*ASTHMA_DRUGS, months=12), chart.aged(6)):
        return None
    steroids, relievers = chart.days("oral_steroid", months=12), chart.days("saba", months=12)
    preventer = chart.any("ics", months=6)
    act, rcp3 = chart.latest("act_score", 12), chart.latest("rcp3_score", 12)
    smoking = chart.newest_of("smoker_current", "smoker_former", "never_smoked", months=12)
    return [
        ("1", either(
            chart.any("asthma_admission", months=12), steroids >= 2, relievers >= 6,
            chart.any("asthma_biologic", months=12), up_to(act, "15"),
            relievers >= 3 and not preventer)),
        ("2", either(
            relievers >= 3, steroids >= 1, both(from_(act, "16"), up_to(act, "19")),
            from_(rcp3, "2"), relievers >= 1 and not preventer,
            smoking == "smoker_current" if smoking else None,
            not chart.any("asthma_review", months=15))),
        ("3", True),
    ]  # fmt: skip


def copd(chart: Chart) -> list[tuple[str, Truth]] | None:
    if not chart.has("copd", resolved="copd_resolved"):
        return None
    grades = tuple(f"mrc_{grade}" for grade in range(1, 6))
    fev1, mrc = chart.latest("fev1_percent_predicted"), chart.newest_of(*grades)
    number = chart.latest("copd_exacerbation_count", 12)
    bouts = max(Decimal(chart.days("copd_exacerbation", months=12)), number or Decimal(0))

    def is_grade(grade: int) -> Truth:
        return mrc == f"mrc_{grade}" if mrc else None

    return [
        ("1", either(under(fev1, "30"), is_grade(5), chart.any("home_oxygen", months=12))),
        ("2", either(
            under(fev1, "50"), is_grade(4), chart.any("copd_admission", months=12), bouts >= 2,
            chart.any("cor_pulmonale"))),
        ("3", either(
            under(fev1, "80"), is_grade(3), bouts >= 1, not chart.any("copd_review", months=15))),
        ("3n", fev1 is None and not chart.newest_of(*grades, months=24)),
        ("4", True),
    ]  # fmt: skip


_RULES: Mapping[Framework, Callable[[Chart], list[tuple[str, Truth]] | None]] = {
    Framework.HYPERTENSION: hypertension,
    Framework.TYPE_2_DIABETES: type_2_diabetes,
    Framework.CHOLESTEROL: cholesterol,
    Framework.ATRIAL_FIBRILLATION: atrial_fibrillation,
    Framework.ASTHMA: asthma,
    Framework.COPD: copd,
}


def group_by_hand(framework: Framework, patient: PatientRecord, as_of: date) -> str:
    """Return the group that the published tables give; "" for nobody on the register.

    "?": no date of birth, and on the register at 60.
    """
    steps = _RULES[framework](Chart(patient, as_of))
    if steps is None and patient.birth is None:
        return "?" if _RULES[framework](Chart(patient, as_of, 60)) is not None else ""
    return "" if steps is None else first_true(steps)


def first_true(steps: Iterable[tuple[str, Truth]]) -> str:
    return next(group for group, truth in steps if truth is True)
