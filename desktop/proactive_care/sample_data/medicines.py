"""Which medicines a person is on, and their issues."""

from __future__ import annotations

from collections.abc import Callable

from proactive_care.sample_data.dice import Weighted
from proactive_care.sample_data.record import YEAR, Record

_HISTORY = 548  # issues are listed for the last 18 months, with the first issue of each course

_STRONG_STATIN = Weighted(
    [
        ("atorvastatin_80", 32.0),
        ("lipitor_80", 3.0),
        ("atorvastatin_40", 22.0),
        ("atorvastatin_20", 16.0),
        ("simvastatin_40", 11.0),
        ("rosuvastatin_20", 4.0),
        ("rosuvastatin_10", 4.0),
        ("pravastatin_40", 4.0),
        ("atorvastatin_10", 4.0),
    ]
)
_USUAL_STATIN = Weighted(
    [
        ("atorvastatin_20", 62.0),
        ("atorvastatin_40", 9.0),
        ("atorvastatin_10", 7.0),
        ("simvastatin_40", 10.0),
        ("simvastatin_20", 4.0),
        ("simvastatin_10", 1.0),
        ("rosuvastatin_5", 2.0),
        ("rosuvastatin_10", 2.0),
        ("pravastatin_40", 3.0),
    ]
)
_ANTICOAGULANT = Weighted(
    [
        ("apixaban_5", 38.0),
        ("apixaban_2_5", 9.0),
        ("rivaroxaban_20", 17.0),
        ("rivaroxaban_15", 5.0),
        ("edoxaban_60", 9.0),
        ("edoxaban_30", 4.0),
        ("dabigatran_150", 3.0),
        ("dabigatran_110", 2.0),
        ("warfarin", 13.0),
    ]
)
_BLOCKERS_A = Weighted(
    [
        ("ramipril_10", 30.0),
        ("ramipril_5", 22.0),
        ("lisinopril_10", 10.0),
        ("lisinopril_20", 8.0),
        ("perindopril", 5.0),
        ("losartan_50", 10.0),
        ("losartan_100", 7.0),
        ("candesartan_16", 8.0),
    ]
)
_BLOCKERS_C = Weighted(
    [("amlodipine_5", 42.0), ("amlodipine_10", 38.0), ("felodipine", 8.0), ("lercanidipine", 8.0)]
)
_WATER = Weighted([("indapamide", 60.0), ("bendroflumethiazide", 40.0)])
_FOURTH = Weighted([("doxazosin", 45.0), ("spironolactone", 30.0), ("bisoprolol_5", 25.0)])
_STEPS = Weighted([(0, 7.0), (1, 34.0), (2, 37.0), (3, 18.0), (4, 4.0)])
_RELIEVER_ISSUES = Weighted(
    [(0, 14.0), (1, 20.0), (2, 24.0), (4, 20.0), (6, 9.0), (8, 7.0), (12, 6.0)]
)
_STEROID_COURSES = Weighted([(0, 82.0), (1, 12.0), (2, 4.0), (3, 2.0)])
_STEROID_COURSES_COPD = Weighted([(0, 62.0), (1, 20.0), (2, 11.0), (3, 7.0)])


class Treatment:
    """What the treatment means for the measurements. Days are ordinals, 0 for never."""

    def __init__(self) -> None:
        self.statin_since = 0
        self.statin_share = 1.0  # what is left of LDL on the statin
        self.blood_pressure_steps = 0
        self.warfarin_since = 0
        self.asthma_treated = False


def prescribe(record: Record) -> Treatment:
    """Write the issues of every medicine the person is on; return what they do."""
    treatment = Treatment()
    if record.health.age >= 18:
        for write in _FOR_ADULTS:
            write(record, treatment)
    _asthma(record, treatment)
    return treatment


