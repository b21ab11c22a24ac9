"""Everybody's names in memory, found as they are typed: beginnings, any order, one slip."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from proactive_care.patients.search_query import Query, fold, name_tokens
from proactive_care.store.search import FoundPatient

_SHORTEST_WITH_A_SLIP = 4  # letters; shorter words would be near to everybody's names
_SHORTEST_BEGINNING_WITH_A_SLIP = 5
_MOST_INITIALS = 4
_NEVER_IN_A_NAME = "\U0010ffff"

# How well a word fits the family name, best first; a later part of it or a given name fits by 1
# less well.
_WHOLE, _BEGINNING, _INITIALS, _WHOLE_WITH_A_SLIP, _BEGINNING_WITH_A_SLIP = 0, 2, 4, 100, 102

_AT_ONCE = 4_000  # patients

_Names = tuple[tuple[str, ...], tuple[str, ...]]
_Key = TypeVar("_Key", int, str)


class NameIndex:
    """Finds patients by name, birth or the beginning of an NHS number, without the database."""

    def __init__(self, patients: Iterable[FoundPatient]) -> None:
        self._patients = sorted(patients, key=_order)  # quick, as they come nearly sorted
        tokens = lru_cache(maxsize=None)(name_tokens)
        self._names: list[_Names] = [
            (tokens(p.family_name), tokens(p.given_name)) for p in self._patients
        ]
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, names in enumerate(self._names):
            for token in {*names[0], *names[1]}:
                places[token].append(place)
        self._places = dict(places)
        self._tokens = sorted(self._places)
        self._alphabet = "".join(sorted({letter for token in self._tokens for letter in token}))
        births = _sorted_in_turns(
            [
                (p.date_of_birth.toordinal(), place)
                for place, p in enumerate(self._patients)
                if p.date_of_birth is not None
            ]
        )
        self._birth_days = [day for day, _ in births]
        self._birth_places = [place for _, place in births]
        numbers = _sorted_in_turns(
            [(p.nhs_number, place) for place, p in enumerate(self._patients) if p.nhs_number]
        )
        self._numbers = [number for number, _ in numbers]
        self._number_places = [place for _, place in numbers]

    def find(self, query: Query, limit: int) -> tuple[FoundPatient, ...]:
        """Return at most ``limit`` patients.

        Whoever fits without a slip comes before everybody who fits with one. Among them those who
        died or left come last; then the better fit, then the order of the alphabet.
        """
        if query.digits:
            found = self._by_number(query.digits)
        elif not query.words:
            found = self._by_birth(query)
        else:
            found = self._by_words(query, slips=False)
            if len(found) < limit:
                found = self._by_words(query, slips=True)
        best = heapq.nsmallest(limit, found)
        return tuple(self._patients[place] for *_, place in best)

    def _by_number(self, digits: str) -> list[tuple[bool, bool, int, int]]:
        first = bisect_left(self._numbers, digits)
        last = bisect_left(self._numbers, digits + _NEVER_IN_A_NAME)
        return [self._rank(place, 0) for place in self._number_places[first:last]]

    def _by_birth(self, query: Query) -> list[tuple[bool, bool, int, int]]:
        return [self._rank(place, 0) for place in self._born(query)]

    def _born(self, query: Query) -> Collection[int]:
        places: list[int] = []
        for first, last in query.born or ():
            low, high = bisect_left(self._birth_days, first), bisect_right(self._birth_days, last)
            places += self._birth_places[low:high]
        return places

    def _by_words(self, query: Query, *, slips: bool) -> list[tuple[bool, bool, int, int]]:
        near = {word: self._near(word) if slips else frozenset() for word in query.words}
        everywhere = query.born is None
        places = self._fewest(query.words, near) if everywhere else self._born(query)
        initials = not everywhere and len(query.words) == 1
        found = []
        for place in places:
            fit = _fit(query.words, self._names[place], near)
            if fit is None and initials and _are_initials(query.words[0], self._names[place]):
                fit = _INITIALS
            if fit is not None:
                found.append(self._rank(place, fit))
        return found

    def _rank(self, place: int, fit: int) -> tuple[bool, bool, int, int]:
        patient = self._patients[place]
        gone = patient.date_of_death is not None or patient.deregistered_on is not None
        return fit >= _WHOLE_WITH_A_SLIP, gone, fit, place

    def _fewest(self, words: Sequence[str], near: dict[str, frozenset[str]]) -> Collection[int]:
        """Everybody with the name that the rarest of the words can be."""
        matching = [{*self._beginning(word), *near[word]} for word in words]
        rarest = min(matching, key=lambda names: sum(len(self._places[name]) for name in names))
        return {place for name in rarest for place in self._places[name]}

    def _beginning(self, word: str) -> list[str]:
        first = bisect_left(self._tokens, word)
        return self._tokens[first : bisect_left(self._tokens, word + _NEVER_IN_A_NAME)]

    def _near(self, word: str) -> frozenset[str]:
        """Names that the word, but for one slip, is or (if it is long enough) begins."""
        if len(word) < _SHORTEST_WITH_A_SLIP:
            return frozenset()
        beginnings = len(word) >= _SHORTEST_BEGINNING_WITH_A_SLIP
        names: set[str] = set()
        for other in _one_slip(word, self._alphabet):
            if other in self._places:
                names.add(other)
            if beginnings:
                names.update(self._beginning(other))
        return frozenset(names)


def _fit(words: Sequence[str], names: _Names, near: dict[str, frozenset[str]]) -> int | None:
    """How well all the words fit one patient's names; None if one of them does not."""
    whole = 0
    for word in words:
        best: int | None = None
        for side, tokens in enumerate(names):
            for number, token in enumerate(tokens):
                if token == word:
                    fit = _WHOLE
                elif token.startswith(word):
                    fit = _BEGINNING
                elif token in near[word]:
                    close = abs(len(token) - len(word)) <= 1
                    fit = _WHOLE_WITH_A_SLIP if close else _BEGINNING_WITH_A_SLIP
                else:
                    continue
                fit += side or (0 < number < len(tokens) - 1)
                if best is None or fit < best:
                    best = fit
        if best is None:
            return None
        whole += best
    return whole


def _one_slip(word: str, alphabet: str) -> set[str]:
    """Everything that is one letter more, less or other than the word, or two exchanged."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    exchanged = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in alphabet}
    more = {a + letter + b for a, b in cuts for letter in alphabet}
    return (less | exchanged | other | more) - {word}


def _are_initials(word: str, names: _Names) -> bool:
    """Whether the letters are the initials of the names, the family name last or first."""
    if not 2 <= len(word) <= _MOST_INITIALS:
        return False
    family = {token[0] for token in names[0]}
    given = "".join(token[0] for token in names[1])
    return any(
        last in family and (given.startswith(rest) or (given[:1] == rest[:1] and len(given) == 1))
        for last, rest in ((word[-1], word[:-1]), (word[0], word[1:]))
    )


def _order(patient: FoundPatient) -> tuple[str, str, int, int]:
    birth = patient.date_of_birth
    return (
        fold(patient.family_name),
        fold(patient.given_name),
        0 if birth is None else birth.toordinal(),
        patient.id,
    )


def _sorted_in_turns(pairs: list[tuple[_Key, int]]) -> list[tuple[_Key, int]]:
    """Sort a part at a time: one call for everybody would hold up the window while it lasts."""
    parts = [sorted(pairs[at : at + _AT_ONCE]) for at in range(0, len(pairs), _AT_ONCE)]
    return list(heapq.merge(*parts))
