"""Everything that happened with a patient here, newest first: contacts, readings, care plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from proactive_care.accounts import Session, full_names
from proactive_care.care_plans import PlanVersion, plan_steps, plan_versions
from proactive_care.domain.dates import show_date
from proactive_care.patients import GivenHandout, handouts_given
from proactive_care.readings import (
    PrintedLetter,
    SessionSummary,
    printed_letters_of,
    sessions_of,
)
from proactive_care.recall import ContactEntry, Outcome, Way, contacts
from proactive_care.ui.widgets import capitalised, lowered

ASSIGNED = "assigned"


class EntryKind(Enum):
    """What an entry is; ``value`` is its icon."""

    LETTER = "recall"
    PHONE = "phone"
    TEXT = "message"
    READING = "readings"
    PLAN = "care-plan"
    HANDOUT = "print"
    OTHER = "info"


@dataclass(frozen=True)
class Entry:
    """One line. ``ended`` says why it no longer counts.

    ``batch``, ``letter``, ``version`` or ``handout`` find its paper; of an older handout there is
    only the day.
    """

    day: date
    kind: EntryKind
    what: str
    about: str
    by: str
    ended: str = ""
    batch: str = ""
    sequence: int = 0
    version: int = 0
    pages: int = 0
    letter: str = ""
    handout: str = ""

    @property
    def opens(self) -> bool:
        """Whether its paper can be seen again."""
        return bool(self.batch or self.letter or self.version or self.handout)


def load_history(session: Session, patient: int) -> tuple[Entry, ...]:
    """Return a patient's history, newest first. Raises NotPermitted."""
    entries = [
        *map(_contact, contacts(session, patient)),
        *map(_reading, sessions_of(session, patient, with_withdrawn=True)),
        *map(_version, plan_versions(session, patient)),
        *map(_letter, printed_letters_of(session, patient)),
        *map(_handout, handouts_given(session, patient)),
        *(
            Entry(
                step.day, EntryKind.PLAN, f"Care plan {step.what.value}",
                step.note or step.to_whom, step.by,
            )
            for step in plan_steps(session, patient)
        ),
    ]  # fmt: skip
    names = full_names(session)
    named = (replace(entry, by=names.get(entry.by, entry.by)) for entry in entries)
    return tuple(sorted(named, key=lambda entry: entry.day, reverse=True))


def preferred(found: Iterable[ContactEntry]) -> tuple[str, str]:
    """Return how a patient likes to be reached, and to whom they are assigned; newest first."""
    standing = [entry for entry in found if not entry.taken_back]
    wishes = [entry for entry in standing if entry.kind == Outcome.PREFERS.value]
    given = [entry for entry in standing if entry.kind == ASSIGNED]
    prefers = Way(wishes[0].way).label if wishes and wishes[0].way else ""
    assigned = given[0].label.partition(": ")[2] if given else ""
    return capitalised(prefers), assigned


_KINDS = {"letter": EntryKind.LETTER, "phone": EntryKind.PHONE, "text": EntryKind.TEXT}


def _contact(entry: ContactEntry) -> Entry:
    parts = [f"batch {entry.batch}, letter {entry.sequence}"] if entry.batch else []
    if entry.until is not None:
        parts.append(f"until {show_date(entry.until)}")
    if entry.note:
        parts.append(entry.note)
    if entry.next_step:
        due = f" by {show_date(entry.next_on)}" if entry.next_on else ""
        parts.append(f"next: {entry.next_step}{due}")
    return Entry(
        entry.on,
        _KINDS.get(entry.way or entry.kind, EntryKind.OTHER),
        entry.label,
        "; ".join(parts),
        entry.by,
        entry.taken_back,
        entry.batch if entry.way == Way.LETTER.value else "",
        entry.sequence,
    )


def _reading(done: SessionSummary) -> Entry:
    band = f", {done.band.value}" if done.band is not None else ""
    what = f"{capitalised(done.kind).replace('Bp ', 'Blood pressure ')} {done.reading}".strip()
    days = f"{done.days} days, " if done.days > 1 else ""
    about = f"{days}by {done.channel.value}, {done.status}{band}"
    return Entry(
        done.last_day, EntryKind.READING, what, about, done.entered_by,
        "" if done.counts else done.ended or "no longer counts",
    )  # fmt: skip


def _version(version: PlanVersion) -> Entry:
    review = f", review by {show_date(version.review_on)}" if version.review_on else ""
    return Entry(
        version.made_on, EntryKind.PLAN, f"Care plan, version {version.version}",
        f"{_pages(version.pages)}, {lowered(version.format)}{review}", version.by,
        version=version.version, pages=version.pages,
    )  # fmt: skip


_LETTERS = {
    "result": "Result letter",
    "loan agreement": "Loan agreement for a monitor",
    "loan reminder": "Reminder about a monitor",
    "loan return": "Receipt for a monitor",
}


def _letter(printed: PrintedLetter) -> Entry:
    return Entry(
        printed.printed_at.astimezone().date(), EntryKind.LETTER, _LETTERS[printed.kind],
        f"printing {printed.run}, letter {printed.sequence}", printed.printed_by,
        letter=printed.id,
    )  # fmt: skip


def _handout(given: GivenHandout) -> Entry:
    about = [f"{_pages(given.pages)}, {lowered(given.paper)}"] if given.id else []
    about += [f"the patient {given.instead_of}"] if given.instead_of else []
    what = f"{given.kind.label} handed out"
    return Entry(
        given.on, EntryKind.HANDOUT, what, "; ".join(about), given.by, handout=given.id
    )  # fmt: skip


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
