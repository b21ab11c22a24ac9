"""No file in the data folder holds a patient's name in clear, whatever was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proactive_care import accounts, frameworks, importing, recall
from proactive_care.patients import patient_record
from support.practice import make_session

PLANTED = "Zzyzxwvplanted"
PATIENTS = f"""nhs_number,date_of_birth,sex,family_name,given_name,title,address_1,postcode
9990000018,1959-02-03,F,{PLANTED},{PLANTED},Ms,{PLANTED} House,HM1 4ZZ
not a number,1959-02-03,F,{PLANTED},{PLANTED},Ms,{PLANTED} House,HM1 4ZZ
"""
EVENTS = f"""nhs_number,date,code,term,value,unit,text
9990000018,2012-05-14,59621000,Essential hypertension,,,{PLANTED}
9990000018,2026-09-04,271649006,Systolic arterial pressure,164,mmHg,
9990000018,2026-09-04,271650006,Diastolic arterial pressure,96,mmHg,
"""


def test_a_planted_name_is_never_readable(tmp_path: Path) -> None:
    as_of = date(2026, 9, 14)
    session = make_session(tmp_path / "practice")
    extracts = tmp_path / "extracts"
    extracts.mkdir()
    (extracts / "patients.csv").write_text(PATIENTS, "utf-8")
    (extracts / "events.csv").write_text(EVENTS, "utf-8")
    with importing.check_files(session, [extracts], run_date=as_of) as checked:
        look(tmp_path / "practice")  # while the check's scratch file is there
        importing.commit_import(session, checked)
    frameworks.sign_off(session, "uclpartners", None, "Dr P Lindqvist")
    frameworks.stratify(session, as_of)
    preview = recall.preview_batch(session, as_of)
    recall.print_batch(session, preview, tmp_path / "letters.pdf")
    patient_record(session, 1)
    accounts.back_up(session)
    look(tmp_path / "practice")
    session.practice.close_all()
    look(tmp_path / "practice")


def look(folder: Path) -> None:
    forms = [PLANTED.encode(), PLANTED.encode("utf-16-le"), b"9990000018"]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(form in content for form in forms), path.name
