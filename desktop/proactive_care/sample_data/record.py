"""The record that grows while one person's history is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from proactive_care.sample_data.dice import Dice
from proactive_care.sample_data.health import Health
from proactive_care.sample_data.households import Person
from proactive_care.sample_data.model import CodedTerm, Event, Issue, Product

YEAR = 365


class Calendar:
    """Dates by their ordinals, made once and shared by all entries."""

    def __init__(self, as_of: date) -> None:
        self.today = as_of.toordinal()
        self._first = self.today - 112 * 366
        self._dates = [date.fromordinal(self._first + i) for i in range(112 * 366 + 1)]

    def __getitem__(self, ordinal: int) -> date:
        return self._dates[ordinal - self._first]


class Record:
    """Collects the coded entries and the issues of one person.

    Days are ordinals. Entries before birth or after the last day (of the export, of the
    registration, or of life) are left out, so that writers of history need not look.
    """

    def __init__(
        self,
        person: Person,
        health: Health,
        dice: Dice,
        calendar: Calendar,
        terms: Mapping[str, CodedTerm],
        products: Mapping[str, Product],
        last_day: int,
    ) -> None:
        self.person = person
        self.health = health
        self.dice = dice
        self.born = person.date_of_birth.toordinal()
        self.last_day = last_day
        self.today = calendar.today
        self._calendar = calendar
        self._terms = terms
        self._products = products
        self._events: list[Event] = []
        self._issues: list[Issue] = []

    def note(self, key: str, day: int, value: str = "") -> None:
        """Record one coded entry."""
        if self.born <= day <= self.last_day:
            self._events.append(Event(self._calendar[day], self._terms[key], value))

    def issue(self, key: str, day: int, months: int = 1) -> None:
        """Record one issue of a medicine, for so many times 28 days."""
        if self.born <= day <= self.last_day:
            product = self._products[key]
            self._issues.append(Issue(self._calendar[day], product, product.quantity * months))

    def age_on(self, day: int) -> int:
        """Return the age in years on a day, good enough for history."""
        return (day - self.born) * 4 // 1461

    @property
    def events(self) -> tuple[Event, ...]:
        """All entries by date; those of one day in the order in which they were made."""
        return tuple(sorted(self._events, key=_day_of))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues by date."""
        return tuple(sorted(self._issues, key=_day_of))


def _day_of(entry: Event | Issue) -> date:
    return entry.day


def tenths(value: float) -> str:
    """Return a number of at least 0 with one decimal place, halves up."""
    whole = int(value * 10 + 0.5)
    return f"{whole // 10}.{whole % 10}"


def hundredths(value: float) -> str:
    """Return a number of at least 0 with two decimal places, halves up."""
    whole = int(value * 100 + 0.5)
    return f"{whole // 100}.{whole % 100:02d}"
