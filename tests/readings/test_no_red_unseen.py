"""A model of readings at work: entries, corrections, withdrawals, keyings, crashes, restarts.

Whatever happens, no red reading is filed without a named clinician told, no alert closes but by a
clinician, every acknowledged reading is still there, and the rules see exactly the valid means.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from proactive_care import accounts
from proactive_care.accounts import Permission, Session, roles_with
from proactive_care.domain import identifiers
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import InvalidInput, NotPermitted
from proactive_care.domain.triage import NO_SYMPTOMS, Band, RedFlag, Symptoms, triage_clinic
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import (
    FormKind,
    MustTellClinician,
    Route,
    SecondCheck,
    check_diary,
    close_alert,
    correct_session,
    file_clinic_reading,
    file_diary,
    key_form,
    match_form,
    open_alerts,
    receive_forms,
    save_second_check,
    session_detail,
    settle_form,
    to_settle,
    withdraw_session,
)
from proactive_care.readings import filing as filing_module
from support.practice import PASSWORD, add_user
from support.readings import BRAM, FIRST_DAY, PAPER, WREN, home_events, reading_practice, told

pytestmark = pytest.mark.untraced

AGES = {WREN: 67, BRAM: 83}
TODAY = date(2026, 9, 14)
symptoms = st.sampled_from(
    [NO_SYMPTOMS] * 3 + [Symptoms(frozenset({RedFlag.CHEST_PAIN})), Symptoms(dizziness=True)]
)
levels = st.sampled_from(
    [(118, 72), (140, 80), (152, 84), (169, 84), (170, 84), (182, 90), (181, 121)]
)
people = st.sampled_from([WREN, BRAM])
everybody = st.sampled_from(["lead", "tamsin", "seren"])


@st.composite
def diaries(draw: st.DrawFn) -> tuple[DiaryReading, ...]:
    level, days = draw(levels), draw(st.sampled_from([2, 4, 5]))
    start = FIRST_DAY + timedelta(draw(st.integers(0, 2)))
    readings = [
        DiaryReading(start + timedelta(day), part, number, *level)
        for day in range(days)
        for part in (Part.MORNING, Part.EVENING)
        for number in (1, 2)
    ]
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(readings) - 1))
        other = draw(levels)
        readings[place] = replace(readings[place], systolic=other[0], diastolic=other[1])
    return tuple(readings)


class Counted:
    """Identifiers in order instead of by chance: a failing example can be run again."""

    def __init__(self) -> None:
        self.count = 0

    def randbits(self, bits: int) -> int:
        self.count += 1
        return self.count

    def choice(self, letters: str) -> str:
        self.count += 1
        return letters[self.count * self.count % len(letters)]


class ReadingsAtWork(RuleBasedStateMachine):
    """The model: what was acknowledged as filed, and what was told."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(identifiers, "secrets", Counted())
        self.folder = Path(tempfile.mkdtemp())
        lead = reading_practice(self.folder / "practice")
        self.users = {"lead": lead}
        for name in ("tamsin", "seren"):
            self.users[name] = add_user(lead, name, Role.HCA)
        save_second_check(lead, SecondCheck(red=True, unusual=True, share=0.5))
        self.filed: dict[str, tuple[DiaryReading, ...]] = {}
        self.counts: dict[str, bool] = {}
        self.patient: dict[str, int] = {}
        self.alerts: set[str] = set()
        self.closed: set[str] = set()
        self.forms: list[str] = []

    def teardown(self) -> None:
        for user in self.users.values():
            user.practice.close_all()
        shutil.rmtree(self.folder)
        self.patch.undo()

    def by(self, name: str) -> Session:
        return self.users[name]

    def acknowledged(
        self, session_id: str, patient: int, readings: tuple[DiaryReading, ...], alert: str | None
    ) -> None:
        self.filed[session_id] = readings
        self.counts[session_id] = True
        self.patient[session_id] = patient
        if alert is not None:
            self.alerts.add(alert)

    @rule(who=everybody, patient=people, readings=diaries(), ticked=symptoms, tell=st.booleans())
    def enter(
        self,
        who: str,
        patient: int,
        readings: tuple[DiaryReading, ...],
        ticked: Symptoms,
        tell: bool,
    ) -> None:
        try:
            filed = file_diary(
                self.by(who),
                patient,
                readings,
                PAPER,
                symptoms=ticked,
                acknowledgement=told() if tell else None,
            )
        except MustTellClinician:
            assert not tell
            return
        except InvalidInput:
            return  # the same values were filed before
        assert tell or filed.band not in (Band.RED, Band.EMERGENCY)
        self.acknowledged(filed.session_id, patient, readings, filed.alert_id)

    @rule(
        who=everybody, patient=people, level=levels, minute=st.integers(0, 59), tell=st.booleans()
    )
    def measure_in_clinic(
        self, who: str, patient: int, level: tuple[int, int], minute: int, tell: bool
    ) -> None:
        reading = DiaryReading(TODAY, Part.UNSAID, 1, *level, time=f"08:{minute:02}")
        try:
            filed = file_clinic_reading(
                self.by(who), patient, reading, acknowledgement=told() if tell else None
            )
        except MustTellClinician:
            assert not tell
            return
        except InvalidInput:
            return  # the same values were filed before
        self.acknowledged(filed.session_id, patient, (reading,), filed.alert_id)

    @precondition(lambda self: any(self.counts.values()))
    @rule(data=st.data(), who=everybody, readings=diaries(), tell=st.booleans())
    def correct(
        self, data: st.DataObject, who: str, readings: tuple[DiaryReading, ...], tell: bool
    ) -> None:
        old = data.draw(st.sampled_from(sorted(k for k, counts in self.counts.items() if counts)))
        if len(self.filed[old]) == 1:
            readings = (replace(self.filed[old][0], systolic=readings[0].systolic),)
            if not (readings[0].systolic or 0) > (readings[0].diastolic or 0):
                return
        try:
            new = correct_session(
                self.by(who),
                old,
                "typed wrongly",
                readings=readings,
                acknowledgement=told() if tell else None,
            )
        except MustTellClinician:
            assert not tell
            return
        except InvalidInput:
            return  # the same values were filed before
        self.end(old, who)
        self.acknowledged(new.session_id, self.patient[old], readings, new.alert_id)

    @precondition(lambda self: any(self.counts.values()))
    @rule(data=st.data(), who=everybody)
    def withdraw(self, data: st.DataObject, who: str) -> None:
        old = data.draw(st.sampled_from(sorted(k for k, counts in self.counts.items() if counts)))
        withdraw_session(self.by(who), old, "wrong patient")
        self.end(old, who)

    def end(self, session_id: str, who: str) -> None:
        self.counts[session_id] = False
        alert = self.alert_of(session_id)
        if alert is not None and who == "lead":
            self.closed.add(alert)

    def alert_of(self, session_id: str) -> str | None:
        row = (
            self.by("lead")
            .practice.connection.execute(
                "SELECT alert FROM reading_session WHERE id = ?", (session_id,)
            )
            .fetchone()
        )
        alert: str | None = row[0]
        return alert

    @rule(patient=people)
    def receive(self, patient: int) -> None:
        (form,) = receive_forms(self.by("tamsin"), FormKind.BP_DIARY, Route.POST, 1)
        match_form(self.by("tamsin"), form, patient)
        self.forms.append(form)

    @precondition(lambda self: self.forms)
    @rule(who=everybody, data=st.data(), readings=diaries(), tell=st.booleans())
    def key(
        self, who: str, data: st.DataObject, readings: tuple[DiaryReading, ...], tell: bool
    ) -> None:
        form = data.draw(st.sampled_from(self.forms))
        act = settle_form if to_settle(self.by(who), form) else key_form
        try:
            done = act(self.by(who), form, readings, acknowledgement=told() if tell else None)
        except MustTellClinician:
            return
        except InvalidInput:
            return  # keyed by the same person, or the same diary was filed before
        finally:
            self.alerts |= {alert.id for alert in open_alerts(self.by("lead"), acute_only=True)}
        filed = getattr(done, "filed", done)
        if filed is not None:
            self.forms.remove(form)
            self.acknowledged(filed.session_id, filed.patient_id, readings, filed.alert_id)

    @precondition(lambda self: self.alerts - self.closed)
    @rule(data=st.data(), who=everybody)
    def close(self, data: st.DataObject, who: str) -> None:
        alert = data.draw(st.sampled_from(sorted(self.alerts - self.closed)))
        if who != "lead":
            with pytest.raises(NotPermitted):
                close_alert(self.by(who), alert, "Seen the same day")
            return
        close_alert(self.by(who), alert, "Seen the same day")
        self.closed.add(alert)

    @rule(readings=diaries())
    def crash_while_filing(self, readings: tuple[DiaryReading, ...]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(filing_module, "put_events", _fail)
            with pytest.raises((_Crash, InvalidInput)):
                file_diary(self.by("tamsin"), WREN, readings, PAPER, acknowledgement=told())
        self.restart()

    @rule()
    def restart(self) -> None:
        for name, user in self.users.items():
            user.practice.close_all()
            self.users[name] = accounts.sign_in(
                self.folder / "practice",
                name,
                PASSWORD,
                clock=user.clock,
                sleep=lambda seconds: None,
                device="test",
            )

    @invariant()
    def every_red_session_was_told_and_every_band_is_right(self) -> None:
        connection = self.by("lead").practice.connection
        rows = connection.execute(
            "SELECT s.id, s.kind, s.patient, s.band, s.symptoms, a.told_clinician, a.told_at"
            " FROM reading_session s LEFT JOIN alert a ON a.id = s.alert"
        ).fetchall()
        assert {row[0] for row in rows} == set(self.filed)
        for identifier, kind, patient, band, ticked, clinician, told_at in rows:
            readings = self.filed[identifier]
            found = Symptoms(
                frozenset({RedFlag.CHEST_PAIN} if "chest pain" in ticked else ()),
                dizziness="dizziness" in ticked,
            )
            if kind == "bp clinic":
                pair = readings[0].at_home.pair
                assert isinstance(pair, Pressure)
                expected = triage_clinic(pair, age=AGES[patient], symptoms=found).band
            else:
                expected = check_diary(readings, age=AGES[patient], symptoms=found).band
            assert band == expected.value
            if expected.must_be_acknowledged:
                assert clinician == "Dr P Lindqvist"
                assert told_at

    @invariant()
    def only_a_clinician_closes_alerts(self) -> None:
        lead = self.by("lead")
        waiting = {alert.id for alert in open_alerts(lead, acute_only=True)}
        assert waiting == self.alerts - self.closed
        able = {role.value for role in roles_with(Permission.CLOSE_ALERTS)}
        closers = {
            row[0] for row in lead.practice.connection.execute("SELECT role FROM alert_outcome")
        }
        assert closers <= able

    @invariant()
    def the_rules_see_exactly_the_valid_means(self) -> None:
        for patient in (WREN, BRAM):
            expected = []
            for identifier, readings in self.filed.items():
                mean = check_diary(readings).mean
                home = len(readings) > 1 and self.patient[identifier] == patient
                if home and self.counts[identifier] and mean.counts_for_frameworks:
                    assert mean.last_day is not None
                    expected += [
                        ("systolic_bp_home", mean.last_day, float(mean.systolic or 0)),
                        ("diastolic_bp_home", mean.last_day, float(mean.diastolic or 0)),
                    ]
            assert sorted(home_events(self.by("lead"), patient)) == sorted(expected)

    @invariant()
    def only_mild_readings_that_count_wait_for_a_letter(self) -> None:
        rows = self.by("lead").practice.connection.execute(
            "SELECT l.session, s.band FROM reading_letter l"
            " JOIN reading_session s ON s.id = l.session"
            " WHERE NOT EXISTS (SELECT 1 FROM reading_letter_end e WHERE e.letter = l.id)"
        )
        for session_id, band in rows:
            assert self.counts[session_id]
            assert band not in ("red", "emergency", "low")

    @invariant()
    def every_acknowledged_reading_is_still_there(self) -> None:
        if self.filed:
            newest = max(self.filed)
            detail = session_detail(self.by("lead"), newest)
            assert detail.diary == self.filed[newest]


class _Crash(Exception):
    pass


def _fail(*_: object) -> None:
    raise _Crash


TestReadingsAtWork = ReadingsAtWork.TestCase
TestReadingsAtWork.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
