"""The practice is deterministic, complete and believable."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from proactive_care.domain.dates import age_on
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.ethnicity import ethnicity_key
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.resource_files import resource_path
from proactive_care.sample_data import (
    SyntheticPatient,
    SyntheticPractice,
    make_practice,
    write_exports,
)

AS_OF = date(2026, 9, 14)

# The plain exports of 60 people without faults: must be the same on every platform. Whoever
# changes what the generator makes up changes this too.
PINNED = "b131d9f23ce256f9b1cf67db5c9a68ac7867a1a374b0e68a1bf9836a59432cab"


def _digest(folder: Path) -> str:
    total = sha256()
    for path in sorted(folder.iterdir()):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    digests = set()
    for run in ("one", "two"):
        write_exports(make_practice(300, 11, AS_OF), "plain", tmp_path / run)
        digests.add(_digest(tmp_path / run))
    assert len(digests) == 1


def test_another_seed_gives_another_practice() -> None:
    first, second = (make_practice(30, seed, AS_OF) for seed in (1, 2))
    assert first.patients != second.patients


def test_the_bytes_do_not_depend_on_hashing_or_platform(tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from proactive_care.sample_data import make_practice, write_exports;"
        "p = make_practice(60, 5, date(2026, 9, 14), faults=False);"
        "write_exports(p, 'plain', Path(sys.argv[1]))"
    )
    digests = []
    for hash_seed in ("1", "99"):
        out = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-c", script, str(out)],
            check=True,
            env={
                **os.environ,
                "PYTHONHASHSEED": hash_seed,
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
        )
        digests.append(_digest(out))
    assert digests == [PINNED, PINNED]


def test_faults_leave_the_truth_alone() -> None:
    with_faults = make_practice(400, 3, AS_OF)
    without = make_practice(400, 3, AS_OF, faults=False)
    assert with_faults.patients == without.patients
    assert with_faults.faults
    assert without.faults == ()


@pytest.mark.parametrize("count", [0, -1, 200_001])
def test_impossible_sizes_are_refused(count: int) -> None:
    with pytest.raises(InvalidInput):
        make_practice(count, 1, AS_OF)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_tiny_practices_can_be_made(count: int) -> None:
    for seed in range(25):
        assert len(make_practice(count, seed, AS_OF).patients) == count


def test_nhs_numbers_are_valid_and_in_the_range_kept_for_tests(large: SyntheticPractice) -> None:
    numbers = [person.nhs_number for person in large.patients]
    assert all(clean_nhs_number(number) == number for number in numbers)
    assert numbers == sorted(set(numbers))
    assert numbers[0] >= "9990000000"
    assert numbers[-1].startswith("999")


QOF_PER_CENT = {
    "hypertension": (15.0, 1.6),
    "diabetes_type_2": (7.0, 1.1),
    "atrial_fibrillation": (2.4, 0.7),
    "copd": (2.0, 0.6),
    "chd": (3.0, 0.8),
    "ckd_3_5": (4.5, 0.9),
    "stroke": (2.0, 0.7),
    "pad": (0.7, 0.4),
    "heart_failure": (1.1, 0.5),
    "diabetes_type_1": (0.5, 0.35),
    "dementia": (0.9, 0.45),
    "learning_disability": (0.55, 0.35),
    "mental_illness": (1.0, 0.45),
}


@pytest.mark.parametrize("condition", QOF_PER_CENT)
def test_prevalence_is_near_the_national_one(large: SyntheticPractice, condition: str) -> None:
    target, tolerance = QOF_PER_CENT[condition]
    active = [person for person in large.patients if person.active]
    share = 100 * sum(person.has(condition) for person in active) / len(active)
    assert abs(share - target) < tolerance


def test_asthma_with_treatment_is_near_the_national_prevalence(large: SyntheticPractice) -> None:
    active = [person for person in large.patients if person.active]
    treated = [
        person
        for person in active
        if person.has("asthma")
        and any(
            issue.day > AS_OF - timedelta(days=365)
            and {"saba", "ics", "montelukast"} & set(issue.product.concepts)
            for issue in person.issues
        )
    ]
    assert abs(100 * len(treated) / len(active) - 6.5) < 1.0


def test_conditions_rise_with_age_and_come_together(large: SyntheticPractice) -> None:
    def share(condition: str, people: list[SyntheticPatient]) -> float:
        return sum(person.has(condition) for person in people) / len(people)

    adults = [p for p in large.patients if age_on(p.date_of_birth, AS_OF) >= 45]
    young = [p for p in adults if age_on(p.date_of_birth, AS_OF) < 60]
    old = [p for p in adults if age_on(p.date_of_birth, AS_OF) >= 75]
    for condition in ("hypertension", "atrial_fibrillation", "ckd_3_5", "dementia"):
        assert share(condition, old) > 2 * share(condition, young)
    diabetic = [p for p in adults if p.has("diabetes_type_2")]
    others = [p for p in adults if not p.has("diabetes_type_2")]
    assert share("hypertension", diabetic) > 1.3 * share("hypertension", others)
    failing = [p for p in adults if p.has("heart_failure")]
    assert share("chd", failing) > 2 * share("chd", adults)


def test_a_patient_has_about_fifty_events(large: SyntheticPractice) -> None:
    mean = sum(len(person.events) for person in large.patients) / len(large.patients)
    assert 45 < mean < 60


def test_history_stays_within_life_and_registration(large: SyntheticPractice) -> None:
    for person in large.patients:
        last = min(
            day for day in (AS_OF, person.deregistered_on, person.date_of_death) if day is not None
        )
        for entries in (person.events, person.issues):
            days = [entry.day for entry in entries]
            assert days == sorted(days)
            assert all(person.date_of_birth <= day <= last for day in days)
        assert person.date_of_birth <= person.registered_on <= AS_OF


def test_some_people_died_or_left(large: SyntheticPractice) -> None:
    died = sum(person.date_of_death is not None for person in large.patients)
    left = sum(not p.active and p.date_of_death is None for p in large.patients)
    assert 20 < died < 120
    assert 20 < left < 120


def test_every_true_value_is_within_the_hard_limits(large: SyntheticPractice) -> None:
    path = resource_path("codelists", "concepts.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        limits = {
            row["name"]: (float(row["low"]), float(row["high"]))
            for row in csv.DictReader(stream)
            if row["low"]
        }
    for person in large.patients:
        for event in person.events:
            if event.value:
                low, high = limits[event.what.concepts[0]]
                assert low <= float(event.value.lstrip("<>")) <= high, event


def test_systolic_is_above_diastolic(large: SyntheticPractice) -> None:
    for person in large.patients:
        for top, low in zip(person.events, person.events[1:], strict=False):
            if low.what.key == top.what.key.replace("systolic", "diastolic") != top.what.key:
                assert int(top.value) > int(low.value)


def test_clinic_pressures_prefer_a_final_zero(large: SyntheticPractice) -> None:
    digits = Counter(
        event.value[-1]
        for person in large.patients
        for event in person.events
        if event.what.key == "systolic"
    )
    assert 0.25 < digits["0"] / digits.total() < 0.5
    assert digits["8"] > 2 * digits["7"]


def test_results_have_comparators_and_home_readings_exist(large: SyntheticPractice) -> None:
    values = Counter(
        (event.what.key, event.value[:1])
        for person in large.patients
        for event in person.events
        if not event.value[:1].isdigit()
    )
    assert values["egfr", ">"] > 100
    assert values["acr", "<"] > 100
    keys = Counter(event.what.key for person in large.patients for event in person.events)
    assert keys["systolic_home"] > 100
    assert keys["systolic_day"] > 50
    assert keys["diastolic"] < keys["systolic"]


def test_households_are_families(large: SyntheticPractice) -> None:
    homes: dict[tuple[str, ...], list[SyntheticPatient]] = {}
    for person in large.patients:
        homes.setdefault((*person.address, person.postcode), []).append(person)
    alone = 0
    children = 0
    for people in homes.values():
        ages = [age_on(person.date_of_birth, AS_OF) for person in people]
        children += sum(age < 16 for age in ages)
        alone += sum(age < 16 for age in ages) if max(ages) < 18 else 0
    assert children > 500
    assert alone <= 5
    same = sum(len({p.family_name for p in people}) == 1 for people in homes.values())
    assert same / len(homes) > 0.8
    assert len({person.address[1] for person in large.patients}) == 9


def test_contact_details_can_belong_to_nobody(large: SyntheticPractice) -> None:
    for person in large.patients:
        assert re.fullmatch(r"HM[1-6] [1-9][A-HJLNP-UW-Z]{2}", person.postcode), person.postcode
        assert re.fullmatch(r"(01632 960\d{3})?", person.home_phone)
        assert re.fullmatch(r"(07700 900\d{3})?", person.mobile_phone)
        assert re.fullmatch(r"([a-z.]+\d+@post\.example)?", person.email)


def test_ethnicity_is_known_to_the_product_or_missing(large: SyntheticPractice) -> None:
    recorded = Counter(person.ethnicity for person in large.patients)
    assert all(ethnicity_key(term) for term in recorded if term)
    assert 0.07 < recorded[""] / recorded.total() < 0.15
    assert 0.7 < recorded["White British"] / recorded.total() < 0.9
    assert len(recorded) > 15


def test_needs_and_circumstances_occur(large: SyntheticPractice) -> None:
    needs = Counter(person.format_need for person in large.patients)
    assert {"Large print 16 point", "Large print 18 point", "Large print 24 point"} <= set(needs)
    assert {"Easy read", "Braille"} <= set(needs)
    assert needs[""] > 4800
    languages = {person.language for person in large.patients}
    assert {"English", "Welsh", "Polish", "Urdu", "Bengali", "Arabic", ""} <= languages
    assert {person.interpreter for person in large.patients} == {"yes", "no", ""}
    keys = {event.what.key for person in large.patients for event in person.events}
    assert {
        "carer",
        "housebound",
        "care_home",
        "homeless",
        "asylum_seeker",
        "palliative_care",
        "interpreter_needed",
        "alcohol_misuse",
        "hypertension_resolved",
        "asthma_resolved",
        "statin_declined",
        "hypertension_letter_1",
        "asthma_review",
        "copd_review",
        "medication_review",
        "qrisk_3",
        "frailty_severe",
        "mrc_4",
        "inr",
    } <= keys


def test_names_have_letters_beyond_ascii(large: SyntheticPractice) -> None:
    names = {name for p in large.patients for name in (p.given_name, p.family_name)}
    assert any("ł" in name or "Ł" in name for name in names)
    assert any("ŷ" in name or "ŵ" in name or "ô" in name for name in names)