def _course(record: Record, key: str, start: int) -> None:
    """Write the first issue of a medicine and the regular ones of the last 18 months."""
    dice = record.dice
    months = 2 if dice.chance(0.55) else 1
    step = 28 * months
    window = record.today - _HISTORY
    start = max(start, record.born + 1)
    stop = record.last_day
    if dice.chance(0.05):
        stop -= dice.between(190, 500)
    if start < window:
        record.issue(key, start, 1)
    day = max(start, window) + dice.between(0, step)
    careless = dice.chance(0.12)
    while day <= stop:
        if not (careless and dice.chance(0.3)):
            record.issue(key, day, months)
        day += step + dice.between(-3, 4)


def _pressure(record: Record, treatment: Treatment) -> None:
    health, dice = record.health, record.dice
    if not health.has("hypertension"):
        return
    onset = health.onset["hypertension"]
    steps = _STEPS.draw(dice)
    treatment.blood_pressure_steps = steps
    first_a = health.diabetes or (health.age < 60 and not health.black)
    ladder = [_BLOCKERS_A, _BLOCKERS_C] if first_a else [_BLOCKERS_C, _BLOCKERS_A]
    for number, drugs in enumerate([*ladder, _WATER, _FOURTH][:steps]):
        since = onset + dice.between(0, 40) + number * dice.between(60, 700)
        _course(record, drugs.draw(dice), min(since, record.today - 30))


def _lipids(record: Record, treatment: Treatment) -> None:
    health, dice = record.health, record.dice
    if health.cvd:
        chance, drugs = 0.83, _STRONG_STATIN
        onset = min(health.onset[c] for c in ("chd", "stroke", "tia", "pad") if c in health.onset)
    elif health.diabetes and health.age >= 40:
        chance, drugs = 0.68, _USUAL_STATIN
        onset = min(
            health.onset.get(c, record.today) for c in ("diabetes_type_1", "diabetes_type_2")
        )
    elif health.has("ckd_3_5") or "familial_hypercholesterolaemia" in health.onset:
        chance, drugs = 0.6, _USUAL_STATIN
        onset = record.today - dice.between(60, 3000)
    else:
        chance, drugs = (0.16 if 50 <= health.age < 85 else 0.0), _USUAL_STATIN
        onset = record.today - dice.between(60, 3000)
    if dice.chance(chance):
        key = drugs.draw(dice)
        start = min(onset + dice.between(0, 120), record.today - 30)
        _course(record, key, start)
        treatment.statin_since = start
        treatment.statin_share = dice.bell(_LDL_LEFT[key[:4]], 0.07)
        if health.cvd and dice.chance(0.06):
            _course(record, "ezetimibe", start + 300)
    elif health.cvd or health.diabetes:
        _no_statin(record, onset)


_LDL_LEFT = {"ator": 0.55, "lipi": 0.48, "rosu": 0.52, "simv": 0.65, "prav": 0.74}


def _no_statin(record: Record, onset: int) -> None:
    roll = record.dice.roll()
    day = min(onset + record.dice.between(30, 1500), record.today - 10)
    if roll < 0.2:
        record.note("statin_declined", day)
    elif roll < 0.34:
        record.note("statin_intolerance", day)
    elif roll < 0.37:
        record.note("statin_contraindicated", day)


def _heart(record: Record, treatment: Treatment) -> None:
    health, dice = record.health, record.dice
    fibrillation = health.has("atrial_fibrillation")
    anticoagulated = fibrillation and dice.chance(0.87 if health.age >= 65 else 0.6)
    if anticoagulated:
        start = health.onset["atrial_fibrillation"] + dice.between(0, 60)
        key = _ANTICOAGULANT.draw(dice)
        _course(record, key, start)
        if key == "warfarin":
            treatment.warfarin_since = start
    if health.cvd and dice.chance(0.13 if anticoagulated else 0.85):
        vessel = "chd" if "chd" in health.onset else "stroke"
        key = "clopidogrel" if vessel == "stroke" and dice.chance(0.75) else "aspirin"
        _course(record, key, health.onset.get(vessel, record.today - 800))
    if dice.chance(0.6 if fibrillation else 0.5 if "chd" in health.onset else 0.0):
        _course(record, "bisoprolol_2_5", record.today - dice.between(100, 2500))
    if fibrillation and dice.chance(0.03):
        _course(record, "verapamil", health.onset["atrial_fibrillation"])
    if "heart_failure" in health.onset:
        onset = health.onset["heart_failure"]
        for key, chance in (("furosemide", 0.7), ("spironolactone", 0.4), ("dapagliflozin", 0.4)):
            if dice.chance(chance):
                _course(record, key, onset + dice.between(0, 90))


