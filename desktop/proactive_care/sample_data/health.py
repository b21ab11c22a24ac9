"""Who has which condition since when, and the habits and risks behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from proactive_care.sample_data.data import Rates
from proactive_care.sample_data.dice import Dice, Weighted
from proactive_care.sample_data.households import Person

_BLACK = frozenset({"African", "Caribbean", "Any other Black background"})
_SOUTH_ASIAN = frozenset({"Indian", "Pakistani", "Bangladeshi", "Any other Asian background"})

# Earliest age in years at which each diagnosis is made, and how many years back it may go.
_EARLIEST = {
    "hypertension": (18, 25),
    "diabetes_type_2": (25, 22),
    "diabetes_type_1": (1, 50),
    "prediabetes": (25, 8),
    "chd": (35, 22),
    "stroke": (30, 18),
    "tia": (40, 15),
    "pad": (45, 14),
    "heart_failure": (40, 9),
    "atrial_fibrillation": (30, 14),
    "ckd_3_5": (30, 13),
    "asthma": (1, 50),
    "copd": (40, 18),
    "dementia": (50, 7),
    "learning_disability": (0, 60),
    "mental_illness": (17, 35),
    "familial_hypercholesterolaemia": (8, 20),
}

# Share of people whose diagnosis was later coded as resolved.
_RESOLVED = {
    "hypertension": 0.012,
    "diabetes_type_2": 0.015,
    "ckd_3_5": 0.03,
    "atrial_fibrillation": 0.03,
    "asthma": 0.09,
    "copd": 0.015,
}

_ATTENDANCE = Weighted(
    [(0.97, 34.0), (0.9, 30.0), (0.75, 18.0), (0.5, 10.0), (0.2, 6.0), (0.0, 2.0)]
)


@dataclass(slots=True)
class Health:
    """The state behind one person's record. Days are ordinals.

    ``kidney`` is today's eGFR (mL/min/1.73m2). ``attendance`` is the probability (0 to 1) of
    coming when invited; ``away_since`` is the day from which the person has not been seen any
    more (0: still comes).
    """

    age: int
    sex: str
    smoking: str
    bmi: float
    kidney: float
    attendance: float
    away_since: int
    black: bool
    onset: dict[str, int] = field(default_factory=dict)
    resolved: dict[str, int] = field(default_factory=dict)

    def has(self, condition: str) -> bool:
        """Whether the condition is there now, not resolved."""
        return condition in self.onset and condition not in self.resolved

    @property
    def diabetes(self) -> bool:
        return self.has("diabetes_type_2") or self.has("diabetes_type_1")

    @property
    def cvd(self) -> bool:
        return (
            "chd" in self.onset
            or "stroke" in self.onset
            or "tia" in self.onset
            or ("pad" in self.onset)
        )

    @property
    def long_term(self) -> bool:
        """Whether the practice calls the person in every year."""
        return any(condition in self.onset for condition in _CALLED_IN)


_CALLED_IN = (
    "hypertension",
    "diabetes_type_2",
    "diabetes_type_1",
    "chd",
    "stroke",
    "tia",
    "pad",
    "heart_failure",
    "atrial_fibrillation",
    "ckd_3_5",
    "copd",
    "mental_illness",
    "prediabetes",
)


def make_health(person: Person, rates: Rates, dice: Dice, as_of: date) -> Health:
    """Return one person's state, drawn so that conditions that go together come together."""
    today = as_of.toordinal()
    ethnicity = person.background.ethnicity
    health = Health(
        age=person.age,
        sex=person.sex,
        smoking=_smoking(person, dice),
        bmi=_bmi(person, dice),
        kidney=dice.bell(112 - 0.72 * max(person.age - 25, 0), 9),
        attendance=_ATTENDANCE.draw(dice),
        away_since=today - dice.between(400, 2200) if dice.chance(0.1) else 0,
        black=ethnicity in _BLACK,
    )
    draw = _Draw(health, person, rates, dice, today)
    heavy = 1.9 if health.bmi > 35 else 1.35 if health.bmi > 30 else 0.85
    smoked = {"smoker": 1.8, "ex": 1.25}.get(health.smoking, 0.8)
    deprived = 1.0 + 0.12 * (3 - person.home.imd)
    asian = ethnicity in _SOUTH_ASIAN
    draw("learning_disability")
    draw("mental_illness", deprived)
    draw("familial_hypercholesterolaemia")
    if not draw("diabetes_type_1"):
        draw("diabetes_type_2", heavy * deprived * (2.3 if asian else 1.7 if health.black else 1.0))
    diabetic = 1.75 if health.diabetes else 0.93
    draw("hypertension", (0.55 + heavy * 0.4) * diabetic * (1.5 if health.black else 1.0))
    raised = 1.35 if health.has("hypertension") else 0.85
    vessels = raised * smoked * (1.5 if health.diabetes else 0.95) * (1.3 if asian else 1.0)
    draw("chd", vessels * (6.0 if "familial_hypercholesterolaemia" in health.onset else 1.0))
    draw("stroke", vessels)
    draw("tia", vessels * 0.9)
    draw("pad", vessels * smoked)
    draw("ckd_3_5", raised * (1.4 if health.diabetes else 0.95))
    _fit_kidney(health, dice)
    draw("atrial_fibrillation", raised * (1.5 if "stroke" in health.onset else 0.97))
    heart = (3.2 if "chd" in health.onset else 0.8) * (
        2.4 if "atrial_fibrillation" in health.onset else 0.9
    )
    draw("heart_failure", heart)
    draw("asthma", 1.25 if health.bmi > 35 else 0.97)
    copd = {"smoker": 2.7, "ex": 1.55}.get(health.smoking, 0.12)
    draw("copd", copd * deprived)
    draw(
        "dementia",
        (1.6 if "stroke" in health.onset else 0.95) * (5.0 if person.in_care_home else 1),
    )
    if not health.diabetes:
        draw("prediabetes", heavy * (1.5 if asian else 1.0))
    return health


