"""The generator's own data files, read once for each practice that is made."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from proactive_care.resource_files import resource_path
from proactive_care.sample_data.dice import Weighted
from proactive_care.sample_data.model import CodedTerm, Product


@dataclass(frozen=True)
class Place:
    """A village, or a part of one, with the streets that share its deprivation."""

    village: str
    estate: str
    town: str
    outward: str
    imd: int
    streets: tuple[str, ...]


@dataclass(frozen=True)
class Background:
    """An ethnic category with the names and the language that its families may have."""

    ethnicity: str
    names: str
    language: str


@dataclass(frozen=True)
class Rates:
    """How common each condition is: per cent by sex and age, at 0, 10 … 90."""

    by_condition: dict[tuple[str, str], tuple[float, ...]]

    def chance(self, condition: str, sex: str, age: int) -> float:
        """Return the probability (0 to 1) at this age, between two columns in proportion."""
        row = self.by_condition[condition, "F" if sex == "F" else "M"]
        step, within = divmod(min(age, 90), 10)
        low = row[step]
        high = row[min(step + 1, 9)]
        return (low + (high - low) * within / 10) / 100


@dataclass(frozen=True)
class SampleData:
    """Everything that the generator reads from files."""

    terms: dict[str, CodedTerm]
    products: dict[str, Product]
    places: Weighted[Place]
    backgrounds: Weighted[Background]
    ages: Weighted[tuple[str, int, int]]
    rates: Rates
    given_names: dict[tuple[str, str, str], tuple[str, ...]]
    family_names: dict[str, tuple[str, ...]]


def load_terms() -> dict[str, CodedTerm]:
    """Return the coded terms that the generator records, by key."""
    return {
        row["key"]: CodedTerm(
            row["key"], tuple(row["concept"].split(";")), row["code"], row["term"], row["unit"]
        )
        for row in _rows("terms.csv")
    }


def load_products() -> dict[str, Product]:
    """Return the medicines that the generator prescribes, by key."""
    return {
        row["key"]: Product(
            row["key"],
            row["name"],
            row["code"],
            int(row["quantity"]),
            row["unit"],
            row["dosage"],
            tuple(row["concepts"].split(";")),
        )
        for row in _rows("products.csv")
    }


def load_sample_data() -> SampleData:
    """Return all of the generator's data files."""
    return SampleData(
        terms=load_terms(),
        products=load_products(),
        places=Weighted([(_place(row), float(row["weight"])) for row in _rows("villages.csv")]),
        backgrounds=Weighted(
            [
                (Background(row["ethnicity"], row["names"], row["language"]), float(row["weight"]))
                for row in _rows("ethnicities.csv")
            ]
        ),
        ages=Weighted(
            [
                ((sex, int(row["from_age"]), int(row["to_age"])), float(row[column]))
                for row in _rows("population.csv")
                for sex, column in (("M", "male"), ("F", "female"))
            ]
        ),
        rates=Rates(
            {
                (row["condition"], row["sex"]): tuple(
                    float(row[str(age)]) for age in range(0, 91, 10)
                )
                for row in _rows("rates.csv")
            }
        ),
        given_names={
            (row["group"], row["sex"], row["era"]): tuple(row["names"].split("|"))
            for row in _rows("given_names.csv")
        },
        family_names=_family_names(),
    )


def _place(row: dict[str, str]) -> Place:
    return Place(
        row["village"],
        row["estate"],
        row["town"],
        row["outward"],
        int(row["imd"]),
        tuple(row["streets"].split("|")),
    )


def _family_names() -> dict[str, tuple[str, ...]]:
    """Return family names by group: the whole ones, and every root with every ending."""
    parts: dict[tuple[str, str], list[str]] = {}
    for row in _rows("surnames.csv"):
        parts[row["group"], row["kind"]] = row["text"].split("|")
    names: dict[str, tuple[str, ...]] = {}
    for group in sorted({group for group, _ in parts}):
        made = [
            root + ending
            for root in parts.get((group, "roots"), [])
            for ending in parts.get((group, "endings"), [])
        ]
        names[group] = tuple(parts.get((group, "whole"), []) + made)
    return names


def _rows(name: str) -> list[dict[str, str]]:
    with resource_path("sample_data", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
