"""Which classes of drug a product belongs to, read from its name.

Many exports have product names only ("Lipitor 80mg tablets (Pfizer Ltd)"), and dm+d codes change
with every pack, so the name decides and codes confirm. Names and classes are data:
resources/codelists/drug_ingredients.csv and drug_brands.csv. Classes are concept names of
resources/codelists/concepts.csv. A product that is not recognised has no class.

The route matters: beclometasone is an inhaled steroid in an inhaler, not in a nasal spray.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from proactive_care.domain.lipids import StatinIntensity, is_maximal_statin, statin_intensity
from proactive_care.resource_files import resource_path

_SUPPLIER = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$")
_UNIT = re.compile(r"(?<=\d)\s+(?=(?:mg|mcg|micrograms?|g|ml|units?)\b)")
_WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
_DEVICE = re.compile(r"\b(?:needles?|insulin syringes?|lancets?|test strips?|sharps|spacer)\b")
_ROUTES = (
    ("nebulised", re.compile(r"nebul|respules?|steri-?neb")),
    ("nasal", re.compile(r"\bnasal|\bnose\b")),
    ("inhaled", re.compile(
        r"inhal|haler|\bellipta|respimat|spiromax|genuair|airmaster|forspiro|aerosphere|rotacaps?"
        r"|easi-breathe|syncroner|twisthaler|accuhaler|modulite|aerocaps|/actuation")),
    ("eye", re.compile(r"\beye\b|ophthalmic|\bear\b|ocular")),
    ("rectal", re.compile(r"suppositor|enema|rectal")),
    ("topical", re.compile(
        r"\b(?:cream|ointment|gel|lotion|scalp|shampoo|patch(?:es)?|cutaneous|foam|spray|liniment"
        r"|plasters?|topical|transdermal)\b")),
    ("injection", re.compile(
        r"inject|infusion|\bvials?\b|ampoules?|cartridges?|pre-?filled|\bpens?\b|penfill")),
    ("oral", re.compile(
        r"tablets?|capsules?|\boral|syrup|sachets?|\bsoluble|dispersible|suspension|granules"
        r"|lozenges?|elixir|\bcaplets?")),
)  # fmt: skip
_MICROGRAMS = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?!\.?\d)(?!\s*(?:-|\s)?dose)(?!\s*mg)")
_HIGH_DOSE_MICROGRAMS = {
    "fluticasone": 250,
    "beclometasone": 200,
    "budesonide": 320,
    "mometasone": 260,
}
_FLUTICASONE_FUROATE_HIGH = 184  # Relvar: fluticasone furoate with vilanterol


@dataclass(frozen=True, slots=True)
class _Found:
    ingredient: str
    route: str | None  # what the brand says; None for a generic name


def normalise_product(text: str) -> str:
    """Return a product's name for comparison: small letters, no supplier, ``40 mg`` as ``40mg``."""
    name = " ".join(text.casefold().replace("\u00b5g", "micrograms").split())
    shorter = _SUPPLIER.sub("", name)
    return _UNIT.sub("", shorter or name)


def drug_classes(text: str) -> frozenset[str]:
    """Return the drug class concepts of a product, by its name alone.

    Combination products have the classes of all their ingredients, and the classes that only a
    combination has (``ics_laba``, ``triple_inhaler``). Statins have their intensity (lipids.py).
    """
    name = normalise_product(text)
    if _DEVICE.search(name):
        return frozenset()
    classes: set[str] = set()
    ingredients = set()
    route = _route(name)
    for found in _ingredients(name):
        given = _classes_of(found.ingredient, route or found.route)
        if given:
            ingredients.add(found.ingredient)
            classes.update(given)
    if "statin" in classes:
        classes.update(_statin_strength(name))
    classes.update(_inhaler_combination(classes, ingredients, name))
    return frozenset(classes)


def _statin_strength(name: str) -> set[str]:
    intensity = statin_intensity(name)
    classes = {_INTENSITY[intensity]} if intensity else set()
    return classes | {"statin_maximal"} if is_maximal_statin(name) else classes


def _inhaler_combination(classes: set[str], ingredients: set[str], name: str) -> set[str]:
    has = classes & {"ics", "laba", "lama"}
    if has == {"ics", "laba", "lama"}:
        return {"triple_inhaler"}
    if has == {"ics", "laba"}:
        return {"ics_laba", "high_dose_ics_laba"} if _high_dose(ingredients, name) else {"ics_laba"}
    if "ics" in has:
        return {"ics_alone"}
    return {"laba_alone"} if "laba" in has else set()


def _high_dose(ingredients: set[str], name: str) -> bool:
    """A high dose by the strength of one puff: what BTS calls high at two doses twice a day."""
    strongest = max((float(number) for number in _MICROGRAMS.findall(name)), default=0.0)
    if "vilanterol" in ingredients:
        return strongest >= _FLUTICASONE_FUROATE_HIGH
    return any(strongest >= _HIGH_DOSE_MICROGRAMS.get(name, float("inf")) for name in ingredients)


def _route(name: str) -> str | None:
    return next((route for route, pattern in _ROUTES if pattern.search(name)), None)


def _classes_of(ingredient: str, route: str | None) -> tuple[str, ...]:
    by_route = _tables().classes[ingredient]
    if route is None:  # the name says no form: the usual route of this ingredient
        return next(iter(by_route.values()))
    return by_route.get(route, ())


def _ingredients(name: str) -> list[_Found]:
    words = _WORD.findall(name)
    longest = _tables().longest
    found: list[_Found] = []
    position = 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 0, -1):
            hit = _named(words[position : position + length])
            if hit:
                found.extend(hit)
                position += length - 1
                break
        position += 1
    return found


def _named(words: list[str]) -> tuple[_Found, ...] | None:
    names = _tables().names
    hit = names.get(" ".join(words))
    if hit is None and len(words) == 1:  # "adizem-xl" is a form of "adizem"
        hit = names.get(words[0].partition("-")[0])
    return hit


@dataclass(frozen=True, slots=True)
class _Tables:
    names: dict[str, tuple[_Found, ...]]
    classes: dict[str, dict[str, tuple[str, ...]]]  # ingredient -> route -> classes, usual first
    longest: int  # words in the longest name


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    names: dict[str, tuple[_Found, ...]] = {}
    classes: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _rows("drug_ingredients.csv"):
        names[row["ingredient"]] = (_Found(row["ingredient"], None),)
        classes.setdefault(row["ingredient"], {})[row["route"]] = tuple(row["classes"].split())
    for row in _rows("drug_brands.csv"):
        names[row["brand"]] = tuple(
            _Found(ingredient, row["route"]) for ingredient in row["ingredients"].split("+")
        )
    return _Tables(names, classes, max(name.count(" ") for name in names) + 1)


def _rows(name: str) -> list[dict[str, str]]:
    with resource_path("codelists", name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


_INTENSITY = {
    StatinIntensity.HIGH: "statin_high_intensity",
    StatinIntensity.MEDIUM: "statin_medium_intensity",
    StatinIntensity.LOW: "statin_low_intensity",
}
