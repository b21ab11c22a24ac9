"""What was typed into a search box, taken apart: names, a day or year of birth, digits."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

Days = tuple[int, int]
"""The first and the last day of a span, as ordinals."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = "|".join(f"{month}[a-z]*" for month in _MONTHS)
_DIGITS = re.compile(r"[\d\s\-]+")
_BETWEEN_WORDS = re.compile(r"[\s,;.]+")
_JOINED = re.compile(r"[\s\-‐‑–/]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev"))


@dataclass(frozen=True)
class Query:
    """One search. ``words`` are folded, in the order in which they were typed.

    ``born``: spans of days that the birth must be in one of; None: none was typed; empty: what was
    typed is no day that exists. ``digits``: of an NHS number, if nothing else was typed.
    """

    words: tuple[str, ...] = ()
    born: tuple[Days, ...] | None = None
    digits: str = ""

    def without_titles(self) -> Query:
        """Return the same search without words such as "Mrs"; itself if nothing else is left."""
        words = tuple(word for word in self.words if word not in _TITLES)
        return Query(words, self.born) if words else self


def understand(text: str) -> Query:
    """Return what was typed. Days are read day first; a year of two figures is of any century."""
    typed = fold(text).strip()
    digits = re.sub(r"[\s\-]", "", typed) if _DIGITS.fullmatch(typed) else ""
    if len(digits) == 10:
        return Query(digits=digits)
    rest, born = _take_birth(typed)
    if digits and born is None:
        return Query(digits=digits)
    return Query(tuple(_words(rest)), born)


def fold(text: str) -> str:
    """Return a text without capitals and accents, and with one kind of apostrophe: none."""
    apart = unicodedata.normalize("NFKD", text)  # first, because a sign such as ㎩ holds a capital
    plain = unicodedata.normalize("NFKD", apart.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_APOSTROPHES)


def name_tokens(name: str) -> tuple[str, ...]:
    """Return everything that a name is found by: its parts, and the parts written as one.

    >>> name_tokens("Mock-Placeholder")
    ('mock', 'placeholder', 'mockplaceholder')
    """
    whole = fold(name)
    parts = [part for part in _JOINED.split(whole) if part]
    apart = [p for p in _JOINED.split(fold(re.sub("['’‘`´ʼ]", " ", name))) if p]
    return tuple(dict.fromkeys((*parts, *apart, "".join(parts))))


def _words(text: str) -> Iterator[str]:
    """Words of names; a date that is not finished yet is left out while it is typed."""
    for typed in _BETWEEN_WORDS.split(text):
        if not any(c.isdigit() for c in typed):
            yield from (part for part in _JOINED.split(typed) if part)


def _take_birth(text: str) -> tuple[str, tuple[Days, ...] | None]:
    """Return the text without the first date or year in it, and its days."""
    for pattern, spans in _FORMS:
        found = pattern.search(text)
        if found is not None:
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return rest, tuple(spans(found.groups()))
    return text, None


def _day(day: str, month: str, year: str) -> Iterator[Days]:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    for each in _years(year):
        try:
            ordinal = date(each, number, int(day)).toordinal()
        except ValueError:
            continue
        yield ordinal, ordinal


def _whole_month(month: str, year: str) -> Iterator[Days]:
    if 1 <= int(month) <= 12:
        first = date(int(year), int(month), 1).toordinal()
        yield first, first + calendar.monthrange(int(year), int(month))[1] - 1


def _whole_year(year: str) -> Iterator[Days]:
    yield date(int(year), 1, 1).toordinal(), date(int(year), 12, 31).toordinal()


def _years(year: str) -> tuple[int, ...]:
    return (int(year),) if len(year) == 4 else (1900 + int(year), 2000 + int(year))


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){pattern}(?!\d)")


_Spans = Callable[[tuple[str, ...]], Iterable[Days]]
_FORMS: tuple[tuple[re.Pattern[str], _Spans], ...] = (
    (_alone(r"(\d{4})-(\d{1,2})-(\d{1,2})"), lambda g: _day(g[2], g[1], g[0])),
    (_alone(r"(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4}|\d{2})"), lambda g: _day(*g)),
    (_alone(r"(\d{1,2}) (\d{1,2}) (\d{4})"), lambda g: _day(*g)),
    (_alone(rf"(\d{{1,2}}) ?({_MONTH}),? ?(\d{{4}}|\d{{2}})"), lambda g: _day(*g)),
    (_alone(r"(\d{2})(\d{2})((?:18|19|20)\d{2})"), lambda g: _day(*g)),
    (_alone(r"(\d{1,2})/((?:18|19|20)\d{2})"), lambda g: _whole_month(*g)),
    (_alone(r"((?:18|19|20)\d{2})"), lambda g: _whole_year(*g)),
)
