"""What a synthetic practice is made of: the full truth, before any export loses or spoils some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class CodedTerm(NamedTuple):
    """A SNOMED CT concept as the practice's clinicians record it. ``unit`` is empty for no value.

    ``concepts`` are the product's own concepts that the code stands for.
    """

    key: str
    concepts: tuple[str, ...]
    code: str
    term: str
    unit: str


class Product(NamedTuple):
    """A medicine as it is prescribed. ``code`` is its dm+d code, or empty where none is shipped.

    ``quantity`` is for 28 days, in ``unit``. ``concepts`` are the drug classes it belongs to.
    """

    key: str
    name: str
    code: str
    quantity: int
    unit: str
    dosage: str
    concepts: tuple[str, ...]


class Event(NamedTuple):
    """One coded entry. ``value`` is the exact text: a number, ``>90``, or empty."""

    day: date
    what: CodedTerm
    value: str = ""


class Issue(NamedTuple):
    """One issue of one medicine. ``quantity`` counts ``product.unit``."""

    day: date
    product: Product
    quantity: int


@dataclass(frozen=True, slots=True)
class SyntheticPatient:
    """One invented person with everything that is true about them on the practice's ``as_of``.

    ``conditions`` maps the key of a diagnosis (``hypertension``) to its first date, resolved or
    not; ``resolved`` maps those that were resolved later to that date. Events and issues are in
    order of date; entries of one day are in the order in which they were made.
    """

    nhs_number: str
    local_id: str
    title: str
    given_name: str
    family_name: str
    date_of_birth: date
    sex: str
    address: tuple[str, str, str, str]
    postcode: str
    home_phone: str
    mobile_phone: str
    email: str
    ethnicity: str
    language: str
    interpreter: str
    format_need: str
    imd_quintile: int
    usual_gp: str
    registered_on: date
    deregistered_on: date | None
    date_of_death: date | None
    conditions: Mapping[str, date]
    resolved: Mapping[str, date]
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]

    @property
    def active(self) -> bool:
        """Whether the person is alive and registered."""
        return self.deregistered_on is None and self.date_of_death is None

    def has(self, condition: str) -> bool:
        """Whether the person has this diagnosis, not resolved."""
        return condition in self.conditions and condition not in self.resolved


class Table(StrEnum):
    """What a fault was planted in."""

    PATIENTS = "patients"
    EVENTS = "events"
    MEDICATIONS = "medications"


class Expected(StrEnum):
    """What a careful import makes of a spoilt entry."""

    REJECTED = "rejected"  # cannot be read as what it should be: refused, with its line
    IMPLAUSIBLE = (
        "implausible"  # readable, outside the hard limits or its pair: never used by rules
    )
    OUT_OF_TIME = "out of time"  # dated after the export or before birth: never used by rules
    REPEATED = "repeated"  # the same entry again: adds nothing
    NO_VALUE = "no value"  # coded without its number: says nothing about the measurement
    CONVERTED = "converted"  # in an older unit: read into the usual one
    NO_IDENTITY = "no identity"  # no valid NHS number: listed for a person, never merged


class FaultKind(StrEnum):
    """The faults of real exports that can be planted."""

    IMPOSSIBLE_DATE = "impossible date"
    FUTURE_DATE = "future date"
    DATE_BEFORE_BIRTH = "date before birth"
    LETTER_O = "letter O for a zero"
    TEXT_FOR_NUMBER = "text for a number"
    OUT_OF_RANGE = "value out of range"
    SWAPPED_PAIR = "systolic and diastolic swapped"
    MISSING_VALUE = "missing value"
    OLD_UNIT = "older unit"
    REPEATED_ROW = "repeated row"
    MISSING_NAME = "missing product name"
    WRONG_CHECK_DIGIT = "wrong check digit"


class Fault(NamedTuple):
    """One planted fault.

    ``patient`` and ``entry`` are positions: of the person in the practice and of the event or
    issue in that person's list (-1: every row of the person). ``written`` is the text that
    replaces the truth: of the date, the value, the NHS number or the name, as ``kind`` says;
    dates are in ISO form, and writers give them their own system's form.
    """

    table: Table
    patient: int
    entry: int
    kind: FaultKind
    written: str
    expected: Expected


@dataclass(frozen=True, slots=True)
class SyntheticPractice:
    """A practice that does not exist, complete and deterministic for its seed."""

    name: str
    ods_code: str
    as_of: date
    seed: int
    patients: tuple[SyntheticPatient, ...]
    faults: tuple[Fault, ...]


class FaultLine(NamedTuple):
    """Where a planted fault ended up in a file: 1-based physical ``line``."""

    line: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """An export file that was written. ``rows`` counts rows of data, without preamble, headers

    and blank rows. ``faults`` says on which physical line each planted fault is.
    """

    name: str
    rows: int
    faults: tuple[FaultLine, ...] = ()
