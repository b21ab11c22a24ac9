"""Diagnoses, and what is particular to diabetes, heart, lungs and frailty."""

from __future__ import annotations

from proactive_care.sample_data.medicines import Treatment
from proactive_care.sample_data.record import YEAR, Record

_VARIANTS = {
    "hypertension": (
        "hypertension_essential",
        "hypertension_essential",
        "hypertension",
        "hypertension_benign",
    ),
    "chd": ("chd", "angina"),
    "stroke": ("stroke", "stroke_infarct"),
    "pad": ("pad", "claudication"),
    "atrial_fibrillation": ("atrial_fibrillation", "atrial_fibrillation", "af_paroxysmal"),
    "dementia": ("dementia", "dementia", "dementia_vascular"),
    "learning_disability": (
        "learning_disability",
        "learning_disability",
        "learning_disability_severe",
    ),
    "mental_illness": ("mental_illness", "schizophrenia"),
}
_RESOLVED = {
    "hypertension": "hypertension_resolved",
    "diabetes_type_2": "diabetes_resolved",
    "ckd_3_5": "ckd_resolved",
    "atrial_fibrillation": "atrial_fibrillation_resolved",
    "asthma": "asthma_resolved",
    "copd": "copd_resolved",
}


def write_diagnoses(record: Record) -> None:
    """Record every diagnosis, some twice, and that some were resolved."""
    health, dice = record.health, record.dice
    for condition, day in health.onset.items():
        if condition == "ckd_3_5":
            _write_kidney_disease(record, day)
            continue
        key = dice.pick(_VARIANTS.get(condition, (condition,)))
        record.note(key, day)
        if condition not in health.resolved and dice.chance(0.12):
            record.note(key, day + int((record.today - day) * dice.roll()))
        if condition == "chd" and dice.chance(0.45):
            record.note("mi", day + int((record.today - day) * dice.roll() * dice.roll()))
    for condition, day in health.resolved.items():
        record.note(_RESOLVED[condition], day)


def _write_kidney_disease(record: Record, day: int) -> None:
    dice = record.dice
    egfr = record.health.kidney
    stage = "3a" if egfr >= 45 else "3b" if egfr >= 30 else "4" if egfr >= 15 else "5"
    if stage in ("4", "5"):
        record.note("ckd_3b", day)
        day += (record.today - day) // 2
    record.note(f"ckd_{stage}", day)
    if dice.chance(0.06):
        record.note("ckd_2", day - dice.between(300, 1500))


def write_diabetes(record: Record, reviews: list[int]) -> None:
    """Record feet, eyes and complications of people with diabetes; and diabetes in pregnancy."""
    health, dice = record.health, record.dice
    if not health.diabetes:
        if health.sex == "F" and 22 <= health.age <= 50 and dice.chance(0.02):
            record.note("gestational_diabetes", record.today - dice.between(200, 3000))
        return
    roll = dice.roll()
    risk = "low" if roll < 0.72 else "moderate" if roll < 0.91 else "high"
    for day in reviews:
        if dice.chance(0.8):
            record.note(f"foot_{risk}_right", day)
            record.note(f"foot_{risk}_left", day)
        if dice.chance(0.75):
            record.note("retinal_screening", day + dice.between(5, 150))
    later = record.today - dice.between(30, 2200)
    chances = [("retinopathy", 0.2), ("neuropathy", 0.08)]
    if risk == "high":
        chances.append(("foot_ulcer", 0.3))
    if health.sex == "M" and health.age > 45:
        chances.append(("erectile_dysfunction", 0.16))
    for key, chance in chances:
        if dice.chance(chance):
            record.note(key, later)
    if dice.chance(0.05):
        record.note("diabetes_team", record.today - dice.between(5, 800))


def write_heart(record: Record, reviews: list[int]) -> None:
    """Record the stroke risk score of people with atrial fibrillation, and bleeding."""
    health, dice = record.health, record.dice
    if not health.has("atrial_fibrillation"):
        return
    score = (2 if health.age >= 75 else 1 if health.age >= 65 else 0) + (health.sex == "F")
    score += health.has("hypertension") + health.diabetes + ("heart_failure" in health.onset)
    score += 2 * ("stroke" in health.onset or "tia" in health.onset)
    score += "chd" in health.onset or "pad" in health.onset
    for day in reviews:
        if dice.chance(0.45):
            record.note("cha2ds2_vasc", day, str(score))
    if dice.chance(0.05):
        record.note("bleed", record.today - dice.between(60, 2500))


