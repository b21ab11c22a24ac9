"""What is known about a patient that decides what a plan says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from proactive_care.care_plans.texts import ConditionText
from proactive_care.domain.dates import months_before
from proactive_care.domain.vocabulary import Framework

MEDICINE_MONTHS = 6  # a medicine that was issued within them counts as in use
MEDICINES_UNKNOWN = "medicines_unknown"
_BMI_MONTHS = 24
_UNDERWEIGHT, _OVERWEIGHT = 20.0, 25.0  # BMI; below 20 also speaks against losing weight (C)
_PREGNANT_DAYS = 280
# A status that a newer code of the others ends. On the same day the first one counts.
_ENDED_BY = {
    "smoker_current": ("smoker_former", "never_smoked"),
    "palliative_care": ("palliative_care_ended",),
    "housebound": ("not_housebound",),
    "frailty_moderate": ("frailty_mild", "frailty_severe"),
    "frailty_severe": ("frailty_mild", "frailty_moderate"),
}
_FOR_EVER = (
    "chd", "mi", "stroke", "tia", "pad", "heart_failure", "alcohol_misuse", "dementia",
    "learning_disability",
)  # fmt: skip
CVD = frozenset({"heart_disease", "stroke", "leg_arteries"})


@dataclass(frozen=True)
class Bmi:
    """A body mass index in kg/m² and its day."""

    day: date
    value: float


def active_conditions(
    texts: tuple[ConditionText, ...],
    days: Mapping[str, tuple[date, date]],
    registers: frozenset[Framework],
) -> dict[str, date | None]:
    """Return the patient's conditions in the order of ``texts``, with the first day of a code.

    A condition that was coded as resolved later, or on the same day, is not one. A register alone
    makes it one too: then there is no first day.
    """
    found: dict[str, date | None] = {}
    for text in texts:
        coded = [days[code] for code in text.codes if code in days]
        if coded and not _ended(max(last for _, last in coded), text.ended_by, days):
            found[text.id] = min(first for first, _ in coded)
        elif text.framework in registers:
            found[text.id] = None
    return found


def known_facts(
    conditions: Mapping[str, date | None],
    days: Mapping[str, tuple[date, date]],
    medicines: frozenset[str] | None,
    bmi: Bmi | None,
    as_of: date,
) -> frozenset[str]:
    """Return everything that is known to be so. ``medicines`` None: none were imported.

    What is not known is left out, except that unknown medicines are a fact of their own, so that
    warnings which depend on them are given rather than left out.
    """
    facts = set(conditions)
    facts |= {name for name in _FOR_EVER if name in days}
    facts |= {
        name
        for name, others in _ENDED_BY.items()
        if name in days and not _ended(days[name][1], others, days, same_day=False)
    }
    if "pregnancy" in days and as_of - days["pregnancy"][1] <= timedelta(days=_PREGNANT_DAYS):
        facts.add("pregnancy")
    facts |= {MEDICINES_UNKNOWN} if medicines is None else medicines
    if bmi is not None and bmi.day >= months_before(as_of, _BMI_MONTHS):
        facts |= {"underweight"} if bmi.value < _UNDERWEIGHT else set()
        facts |= {"overweight"} if bmi.value >= _OVERWEIGHT else set()
    return frozenset(facts)


def _ended(
    newest: date,
    by: tuple[str, ...],
    days: Mapping[str, tuple[date, date]],
    *,
    same_day: bool = True,
) -> bool:
    ends = [days[name][1] for name in by if name in days]
    return any(end > newest or (same_day and end == newest) for end in ends)
