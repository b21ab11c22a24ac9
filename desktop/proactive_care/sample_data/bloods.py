"""Laboratory results with their trends and their response to treatment."""

from __future__ import annotations

from proactive_care.sample_data.medicines import Treatment
from proactive_care.sample_data.record import YEAR, Record, tenths


def write_bloods(
    record: Record, treatment: Treatment, reviews: list[int], others: list[int]
) -> None:
    """Record blood and urine results: a few days before each review, and at some other visits."""
    health, dice = record.health, record.dice
    if health.age < 17:
        return
    blood = _Blood(record, treatment)
    for day in reviews:
        if health.long_term and dice.chance(0.9):
            blood.panel(day - dice.between(3, 16))
    for day in others:
        if dice.chance(0.62 if health.long_term else 0.5):
            blood.panel(day)
    if treatment.warfarin_since:
        _write_inr(record, treatment.warfarin_since)


class _Blood:
    """One person's underlying chemistry."""

    def __init__(self, record: Record, treatment: Treatment) -> None:
        health, dice = record.health, record.dice
        self._record = record
        self._treatment = treatment
        self._hba1c = dice.bell(37.5, 2.2)
        self._climb = 0.0
        if health.has("prediabetes"):
            self._hba1c = dice.bell(44, 1.5)
        if health.diabetes:
            tail = max(dice.bell(0, 1), 0.0)
            self._hba1c = dice.bell(50, 5) + 11 * tail * tail
            self._climb = dice.bell(0.7, 0.7)
        self._ldl = dice.bell(3.45, 0.7)
        if "familial_hypercholesterolaemia" in health.onset or dice.chance(0.003):
            self._ldl += dice.bell(3.4, 0.7)
        self._hdl = dice.bell(1.55 if health.sex == "F" else 1.3, 0.28)
        self._fat = 0.8 + 0.9 * max(dice.bell(0, 1), 0.0) + max(health.bmi - 27, 0) * 0.05
        self._decline = 0.8
        if health.has("ckd_3_5"):
            self._decline = max(dice.bell(1.3, 1.0), 0.0)
        leak = max(dice.bell(0, 1), 0.0) if health.diabetes or health.has("ckd_3_5") else 0.0
        self._albumin = 0.6 + dice.roll() * 1.6 + 5 * leak * leak * leak
        self._haemoglobin = dice.bell(134 if health.sex == "F" else 147, 9)
        if health.has("ckd_3_5") or health.age > 84:
            self._haemoglobin -= 8
        self._liver = 22 + 14 * max(dice.bell(0, 1), 0.0) + max(health.bmi - 28, 0)
        self._laboratory_caps = dice.chance(0.5)

    def panel(self, day: int) -> None:
        """Record what is usually asked for together; now and then a part of it is missing."""
        health, dice = self._record.health, self._record.dice
        if dice.chance(0.95):
            self._kidneys(day)
        if dice.chance(0.9):
            self._lipids(day)
        if health.diabetes or health.has("prediabetes") or dice.chance(0.55):
            self._sugar(day)
        if dice.chance(0.72):
            record = self._record
            record.note("haemoglobin", day, str(int(dice.bell(self._haemoglobin, 4))))
            record.note("alt", day, str(max(int(dice.bell(self._liver, 4)), 6)))
        watched = health.has("ckd_3_5") or health.has("hypertension")
        if dice.chance(0.72 if health.diabetes else 0.35 if watched else 0.0):
            self._urine(day)

    def _sugar(self, day: int) -> None:
        record = self._record
        years = (record.today - day) / YEAR
        value = record.dice.bell(self._hba1c - self._climb * min(years, 8), 2.2)
        record.note("hba1c", day, str(int(min(max(value, 26), 148) + 0.5)))

    def _kidneys(self, day: int) -> None:
        record = self._record
        years = (record.today - day) / YEAR
        value = record.dice.bell(record.health.kidney + self._decline * years, 3.2)
        egfr = int(min(max(value, 8), 125))
        creatinine = (5050 if record.health.sex == "F" else 6450) / max(value, 8)
        record.note("creatinine", day, str(int(min(max(creatinine, 38), 620))))
        text = ">90" if egfr >= 90 and self._laboratory_caps else str(egfr)
        record.note("egfr", day, text)
        if record.dice.chance(0.4):
            record.note("sodium", day, str(int(record.dice.bell(140, 2.3))))

    def _lipids(self, day: int) -> None:
        record, dice = self._record, self._record.dice
        treatment = self._treatment
        treated = treatment.statin_since and day > treatment.statin_since + 40
        share = treatment.statin_share if treated else 1.0
        ldl = max(dice.bell(self._ldl, 0.18) * share, 0.5)
        hdl = max(dice.bell(self._hdl, 0.07), 0.6)
        fat = max(dice.bell(self._fat, 0.2), 0.4)
        total = ldl + hdl + fat / 2.2
        record.note("cholesterol", day, tenths(total))
        record.note("hdl", day, tenths(hdl))
        if dice.chance(0.85):
            record.note("non_hdl", day, tenths(total - hdl))
        if dice.chance(0.55) and fat < 4.5:
            record.note("ldl", day, tenths(ldl))
        if dice.chance(0.65):
            record.note("triglycerides", day, tenths(fat))

    def _urine(self, day: int) -> None:
        record, dice = self._record, self._record.dice
        value = self._albumin * (0.7 + 0.6 * dice.roll())
        text = "<3" if value < 3 and self._laboratory_caps else tenths(min(value, 400))
        record.note("acr", day, text)


def _write_inr(record: Record, since: int) -> None:
    dice = record.dice
    steady = dice.chance(0.75)
    day = max(since + 10, record.today - 500)
    while day < record.today:
        value = dice.bell(2.5, 0.32 if steady else 0.85)
        if not steady and dice.chance(0.05):
            value += dice.bell(3, 0.8)
        record.note("inr", day, tenths(min(max(value, 1.0), 9.4)))
        day += dice.between(14, 56)
