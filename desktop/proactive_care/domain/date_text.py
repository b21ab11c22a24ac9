"""Dates as they are written in exports: every form that the three clinical systems and Excel use.

Numeric dates are read day first (United Kingdom) unless the file itself proves the opposite: a
date such as 14/03/2026 can only be day first, 03/14/2026 only month first.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = r"(?:[T ,]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?"
_NAMED_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})[-/ .]([A-Za-z]{{3,9}})[-/ .,]+(\d{{4}}|\d{{2}}){_TIME}"
)
_NAMED_MONTH_FIRST = re.compile(rf"([A-Za-z]{{3,9}})[ -](\d{{1,2}}),? (\d{{4}}){_TIME}")
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4,6})?")
_NUMERIC = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}")


class Order(Enum):
    """Which of the two small numbers of a numeric date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class DateText:
    """Reads the dates of one file, and remembers what they prove about their order.

    ``latest_year`` (the run date's year) settles two-digit years: the latest century that is not
    after it, so in 2026 ``26`` is 2026 and ``27`` is 1927.
    """

    def __init__(self, latest_year: int, order: Order = Order.DAY_FIRST) -> None:
        self._latest_year = latest_year
        self._order = order
        self.day_first_proofs = 0
        self.month_first_proofs = 0
        self.two_digit_years = 0
        self.forms: dict[str, int] = {}

    def read(self, text: str) -> date | None:
        """Return the date in ``text`` (a time after it is dropped), or None if it is not a date."""
        text = text.strip()
        for form, pattern, parts in _FORMS:
            match = pattern.fullmatch(text)
            if match:
                return self._count(form, self._made(*(match[part] for part in parts)))
        match = _NUMERIC.fullmatch(text)
        return self._numeric(*match.groups()) if match else None

    def _numeric(self, first: str, second: str, year: str) -> date | None:
        if int(first) > 12 >= int(second):
            self.day_first_proofs += 1
        elif int(second) > 12 >= int(first):
            self.month_first_proofs += 1
        if self._order is Order.DAY_FIRST:
            return self._count("dd/mm/yyyy", self._made(year, second, first))
        return self._count("mm/dd/yyyy", self._made(year, first, second))

    def _made(self, year: str, month: str, day: str) -> date | None:
        number = int(month) if month.isdigit() else _MONTHS.get(month.casefold(), 0)
        try:
            return date(self._full_year(year), number, int(day))
        except ValueError:
            return None

    def _full_year(self, year: str) -> int:
        if len(year) == 4:
            return int(year)
        self.two_digit_years += 1
        full = self._latest_year - self._latest_year % 100 + int(year)
        return full if full <= self._latest_year else full - 100

    def _count(self, form: str, day: date | None) -> date | None:
        if day is not None:
            self.forms[form] = self.forms.get(form, 0) + 1
        return day


_FORMS = (
    ("yyyy-mm-dd", _ISO, (1, 2, 3)),
    ("dd-MMM-yyyy", _NAMED_DAY_FIRST, (3, 2, 1)),
    ("yyyymmdd", _COMPACT, (1, 2, 3)),
    ("MMM d yyyy", _NAMED_MONTH_FIRST, (3, 1, 2)),
)
