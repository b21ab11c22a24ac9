"""What has been going on in the demo practice: three weeks of invitations, diaries and loans.

Everything is done through the services that the window calls, by fictional colleagues on the days
before, so that each page has something to look at and the audit tells a believable story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from proactive_care import frameworks, readings, recall
from proactive_care.accounts import Session, add_user
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.vocabulary import Channel, Framework, Role
from proactive_care.readings import Acknowledgement, FormKind, Origin, Route
from proactive_care.recall import Outcome

HCA, DESK, PRESCRIBER = "tamsin", "desk", "lindqvist"
_INVITED_DAYS_AGO = 20
_INVITED = 40
_PAIRS_A_DAY = 4

# Systolic and diastolic of the first reading after day 1; the others follow from it by a few mmHg.
_IN_RANGE, _RAISED, _DANGEROUS = (128, 78), (152, 93), (186, 104)


@dataclass(frozen=True)
class _Invited:
    """Somebody who got a letter with a diary."""

    patient: int
    diary_code: str


@dataclass(frozen=True)
class _Colleagues:
    lead: Session
    hca: Session
    desk: Session

    def ago(self, who: Session, days: int) -> Session:
        """The same person at work some days before."""
        return replace(who, clock=lambda: self.lead.now() - timedelta(days=days))


def do_demo_work(session: Session, printed: Path, password: str, as_of: date) -> None:
    """Invite, answer, key, lend and phone. ``session`` is the clinical lead's."""
    people = _colleagues(session, password)
    invited = _invite(people, printed, as_of)
    if len(invited) < 12:  # a practice too small for a story
        return
    _answers(people, invited)
    _diaries(people, invited)
    _tray(people, invited[5:9])
    _loans(people, invited)


def _colleagues(session: Session, password: str) -> _Colleagues:
    names = {
        HCA: (Role.HCA, "Tamsin Birch"),
        DESK: (Role.RECEPTIONIST, "Robin Sandboxer"),
        PRESCRIBER: (Role.PRESCRIBER, "Dr P Lindqvist"),
    }
    for user, (role, full_name) in names.items():
        add_user(session, user, role, password, full_name=full_name)

    def at_work(user: str) -> Session:
        role, full_name = names[user]
        return replace(session, user_name=user, full_name=full_name, role=role)

    return _Colleagues(session, at_work(HCA), at_work(DESK))


def _invite(people: _Colleagues, printed: Path, as_of: date) -> list[_Invited]:
    """Print the batch of three weeks ago and return who got a diary with it."""
    then = people.ago(people.lead, _INVITED_DAYS_AGO)
    day = as_of - timedelta(days=_INVITED_DAYS_AGO)
    sorted_here = frameworks.latest_results(then, Framework.HYPERTENSION.value)
    only = frozenset(row.patient for row in sorted_here)
    preview = recall.preview_batch(then, day, limit=_INVITED, only=only)
    if not preview.letters:
        return []
    printed.mkdir(parents=True, exist_ok=True)
    recall.print_batch(then, preview, printed / "letters.pdf")
    both = zip(preview.due, preview.letters, strict=True)
    return [
        _Invited(due.patient.id, letter.diary_code)
        for due, letter in both
        if letter.diary_code and Framework.HYPERTENSION in letter.conditions
    ]


def _answers(people: _Colleagues, invited: Sequence[_Invited]) -> None:
    """Record what came of the invitations."""
    today = people.lead.today()
    outcomes = (
        (9, 12, Outcome.BOOKED, today + timedelta(days=4)),
        (10, 6, Outcome.NO_ANSWER, None),
        (11, 2, Outcome.RING_BACK, today + timedelta(days=1)),
    )
    for place, days, outcome, until in outcomes:
        desk = people.ago(people.desk, days)
        recall.record_outcome(desk, invited[place].patient, outcome, until=until)


def _diaries(people: _Colleagues, invited: Sequence[_Invited]) -> None:
    """File three diaries; the dangerous one was told to the prescriber at once."""
    for place, days, first in ((0, 6, _IN_RANGE), (1, 4, _RAISED), (2, 1, _DANGEROUS)):
        hca = people.ago(people.hca, days)
        told = None
        if first is _DANGEROUS:
            told = Acknowledgement("Dr P Lindqvist", hca.now(), symptoms_asked=True)
        readings.file_diary(
            hca,
            invited[place].patient,
            _diary(first, hca.today() - timedelta(days=8)),
            Origin(Channel.PAPER, form_code=invited[place].diary_code),
            acknowledgement=told,
        )


def _diary(first: tuple[int, int], start: date) -> list[DiaryReading]:
    """Seven days of readings that come down a little, as they do."""
    return [
        DiaryReading(
            start + timedelta(days=day),
            part,
            number,
            first[0] - (day * _PAIRS_A_DAY + place) // 5 + 3 * (number == 1),
            first[1] - (day * _PAIRS_A_DAY + place) // 9 + 2 * (number == 1),
            confirmed=True,
        )
        for day in range(7)
        for place, (part, number) in enumerate(
            (part, number) for part in (Part.MORNING, Part.EVENING) for number in (1, 2)
        )
    ]


def _tray(people: _Colleagues, waiting: Sequence[_Invited]) -> None:
    """Count forms into the tray: most have their code, one sheet has lost it."""
    codes = [each.diary_code for each in waiting]
    earlier, today = people.ago(people.hca, 3), people.hca
    readings.receive_forms(earlier, FormKind.BP_DIARY, Route.POST, 2, form_codes=codes[:2])
    readings.receive_forms(today, FormKind.BP_DIARY, Route.HAND, 3, form_codes=codes[2:])


def _loans(people: _Colleagues, invited: Sequence[_Invited]) -> None:
    """Lend two monitors, one of them too long ago."""
    today = people.lead.today()
    for asset, model, cuff in (
        ("BP-01", "Omron M2", "medium"),
        ("BP-02", "Omron M2", "medium"),
        ("BP-03", "A&D UA-651", "large"),
    ):
        readings.add_monitor(
            people.ago(people.hca, 60), asset, model, cuff, validated="BIHS",
            calibration_due=today + timedelta(days=200),
        )  # fmt: skip
    for asset, place, days, length in (("BP-01", 3, 30, 14), ("BP-02", 4, 5, 14)):
        hca = people.ago(people.hca, days)
        due = hca.today() + timedelta(days=length)
        readings.lend_monitor(hca, asset, invited[place].patient, due)
