"""A model of recall over two years: outcomes, imports, deaths, moves, crashes and restarts.

Whatever happens: nobody dead, left, paused, dissenting, booked, reviewed or at the end of life is
invited; whoever is kept apart gets the letter of their stream and no other; no second invitation
inside the gap; no urgent or high patient is dropped; each invitation is coded once.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from proactive_care import recall
from proactive_care.domain.errors import KnownError
from proactive_care.domain.progress import no_progress
from proactive_care.domain.vocabulary import Tier
from proactive_care.recall import Basis, Due, Escalated, InStream, Outcome, RecallPreview, Way
from proactive_care.recall.rules import practice_settings
from proactive_care.recall.sorting import sort_everybody
from support.recall_known import GAP, SETTINGS, YEAR, Known
from support.recall_world import (
    APART,
    BEGINS_APART,
    END_OF_LIFE,
    INVITED,
    REVIEW,
    START,
    TIERS,
    Crash,
    Person,
    World,
    broken,
)

pytestmark = pytest.mark.untraced

LETTERS = [concept for concept in APART if concept != END_OF_LIFE]
places = st.integers(0, len(TIERS) - 1)


class TwoYears(RuleBasedStateMachine):
    """One practice of eight patients; every rule is something that happens in a practice."""

    template: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.known = [Known(BEGINS_APART.get(place, "")) for place, _ in enumerate(TIERS)]
        self.printed = 0

    @initialize(basis=st.sampled_from([Basis.MIXED, Basis.RISK]))
    def begin(self, basis: Basis) -> None:
        self.basis = basis
        if TwoYears.template is None:
            TwoYears.template = Path(tempfile.mkdtemp())
            World.begin(TwoYears.template).session.practice.close_all()
        self.world = World.copy(TwoYears.template, self.folder)
        self.patient = {p.number: patient for patient, p in self.world.ids().items()}
        self.person = {patient: n for n, patient in self.patient.items()}

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.session.practice.close_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    # What happens ------------------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 6, 20, 40]))
    def some_days_go_by(self, days: int) -> None:
        self.time_passes(days)

    def time_passes(self, days: int) -> None:
        if self.world.today + timedelta(days=days) <= START + 2 * YEAR:
            self.world.pass_days(days)

    @rule(weeks=st.integers(2, 12))
    def weeks_go_by(self, weeks: int) -> None:
        """Every Monday somebody prints what is due, now and then what is kept apart as well."""
        for week in range(weeks):
            self.time_passes(7)
            self._print(self._preview())
            if week == 0:
                for stream in sorted({known.apart for known in self.known} & set(LETTERS)):
                    self.print_the_letters_of_a_stream(stream, "whole")

    @rule(how=st.sampled_from(["whole", "pages", "transaction", "rename"]))
    def print_a_batch(self, how: str) -> None:
        preview = self._preview()
        if how != "whole":
            self._crash(preview, how)
        else:
            self._print(preview)

    @rule(stream=st.sampled_from(LETTERS), how=st.sampled_from(["whole", "whole", "transaction"]))
    def print_the_letters_of_a_stream(self, stream: str, how: str) -> None:
        session = self.world.session
        if stream in recall.recall_rules(session).routes:
            before = self._invitations()
            with contextlib.suppress(KnownError):
                self._preview(stream)
                raise AssertionError("a stream by its route has no letters")
            assert self._invitations() == before
        elif how == "whole":
            self._print(self._preview(stream))
        else:
            self._crash(self._preview(stream), how)

    @rule(routes=st.frozensets(st.sampled_from(LETTERS), max_size=2))
    def a_manager_chooses_the_route(self, routes: frozenset[str]) -> None:
        session = self.world.session
        recall.save_recall_rules(session, replace(recall.recall_rules(session), routes=routes))

    @rule()
    def print_twice(self) -> None:
        """A double click, and two windows with the same people."""
        first, second = self._preview(), self._preview()
        self._print(first)
        for again in (first, second):
            before = self._invitations()
            try:
                recall.print_batch(self.world.session, again, self.folder / "again.pdf")
            except KnownError:
                assert self._invitations() == before
            else:
                raise AssertionError("the same people were invited twice")

    @rule(place=places)
    def booked(self, place: int) -> None:
        until = self.world.today + timedelta(days=10)
        self._told(place, Outcome.BOOKED, until=until)
        self.known[place].booked = until
        self.known[place].said_no = False

    @rule(
        place=places,
        outcome=st.sampled_from(
            [Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.MESSAGE_LEFT, Outcome.TEXT_SENT]
        ),
    )
    def reached_nobody(self, place: int, outcome: Outcome) -> None:
        self._told(place, outcome)

    @rule(place=places, attended=st.booleans())
    def came(self, place: int, attended: bool) -> None:
        self._told(place, Outcome.ATTENDED if attended else Outcome.REVIEW)
        known = self.known[place]
        known.reviews.append(self.world.today)
        known.booked, known.said_no = None, False

    @rule(place=places, came_not=st.booleans())
    def did_not_come(self, place: int, came_not: bool) -> None:
        self._told(place, Outcome.DID_NOT_ATTEND if came_not else Outcome.CANCELLED)
        self.known[place].booked = None

    @rule(place=places)
    def paused(self, place: int) -> None:
        until = self.world.today + timedelta(days=60)
        self._told(place, Outcome.PAUSED, until=until, note="In hospital")
        self.known[place].paused, self.known[place].said_no = until, False

    @rule(place=places, clinician=st.booleans())
    def said_no(self, place: int, clinician: bool) -> None:
        self._told(place, Outcome.DECLINED if clinician else Outcome.SAYS_NO, note="Not now")
        known = self.known[place]
        known.said_no = not clinician
        if clinician:
            known.dissent = self.world.today

    @rule(place=places)
    def changed_their_mind(self, place: int) -> None:
        self._told(place, Outcome.INVITE_AGAIN)
        known = self.known[place]
        known.dissent = known.paused = known.booked = None
        known.said_no = False

    @rule(place=places, outcome=st.sampled_from([Outcome.MOVED, Outcome.RETURNED]))
    def post_came_back(self, place: int, outcome: Outcome) -> None:
        self._told(place, outcome)

    @rule(place=places, way=st.sampled_from(list(Way)))
    def prefers(self, place: int, way: Way) -> None:
        self._told(place, Outcome.PREFERS, way=way)

    @rule(place=places)
    def reported_deceased_by_mistake(self, place: int) -> None:
        contact = self._told(place, Outcome.DECEASED)
        preview = self._preview()
        assert self.patient[place] not in {due.patient.id for due in preview.invited}
        recall.take_back(self.world.session, contact, "Another person of that name")

    @precondition(lambda self: sum(not known.reported for known in self.known) > 3)
    @rule(place=places)
    def reported_deceased(self, place: int) -> None:
        self._told(place, Outcome.DECEASED)
        self.known[place].reported = True

    @precondition(lambda self: sum(person.died is None for person in self.world.people) > 4)
    @rule(place=places)
    def dies(self, place: int) -> None:
        self.world.people[place].died = self.world.today

    @rule(place=places, back=st.booleans())
    def leaves_or_comes_back(self, place: int, back: bool) -> None:
        self.world.people[place].left = None if back else self.world.today

    @rule(place=places, there=st.booleans())
    def drops_out_of_the_search(self, place: int, there: bool) -> None:
        self.world.people[place].in_extract = there

    @rule(place=places)
    def moves_house(self, place: int) -> None:
        self.world.people[place].street = f"{self.world.today.toordinal()} Sample Street"

    @rule(place=places, code=st.sampled_from([REVIEW, INVITED]))
    def is_coded_in_the_clinical_system(self, place: int, code: str) -> None:
        self.world.people[place].events.append((self.world.today, code))

    @rule(place=places, concept=st.sampled_from(list(APART)), ends=st.booleans())
    def is_coded_apart(self, place: int, concept: str, ends: bool) -> None:
        """Housebound, in a care home, at the end of life; or not any more."""
        code = APART[concept][ends]
        if code:
            self.world.people[place].events.append((self.world.today, code))
            self.import_the_extract()

    @rule()
    def import_the_extract(self) -> None:
        self.world.import_extract()
        for person, known in zip(self.world.people, self.known, strict=True):
            known.gone = not person.in_extract or self._has_left(person)
            if person.in_extract:
                known.dead = person.died is not None
                known.gone = self._has_left(person)
                known.reviews += [day for day, code in person.events if code == REVIEW]
            known.apart = person.apart() if person.in_extract else ""

    @rule(place=places, tier=st.sampled_from(list(Tier)))
    def is_sorted_anew(self, place: int, tier: Tier) -> None:
        self.world.people[place].tier = tier
        self.world.sort_into_groups()

    @rule()
    def restarts(self) -> None:
        self.world.restart()

    @rule()
    def a_person_ticks_a_line(self) -> None:
        items = recall.coding_list(self.world.session, self.world.today)
        if items:
            work = items[0].work
            recall.tick_coding(self.world.session, work.origin, work.code.code)

    @rule()
    def all_is_stopped_for_a_while(self) -> None:
        session, preview = self.world.session, self._preview()
        recall.stop_recall(session, "Flood in the surgery")
        before = self._invitations()
        with contextlib.suppress(KnownError):
            recall.print_batch(session, preview, self.folder / "stopped.pdf")
        assert self._invitations() == before
        recall.resume_recall(session, "Dry again")

    # What must hold ----------------------------------------------------------------------------

    @invariant()
    def nobody_urgent_or_high_is_dropped(self) -> None:
        if not hasattr(self, "world"):
            return
        session, today = self.world.session, self.world.today
        db = session.practice.db
        found = sort_everybody(db, today, practice_settings(db, self.basis), no_progress)
        every = [*found.due, *found.excluded, *found.not_due, *found.other_route]
        counts = Counter(each.patient.id for each in every)
        assert counts == Counter(list(self.person)), "everybody is somewhere, and once"
        escalated = {each.patient.id for each in recall.escalated(session, today, basis=self.basis)}
        for each in every:
            number = self.person[each.patient.id]
            if self.world.people[number].tier not in SETTINGS.escalated:
                continue
            if isinstance(each, Due | Escalated) or each.patient.id in escalated:
                continue
            if isinstance(each, InStream):
                assert self.known[number].apart in LETTERS, each
                continue
            tier = self.world.people[number].tier
            assert self.known[number].makes_true(each.reason, tier, today), each

    @invariant()
    def each_invitation_is_coded_once(self) -> None:
        if not hasattr(self, "world"):
            return
        db = self.world.session.practice.db
        items = recall.coding_list(self.world.session, self.world.today)
        waiting = Counter(item.work.origin for item in items if item.work.code.code == INVITED)
        assert not waiting or max(waiting.values()) == 1
        done = {row[0] for row in db.conn.execute("SELECT origin FROM coding_done")}
        letters = {
            row[0] for row in db.conn.execute("SELECT id FROM invitation WHERE channel = 'letter'")
        }
        assert not done & set(waiting), "ticked off is off the list"
        assert letters <= done | set(waiting), "every letter is coded or waits for it"

    # Helpers -----------------------------------------------------------------------------------

    def _preview(self, stream: str = "") -> RecallPreview:
        session, today = self.world.session, self.world.today
        return recall.preview_batch(session, today, basis=self.basis, stream=stream)

    def _print(self, preview: RecallPreview) -> None:
        if preview.invited:
            recall.print_batch(self.world.session, preview, self.folder / "letters.pdf")
            self._check_invited(preview)

    def _crash(self, preview: RecallPreview, how: str) -> None:
        """The computer goes off in the middle; what it leaves is all or nothing."""
        if not preview.invited:
            return
        session, before = self.world.session, self._invitations()
        with contextlib.suppress(Crash, KnownError), broken(preview, how):
            recall.print_batch(session, preview, self.folder / "crash.pdf")
        self.world.restart()
        if self._invitations() == before:
            assert how != "rename", "the invitations stand before the files get their names"
            self._print(self._preview(preview.stream))
            return
        assert self._invitations() == before + len(preview.invited), "all or nothing"
        self._check_invited(preview)
        if how == "rename":
            self._finished(preview)
        if preview.letters:
            number = recall.list_batches(self.world.session)[0].number
            again = [letter.place.sequence for letter in preview.letters]
            file = self.folder / "again.pdf"
            assert recall.reprint(
                self.world.session, number, again, reason="The computer went off", file=file
            ).sequences == tuple(again)

    def _finished(self, preview: RecallPreview) -> None:
        """What had no name yet gets it before anybody else is invited."""
        with pytest.raises(KnownError, match="cut off"):
            recall.print_batch(self.world.session, self._preview(), self.folder / "next.pdf")
        assert (self.folder / "crash.pdf").exists() or not preview.letters

    def _check_invited(self, preview: RecallPreview) -> None:
        today, routes = self.world.today, recall.recall_rules(self.world.session).routes
        for due in preview.invited:
            known = self.known[self.person[due.patient.id]]
            assert due.stream == preview.stream == known.apart
            assert known.apart != END_OF_LIFE
            assert known.apart not in routes
            assert not any((known.dead, known.gone, known.reported))
            assert not known.said_no or due.tier not in SETTINGS.escalated
            assert known.paused is None or known.paused < today
            assert known.booked is None or known.booked < today
            assert known.dissent is None or known.dissent + YEAR < today
            interval = timedelta(days=SETTINGS.review_interval_days[due.tier])
            assert all(day + interval <= today for day in known.reviews)
            assert all(day + GAP <= today for day in known.invited)
            assert due.number <= SETTINGS.invitations
            known.invited.append(today)
        rows = self.world.session.practice.db.conn.execute(
            "SELECT patient, count(*) FROM invitation GROUP BY patient"
        )
        counts = {self.person[patient]: count for patient, count in rows}
        assert counts == {n: len(k.invited) for n, k in enumerate(self.known) if k.invited}

    def _told(self, place: int, outcome: Outcome, **more: object) -> str:
        session, patient = self.world.session, self.patient[place]
        self.known[place].contacts.append(more.get("until") or self.world.today)  # type: ignore[arg-type]
        return recall.record_outcome(session, patient, outcome, **more)  # type: ignore[arg-type]

    def _invitations(self) -> int:
        return int(self.world.session.practice.db["invitation"].count)

    def _has_left(self, person: Person) -> bool:
        return person.left is not None and person.left <= self.world.today


TestTwoYears = TwoYears.TestCase
TestTwoYears.settings = settings(
    max_examples=15,
    stateful_step_count=50,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
