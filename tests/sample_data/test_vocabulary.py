"""Every code that is made up for a patient is one that the product knows, for what it means."""

from __future__ import annotations

import csv

from proactive_care.documents.words.formats import FormatKind, parse_format_need
from proactive_care.domain.drug_names import drug_classes
from proactive_care.resource_files import resource_path
from proactive_care.sample_data import SyntheticPractice
from proactive_care.sample_data.data import load_products, load_terms


def _concepts_by_code() -> dict[str, set[str]]:
    concepts: dict[str, set[str]] = {}
    with resource_path("codelists", "codes.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["system"] in ("snomed", "dmd"):
                concepts.setdefault(row["code"], set()).add(row["concept"])
    return concepts


def test_terms_mean_what_the_codelists_say() -> None:
    known = _concepts_by_code()
    wrong = {
        key: (term.concepts, known.get(term.code))
        for key, term in load_terms().items()
        if known.get(term.code) != set(term.concepts)
    }
    assert wrong == {}


def test_units_are_those_of_the_concepts() -> None:
    with resource_path("codelists", "concepts.csv").open(encoding="utf-8", newline="") as stream:
        units = {row["name"]: row["unit"] for row in csv.DictReader(stream)}
    assert all(units[term.concepts[0]] == term.unit for term in load_terms().values())


def test_classes_of_medicines_are_concepts() -> None:
    with resource_path("codelists", "concepts.csv").open(encoding="utf-8", newline="") as stream:
        classes = {row["name"] for row in csv.DictReader(stream) if row["kind"] == "medication"}
    for product in load_products().values():
        assert set(product.concepts) <= classes
        assert product.quantity > 0
        assert product.code == "" or product.code.isdigit()


def test_medicines_are_recognised_by_their_names() -> None:
    """An export may have names only; two broader classes follow from the others."""
    broader = {"antihypertensive", "asthma_drug"}
    wrong = {
        product.key: set(drug_classes(product.name)) ^ set(product.concepts)
        for product in load_products().values()
        if set(drug_classes(product.name)) - broader != set(product.concepts)
    }
    assert wrong == {}


def test_every_term_and_product_is_used(large: SyntheticPractice) -> None:
    terms = {event.what.key for person in large.patients for event in person.events}
    assert len(set(load_terms()) - terms) <= 4
    products = {issue.product.key for person in large.patients for issue in person.issues}
    assert len(set(load_products()) - products) <= 4


def test_format_needs_are_understood(large: SyntheticPractice) -> None:
    needs = {person.format_need for person in large.patients}
    assert all(parse_format_need(need).kind is not FormatKind.UNKNOWN for need in needs)
