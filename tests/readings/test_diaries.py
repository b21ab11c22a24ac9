"""Filing diaries and clinic pressures: every row of the published table, at its boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.diary import DiaryReading, Part, Written
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.home_bp import DiaryStatus
from proactive_care.domain.triage import Band, RedFlag, Symptoms
from proactive_care.domain.vocabulary import Channel, Role
from proactive_care.readings import (
    MustTellClinician,
    Origin,
    ReadingsRefused,
    file_clinic_reading,
    file_diary,
    open_patient,
    session_detail,
    sessions_of,
)
from support.practice import add_user
from support.readings import (
    BRAM,
    FIRST_DAY,
    HETTIE,
    PAPER,
    WREN,
    diary,
    home_events,
    told,
    with_pair,
)
from support.rows import add_event
from support.vectors import vectors

LAST_DAY = FIRST_DAY + timedelta(6)
TODAY = date(2026, 9, 14)
CHEST_PAIN = Symptoms(frozenset({RedFlag.CHEST_PAIN}))


def mixed(low: tuple[int, int], high: tuple[int, int]) -> list[DiaryReading]:
    """A diary whose counted mean lies exactly in the middle of two pressures."""
    return [
        replace(r, systolic=(low, high)[n % 2][0], diastolic=(low, high)[n % 2][1])
        for n, r in enumerate(diary())
    ]


ROWS = [
    # pressure, patient, symptoms, band, what follows
    ((169, 84), WREN, Symptoms(), Band.AMBER_HIGH, ["review prescriber 2026-09-21"]),
    ((170, 84), WREN, Symptoms(), Band.RED, []),
    ((160, 114), WREN, Symptoms(), Band.AMBER_HIGH, ["review prescriber 2026-09-21"]),
    ((160, 115), WREN, Symptoms(), Band.RED, []),
    ((149, 84), WREN, Symptoms(), Band.AMBER, ["review pharmacist or nurse 2026-10-12"]),
    ((150, 84), WREN, Symptoms(), Band.AMBER_HIGH, ["review prescriber 2026-09-21"]),
    ((130, 94), WREN, Symptoms(), Band.AMBER, ["review pharmacist or nurse 2026-10-12"]),
    ((130, 95), WREN, Symptoms(), Band.AMBER_HIGH, ["review prescriber 2026-09-21"]),
    ((134, 84), WREN, Symptoms(), Band.GREEN, ["result letter"]),
    ((135, 84), WREN, Symptoms(), Band.AMBER, ["review pharmacist or nurse 2026-10-12"]),
    ((134, 85), WREN, Symptoms(), Band.AMBER, ["review pharmacist or nurse 2026-10-12"]),
    ((144, 84), BRAM, Symptoms(), Band.GREEN, ["result letter"]),
    ((145, 84), BRAM, Symptoms(), Band.AMBER, ["review pharmacist or nurse 2026-10-12"]),
    ((144, 85), BRAM, Symptoms(), Band.AMBER, ["review pharmacist or nurse 2026-10-12"]),
    ((100, 60), WREN, Symptoms(), Band.GREEN, ["result letter"]),
    ((99, 60), WREN, Symptoms(), Band.LOW, ["review clinician 2026-09-15"]),
    ((100, 59), WREN, Symptoms(), Band.LOW, ["review clinician 2026-09-15"]),
    ((120, 70), WREN, Symptoms(dizziness=True), Band.LOW, ["review clinician 2026-09-15"]),
    ((120, 70), WREN, Symptoms(fall=True), Band.LOW, ["review clinician 2026-09-15"]),
    ((120, 70), WREN, CHEST_PAIN, Band.RED, []),
    ((180, 84), WREN, CHEST_PAIN, Band.EMERGENCY, []),
    ((160, 120), WREN, CHEST_PAIN, Band.EMERGENCY, []),
]


@pytest.mark.parametrize(("pressure", "patient", "symptoms", "band", "follows"), ROWS)
def test_every_band_at_its_boundary(
    session: Session,
    pressure: tuple[int, int],
    patient: int,
    symptoms: Symptoms,
    band: Band,
    follows: list[str],
) -> None:
    readings = diary(*pressure)
    if band.must_be_acknowledged:
        with pytest.raises(MustTellClinician) as refused:
            file_diary(session, patient, readings, PAPER, symptoms=symptoms)
        assert (refused.value.band, refused.value.field) == (band, "clinician")
        assert sessions_of(session, patient) == ()
    filed = file_diary(session, patient, readings, PAPER, symptoms=symptoms, acknowledgement=told())
    assert filed.band is band
    assert [
        f"{f.what} {f.who} {f.due or ''}".strip().replace("  ", " ") for f in filed.follow_ups
    ] == follows
    assert (filed.alert_id is not None) == band.must_be_acknowledged
    assert len(home_events(session, patient)) == 2


def test_bands_compare_before_rounding(session: Session) -> None:
    """169.5 is shown as 170 and is not red; 134.5 is shown as 135 and is not amber."""
    filed = file_diary(session, WREN, mixed((169, 84), (170, 84)), PAPER)
    assert (filed.systolic, filed.band) == (169.5, Band.AMBER_HIGH)
    filed = file_diary(session, BRAM, mixed((134, 80), (135, 80)), PAPER)
    assert (filed.systolic, filed.band) == (134.5, Band.GREEN)


def test_a_single_very_high_pair_is_amber_high_and_two_on_the_last_day_are_red(
    session: Session,
) -> None:
    one = with_pair(diary(120, 70), 27, 180, 70)
    filed = file_diary(session, WREN, one, PAPER)
    assert (filed.band, filed.follow_ups[0].due) == (Band.AMBER_HIGH, date(2026, 9, 21))
    two = with_pair(one, 26, 130, 120)
    with pytest.raises(MustTellClinician):
        file_diary(session, BRAM, two, PAPER)
    earlier = with_pair(with_pair(diary(120, 70), 8, 180, 70), 9, 180, 70)
    assert file_diary(session, BRAM, earlier, PAPER).band is Band.AMBER_HIGH


def test_an_amber_mean_with_a_very_high_pair_is_one_task_not_two(session: Session) -> None:
    filed = file_diary(session, WREN, with_pair(diary(140, 80), 9, 185, 80), PAPER)
    assert [(f.band, f.what) for f in filed.follow_ups] == [(Band.AMBER_HIGH, "review")]


@pytest.mark.parametrize(
    ("days", "per_part", "status", "pairs"),
    [
        (4, 2, DiaryStatus.VALID, 12),
        (3, 3, DiaryStatus.INCOMPLETE, 12),
        (4, 1, DiaryStatus.INCOMPLETE, 6),
        (7, 1, DiaryStatus.VALID, 12),
        (6, 1, DiaryStatus.INCOMPLETE, 10),
    ],
)
def test_valid_needs_four_days_and_twelve_pairs_after_day_one(
    session: Session, days: int, per_part: int, status: DiaryStatus, pairs: int
) -> None:
    filed = file_diary(session, WREN, diary(days=days, per_part=per_part), PAPER)
    assert (filed.status, filed.days, filed.pairs_used) == (status.value, days, pairs)
    assert bool(home_events(session)) == (status is DiaryStatus.VALID)
    if status is DiaryStatus.INCOMPLETE:
        assert (filed.band, filed.follow_ups[0].what) == (Band.REPEAT, "ask for more days")


def test_an_incomplete_diary_is_red_when_its_mean_is(session: Session) -> None:
    with pytest.raises(MustTellClinician):
        file_diary(session, WREN, diary(170, 80, days=2), PAPER)


def test_a_valid_mean_is_one_home_pressure_dated_on_the_last_day(session: Session) -> None:
    readings = diary()
    readings.append(
        DiaryReading(LAST_DAY + timedelta(1), Part.MORNING, 1, state=Written.NOT_WRITTEN)
    )
    filed = file_diary(session, WREN, readings, PAPER)
    assert home_events(session) == [
        ("systolic_bp_home", LAST_DAY, 132.0),
        ("diastolic_bp_home", LAST_DAY, 82.0),
    ]
    detail = session_detail(session, filed.session_id)
    assert len(detail.readings) == 29
    assert detail.diary == tuple(readings)
    assert detail.summary.last_day == LAST_DAY + timedelta(1)


@pytest.mark.parametrize("how", ["irregular", "fibrillation"])
def test_an_unreliable_diary_asks_for_a_manual_reading_and_no_rule_sees_it(
    session: Session, how: str
) -> None:
    readings = diary(120, 70)
    if how == "irregular":
        readings[5] = replace(readings[5], irregular=True)
    else:
        add_event(session, WREN, "atrial_fibrillation", date(2020, 1, 1), None)
    filed = file_diary(session, WREN, readings, PAPER)
    assert (filed.status, filed.band) == ("unreliable", Band.GREEN)
    assert [f.what for f in filed.follow_ups] == ["manual reading"]
    assert home_events(session) == []


def test_fibrillation_that_was_resolved_does_not_make_a_diary_unreliable(session: Session) -> None:
    add_event(session, WREN, "atrial_fibrillation", date(2020, 1, 1), None)
    add_event(session, WREN, "atrial_fibrillation_resolved", date(2021, 1, 1), None, line=2)
    assert not open_patient(session, WREN).atrial_fibrillation
    add_event(session, WREN, "atrial_fibrillation", date(2021, 1, 1), None, line=3)
    assert open_patient(session, WREN).atrial_fibrillation


def test_the_published_diary(session: Session) -> None:
    readings = [
        DiaryReading(
            date.fromisoformat(row["effective"][:10]),
            Part.MORNING if row["session"] == "AM" else Part.EVENING,
            int(row["reading"]),
            int(row["systolic"]),
            int(row["diastolic"]),
        )
        for row in vectors("hbpm_hl7_cardx_readings")
    ]
    filed = file_diary(session, WREN, readings, PAPER)
    assert (filed.days, filed.pairs_used, filed.status) == (7, 24, "valid")
    used = readings[4:]
    assert filed.systolic == pytest.approx(sum(r.systolic or 0 for r in used) / 24, abs=1e-9)


# What is refused, in words, with the field --------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"systolic": 301}, "systolic"),
        ({"diastolic": 19}, "diastolic"),
        ({"systolic": 80, "diastolic": 142}, "diastolic"),
        ({"systolic": 231}, "diastolic"),
        ({"pulse": 251}, "pulse"),
        ({"day": TODAY + timedelta(1)}, "day"),
        ({"day": date(1959, 2, 2)}, "day"),
        ({"number": 2}, "reading"),
    ],
)
def test_a_wrong_reading_is_refused_at_its_field(
    session: Session, change: dict[str, object], field: str
) -> None:
    readings = diary()
    readings[4] = replace(readings[4], **change)  # type: ignore[arg-type]
    with pytest.raises(ReadingsRefused) as refused:
        file_diary(session, WREN, readings, PAPER)
    assert refused.value.field == field
    assert refused.value.kept == "Nothing was filed. What was typed is kept."
    assert sessions_of(session, WREN) == ()


def test_an_unusual_figure_is_filed_once_it_is_confirmed(session: Session) -> None:
    readings = with_pair(diary(), 4, 232, 82)
    with pytest.raises(ReadingsRefused, match="Please confirm"):
        file_diary(session, WREN, readings, PAPER)
    readings[4] = replace(readings[4], confirmed=True)
    assert file_diary(session, WREN, readings, PAPER).band is Band.AMBER_HIGH


def test_several_problems_are_all_told(session: Session) -> None:
    readings = with_pair(with_pair(diary(), 4, 301, 80), 5, 80, 120)
    with pytest.raises(ReadingsRefused, match="1 more to look at") as refused:
        file_diary(session, WREN, readings, PAPER)
    assert [p.position for p in refused.value.problems] == [4, 5]


def test_an_unknown_and_a_dead_patient(session: Session) -> None:
    with pytest.raises(NotFound):
        file_diary(session, 99, diary(), PAPER)
    with pytest.raises(InvalidInput, match="died on 1 Sep 2026") as refused:
        file_diary(session, HETTIE, diary(first=date(2026, 8, 1)), PAPER)
    assert refused.value.field == "patient"


def test_an_empty_diary_is_not_filed_but_one_with_only_a_symptom_is(session: Session) -> None:
    blank = [DiaryReading(FIRST_DAY, Part.MORNING, 1, state=Written.NOT_WRITTEN)]
    with pytest.raises(InvalidInput, match="no complete reading"):
        file_diary(session, WREN, blank, PAPER)
    with pytest.raises(MustTellClinician):
        file_diary(session, WREN, [], PAPER, symptoms=CHEST_PAIN)
    filed = file_diary(session, WREN, [], PAPER, symptoms=CHEST_PAIN, acknowledgement=told())
    assert (filed.band, filed.status) == (Band.RED, "incomplete")
    with pytest.raises(InvalidInput, match="already"):
        file_diary(session, WREN, [], PAPER, symptoms=CHEST_PAIN, acknowledgement=told())


def test_the_same_diary_twice_is_refused_whatever_the_channel(session: Session) -> None:
    file_diary(session, WREN, diary(), PAPER)
    again = [replace(r, part=Part.UNSAID, number=n, time="08:00") for n, r in enumerate(diary())]
    with pytest.raises(InvalidInput, match="filed for this patient already, on 14 Sep 2026"):
        file_diary(session, WREN, again, Origin(Channel.DIGITAL))
    assert file_diary(session, BRAM, diary(), PAPER).session_id


def test_roles(session: Session) -> None:
    receptionist = add_user(session, "rita", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        file_diary(receptionist, WREN, diary(), PAPER)
    receptionist.practice.close_all()


def test_who_took_the_readings_is_kept(session: Session) -> None:
    carer = Origin(Channel.CARER, taken_by="Ann Mockford, daughter; the patient agreed by phone")
    file_diary(session, WREN, diary(), carer)
    file_diary(session, BRAM, diary(), Origin(Channel.CARER))
    file_clinic_reading(session, BRAM, DiaryReading(TODAY, Part.UNSAID, 1, 130, 80))
    assert sessions_of(session, WREN)[0].taken_by.startswith("Ann Mockford")
    assert [s.taken_by for s in sessions_of(session, BRAM)] == ["staff", "a carer, not named"]
