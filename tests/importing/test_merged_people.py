"""Records of one person that were merged, through checks and imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import PracticeProblem
from proactive_care.domain.identifiers import uuid7
from proactive_care.importing.people import People
from proactive_care.store import merges
from proactive_care.store.merges import MatchRow
from support.importing import EVENTS_HEADER, IDRIS, NIA, balanced, check, load, write
from support.practice import make_session

PEOPLE = (
    "nhs_number,local_id,date_of_birth,sex,family_name,given_name\n"
    f"{NIA},E7,1950-06-01,F,Fixture,Nia\n"
    ",L5,1950-06-01,F,FIXTURE,N\n"
    f"{IDRIS},E8,1961-02-14,M,Mockford,Idris\n"
)
HEADER = EVENTS_HEADER.replace("nhs_number,", "nhs_number,local_id,")
SBP = "271649006,Systolic arterial pressure"
EVENTS = (
    HEADER + f"{NIA},,2026-08-01,{SBP},140,mmHg\n"
    f",L5,2026-08-02,{SBP},150,mmHg\n,L5,2026-08-03,{SBP},155,mmHg\n"
    f"{IDRIS},,2026-08-04,{SBP},160,mmHg\n"
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    load(session, write(tmp_path, "people.csv", PEOPLE), write(tmp_path, "events.csv", EVENTS))
    return session


def decide(session: Session, what: str, takes_back: str | None = None) -> MatchRow:
    """Merge record 2 into record 1, or take that back."""
    row = MatchRow(
        id=uuid7(session.now()), entered_at=session.now().isoformat(), by="lead",
        role="clinical_lead", device="test", what=what, kept=1, other=2, reason="Same person",
        takes_back=takes_back,
    )  # fmt: skip
    with session.practice.transaction() as db:
        (merges.unmerge if takes_back else merges.merge)(db, row)
    return row


def counted(session: Session) -> dict[int, list[float]]:
    """Return the stored values by patient."""
    rows = session.practice.db.conn.execute(
        "SELECT patient, value FROM clinical_event ORDER BY patient, day"
    )
    found: dict[int, list[float]] = {}
    for patient, value in rows:
        found.setdefault(patient, []).append(value)
    return found


def test_a_merge_survives_the_next_import_and_can_still_be_taken_back(
    session: Session, tmp_path: Path
) -> None:
    assert counted(session) == {1: [140], 2: [150, 155], 3: [160]}
    merge = decide(session, "same")
    assert counted(session) == {1: [140, 150, 155], 3: [160]}
    again = write(tmp_path, "events2.csv", EVENTS + f",L5,2026-08-05,{SBP},165,mmHg\n")
    with check(session, again) as checked:
        (report,) = checked.files
        events = next(line for line in report.diff if line.what == "Events")
        assert (events.new, events.changed, events.gone, events.same) == (1, 0, 0, 4)
        assert balanced(report)
        importing.commit_import(session, checked)
    assert counted(session) == {1: [140, 150, 155, 165], 3: [160]}
    people = write(tmp_path, "people2.csv", PEOPLE.replace("FIXTURE,N", "FIXTURE,Nia H"))
    assert load(session, people)[0].patients_added == 0
    assert merges.merged_pairs(session.practice.db) == {2: 1}
    decide(session, "taken back", merge.id)
    assert counted(session) == {1: [140], 2: [150, 155, 165], 3: [160]}
    names = session.practice.db.conn.execute("SELECT given_name FROM patient ORDER BY id")
    assert [row[0] for row in names] == ["Nia", "Nia H", "Idris"]
    left = session.practice.db.conn.execute("SELECT count(*) FROM merged_line").fetchone()
    assert left == (0,)


def test_the_same_content_as_if_it_had_never_been_merged(session: Session, tmp_path: Path) -> None:
    other = make_session(tmp_path / "other")
    load(other, write(tmp_path, "people.csv", PEOPLE), write(tmp_path, "events.csv", EVENTS))
    merge = decide(session, "same")
    newer = write(
        tmp_path, "events2.csv", EVENTS.replace("165", "170").replace("2026-08-03", "2026-08-09")
    )
    for each in (session, other):
        load(each, newer)
    decide(session, "taken back", merge.id)
    for table in ("patient", "clinical_event", "medication_issue", "import_patient", "merged_line"):
        sql = f"SELECT * FROM {table}"
        assert (
            session.practice.db.conn.execute(sql).fetchall()
            == other.practice.db.conn.execute(sql).fetchall()
        )


def test_medicines_are_counted_for_the_kept_record(session: Session, tmp_path: Path) -> None:
    decide(session, "same")
    text = "nhs_number,local_id,date,name\n,L5,2026-08-01,Ramipril 5mg capsules\n"
    load(session, write(tmp_path, "m.csv", text))
    rows = session.practice.db.conn.execute("SELECT DISTINCT patient FROM medication_issue")
    assert rows.fetchall() == [(1,)]


def test_a_merge_after_the_check_makes_the_check_stale(session: Session, tmp_path: Path) -> None:
    with check(session, write(tmp_path, "e2.csv", EVENTS + "\n")) as checked:
        decide(session, "same")
        with pytest.raises(PracticeProblem):
            importing.commit_import(session, checked)


def test_a_local_number_of_two_records_is_one_patient_once_they_are_merged(
    session: Session, tmp_path: Path
) -> None:
    both = PEOPLE.replace("E7", "L5")
    load(session, write(tmp_path, "p2.csv", both))  # the number arrives for the other record
    rows = HEADER + f",L5,2026-08-08,{SBP},171,mmHg\n"
    with check(session, write(tmp_path, "e2.csv", rows), mode="add") as checked:
        assert checked.files[0].rejections[0].reason == "Two patients have this local number"
    decide(session, "same")
    load(session, write(tmp_path, "e2.csv", rows), mode="add")
    assert counted(session)[1] == [140, 150, 155, 171]


def test_a_shared_local_number_makes_no_third_record(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p2.csv", PEOPLE.replace("E7", "L5")))
    report = load(session, write(tmp_path, "p3.csv", PEOPLE.replace("E7", "L5") + "\n"))[0]
    assert report.patients_added == 0
    rows = session.practice.db.conn.execute("SELECT nhs_number, local_id FROM patient ORDER BY id")
    assert rows.fetchall() == [(NIA, "L5"), (None, "L5"), (IDRIS, "E8")]


def test_a_record_that_gets_its_number_is_no_longer_found_without() -> None:
    people = People([(1, None, "L1", None)], 2)
    first = people.find(None, "L1")
    assert first is not None
    people.update(first, NIA, "L1", None)
    people.add(IDRIS, "L1", None)
    assert people.find(None, "L1") is None  # two have it, and each has a number


def test_code_lists_can_change_while_two_records_are_one(session: Session, tmp_path: Path) -> None:
    rows = HEADER + ",L5,2026-08-02,EMISXYZ,Local high blood pressure,,\n"
    load(session, write(tmp_path, "local.csv", rows), mode="add")
    sql = "SELECT * FROM clinical_event ORDER BY patient, day, concept"
    before = session.practice.db.conn.execute(sql).fetchall()
    code = importing.ListCode("emis", "EMISXYZ", "Local high blood pressure")
    mapped = importing.apply_change(session, importing.CodeChange("hypertension", (code,)))
    merge = decide(session, "same")
    importing.undo_change(session, mapped.id)
    decide(session, "taken back", merge.id)
    assert session.practice.db.conn.execute(sql).fetchall() == before
    merge = decide(session, "same")
    mapped = importing.apply_change(session, importing.CodeChange("hypertension", (code,)))
    decide(session, "taken back", merge.id)
    importing.undo_change(session, mapped.id)
    assert session.practice.db.conn.execute(sql).fetchall() == before
