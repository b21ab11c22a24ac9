"""What every calculator asks of its inputs: no score is made from a value that is not known."""

from __future__ import annotations

import math

from proactive_care.domain.vocabulary import Sex

ADULT_AGE = 18
_OLDEST = 130


def is_female(sex: Sex | str) -> bool:
    """Return whether the recorded sex is female; ``sex`` is a ``Sex`` or its value M or F.

    Raises ValueError for every other value: unknown and indeterminate are not male.
    """
    known = Sex(sex)
    if known not in (Sex.MALE, Sex.FEMALE):
        raise ValueError("this needs a recorded sex of M or F")
    return known is Sex.FEMALE


def check_age(age: float, youngest: int = 0) -> float:
    """Return ``age`` in years. Raises ValueError outside ``youngest`` to 130."""
    if not youngest <= age <= _OLDEST:
        raise ValueError(f"age must be {youngest} to {_OLDEST} years, not {age}")
    return age


def check_measured(name: str, value: float, low: float, high: float, unit: str) -> float:
    """Return ``value``. Raises ValueError outside ``low`` to ``high``, both possible.

    The limits are those outside which no measurement of this kind is believed. A value in another
    unit mostly falls outside: a creatinine in mg/dL, a haemoglobin in g/dL.
    """
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{name} must be {low:g} to {high:g} {unit}, not {value:g}")
    return value
