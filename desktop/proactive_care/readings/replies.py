"""Tables of replies with columns of their own: explained once by a person, then remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from proactive_care.accounts import Act, Session
from proactive_care.domain.errors import FileProblem, InvalidInput
from proactive_care.readings.device_tables import Cells, columns_of, read_rows
from proactive_care.store import people as settings_store

Explained = Mapping[str, Mapping[str, str]]  # shape of a header: title of a column: what it means

MEANINGS = {
    "date": "Day of the reading",
    "time": "Time of the reading",
    "systolic": "Systolic (top)",
    "diastolic": "Diastolic (bottom)",
    "pair": "Both, such as 142/85",
    "pulse": "Pulse",
    "irregular": "Irregular heartbeat, yes or no",
    "nhs_number": "NHS number",
    "date_of_birth": "Date of birth",
    "form_code": "Form code",
    "name": "Name of the patient",
}
_SETTING = "reading_reply_columns"
_SAMPLES = 3
_WITHIN = 15  # lines in which the header is searched


@dataclass(frozen=True)
class ReplyColumn:
    """One column of an unknown table: its title, what stands in it, and what it may mean."""

    title: str
    samples: tuple[str, ...]
    guess: str


def shape_of(header: Cells) -> str:
    """Return what tables with the same columns have in common, whatever their order."""
    titles = sorted(title.strip().casefold() for title in header if title.strip())
    return hashlib.sha256("\n".join(titles).encode()).hexdigest()[:32]


def places_of(header: Cells, means: Mapping[str, str]) -> dict[str, int]:
    """Return where each field stands in a header, by what a person said about its titles."""
    return {means[title]: place for place, title in enumerate(header) if means.get(title)}


def holds_pressures(fields: Mapping[str, object]) -> bool:
    """Whether these fields are enough for a table of pressures: a day, and both figures."""
    return "date" in fields and ({"systolic", "diastolic"} <= set(fields) or "pair" in fields)


def reply_columns(path: Path) -> tuple[ReplyColumn, ...]:
    """Return the columns of a table, to be explained. Raises FileProblem if it has none."""
    rows = read_rows(path)
    for place, (_, header) in enumerate(rows[:_WITHIN]):
        titles = [title for title in header if title]
        if len(titles) < 2:
            continue
        guessed = {header[at]: name for name, at in columns_of(header).items()}
        return tuple(
            ReplyColumn(
                title, _samples(rows[place + 1 :], header.index(title)), guessed.get(title, "")
            )
            for title in dict.fromkeys(titles)
        )
    raise FileProblem(
        f"{path.name} has no table in it.",
        kept="Nothing was received.",
        advice="Save the replies as CSV or XLSX with one line for each reading.",
    )


def check_meanings(means: Mapping[str, str]) -> None:
    """Raise InvalidInput unless the columns are enough, and none is named twice."""
    named = [name for name in means.values() if name]
    if len(set(named)) < len(named):
        twice = next(name for name in named if named.count(name) > 1)
        raise InvalidInput(
            f"Two columns are both called “{MEANINGS[twice]}”.",
            field=twice,
            kept="Nothing was received.",
        )
    if not holds_pressures(dict.fromkeys(named)):
        raise InvalidInput(
            "A day and both figures of the pressure are needed.",
            field="columns",
            kept="Nothing was received.",
            advice="Say which column has the day, and which the systolic and the diastolic.",
        )


def load_explained(session: Session) -> Explained:
    """Return what people here have said about tables of replies."""
    saved = settings_store.read_setting(session.practice.db, _SETTING)
    return saved or {}  # type: ignore[return-value]


def explained_with(session: Session, path: Path, means: Mapping[str, str] | None) -> Explained:
    """Return what is known about tables, with what was just said about this one."""
    known = load_explained(session)
    if means is None:
        return known
    header = _header_with(path, means)
    return known if header is None else {**known, shape_of(header): means}


def remember(act: Act, path: Path, means: Mapping[str, str]) -> None:
    """Keep what the columns of a table mean, for the next one with the same columns."""
    header = _header_with(path, means)
    assert header is not None  # it was read with these columns
    before = settings_store.read_setting(act.db, _SETTING) or {}
    settings_store.save_setting(act.db, _SETTING, {**before, shape_of(header): dict(means)})
    act.note(columns=len(means))


def _header_with(path: Path, means: Mapping[str, str]) -> Cells | None:
    for _, header in read_rows(path)[:_WITHIN]:
        if means and set(means) <= set(header):
            return header
    return None


def _samples(rows: list[tuple[int, list[str]]], place: int) -> tuple[str, ...]:
    filled = [row[place] for _, row in rows if place < len(row) and row[place]]
    return tuple(dict.fromkeys(filled))[:_SAMPLES]
