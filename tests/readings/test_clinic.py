"""Clinic pressures, and what is known about a patient before readings are entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.triage import Band
from proactive_care.readings import (
    MustTellClinician,
    ReadingsRefused,
    check_clinic,
    file_clinic_reading,
    file_diary,
    open_patient,
    patient_of_form,
)
from support.readings import BRAM, FIRST_DAY, PAPER, WREN, diary, told
from support.rows import add_event

LAST_DAY = FIRST_DAY + timedelta(6)
TODAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("pressure", "patient", "band"),
    [
        ((180, 84), WREN, Band.RED),
        ((179, 120), WREN, Band.RED),
        ((179, 84), WREN, Band.AMBER_HIGH),
        ((160, 84), WREN, Band.AMBER_HIGH),
        ((159, 100), WREN, Band.AMBER_HIGH),
        ((159, 99), WREN, Band.AMBER),
        ((140, 84), WREN, Band.AMBER),
        ((139, 90), WREN, Band.AMBER),
        ((139, 89), WREN, Band.GREEN),
        ((149, 89), BRAM, Band.GREEN),
        ((150, 89), BRAM, Band.AMBER),
        ((99, 70), WREN, Band.LOW),
        ((120, 59), WREN, Band.LOW),
    ],
)
def test_clinic_bands_at_their_boundaries(
    session: Session, pressure: tuple[int, int], patient: int, band: Band
) -> None:
    reading = DiaryReading(TODAY, Part.UNSAID, 1, *pressure, time="09:40")
    patient_row = open_patient(session, patient)
    assert check_clinic(session, patient_row, Pressure(*pressure), TODAY).band is band
    if band.must_be_acknowledged:
        with pytest.raises(MustTellClinician):
            file_clinic_reading(session, patient, reading)
    filed = file_clinic_reading(session, patient, reading, acknowledgement=told())
    assert (filed.band, filed.status) == (band, "valid")
    last = open_patient(session, patient).last_clinic
    assert last is not None
    assert (last.day, str(last.pressure)) == (TODAY, f"{pressure[0]}/{pressure[1]}")


def test_a_clinic_reading_needs_both_figures_and_may_be_irregular(session: Session) -> None:
    with pytest.raises(InvalidInput) as refused:
        file_clinic_reading(session, WREN, DiaryReading(TODAY, Part.UNSAID, 1, 130))
    assert refused.value.field == "diastolic"
    with pytest.raises(ReadingsRefused):
        file_clinic_reading(session, WREN, DiaryReading(TODAY, Part.UNSAID, 1, 80, 130))
    irregular = DiaryReading(TODAY, Part.UNSAID, 1, 130, 80, 90, True)
    filed = file_clinic_reading(session, WREN, irregular)
    assert (filed.status, [f.what for f in filed.follow_ups]) == ("unreliable", ["manual reading"])


def test_last_pressures_pair_only_values_of_one_day(session: Session) -> None:
    assert open_patient(session, WREN).last_home is None
    add_event(session, WREN, "systolic_bp_home", date(2026, 3, 2), 148.0)
    add_event(session, WREN, "diastolic_bp_home", date(2026, 3, 1), 90.0)
    patient = open_patient(session, WREN)
    assert (patient.last_home, patient.name, patient.id) == (None, "Wren Testperson", WREN)


def test_a_patient_without_a_date_of_birth_is_banded_as_under_80(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_birth = NULL WHERE id = ?", (BRAM,))
    assert file_diary(session, BRAM, diary(136, 80), PAPER).band is Band.AMBER


def test_a_form_code_finds_its_patient(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute(
            "INSERT INTO form_code (code, kind, patient, made_at)"
            " VALUES ('7K3Q9M2T', 'bp diary', 1, '')"
        )
    assert patient_of_form(session, "7k3q 9m2t") == WREN
    with pytest.raises(InvalidInput):
        patient_of_form(session, "7K3Q")
    with pytest.raises(NotFound):
        patient_of_form(session, "7K3Q9M2V")
