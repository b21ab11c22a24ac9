"""Who is told first about a red reading, and what holds when the surgery is closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.readings.told import Clinician, clinicians
from proactive_care.store import people as store

_SETTING = "reading_telling"
_SATURDAY = 5


@dataclass(frozen=True)
class Telling:
    """``first`` is the name of the clinician who is offered first ("" for nobody in particular).

    ``opens`` and ``closes`` are the working hours from Monday to Friday, on the clock here;
    ``after_hours`` says what to do when a red reading turns up outside them.
    """

    first: str = ""
    opens: time = time(8, 0)
    closes: time = time(18, 30)
    after_hours: str = "The surgery is closed: ring the duty doctor, or NHS 111."

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody is at work then. Bank holidays are not known here."""
        here = moment.astimezone()
        return here.weekday() < _SATURDAY and self.opens <= here.time() < self.closes


def load_telling(session: Session) -> Telling:
    """Return what the practice has chosen."""
    saved: Any = store.read_setting(session.practice.db, _SETTING)
    if saved is None:
        return Telling()
    return Telling(
        saved["first"],
        _clock(saved["opens"]),
        _clock(saved["closes"]),
        saved["after_hours"],
    )


def save_telling(session: Session, choice: Telling) -> None:
    """Choose who is told first and the working hours; audited. Needs MANAGE_SETTINGS.

    Raises InvalidInput naming the field: somebody who cannot be told, hours that end before they
    begin, no words for when the surgery is closed.
    """
    kept = "The settings are unchanged."
    session.require(Permission.MANAGE_SETTINGS)
    if choice.first and choice.first not in {person.name for person in clinicians(session)}:
        raise InvalidInput(
            "Only somebody who may act on a red reading can be told first.",
            field="first",
            kept=kept,
        )
    if choice.closes <= choice.opens:
        raise InvalidInput("The surgery closes before it opens.", field="closes", kept=kept)
    if len(choice.after_hours.strip()) < 10:
        raise InvalidInput(
            "Say what to do with a red reading while the surgery is closed.",
            field="after_hours",
            kept=kept,
        )
    value = {
        **asdict(choice),
        "opens": f"{choice.opens:%H:%M}",
        "closes": f"{choice.closes:%H:%M}",
        "after_hours": choice.after_hours.strip(),
    }
    with session.act(Permission.MANAGE_SETTINGS, "readings.telling", **value) as act:
        store.save_setting(act.db, _SETTING, value)


def people_to_tell(session: Session) -> tuple[Clinician, ...]:
    """Return everybody who can be told, the one who is told first at the top."""
    first = load_telling(session).first
    return tuple(sorted(clinicians(session), key=lambda person: person.name != first))


def telling_hint(session: Session) -> str:
    """Return what holds now that the surgery is closed; empty while it is open."""
    choice = load_telling(session)
    return "" if choice.is_open(session.now()) else choice.after_hours


def _clock(text: str) -> time:
    hour, minute = map(int, text.split(":"))
    return time(hour, minute)
