"""The shipped code lists."""

from __future__ import annotations

import csv

import pytest

from proactive_care.resource_files import resource_path
from proactive_care.store.codes import listed_codes, load_code_lists, plain_term
from proactive_care.store.concepts import load_concepts

LISTS = load_code_lists()
NAMES = {concept.id: concept.name for concept in load_concepts().values()}


def names(system: str, code: str, term: str = "") -> set[str]:
    return {NAMES[found] for found in LISTS.concepts_of(system, code, term)}


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        ("snomed", "38341003", {"hypertension"}),
        ("snomed", "44054006", {"diabetes", "diabetes_type_2"}),
        ("snomed", "22298006", {"chd", "mi"}),
        ("snomed", "196371000000102", {"atrial_fibrillation_resolved"}),
        ("snomed", "271649006", {"systolic_bp_clinic"}),
        ("snomed", "413606001", {"systolic_bp_home"}),
        ("snomed", "314446007", {"systolic_bp_ambulatory"}),
        ("snomed", "75367002", {"systolic_bp_clinic", "diastolic_bp_clinic"}),
        ("snomed", "1019431000000105", {"hba1c"}),
        ("snomed", "735259005", {"cha2ds2_vasc"}),
        ("snomed", "713678009", {"cha2ds2_vasc"}),
        ("ctv3", "XE0oh", {"never_smoked"}),
        ("ctv3", "G5730", {"atrial_fibrillation"}),
        ("dmd", "703908001", {"apixaban", "doac"}),
        # what a list has but its name does not mean
        ("snomed", "228367002", set()),  # does not misuse drugs
        ("snomed", "6142004", set()),  # influenza is no COPD exacerbation
        ("snomed", "1092561000000107", set()),  # employed by a care home
        ("snomed", "279321000000104", set()),  # a diabetes review
        ("snomed", "413122001", set()),  # retinal screening declined
        ("snomed", "314441002", set()),  # the minimum of a day
        ("snomed", "1", set()),
    ],
)
def test_concepts_of_codes(system: str, code: str, expected: set[str]) -> None:
    assert names(system, code) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("O/E - Systolic BP reading", {"systolic_bp_clinic"}),
        ("On examination - systolic blood pressure reading", {"systolic_bp_clinic"}),
        ("hba1c", {"hba1c"}),
        ("Type II diabetes mellitus", set()),
        ("CHA2DS2-VASc score", {"cha2ds2_vasc"}),
        ("", set()),
    ],
)
def test_a_term_alone_counts_only_when_it_is_exactly_known(term: str, expected: set[str]) -> None:
    assert names("term", "", term) == expected


def test_a_known_code_counts_and_not_its_term() -> None:
    assert names("snomed", "38341003", "Hypertension resolved") == {"hypertension"}


def test_terms_are_compared_without_abbreviations_and_spelling() -> None:
    assert plain_term("H/O: Hemoglobin A1c") == plain_term("History of haemoglobin A1c")


def test_every_row_is_complete_and_only_once() -> None:
    concepts = load_concepts()
    seen = set()
    for row in listed_codes():
        assert row.concept in concepts
        assert row.system in ("snomed", "ctv3", "dmd", "term")
        assert bool(row.code) != (row.system == "term")
        assert row.source
        assert row.licence
        key = (row.concept, row.system, row.code or row.term)
        assert key not in seen
        seen.add(key)


def test_every_list_is_named_in_the_licences() -> None:
    licences = resource_path("codelists", "LICENCES.md").read_text("utf-8")
    for source in {row.source for row in listed_codes() if row.system != "term"}:
        assert f"| {source.rpartition('/')[2]} |" in licences, source


def test_every_diagnosis_status_and_measurement_has_a_code_or_a_name() -> None:
    listed = {row.concept for row in listed_codes()}
    path = resource_path("codelists", "concepts.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        wanted = {row["name"] for row in csv.DictReader(stream) if row["kind"] != "medication"}
    assert wanted <= listed
