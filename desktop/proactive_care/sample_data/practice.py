"""Makes a whole synthetic practice: the same for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from proactive_care.domain.errors import InvalidInput
from proactive_care.sample_data.addresses import Home, no_fixed_abode
from proactive_care.sample_data.blood_pressure import write_blood_pressures
from proactive_care.sample_data.bloods import write_bloods
from proactive_care.sample_data.circumstances import (
    Communication,
    make_communication,
    make_stay,
    write_circumstances,
)
from proactive_care.sample_data.data import SampleData, load_sample_data
from proactive_care.sample_data.dice import Dice
from proactive_care.sample_data.faults import plant_faults
from proactive_care.sample_data.health import make_health
from proactive_care.sample_data.households import Person, make_people
from proactive_care.sample_data.long_term import (
    write_asthma,
    write_copd,
    write_diabetes,
    write_diagnoses,
    write_frailty,
    write_heart,
)
from proactive_care.sample_data.medicines import prescribe
from proactive_care.sample_data.model import SyntheticPatient, SyntheticPractice
from proactive_care.sample_data.record import Calendar, Record
from proactive_care.sample_data.reviews import write_reviews
from proactive_care.sample_data.visits import other_days, review_days

PRACTICE_NAME = "Harrowmere Surgery"
ODS_CODE = "Y99999"
MOST_PATIENTS = 200_000

_DOCTORS = ("Dr A Specimen", "Dr B Mockford", "Dr C Sampleton", "Dr D Exampleby")
_FIRST_NINE_DIGITS = 999_000_000
_FIRST_LOCAL_ID = 10_001


def make_practice(
    patients: int, seed: int, as_of: date, *, faults: bool = True
) -> SyntheticPractice:
    """Return a practice of so many invented people, complete up to ``as_of``.

    The same arguments give the same practice on every platform. ``faults`` plants the faults of
    real exports (about 0.3 % of rows) without changing the truth: without them the people are
    the same. Raises InvalidInput unless there are 1 to 200,000 patients.
    """
    if not 1 <= patients <= MOST_PATIENTS:
        raise InvalidInput(
            f"A practice of {patients} patients cannot be made up.",
            field="patients",
            advice=f"Ask for 1 to {MOST_PATIENTS:,} patients.",
        )
    people = tuple(_patients(patients, seed, as_of))
    planted = plant_faults(people, Dice(2 * seed + 1), as_of) if faults else ()
    return SyntheticPractice(PRACTICE_NAME, ODS_CODE, as_of, seed, people, planted)


def _patients(count: int, seed: int, as_of: date) -> Iterator[SyntheticPatient]:
    data = load_sample_data()
    dice = Dice(2 * seed)
    calendar = Calendar(as_of)
    numbers = _nhs_numbers()
    maker = _Maker(data, dice, calendar)
    for position, person in enumerate(make_people(count, data, dice, as_of)):
        yield maker.make(person, next(numbers), str(_FIRST_LOCAL_ID + position))


def _nhs_numbers() -> Iterator[str]:
    """Yield valid NHS numbers from 999 000 0000 upwards (modulus 11, NHS Data Dictionary)."""
    stem = _FIRST_NINE_DIGITS
    while True:
        digits = str(stem)
        check = 11 - sum((10 - i) * int(digit) for i, digit in enumerate(digits)) % 11
        if check != 10:
            yield digits + str(check % 11)
        stem += 1


@dataclass(frozen=True)
class _Contact:
    home_phone: str
    mobile_phone: str
    email: str


class _Maker:
    """Turns people into patients with a history."""

    def __init__(self, data: SampleData, dice: Dice, calendar: Calendar) -> None:
        self._data = data
        self._dice = dice
        self._calendar = calendar
        self._as_of = calendar[calendar.today]
        self._telephone: dict[Home, str] = {}

    def make(self, person: Person, nhs_number: str, local_id: str) -> SyntheticPatient:
        """Return one patient with everything that was ever recorded."""
        dice, calendar = self._dice, self._calendar
        health = make_health(person, self._data.rates, dice, self._as_of)
        stay = make_stay(health, dice, calendar.today)
        communication = make_communication(person, health, dice)
        last_day = min(day for day in (stay.left, stay.died, calendar.today) if day is not None)
        record = Record(
            person, health, dice, calendar, self._data.terms, self._data.products, last_day
        )
        homeless = 20 <= person.age < 70 and dice.chance(0.0022)
        self._write_history(record, communication, homeless)
        home = no_fixed_abode() if homeless else person.home
        contact = self._contact(person, homeless)
        return SyntheticPatient(
            nhs_number=nhs_number,
            local_id=local_id,
            title=person.title,
            given_name=person.given_name,
            family_name=person.family_name,
            date_of_birth=person.date_of_birth,
            sex=person.sex if not dice.chance(0.0008) else dice.pick(("I", "U")),
            address=home.lines,
            postcode=home.postcode,
            home_phone=contact.home_phone,
            mobile_phone=contact.mobile_phone,
            email=contact.email,
            ethnicity="" if dice.chance(0.11) else person.background.ethnicity,
            language=communication.language,
            interpreter=communication.interpreter,
            format_need=communication.format_need,
            imd_quintile=home.imd,
            usual_gp=_DOCTORS[len(home.lines[0]) % len(_DOCTORS)],
            registered_on=min(person.registered_on, calendar[last_day]),
            deregistered_on=self._date(stay.left),
            date_of_death=self._date(stay.died),
            conditions={key: calendar[day] for key, day in health.onset.items()},
            resolved={key: calendar[day] for key, day in health.resolved.items()},
            events=record.events,
            issues=record.issues,
        )

    def _write_history(self, record: Record, communication: Communication, homeless: bool) -> None:
        dice = self._dice
        settled_recently = (record.today - record.person.registered_on.toordinal()) < 700
        foreign = bool(communication.language) and communication.language not in (
            "English",
            "Welsh",
            "British Sign Language",
        )
        seeks_asylum = foreign and dice.chance(0.3 if settled_recently else 0.07)
        write_diagnoses(record)
        treatment = prescribe(record)
        reviews = review_days(record)
        others = other_days(record)
        write_blood_pressures(record, treatment, sorted(reviews + others))
        write_bloods(record, treatment, reviews, others)
        write_reviews(record, reviews, others)
        write_diabetes(record, reviews)
        write_heart(record, reviews)
        write_asthma(record, treatment, reviews)
        write_copd(record, reviews)
        write_frailty(record)
        write_circumstances(record, communication, homeless, seeks_asylum)

    def _contact(self, person: Person, homeless: bool) -> _Contact:
        """Return telephone numbers and e-mail address, from the ranges kept for fiction."""
        dice = self._dice
        landline = ""
        if not homeless and not person.in_care_home:
            share = 0.85 if person.age >= 60 else 0.45
            if person.home not in self._telephone:
                self._telephone[person.home] = (
                    f"01632 960{dice.between(0, 999):03d}" if dice.chance(share) else ""
                )
            landline = self._telephone[person.home]
        mobile = ""
        if dice.chance(0.9 if person.age < 70 else 0.66 if person.age < 85 else 0.3):
            mobile = f"07700 900{dice.between(0, 999):03d}"
        email = ""
        if person.age >= 16 and dice.chance(0.55 if person.age < 75 else 0.25):
            email = (
                f"{_plain(person.given_name)}.{_plain(person.family_name)}"
                f"{dice.between(1, 99)}@post.example"
            )
        return _Contact(landline, mobile, email)

    def _date(self, day: int | None) -> date | None:
        return None if day is None else self._calendar[day]


def _plain(name: str) -> str:
    """Return a name in the small unaccented letters of an e-mail address."""
    return "".join(c for c in normalize("NFKD", name).lower() if c.isascii() and c.isalpha())
