"""The digital inbox."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.triage import Band
from proactive_care.domain.vocabulary import Channel
from proactive_care.readings import (
    MustTellClinician,
    NameDiffers,
    ReadingsRefused,
    file_diary,
    file_item,
    inbox_items,
    latest_diary,
    match_item,
    put_aside,
    receive_file,
    session_detail,
    sessions_of,
)
from proactive_care.store.session_events import events_of_session
from support.readings import BRAM, FIRST_DAY, HETTIE, PAPER, WREN, diary, home_events, told

HEADER = "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),TruRead\n"


def omron(folder: Path, systolic: int = 132, *, days: int = 7, name: str = "omron.csv") -> Path:
    rows = [
        f"{FIRST_DAY + timedelta(day):%b %d %Y},{clock},{systolic},82,70,-\n"
        for day in range(days)
        for clock in ("08:00", "08:02", "20:00", "20:02")
    ]
    path = folder / name
    path.write_text(HEADER + "".join(reversed(rows)), "utf-8")
    return path


def replies(folder: Path, nhs: str = "", birth: str = "", code: str = "") -> Path:
    path = folder / f"replies{nhs}{code}{birth.replace('/', '')}.csv"
    rows = [
        f"{nhs},{birth},{code},{FIRST_DAY + timedelta(day):%d/%m/%Y},13{n},82\n"
        for day in range(7)
        for n in range(3)
    ]
    path.write_text("NHS Number,DOB,Form code,Date,Systolic,Diastolic\n" + "".join(rows), "utf-8")
    return path


def test_a_file_waits_for_a_person_and_is_filed_like_paper(
    session: Session, tmp_path: Path
) -> None:
    (item,) = receive_file(session, omron(tmp_path))
    assert (item.kind, item.patient_id, item.name, len(item.pressures)) == ("Omron", None, "", 28)
    with pytest.raises(InvalidInput, match="whose readings"):
        file_item(session, item.id)
    match_item(session, item.id, WREN)
    assert (inbox_items(session)[0].name, inbox_items(session)[0].how) == (
        "Wren Testperson",
        "a person",
    )
    filed = file_item(session, item.id)
    assert (filed.status, filed.pairs_used, filed.systolic) == ("valid", 24, 132.0)
    assert inbox_items(session) == ()
    assert sessions_of(session, WREN)[0].channel is Channel.DIGITAL
    assert len(home_events(session)) == 2
    with pytest.raises(InvalidInput, match="left the inbox: filed"):
        file_item(session, item.id)


def test_the_same_file_and_the_same_readings_are_recognised(
    session: Session, tmp_path: Path
) -> None:
    path = omron(tmp_path)
    (item,) = receive_file(session, path)
    with pytest.raises(InvalidInput, match="received already, on 14 Sep 2026"):
        receive_file(session, path)
    file_diary(session, WREN, diary(), PAPER)
    match_item(session, item.id, WREN)
    with pytest.raises(InvalidInput, match="filed for this patient already"):
        file_item(session, item.id)
    put_aside(session, item.id, "keyed from paper")
    assert inbox_items(session) == ()


def test_red_from_a_monitor_is_told_too_and_unusual_confirmed(
    session: Session, tmp_path: Path
) -> None:
    (item,) = receive_file(session, omron(tmp_path, 232))
    match_item(session, item.id, WREN)
    with pytest.raises(ReadingsRefused):
        file_item(session, item.id)
    with pytest.raises(MustTellClinician):
        file_item(session, item.id, confirmed=True)
    assert len(inbox_items(session)) == 1
    filed = file_item(session, item.id, confirmed=True, acknowledgement=told())
    assert filed.band is Band.RED


@pytest.fixture
def _printed(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute(
            "INSERT INTO form_code (code, kind, patient, made_at)"
            " VALUES ('7K3Q9M2T', 'bp diary', 1, '')"
        )


@pytest.mark.usefixtures("_printed")
@pytest.mark.parametrize(
    ("said", "patient", "how"),
    [
        ({"nhs": "9990000018"}, WREN, "NHS number"),
        ({"nhs": "9990000018", "birth": "03/02/1959"}, WREN, "NHS number"),
        ({"nhs": "9990000018", "birth": "04/02/1959"}, None, ""),
        ({"nhs": "9990000019"}, None, ""),
        ({"nhs": "9990000042"}, None, ""),
        ({"nhs": "9990000034"}, None, ""),  # has died
        ({"code": "7K3Q 9M2T"}, WREN, "form code"),
        ({"code": "7K3Q 9M2T", "birth": "04/02/1959"}, None, ""),
        ({"code": "7K3Q 9M2T", "nhs": "9990000026"}, None, ""),
        ({"code": "7K3Q 9M2V", "nhs": "9990000018"}, WREN, "NHS number"),
        ({"birth": "03/02/1959"}, None, ""),
    ],
)
def test_only_a_number_or_a_code_matches_and_a_birthday_may_not_contradict(
    session: Session, tmp_path: Path, said: dict[str, str], patient: int | None, how: str
) -> None:
    (item,) = receive_file(session, replies(tmp_path, **said))
    assert (item.patient_id, item.how) == (patient, how)


def test_a_file_that_names_somebody_else(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "named.csv"
    path.write_text(
        "Name,Date of birth,Date,Systolic,Diastolic\n"
        '"Testperson, Wren",03/02/1959,13/09/2026,132,82\n',
        "utf-8",
    )
    (item,) = receive_file(session, path)
    assert item.person.date_of_birth == date(1959, 2, 3)
    with pytest.raises(NameDiffers):
        match_item(session, item.id, BRAM)
    match_item(session, item.id, BRAM, name_confirmed=True)
    match_item(session, item.id, WREN)
    with pytest.raises(InvalidInput, match="died"):
        match_item(session, item.id, HETTIE)
    with pytest.raises(NotFound):
        match_item(session, "nothing", WREN)
    with pytest.raises(InvalidInput):
        put_aside(session, item.id, "")


def test_only_the_last_week_of_a_monitors_memory_is_a_diary() -> None:
    readings = diary(days=3, first=date(2026, 8, 1)) + diary(days=7)
    assert latest_diary(readings) == tuple(diary(days=7))
    assert latest_diary([]) == ()


def test_weights_become_events_and_glucose_is_kept(session: Session, tmp_path: Path) -> None:
    weights = tmp_path / "weight.csv"
    weights.write_text(
        "Date,Weight (kg),Fat mass (kg)\n2026-09-12 08:00:00,82,\n2026-09-12 20:00:00,81.5,\n",
        "utf-8",
    )
    libre = tmp_path / "libre.csv"
    libre.write_text(
        "Device Timestamp,Record Type,Historic Glucose mmol/L\n13-09-2026 08:00,0,6.1\n", "utf-8"
    )
    results = []
    for path in (weights, libre):
        (item,) = receive_file(session, path)
        match_item(session, item.id, WREN)
        results.append(file_item(session, item.id))
    weight, glucose = results
    (event,) = events_of_session(session.practice.db, weight.session_id)
    assert (event.concept, event.value) == ("body_weight", 81.5)
    assert [r.value for r in session_detail(session, weight.session_id).readings] == [82, 81.5]
    assert events_of_session(session.practice.db, glucose.session_id) == ()
    kept = session_detail(session, glucose.session_id).readings[0]
    assert (kept.what, kept.value, kept.unit, kept.time) == ("glucose", 6.1, "mmol/L", "08:00")


def test_a_value_from_the_future_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "weight.csv"
    path.write_text("Date,Weight (kg),Fat mass (kg)\n2027-09-12,82,\n", "utf-8")
    (item,) = receive_file(session, path)
    match_item(session, item.id, WREN)
    with pytest.raises(InvalidInput, match="future"):
        file_item(session, item.id)


@pytest.mark.parametrize("matched", [True, False])
def test_red_readings_are_not_put_aside_unseen(
    session: Session, hca: Session, tmp_path: Path, matched: bool
) -> None:
    (item,) = receive_file(hca, omron(tmp_path, 172))
    if matched:
        match_item(hca, item.id, WREN)
    with pytest.raises(InvalidInput, match="put aside unseen"):
        put_aside(hca, item.id, "not ours")
    assert [each.id for each in inbox_items(hca)] == [item.id]
    put_aside(session, item.id, "of another practice")
    assert inbox_items(hca) == ()
    (mild,) = receive_file(hca, omron(tmp_path, 169, name="mild.csv"))
    put_aside(hca, mild.id, "not ours")


def test_a_very_high_reading_in_the_monitors_memory_is_not_overlooked(
    session: Session, tmp_path: Path
) -> None:
    path = omron(tmp_path, 125)
    high = f"{FIRST_DAY - timedelta(10):%b %d %Y},09:00,191,101,70,-\n"
    old = f"{FIRST_DAY - timedelta(200):%b %d %Y},09:00,199,101,70,-\n"
    path.write_text(path.read_text("utf-8") + high + old, "utf-8")
    (item,) = receive_file(session, path)
    match_item(session, item.id, WREN)
    filed = file_item(session, item.id)
    assert filed.band is Band.AMBER_HIGH
    assert "an earlier reading of 191/101, 28 Aug 2026" in filed.reasons[0]
    assert [todo.who for todo in filed.follow_ups] == ["prescriber"]
    assert round(filed.systolic or 0) == 125  # the mean is of the last week only
    later = omron(tmp_path, 124, name="later.csv")
    later.write_text(later.read_text("utf-8") + high, "utf-8")
    (item,) = receive_file(session, later)
    match_item(session, item.id, WREN)
    assert file_item(session, item.id).band is Band.GREEN  # it was seen with the file before


@pytest.mark.parametrize(
    ("name", "patient"),
    [
        ("Wren Testperson", WREN),
        ("Testperson, Wren", WREN),
        ("Mrs. W Testperson", WREN),
        ("Bram Specimen", None),
        ("Wren Sampleton", None),
    ],
)
def test_a_file_that_names_somebody_else_waits_for_a_person(
    session: Session, tmp_path: Path, name: str, patient: int | None
) -> None:
    path = tmp_path / "named.csv"
    row = f'9990000018,"{name}",13/09/2026,132,82\n'
    path.write_text("NHS Number,Patient name,Date,Systolic,Diastolic\n" + row, "utf-8")
    (item,) = receive_file(session, path)
    assert item.patient_id == patient
    if patient is None:
        with pytest.raises(NameDiffers):
            match_item(session, item.id, WREN)
