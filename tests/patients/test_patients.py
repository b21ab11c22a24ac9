"""Finding patients and reading their record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role, Setting
from proactive_care.patients import (
    EventRow,
    find_patients,
    patient_id,
    patient_record,
    practice_state,
    prepare_search,
    used_as,
)
from support.practice import add_user, make_session
from support.rows import add_event, add_import, add_issue, add_patient


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path)
    add_import(session)
    add_patient(
        session, 1, "9990000018", "Testperson", "Wren", date(1959, 2, 3), village="Ottermere"
    )
    add_patient(session, 2, "9990000026", "Fixture-Jones", "Nia Haf", date(1950, 1, 1))
    add_patient(session, 3, "9990000034", "Wren", "Aled", date(1959, 2, 3))
    add_patient(session, 4, None, "O'Sample", "Ann_e", None)
    with session.practice.transaction() as db:
        db.conn.execute("INSERT INTO form_code VALUES ('7K3Q9M2T', 'invitation', 2, '')")
    return session


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wren", [3, 1]),  # family names first
        ("WREN test", [1]),
        ("testperson, wren", [1]),
        ("haf", [2]),
        ("o's", [4]),
        ("n_", []),  # an underscore is a letter like any other
        ("ann_", [4]),
        ("%", []),
        ("999 000 0018", [1]),
        ("9990000019", []),
        ("7k3q 9m2t", [2]),
        ("TESTPERS", [1]),  # eight letters that could be a form code, but are a name
        ("3/2/1959", [1, 3]),
        ("1959-02-03", [1, 3]),
        ("31/2/1959", []),
        ("  ", []),
    ],
)
@pytest.mark.parametrize("prepared", [True, False])
def test_search(session: Session, typed: str, expected: list[int], *, prepared: bool) -> None:
    if prepared:
        prepare_search(session)
    assert [found.id for found in find_patients(session, typed)] == expected


def test_search_forgives_a_slip_once_the_names_are_read(session: Session) -> None:
    assert find_patients(session, "tsetperson") == ()
    assert find_patients(session, "99900000") == ()
    prepare_search(session)
    assert [found.id for found in find_patients(session, "tsetperson")] == [1]
    assert [found.id for found in find_patients(session, "99900000")] == [2, 1, 3]
    assert [found.id for found in find_patients(session, "Mr Wren Testperson")] == [1]


@pytest.mark.parametrize("prepared", [True, False])
def test_names_and_birth_together(session: Session, *, prepared: bool) -> None:
    if prepared:
        prepare_search(session)
    assert [found.id for found in find_patients(session, "wren 1959")] == [3, 1]
    assert [found.id for found in find_patients(session, "w test 3/2/1959")] == [1]
    assert find_patients(session, "wren 31/2/1959") == ()
    assert find_patients(session, "wren 1960") == ()


def test_names_in_memory_are_read_again_after_an_import_or_a_merge(session: Session) -> None:
    prepare_search(session)
    first = session.practice.memory["names"]
    prepare_search(session)
    assert session.practice.memory["names"] is first
    add_patient(session, 9, "9990000093", "Sandboxer", "Emrys", date(1952, 11, 11))
    assert [found.id for found in find_patients(session, "sandboxer")] == [9]
    assert find_patients(session, "sanbdoxer") == ()
    prepare_search(session)
    assert [found.id for found in find_patients(session, "sanbdoxer")] == [9]
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET merged_into = 1 WHERE id = 9")
    assert find_patients(session, "sandboxer") == ()
    prepare_search(session)
    assert find_patients(session, "sandboxer") == ()
    session.practice.close_all()
    assert session.practice.memory == {}


def test_search_limit_and_permission(session: Session) -> None:
    assert len(find_patients(session, "1959-02-03", limit=1)) == 1
    administrator = add_user(session, "admin", Role.ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        find_patients(administrator, "wren")


def test_patient_id(session: Session) -> None:
    assert patient_id(session, "999 000 0018") == 1
    with pytest.raises(InvalidInput):
        patient_id(session, "999 000 0019")
    with pytest.raises(NotFound):
        patient_id(session, "9990000042")


def test_record_pairs_blood_pressures_and_is_audited(session: Session) -> None:
    day = date(2026, 9, 4)
    for line, (concept, value) in enumerate(
        [
            ("systolic_bp_clinic", 164),
            ("systolic_bp_clinic", 170),
            ("diastolic_bp_clinic", 96),
            ("diastolic_bp_clinic", 19),  # implausible: not the lowest of the day
            ("systolic_bp_home", 150),
            ("diastolic_bp_home", 150),  # not below systolic: no pair
            ("systolic_bp_ambulatory", 140),  # alone: no pair
            ("hba1c", 60),
        ]
    ):
        add_event(session, 1, concept, day, value, line=line)
    add_event(session, 1, "systolic_bp_home", date(2026, 8, 1), 135, line=20)
    add_event(session, 1, "diastolic_bp_home", date(2026, 8, 1), 85, line=21)
    add_issue(session, 1, "statin", date(2026, 8, 3), "Atorvastatin 80mg tablets", line=1)
    record = patient_record(session, 1)
    pairs = [(bp.day, bp.setting, bp.systolic, bp.diastolic) for bp in record.blood_pressures]
    assert pairs == [(day, Setting.CLINIC, 164, 96), (date(2026, 8, 1), Setting.HOME, 135, 85)]
    assert record.blood_pressures[0].file_name == "events.csv"
    assert len(record.events) == 10
    assert [m.product for m in record.medication] == ["Atorvastatin 80mg tablets"]
    assert record.patient.village == "Ottermere"
    last = list(session.practice.db["audit"].rows)[-1]
    assert (last["action"], last["patient"]) == ("patient.view", 1)


@pytest.mark.parametrize(
    ("concept", "used"),
    [
        ("serum_creatinine", ("Serum creatinine", "µmol/L")),
        ("hypertension", ("Hypertension", "")),
        ("unmapped", ("", "")),
        ("of a later version", ("", "")),
    ],
)
def test_what_an_event_is_used_as_is_said_in_words(concept: str, used: tuple[str, str]) -> None:
    event = EventRow(concept, date(2026, 9, 1), 98.0, None, "1", "snomed", "x", "events.csv", 2)
    assert used_as(event) == used


def test_flags_end_when_the_ending_code_is_newer(session: Session) -> None:
    add_event(session, 1, "housebound", date(2020, 1, 1), None)
    add_event(session, 1, "carer", date(2020, 1, 1), None, line=2)
    add_event(session, 1, "not_carer", date(2021, 1, 1), None, line=3)
    with session.practice.transaction() as db:
        db["patient"].update(
            1,
            {
                "date_of_death": date(2026, 1, 1).toordinal(),
                "deregistered_on": date(2026, 1, 2).toordinal(),
                "interpreter": 1,
                "format_need": "Large print",
                "seen_in_latest": 0,
            },
        )
    assert [flag.text for flag in patient_record(session, 1).flags] == [
        "Left the practice",
        "Died",
        "Housebound",
        "Interpreter",
        "Large print",
        "Not in the newest extract",
    ]


def test_nobody_and_not_permitted(session: Session) -> None:
    with pytest.raises(NotFound):
        patient_record(session, 99)
    receptionist = add_user(session, "desk", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        patient_record(receptionist, 1)


def test_practice_state(session: Session, tmp_path: Path) -> None:
    state = practice_state(session)
    assert (state.patients, state.extract_date) == (4, date(2026, 9, 12))
    assert state.extract_age_days(date(2026, 9, 14)) == 2
    empty = practice_state(make_session(tmp_path / "new"))
    assert empty.extract_age_days(date(2026, 9, 14)) is None
