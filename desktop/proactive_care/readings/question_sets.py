"""Question sets: short forms for measurements other than blood pressure, read from resources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from proactive_care.resource_files import resource_path

KINDS = ("number", "whole", "choice", "yes_no")
DERIVATIONS = ("bmi", "best", "count_yes")


@dataclass(frozen=True)
class Coded:
    """What an answer is called in the clinical system; empty where no published code is known.

    Without a ``concept`` the rules do not use it, and it is only coded. ``value_of`` names the
    field whose figure belongs to the code of a choice.
    """

    concept: str = ""
    code: str = ""
    term: str = ""
    value_of: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen. ``review``: what a clinician must look at because of it, by
    the next working day; empty for most answers."""

    value: str
    label: str
    coded: Coded
    review: str = ""


@dataclass(frozen=True)
class Field:
    """One question. ``low`` to ``high`` is possible, ``usual`` needs no second look.

    ``remember``: the newest value known serves if nothing is entered. ``bands``: (from, words),
    from the top.
    """

    key: str
    label: str
    kind: str
    unit: str
    low: float
    high: float
    usual: tuple[float, float]
    required: bool
    remember: bool
    choices: tuple[Choice, ...]
    bands: tuple[tuple[float, str], ...]
    coded: Coded


@dataclass(frozen=True)
class Derived:
    """A value that is computed from answers: ``how`` is one of DERIVATIONS."""

    key: str
    label: str
    how: str
    of: tuple[str, ...]
    unit: str
    low: float
    high: float
    coded: Coded


@dataclass(frozen=True)
class QuestionSet:
    """One short form."""

    key: str
    title: str
    fields: tuple[Field, ...]
    derived: tuple[Derived, ...]


@lru_cache(maxsize=1)
def question_sets() -> Mapping[str, QuestionSet]:
    """Return the shipped forms by key, in the order in which they are offered.

    Raises ValueError for a form that cannot work: it is shipped, so that is a bug.
    """
    found: dict[str, QuestionSet] = {}
    for path in sorted(resource_path("readings", "questions").glob("*.toml")):
        for raw in tomllib.loads(path.read_text("utf-8"))["set"]:
            made = read_set(raw)
            if made.key in found:
                raise ValueError(f"{path.name}: the question set {made.key} is there twice")
            found[made.key] = made
    return found


def read_set(raw: Mapping[str, Any]) -> QuestionSet:
    """Return one form from its data. Raises ValueError or KeyError if it cannot work."""
    made = QuestionSet(
        raw["key"],
        raw["title"],
        tuple(map(_field, raw["field"])),
        tuple(map(_derived, raw.get("derived", ()))),
    )
    known = {field.key for field in made.fields}
    for derived in made.derived:
        if derived.how not in DERIVATIONS or not known.issuperset(derived.of):
            raise ValueError(f"question set {made.key}: {derived.key} cannot be computed")
    return made


def _field(raw: Mapping[str, Any]) -> Field:
    if raw["kind"] not in KINDS:
        raise ValueError(f"question {raw['key']}: no such kind {raw['kind']}")
    numeric = raw["kind"] in ("number", "whole")
    low, high = (float(raw[k]) if numeric else 0.0 for k in ("low", "high"))
    usual = raw.get("usual", (low, high))
    return Field(
        key=raw["key"],
        label=raw["label"],
        kind=raw["kind"],
        unit=raw.get("unit", ""),
        low=low,
        high=high,
        usual=(float(usual[0]), float(usual[1])),
        required=raw.get("required", True),
        remember=raw.get("remember", False),
        choices=_choices(raw),
        bands=tuple((float(start), words) for start, words in raw.get("bands", ())),
        coded=_coded(raw),
    )


def _choices(raw: Mapping[str, Any]) -> tuple[Choice, ...]:
    if raw["kind"] == "yes_no":
        return (Choice("yes", "Yes", Coded()), Choice("no", "No", Coded()))
    return tuple(
        Choice(c["value"], c["label"], _coded(c), c.get("review", ""))
        for c in raw.get("choices", ())
    )


def _derived(raw: Mapping[str, Any]) -> Derived:
    return Derived(
        raw["key"],
        raw["label"],
        raw["how"],
        tuple(raw["of"]),
        raw.get("unit", ""),
        float(raw["low"]),
        float(raw["high"]),
        _coded(raw),
    )


def _coded(raw: Mapping[str, Any]) -> Coded:
    return Coded(
        raw.get("concept", ""), raw.get("code", ""), raw.get("term", ""), raw.get("value_of", "")
    )
