"""What Today shows, gathered from the services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.frameworks import packs_in_use, signed_by
from proactive_care.importing import unmapped_codes
from proactive_care.patients import practice_state
from proactive_care.readings import (
    FormKind,
    Waiting,
    call_list,
    letters_to_print,
    open_alerts,
    waiting_forms,
)
from proactive_care.recall import coding_list, next_steps_due
from proactive_care.ui.shell.status_bar import StatusFacts
from proactive_care.ui.shell.status_facts import gather_facts
from proactive_care.worklists import GroupMark, Worklist, WorklistRow, group_roles

_CLOSES_GAPS = {Role.HCA, Role.CARE_COORDINATOR}


@dataclass(frozen=True)
class NeededRow:
    """Somebody in a group that needs acting on, and who acts by when."""

    row: WorklistRow
    framework: Framework
    mark: GroupMark
    who: str
    by: str


@dataclass(frozen=True)
class TrayCount:
    """How many forms of a kind are in the tray; ``oldest`` in days."""

    kind: FormKind
    count: int
    oldest: int


@dataclass(frozen=True)
class LetterCount:
    """Letters that wait to be printed: ``results`` of readings, ``loans`` of monitors.

    ``held`` are those among them that cannot be printed as they are.
    """

    results: int
    loans: int
    held: int


@dataclass(frozen=True)
class ToDo:
    """Somebody to phone, book or write to. No clinical values: reception works from this.

    ``for_readings``: a call of the Readings page; otherwise a step of the Recall page.
    """

    patient: int
    name: str
    what: str
    why: str
    phone: str
    due: date
    for_readings: bool = False


@dataclass(frozen=True)
class Housekeeping:
    """What waits around the data: reviews not yet coded, codes that no rule knows."""

    to_code: int = 0
    overdue: int = 0
    unmapped: int = 0


@dataclass(frozen=True)
class TodayFacts:
    """Everything on the page. ``unsigned`` names frameworks whose rules nobody has signed.

    What a role may not see is empty; ``tray``, ``todo`` and ``letters`` are None where a role
    has no part in it.
    """

    status: StatusFacts
    patients: int
    tiers: Mapping[Tier, int]
    needed: tuple[NeededRow, ...]
    unsigned: tuple[Framework, ...]
    sorted_patients: int
    waiting: tuple[Waiting, ...] = ()
    tray: tuple[TrayCount, ...] | None = None
    todo: tuple[ToDo, ...] | None = None
    house: Housekeeping = Housekeeping()
    letters: LetterCount | None = None


def load_today(
    session: Session,
    worklist: Callable[[Progress], Worklist],
    housekeeping: Callable[[Progress], Housekeeping],
    progress: Progress,
) -> TodayFacts:
    """Return what needs this person today. Without VIEW_CLINICAL nobody is named with values.

    ``worklist`` loads the list of everybody; it is only asked for if it may be shown.
    ``housekeeping`` goes through every code, so it is kept until something changes.
    """
    status = gather_facts(session)
    patients = practice_state(session).patients
    packs = packs_in_use(session) if session.may(Permission.VIEW_PATIENTS) else {}
    unsigned = tuple(
        framework
        for framework, pack in packs.items()
        if signed_by(session, pack.id, framework.value) is None
    )
    takes = session.may(Permission.TAKE_READINGS)
    tray, letters = (_tray(session), _letters(session)) if takes else (None, None)
    todo = _todo(session) if session.may(Permission.RECORD_CONTACTS) else None
    house = housekeeping(progress)
    if not session.may(Permission.VIEW_CLINICAL):
        return TodayFacts(
            status, patients, {}, (), unsigned, 0,
            tray=tray, todo=todo, house=house, letters=letters,
        )  # fmt: skip
    rows = worklist(progress).rows
    roles = group_roles(session)
    wanted = tiers_for(session.role)
    needed = [
        NeededRow(row, framework, mark, *roles.get((framework, mark.group), ("", "")))
        for row in rows
        if row.tier in wanted or Tier.DATA_GAP in wanted
        for framework, mark in row.groups.items()
        if mark.tier in wanted and (mark.tier is row.tier or mark.tier is Tier.DATA_GAP)
    ]
    needed.sort(key=lambda n: (n.mark.tier.rank, n.mark.group, n.row.name.casefold()))
    tiers = Counter(row.tier for row in rows)
    return TodayFacts(
        status, patients, tiers, tuple(needed), unsigned, len(rows),
        open_alerts(session), tray, todo, house, letters,
    )  # fmt: skip


def tiers_for(role: Role) -> tuple[Tier, ...]:
    """Return whose patients a role starts the day with: whoever takes bloods closes data gaps."""
    return (Tier.DATA_GAP,) if role in _CLOSES_GAPS else (Tier.URGENT, Tier.HIGH)


def _tray(session: Session) -> tuple[TrayCount, ...]:
    oldest: dict[FormKind, int] = {}
    counts: Counter[FormKind] = Counter()
    for form in waiting_forms(session):
        counts[form.kind] += 1
        oldest[form.kind] = max(form.days_waiting, oldest.get(form.kind, 0))
    return tuple(TrayCount(kind, counts[kind], oldest[kind]) for kind in FormKind if counts[kind])


def _letters(session: Session) -> LetterCount:
    waiting = letters_to_print(session)
    results = sum(letter.kind == "result" for letter in waiting)
    held = sum(bool(letter.held) for letter in waiting)
    return LetterCount(results, len(waiting) - results, held)


def _todo(session: Session) -> tuple[ToDo, ...]:
    calls = [
        ToDo(
            call.patient_id,
            call.name,
            "Phone for readings",
            call.why,
            call.phones[0] if call.phones else "",
            call.due,
            for_readings=True,
        )
        for call in call_list(session)
    ]
    steps = [
        ToDo(
            step.patient.id,
            f"{step.patient.title} {step.patient.given_name} {step.patient.family_name}".strip(),
            step.what,
            step.because,
            step.patient.mobile_phone or step.patient.home_phone,
            step.due,
        )
        for step in next_steps_due(session)
    ]
    return tuple(sorted([*calls, *steps], key=lambda each: (each.due, each.name.casefold())))


def load_housekeeping(session: Session, progress: Progress) -> Housekeeping:
    """Return what waits around the data, as far as this person may see it."""
    progress(0, None, "Looking for codes")
    codes = coding_list(session, session.today()) if session.may(Permission.EXPORT) else ()
    maps = session.may(Permission.IMPORT) and session.may(Permission.VIEW_CLINICAL)
    return Housekeeping(
        len(codes),
        sum(item.overdue for item in codes),
        len(unmapped_codes(session)) if maps else 0,
    )
