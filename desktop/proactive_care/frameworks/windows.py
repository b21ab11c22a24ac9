"""Windows of time, exactly as frameworks define them, in calendar months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from proactive_care.domain.dates import months_before, years_before
from proactive_care.frameworks.problems import RuleError

_SPAN = re.compile(r"(\d+) (day|week|month|year)s?")
_OFFSET = re.compile(r"([a-z][a-z0-9_]*)(?: ([+-]) (\d+) days?)?")
_LONGEST_YEARS = 130
_ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Span:
    """A length of time before ``as_of``: ``18 months``."""

    number: int
    unit: str  # day, week, month, year

    def start(self, as_of: date) -> date:
        """Return the first day of the window that ends on ``as_of``."""
        if self.unit == "month":
            return months_before(as_of, self.number)
        if self.unit == "year":
            return years_before(as_of, self.number)
        return as_of - timedelta(days=self.number * (7 if self.unit == "week" else 1))

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


@dataclass(frozen=True)
class Offset:
    """The day of another fact, moved by some days."""

    fact: str
    days: int

    def __str__(self) -> str:
        return self.fact if not self.days else f"{self.fact} {self.days:+d} days"


@dataclass(frozen=True)
class Window:
    """Which days a fact looks at. Events after ``as_of`` or before birth never count.

    ``within`` includes its first day; ``newer_than`` and ``older_than`` lie strictly on one side.
    """

    within: Span | None = None
    newer_than: Span | None = None
    older_than: Span | None = None
    after: Offset | None = None
    before: Offset | None = None

    def first_day(self, as_of: date) -> int | None:
        """Return the first day (ordinal) that counts, or None if any age counts."""
        if self.newer_than:
            return self.newer_than.start(as_of).toordinal() + 1
        return self.within.start(as_of).toordinal() if self.within else None

    def last_day(self, as_of: date) -> int:
        """Return the last day (ordinal): ``as_of``, or the day before ``older_than`` begins."""
        return as_of.toordinal() if not self.older_than else self.older_start(as_of) - 1

    def older_start(self, as_of: date) -> int:
        """Return the day (ordinal) that ``older_than`` must lie before."""
        assert self.older_than is not None
        return self.older_than.start(as_of).toordinal()

    @property
    def words(self) -> str:
        """`` within 18 months``, `` more than 1 month and less than 1 year ago`` or nothing."""
        newer = f"less than {self.newer_than}" if self.newer_than else ""
        older = f"more than {self.older_than}" if self.older_than else ""
        ago = f" {' and '.join(filter(None, (older, newer)))} ago" if newer or older else ""
        if not self.within:
            return ago
        return f" within {self.within}{f' but{ago}' if ago else ''}"

    @property
    def limited(self) -> bool:
        """Whether the age of a record matters."""
        return bool(self.within or self.newer_than or self.older_than)

    @property
    def empty(self) -> bool:
        """Whether no day can be young and old enough."""
        young = self.within or self.newer_than
        if not young or not self.older_than:
            return False
        return young.start(_ANY_DAY) >= self.older_than.start(_ANY_DAY)

    @property
    def depends_on(self) -> tuple[str, ...]:
        return tuple(edge.fact for edge in (self.after, self.before) if edge)


def parse_span(text: str) -> Span:
    """Read ``18 months``. Raises RuleError for anything else, for 0 and for over 130 years."""
    match = _SPAN.fullmatch(text.strip())
    if not match:
        raise RuleError(f'"{text}" is not a length of time.', 'Write, for example, "18 months".')
    number, unit = int(match[1]), match[2]
    years = number / {"day": 365, "week": 52, "month": 12, "year": 1}[unit]
    if number == 0 or years > _LONGEST_YEARS:
        raise RuleError(
            f'"{text}" is an impossible window: nothing can be found in it, or nobody is so old.',
            f"Write between 1 day and {_LONGEST_YEARS} years, or leave it out for any age.",
        )
    return Span(number, unit)


def parse_offset(text: str) -> Offset:
    """Read ``first_statin`` or ``first_copd - 93 days``. Raises RuleError for anything else."""
    match = _OFFSET.fullmatch(text.strip())
    if not match:
        raise RuleError(f'"{text}" is not the day of a fact.', 'Write a fact, or "fact - 93 days".')
    days = int(match[3]) if match[3] else 0
    return Offset(match[1], -days if match[2] == "-" else days)
