"""Patients who are kept apart from the usual letters, each with their own letter or route."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from proactive_care.documents import Check, RecallLetter
from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Framework
from proactive_care.resource_files import resource_path
from proactive_care.store.patients import PatientRow

END_OF_LIFE = "end_of_life"
ADJUSTMENT = "reasonable_adjustment"
_NAMED = frozenset({"conditions", "without"})  # lists of names


@dataclass(frozen=True)
class Stream:
    """One stream. ``starts`` and ``ends`` are concepts, ``under`` an age in years; 0 and empty
    where there is none. ``route`` says what is done without a letter, ``title`` what a batch of
    its letters is called: empty, and nobody in it ever gets one.

    ``conditions`` are the only ones that the letter is written for (empty: all), ``without`` the
    checks that it does not ask for; ``more_minutes`` is added to each visit. ``on_phone`` is what
    reception must know before a call.
    """

    key: str
    label: str
    route: str
    starts: str = ""
    ends: str = ""
    under: int = 0
    title: str = ""
    conditions: frozenset[Framework] = field(default_factory=frozenset)
    without: frozenset[Check] = field(default_factory=frozenset)
    one_visit: bool = False
    more_minutes: int = 0
    no_diary: bool = False
    no_online: bool = False
    easy_read: bool = False
    on_phone: str = ""

    @property
    def has_letter(self) -> bool:
        """Whether there are words for a letter. Never at the end of life, whatever a file says."""
        return bool(self.title) and self.key != END_OF_LIFE

    def not_written_for(self, conditions: Iterable[Framework]) -> tuple[Framework, ...]:
        """Return those of the conditions that its letter has no words for."""
        return tuple(each for each in conditions if self.conditions and each not in self.conditions)

    def letter(self, usual: RecallLetter) -> RecallLetter:
        """Return an invitation as the letter of this stream: without what that does not ask for,
        enclose or offer. Its visits are those of ``appointments``, its words of ``documents``."""
        practice = replace(usual.practice, booking_site="") if self.no_online else usual.practice
        return replace(
            usual,
            stream=self.key,
            practice=practice,
            checks=tuple(check for check in usual.checks if check not in self.without),
            diary_code="" if self.no_diary else usual.diary_code,
        )


@lru_cache(maxsize=1)
def streams() -> tuple[Stream, ...]:
    """Return the shipped streams; the first that fits is a patient's."""
    raw = tomllib.loads(resource_path("recall", "streams.toml").read_text("utf-8"))
    return tuple(
        Stream(
            key,
            **{name: value for name, value in each.items() if name not in _NAMED},
            conditions=frozenset(map(Framework, each.get("conditions", ()))),
            without=frozenset(map(Check, each.get("without", ()))),
        )
        for key, each in raw.items()
    )


def letter_streams() -> tuple[Stream, ...]:
    """Return the streams that have a letter."""
    return tuple(each for each in streams() if each.has_letter)


def letter_stream(key: str) -> Stream:
    """Return the stream with a letter of this key. Raises InvalidInput."""
    for each in letter_streams():
        if each.key == key:
            return each
    raise InvalidInput(
        "There are no letters of this kind.", field="stream", kept="Nothing was changed."
    )


def stream_concepts() -> tuple[str, ...]:
    """Return the concepts that decide about streams."""
    return tuple(name for each in streams() for name in (each.starts, each.ends) if name)


def stream_of(
    patient: PatientRow, newest: Mapping[str, date], as_of: date
) -> tuple[Stream, str] | None:
    """Return the stream that a patient is in on a day and where it is seen, None for nobody's.

    On the day on which a stream both starts and ends, it has ended.
    """
    for stream in streams():
        if stream.under:
            birth = patient.date_of_birth
            if birth is not None and age_on(birth, as_of) < stream.under:
                return stream, stream.label
        elif stream.starts in newest:
            since, ended = newest[stream.starts], newest.get(stream.ends)
            if ended is None or ended < since:
                return stream, f"{stream.label}, code of {show_date(since)}"
    return None


def adjustments_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Return what the codes of a flag mean for a visit, in the order of adjustments.toml."""
    found = set(codes)
    return tuple(name for name, meant in _adjustments().items() if found & meant)


@lru_cache(maxsize=1)
def _adjustments() -> Mapping[str, frozenset[str]]:
    raw = tomllib.loads(resource_path("recall", "adjustments.toml").read_text("utf-8"))
    return {name: frozenset(codes) for name, codes in raw.items()}