def _sugar(record: Record, treatment: Treatment) -> None:
    health, dice = record.health, record.dice
    if health.has("diabetes_type_1"):
        for key in ("insulin_glargine", "insulin_aspart"):
            _course(record, key, health.onset["diabetes_type_1"])
        return
    if not health.has("diabetes_type_2"):
        return
    onset = health.onset["diabetes_type_2"]
    years = (record.today - onset) / YEAR
    later = min(years / 12, 1.0)
    choices = (
        ("metformin_500" if dice.chance(0.6) else "metformin_mr", 0.78),
        ("gliclazide", 0.08 + 0.22 * later),
        ("empagliflozin" if dice.chance(0.5) else "dapagliflozin", 0.12 + 0.2 * later),
        ("sitagliptin" if dice.chance(0.5) else "linagliptin", 0.1 + 0.18 * later),
        ("semaglutide" if dice.chance(0.5) else "dulaglutide", 0.02 + 0.09 * later),
        ("insulin_glargine", 0.16 * later),
    )
    for number, (key, chance) in enumerate(choices):
        if dice.chance(chance):
            _course(record, key, onset + dice.between(0, 90) + number * dice.between(0, 500))


def _pain(record: Record, treatment: Treatment) -> None:
    if record.dice.chance(0.035):
        key = "naproxen" if record.dice.chance(0.7) else "ibuprofen"
        _scatter(record, key, record.dice.between(1, 6))


def _chest(record: Record, treatment: Treatment) -> None:
    health, dice = record.health, record.dice
    if not health.has("copd"):
        return
    onset = health.onset["copd"]
    roll = dice.roll()
    keys = ("trelegy",) if roll < 0.34 else ("anoro",) if roll < 0.6 else ("tiotropium",)
    if roll >= 0.85:
        keys = ("fostair",)
    if roll < 0.95:
        for key in keys:
            _course(record, key, onset + dice.between(0, 400))
    _scatter(record, "salbutamol", _RELIEVER_ISSUES.draw(dice))
    courses = _STEROID_COURSES_COPD.draw(dice)
    _scatter(record, "prednisolone", courses)
    _scatter(record, "doxycycline", courses)
    if dice.chance(0.02):
        _course(record, "azithromycin", record.today - dice.between(60, 700))


def _asthma(record: Record, treatment: Treatment) -> None:
    health, dice = record.health, record.dice
    if "asthma" not in health.onset or "asthma" in health.resolved or not dice.chance(0.74):
        return
    treatment.asthma_treated = True
    if dice.chance(0.84):
        key = "clenil" if dice.chance(0.45) else "fostair" if dice.chance(0.7) else "symbicort"
        if dice.chance(0.6):
            _course(record, key, health.onset["asthma"])
        else:
            _scatter(record, key, dice.between(1, 6))
    _scatter(record, "ventolin" if dice.chance(0.4) else "salbutamol", _RELIEVER_ISSUES.draw(dice))
    _scatter(record, "prednisolone", _STEROID_COURSES.draw(dice))
    if dice.chance(0.07):
        _course(record, "montelukast", health.onset["asthma"])


def _scatter(record: Record, key: str, issues: int) -> None:
    """Write so many issues on different days of the last year."""
    dice = record.dice
    for number in range(issues):
        slot = 360 // issues
        record.issue(key, record.today - 2 - number * slot - dice.between(0, slot - 1))


_FOR_ADULTS: tuple[Callable[[Record, Treatment], None], ...] = (
    _pressure,
    _lipids,
    _heart,
    _sugar,
    _pain,
    _chest,
)
