"""Where the user can be: a page, and what is open on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page by its key. ``detail`` is what is open on it (an OpenPatient, say), or None."""

    page: str
    detail: object = None


@dataclass(frozen=True)
class OpenPatient:
    """A patient, and the list that they were opened from (for "next")."""

    patient: int
    among: tuple[int, ...] = ()
    list_name: str = ""


@dataclass(frozen=True)
class SomePatients:
    """Patients that were chosen from a list, for something to be done with exactly these."""

    patients: tuple[int, ...]
    list_name: str = ""


@dataclass(frozen=True)
class ToPhone:
    """Somebody to phone for readings."""

    patient: int


@dataclass(frozen=True)
class ToMeasure:
    """Somebody who is measured in the practice."""

    patient: int


@dataclass(frozen=True)
class ScannedForm:
    """A form on paper, by its clean code, to be keyed."""

    code: str
