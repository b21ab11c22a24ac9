"""Patients who are kept apart from the usual letters, each with their own route."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from proactive_care.domain.dates import age_on, show_date
from proactive_care.resource_files import resource_path
from proactive_care.store.patients import PatientRow

END_OF_LIFE = "end_of_life"


@dataclass(frozen=True)
class Stream:
    """One stream. ``starts`` and ``ends`` are concepts, ``under`` an age in years; 0 and empty
    where there is none. ``route`` says what is done instead of a letter."""

    key: str
    label: str
    route: str
    starts: str = ""
    ends: str = ""
    under: int = 0


@lru_cache(maxsize=1)
def streams() -> tuple[Stream, ...]:
    """Return the shipped streams; the first that fits is a patient's."""
    raw = tomllib.loads(resource_path("recall", "streams.toml").read_text("utf-8"))
    return tuple(Stream(key, **each) for key, each in raw.items())


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