def _fit_kidney(health: Health, dice: Dice) -> None:
    """Make the eGFR agree with whether there is kidney disease of stage 3 to 5."""
    if health.has("ckd_3_5"):
        health.kidney = max(min(health.kidney, dice.bell(49, 8.5) - 14 * dice.chance(0.06)), 9)
    elif health.kidney < 60:
        health.kidney = 60 + dice.roll() * 14


class _Draw:
    """Decides one condition after the other for one person."""

    def __init__(
        self, health: Health, person: Person, rates: Rates, dice: Dice, today: int
    ) -> None:
        self._health = health
        self._person = person
        self._rates = rates
        self._dice = dice
        self._today = today

    def __call__(self, condition: str, factor: float = 1.0) -> bool:
        """Decide whether the person has it; ``factor`` multiplies the rate for age and sex."""
        person, dice = self._person, self._dice
        chance = self._rates.chance(condition, person.sex, person.age) * factor
        earliest, reach = _EARLIEST[condition]
        if person.age < earliest or not dice.chance(min(chance, 0.9)):
            return False
        years = min(float(reach), float(person.age - earliest))
        ago = int(365 * years * dice.roll()) + dice.between(5, 300)
        born = person.date_of_birth.toordinal()
        onset = max(self._today - ago, born + 1)
        self._health.onset[condition] = min(onset, self._today)
        if ago > 500 and dice.chance(_RESOLVED.get(condition, 0.0)):
            self._health.resolved[condition] = onset + int((self._today - onset) * dice.roll())
        return True


def _smoking(person: Person, dice: Dice) -> str:
    if person.age < 16:
        return "never"
    deprived = 1.0 + 0.3 * (3 - person.home.imd)
    current = (0.15 if person.age < 65 else 0.085) * max(deprived, 0.4)
    former = 0.08 + 0.0048 * min(person.age, 75)
    roll = dice.roll()
    return "smoker" if roll < current else "ex" if roll < current + former else "never"


def _bmi(person: Person, dice: Dice) -> float:
    if person.age < 18:
        return dice.bell(18 + person.age * 0.15, 2)
    middle = 25.5 + 0.05 * min(person.age - 18, 45) + 0.5 * (3 - person.home.imd)
    high = 6.0 * max(dice.bell(0, 1), 0) ** 2 * 0.35
    return max(16.5, dice.bell(middle, 3.4) + high)
