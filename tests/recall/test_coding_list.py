"""The coding list as a file, and the import that ticks it off."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from proactive_care import recall
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import FileProblem, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.readings import file_clinic_reading, file_measure, withdraw_session
from support.coding import add_contact, add_diary, add_invitation
from support.importing import load, write
from support.practice import add_user
from support.rows import add_import, add_patient

REVIEW = "888461000000107"
DAY, AS_OF = date(2026, 9, 1), date(2026, 9, 14)
WREN = 1
PEOPLE = (
    "nhs_number,date_of_birth,sex,family_name,given_name\n9990000018,1959-02-03,F,Testperson,Wren\n"
)


@pytest.fixture
def practice(session):
    add_import(session)
    add_patient(session, WREN, "9990000018", "=Testperson", "Wren", date(1959, 2, 3))
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = '2026-08-01T08:00:00+00:00'")
    return session


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_in_a_workbook_no_code_is_rounded_and_no_formula_runs(practice, tmp_path):
    """Excel turns a code of 16 digits in a CSV into another one."""
    add_invitation(practice, WREN, DAY, ("hypertension",))
    file = tmp_path / "list.XLSX"
    assert recall.export_coding_list(practice, file, AS_OF).rows == 1
    sheet = openpyxl.load_workbook(file)["Coding list"]
    heads, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    line = dict(zip(heads, row, strict=True))
    assert heads[:6] == [
        "nhs_number", "family_name", "given_name", "date_of_birth", "condition", "snomed_code",
    ]  # fmt: skip
    assert line["snomed_code"] == "1109921000000106"
    assert line["nhs_number"] == "9990000018"
    assert line["family_name"] == "'=Testperson"
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_the_list_names_patient_condition_code_date_and_text(practice, tmp_path):
    add_invitation(practice, WREN, DAY, ("hypertension", "asthma"))
    add_diary(practice, WREN, DAY + timedelta(days=3), 148.4, 92)
    add_contact(practice, WREN, "review", DAY + timedelta(days=5))
    file = tmp_path / "list.csv"
    made = recall.export_coding_list(practice, file, AS_OF)
    assert (made.rows, made.overdue, made.seen) == (4, 0, 0)
    rows = rows_of(file)
    assert [row["snomed_code"] for row in rows] == [
        "1109921000000106", "413606001", "413605002", REVIEW,
    ]  # fmt: skip
    assert rows[0]["condition"] == "Hypertension; Asthma"
    assert rows[0]["date"] == "2026-09-01"
    assert rows[0]["family_name"] == "'=Testperson", "no spreadsheet runs it"
    assert (rows[1]["value"], rows[1]["unit"]) == ("148", "mmHg")
    assert rows[3]["text"] == "Review of all long-term conditions done, 6 Sep 2026"
    assert {row["status"] for row in rows} == {"to code"}
    assert file.read_bytes().count(b"\r\n") == 5
    action, detail = practice.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert action == "coding.export"
    assert json.loads(detail)["purpose"].startswith("to code")
    assert "snomed_code" in json.loads(detail)["fields"]


def test_an_import_ticks_off_what_it_shows(practice, tmp_path):
    add_contact(practice, WREN, "review", DAY, now=datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    add_contact(practice, WREN, "review", DAY + timedelta(days=200))
    events = f"nhs_number,date,code,term\n9990000018,2026-09-20,{REVIEW},Annual review done\n"
    practice.clock.now = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
    load(
        practice,
        write(tmp_path, "patients.csv", PEOPLE),
        write(tmp_path, "events.csv", events),
        run_date=date(2026, 9, 21),
    )
    left = recall.coding_list(practice, date(2027, 9, 1))
    assert [item.work.day for item in left] == [DAY + timedelta(days=200)]
    row = practice.practice.db.conn.execute("SELECT how, day, line FROM coding_done").fetchone()
    assert row == ("import", date(2026, 9, 20).toordinal(), 2)
    detail = practice.practice.db.conn.execute(
        "SELECT detail FROM audit WHERE action = 'import.commit'"
    ).fetchone()[0]
    assert json.loads(detail)["ticked_off"] == 1


def test_what_has_not_appeared_after_thirty_days_is_marked(practice, tmp_path):
    add_contact(practice, WREN, "review", DAY, now=datetime(2026, 9, 1, 9, 0, tzinfo=UTC))

    def status(day):
        return [item.status for item in recall.coding_list(practice, day)]

    assert status(date(2026, 10, 1)) == ["to code"]
    assert status(date(2026, 10, 2)) == ["not seen after 30 days, but nothing was imported since"]
    with practice.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = '2026-09-30T08:00:00+00:00'")
    assert status(date(2026, 10, 2)) == ["not seen after 30 days"]
    made = recall.export_coding_list(practice, tmp_path / "list.csv", date(2026, 10, 2))
    assert (made.rows, made.overdue) == (1, 1)
    with practice.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = ''")
    assert status(date(2026, 10, 2)) == ["not seen after 30 days, but nothing was imported since"]


def test_a_person_can_tick_a_line_once(practice):
    origin = add_contact(practice, WREN, "review", DAY)
    recall.tick_coding(practice, origin, REVIEW)
    assert recall.coding_list(practice, AS_OF) == ()
    with pytest.raises(NotFound):
        recall.tick_coding(practice, origin, REVIEW)
    with pytest.raises(NotFound):
        recall.tick_coding(practice, "nothing", REVIEW)


def test_a_file_that_cannot_be_written_changes_nothing(practice, tmp_path):
    add_contact(practice, WREN, "review", DAY)
    before = practice.practice.db["audit"].count
    with pytest.raises(FileProblem):
        recall.export_coding_list(practice, tmp_path / "no" / "list.csv", AS_OF)
    assert practice.practice.db["audit"].count == before


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.HCA, Role.ADMINISTRATOR])
def test_who_may_not_export(practice, tmp_path, role):
    person = add_user(practice, "somebody", role)
    with pytest.raises(NotPermitted):
        recall.export_coding_list(person, tmp_path / "list.csv", AS_OF)
    with pytest.raises(NotPermitted):
        recall.coding_list(person, AS_OF)
    person.practice.close_all()


def test_every_reading_session_adds_its_lines(practice, tmp_path):
    taken = date(2026, 9, 14)
    file_clinic_reading(practice, WREN, DiaryReading(taken, Part.UNSAID, 1, 128, 78))
    weight = file_measure(practice, WREN, "weight_height", {"weight": "81.4"})
    gone = file_measure(practice, WREN, "smoking", {"status": "never"})
    withdraw_session(practice, gone.session_id, "wrong patient")
    add_diary(practice, WREN, DAY, 148.4, 92)
    file = tmp_path / "list.csv"
    recall.export_coding_list(practice, file, AS_OF)
    assert [(row["snomed_code"], row["value"], row["unit"]) for row in rows_of(file)] == [
        ("413606001", "148", "mmHg"),
        ("413605002", "92", "mmHg"),
        ("271649006", "128", "mmHg"),
        ("271650006", "78", "mmHg"),
        ("27113001", "81.4", "kg"),
    ]
    recall.tick_coding(practice, weight.session_id, "27113001")
    recall.export_coding_list(practice, file, AS_OF)
    assert "27113001" not in [row["snomed_code"] for row in rows_of(file)]
