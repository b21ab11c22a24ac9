"""Every priority group of the hypertension framework has people in it.

The groups are worked out here from the truth, by the printed table, without the product's rules.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from proactive_care.domain.dates import age_on, months_before
from proactive_care.domain.ethnicity import ethnicity_key, minority_set_e1
from proactive_care.sample_data import SyntheticPatient, SyntheticPractice

_COMORBIDITIES = ("chd", "stroke", "tia", "pad")


def _latest_pair(person: SyntheticPatient, as_of: date) -> tuple[int, int] | None:
    """Return the latest pair within 18 months, as a clinic pair."""
    pairs: dict[date, dict[str, dict[str, int]]] = {}
    for event in person.events:
        side, _, setting = event.what.concepts[0].partition("_bp_")
        if setting and event.day >= months_before(as_of, 18):
            of_setting = pairs.setdefault(event.day, {}).setdefault(setting, {})
            value = int(event.value)
            of_setting[side] = min(value, of_setting.get(side, value))
    for day in sorted(pairs, reverse=True):
        for setting in ("clinic", "home", "ambulatory"):
            pair = pairs[day].get(setting, {})
            if len(pair) == 2:
                if setting == "clinic":
                    return pair["systolic"], pair["diastolic"]
                top = pair["systolic"]
                return top + (10 if top >= 150 else 5), pair["diastolic"] + 5
    return None


def _latest(person: SyntheticPatient, key: str, since: date, default: float) -> float:
    values = [e.value for e in person.events if e.what.key == key and e.day >= since]
    return float(values[-1].lstrip("<>")) if values else default


def _group(person: SyntheticPatient, as_of: date) -> str:
    pair = _latest_pair(person, as_of)
    if pair is None:
        return "2c"
    top, low = pair
    age = age_on(person.date_of_birth, as_of)
    ill = (
        any(condition in person.conditions for condition in _COMORBIDITIES)
        or any(person.has(c) for c in ("ckd_3_5", "diabetes_type_2", "diabetes_type_1"))
        or _latest(person, "bmi", date.min, default=0) > 35
        or _latest(person, "egfr", months_before(as_of, 24), default=100) < 60
    )
    minority = ethnicity_key(person.ethnicity) in minority_set_e1()
    raised = top >= 140 or low >= 90
    if top >= 180 or low >= 120:
        return "1"
    if top >= 160 or low >= 100:
        return "2a"
    if raised and minority and ill:
        return "2b"
    if raised and (minority or ill):
        return "3a"
    if (raised and age < 80) or top >= 150 or low >= 90:
        return "3b"
    return "4b" if age >= 80 else "4a"


def test_every_group_has_people(large: SyntheticPractice) -> None:
    groups = Counter(
        _group(person, large.as_of)
        for person in large.patients
        if person.active and person.has("hypertension")
    )
    shares = {group: 100 * number / groups.total() for group, number in groups.items()}
    assert set(groups) == {"1", "2a", "2b", "2c", "3a", "3b", "4a", "4b"}
    assert 0.3 < shares["1"] < 4
    assert 2 < shares["2a"] < 10
    assert 8 < shares["2c"] < 20
    assert shares["4a"] + shares["4b"] > 40
