"""What happens around the yearly review: invitations, lifestyle, weight, reviews done, scores."""

from __future__ import annotations

from proactive_care.sample_data.record import YEAR, Record, hundredths, tenths
from proactive_care.sample_data.visits import HISTORY_YEARS

_SMOKING = {
    "smoker": ("smoker", "smoker_light", "smoker_moderate"),
    "ex": ("ex_smoker",),
    "never": ("never_smoked",),
}


def write_reviews(record: Record, reviews: list[int], others: list[int]) -> None:
    """Record what is noted at reviews and at other visits of adults."""
    health, dice = record.health, record.dice
    if health.age < 17:
        return
    height = dice.bell(1.63 if health.sex == "F" else 1.76, 0.065)
    drift = dice.bell(0.05, 0.2)
    for day in sorted(reviews + others):
        if dice.chance(0.64):
            _weigh(record, day, height, drift)
        if dice.chance(0.7):
            record.note(dice.pick(_SMOKING[health.smoking]), day)
        if dice.chance(0.35):
            _write_qrisk(record, day)
    if dice.chance(0.6) and (reviews or others):
        record.note("height", (reviews + others)[0], hundredths(height))
    for day in reviews:
        if dice.chance(0.62):
            record.note(
                dice.pick(("medication_review", "medication_review_pharmacist")),
                day + dice.between(0, 20),
            )
        if dice.chance(0.3):
            record.note("annual_review", day)
    if health.age >= 75 and health.long_term and dice.chance(0.3):
        record.note("medication_review_structured", record.today - dice.between(10, 700))
    _write_invitations(record, reviews)
    _write_care_plan(record, reviews)


def _weigh(record: Record, day: int, height: float, drift: float) -> None:
    years = (record.today - day) / YEAR
    bmi = max(record.dice.bell(record.health.bmi - drift * years, 0.5), 15.0)
    record.note("weight", day, tenths(bmi * height * height))
    record.note("bmi", day, tenths(bmi))


def _write_qrisk(record: Record, day: int) -> None:
    """QRISK for people of 40 to 84 without cardiovascular disease: a rough likeness of one."""
    health, dice = record.health, record.dice
    age = record.age_on(day)
    if health.cvd or health.has("diabetes_type_1") or not 40 <= age <= 84:
        return
    risk = (age - 30) * (age - 30) / 95 * (1.2 if health.sex == "M" else 0.75)
    for condition, factor in (("diabetes_type_2", 1.45), ("hypertension", 1.2), ("ckd_3_5", 1.2)):
        risk *= factor if health.has(condition) else 1.0
    risk *= 1.4 if health.smoking == "smoker" else 1.0
    risk = min(max(risk * dice.bell(1.0, 0.15), 0.4), 62.0)
    recent = record.today - day < 5 * YEAR
    record.note("qrisk_3" if recent or dice.chance(0.3) else "qrisk_2", day, tenths(risk))


def _write_invitations(record: Record, reviews: list[int]) -> None:
    """Letters and messages before a review; repeated ones to those who did not come."""
    health, dice = record.health, record.dice
    if health.has("hypertension"):
        keys = ("hypertension_letter_1", "hypertension_sms", "qof_invitation")
        again = "hypertension_letter_2"
    elif health.diabetes:
        keys = ("diabetes_letter_1", "diabetes_phone", "qof_invitation")
        again = "diabetes_letter_2"
    else:
        return
    for day in reviews:
        if dice.chance(0.6):
            record.note(dice.pick(keys), day - dice.between(14, 60))
    if health.away_since or health.attendance < 0.6:
        day = record.today - dice.between(0, YEAR)
        for _ in range(min(HISTORY_YEARS, 4)):
            record.note(dice.pick(keys), day)
            if dice.chance(0.7):
                record.note(again, day + dice.between(21, 60))
            day -= YEAR
        if dice.chance(0.06):
            record.note(keys[0][: keys[0].index("_")] + "_pca_declined", record.today - 40)
    if health.has("hypertension") and health.age > 88 and dice.chance(0.04):
        record.note("hypertension_pca_unsuitable", record.today - dice.between(20, 300))
    if health.diabetes and dice.chance(0.03):
        record.note("diabetes_maximal", record.today - dice.between(20, 600))


def _write_care_plan(record: Record, reviews: list[int]) -> None:
    dice = record.dice
    if not reviews or not dice.chance(0.12):
        return
    if dice.chance(0.08):
        record.note("care_plan_declined", reviews[-1])
        return
    record.note("care_plan_agreed", reviews[0])
    for day in reviews[1:]:
        if dice.chance(0.6):
            record.note("care_plan_reviewed", day)
