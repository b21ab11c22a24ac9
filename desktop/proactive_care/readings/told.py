"""Who was told about a red reading, and when: nothing red is filed without this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from proactive_care.accounts import Permission, Session, list_users, roles_with
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.triage import Band
from proactive_care.domain.vocabulary import Role

HOW_TOLD = ("In person", "By phone", "By message, and read")
_CLOCK_DIFFERENCE = timedelta(minutes=5)
_KEPT = "Nothing was filed. What was typed is kept."


@dataclass(frozen=True)
class Acknowledgement:
    """A named clinician was told, at a moment (aware of its time zone), in one of HOW_TOLD's ways.

    ``symptoms_asked``: whoever entered the reading asked for red-flag symptoms.
    """

    clinician: str
    told_at: datetime
    how: str = HOW_TOLD[0]
    symptoms_asked: bool = False


@dataclass(frozen=True)
class Clinician:
    """Somebody who can be told: may close alerts in this practice."""

    name: str
    role: Role


class MustTellClinician(InvalidInput):
    """A red or emergency reading was about to be filed and nobody was named. ``band`` is which."""

    def __init__(self, band: Band) -> None:
        self.band = band
        super().__init__(
            f"This is {_AN[band]} reading: it is not filed before a named clinician was told.",
            field="clinician",
            kept=_KEPT,
            advice="Tell a clinician now, and enter who was told and when.",
        )


_AN = {Band.EMERGENCY: "an emergency", Band.RED: "a red"}


def clinicians(session: Session) -> tuple[Clinician, ...]:
    """Return everybody who uses the application and can be told, by name."""
    able = roles_with(Permission.CLOSE_ALERTS)
    found = [
        Clinician(user.full_name, user.role)
        for user in list_users(session)
        if user.active and user.role in able
    ]
    return tuple(sorted(found, key=lambda person: person.name.casefold()))


def check_told(
    session: Session, band: Band, told: Acknowledgement | None, first_day: date
) -> Acknowledgement:
    """Return the acknowledgement if it will do; else raise MustTellClinician or InvalidInput.

    The clinician may be somebody who does not use the application (a locum, the ambulance
    service), but not a colleague who is no clinician, nor the person who enters the reading unless
    they may close alerts themselves. The moment must not be in the future (5 minutes of clock
    difference are allowed) nor before the first reading.
    """
    if told is None or sum(letter.isalpha() for letter in told.clinician) < 2:
        raise MustTellClinician(band)
    _check_person(session, told.clinician)
    if told.told_at.tzinfo is None:
        raise ValueError("the moment somebody was told must be aware of its time zone")
    if told.told_at > session.now() + _CLOCK_DIFFERENCE:
        raise InvalidInput(
            "The time at which the clinician was told is in the future.",
            field="told_at",
            kept=_KEPT,
        )
    if told.told_at.astimezone().date() < first_day:
        raise InvalidInput(
            "The clinician cannot have been told before the first reading was taken.",
            field="told_at",
            kept=_KEPT,
        )
    return told


def _check_person(session: Session, name: str) -> None:
    able = roles_with(Permission.CLOSE_ALERTS)
    wanted = " ".join(name.split()).casefold()
    for user in list_users(session):
        if wanted in (user.full_name.casefold(), user.name.casefold()) and user.role not in able:
            raise InvalidInput(
                f"A {user.role.label} cannot act on a red reading.",
                field="clinician",
                kept=_KEPT,
                advice="Tell a nurse, a pharmacist or a doctor, and name them.",
            )


def moment_here(day: date, clock: time) -> datetime:
    """Return a day and a time on the practice's clock as a moment in UTC.

    Raises InvalidInput for a time that the clocks skip in spring. In autumn the hour that comes
    twice is taken as the first.
    """
    naive = datetime.combine(day, clock)
    moment = naive.astimezone()
    if moment.astimezone(UTC).astimezone().replace(tzinfo=None) != naive:
        raise InvalidInput(
            "There was no such time on that day: the clocks went forward.",
            field="time",
            kept=_KEPT,
            advice="Enter the time that the clock showed afterwards.",
        )
    return moment.astimezone(UTC)