def write_asthma(record: Record, treatment: Treatment, reviews: list[int]) -> None:
    """Record control, exacerbations and reviews of people who are treated for asthma."""
    health, dice = record.health, record.dice
    if not treatment.asthma_treated:
        return
    control = dice.bell(21, 3.2)
    for day in reviews:
        if dice.chance(0.85):
            record.note("asthma_review", day)
        if dice.chance(0.5):
            record.note("act", day, str(int(min(max(dice.bell(control, 1.5), 5), 25))))
        if dice.chance(0.4):
            record.note("rcp3", day, str(int(min(max((23 - control) / 3 + dice.roll(), 0), 3))))
        if dice.chance(0.5):
            record.note("asthma_count", day, str(int(max(dice.bell(0, 1), 0) + 0.4)))
        if dice.chance(0.45):
            peak = dice.bell(400 if health.sex == "F" else 500, 60)
            record.note("peak_flow", day, str(max(int(peak / 10) * 10, 120)))
        if dice.chance(0.4):
            record.note("asthma_plan", day)
    if dice.chance(0.09):
        record.note("asthma_exacerbation", record.today - dice.between(3, 700))
    if dice.chance(0.012):
        record.note("asthma_admission", record.today - dice.between(3, 700))


def write_copd(record: Record, reviews: list[int]) -> None:
    """Record spirometry, breathlessness, exacerbations and reviews of people with COPD."""
    health, dice = record.health, record.dice
    if not health.has("copd"):
        return
    onset = health.onset["copd"]
    lungs = dice.bell(66, 17)
    for day in [onset - dice.between(0, 30), *reviews]:
        if day > onset and dice.chance(0.45):
            continue
        value = dice.bell(lungs + (record.today - day) / YEAR, 2.5)
        record.note("fev1", day, str(int(min(max(value, 18), 112))))
    for day in reviews:
        if dice.chance(0.85):
            record.note("copd_review", day)
        if dice.chance(0.8):
            grade = int(min(max((98 - lungs) / 16 + dice.bell(0, 0.6) + 0.5, 1), 5))
            record.note(f"mrc_{grade}", day)
        if dice.chance(0.45):
            record.note("cat", day, str(int(min(max(dice.bell(34 - lungs / 4, 5), 0), 40))))
        if dice.chance(0.6):
            record.note("oxygen_saturation", day, str(int(min(dice.bell(94.8, 1.6), 99))))
        if dice.chance(0.55):
            record.note("copd_count", day, str(int(max(dice.bell(0.2, 1), 0) + 0.3)))
    for _ in range(int(max(dice.bell(0, 1.3), 0))):
        record.note("copd_exacerbation", record.today - dice.between(2, 360))
    if lungs < 60 and dice.chance(0.1):
        record.note("copd_admission", record.today - dice.between(5, 600))
    if lungs < 45 and dice.chance(0.25):
        record.note("home_oxygen", record.today - dice.between(5, 300))
    if lungs < 50 and dice.chance(0.06):
        record.note("cor_pulmonale", record.today - dice.between(30, 900))


def write_frailty(record: Record) -> None:
    """Record frailty of older people, by index and by category."""
    health, dice = record.health, record.dice
    if health.age < 65:
        return
    index = 0.02 + 0.028 * len(health.onset) + (health.age - 65) * 0.0055 + dice.bell(0, 0.05)
    if not dice.chance(0.55):
        return
    day = record.today - dice.between(20, 900)
    index = min(max(index, 0.01), 0.62)
    whole = int(index * 100 + 0.5)
    record.note("frailty_index", day, f"0.{whole:02d}")
    if whole > 36:
        record.note("frailty_severe", day)
    elif whole > 24:
        record.note("frailty_moderate", day)
    elif whole > 12:
        record.note("frailty_mild", day)
