"""Double records: proposed, compared, merged and separated by a person, logged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care import frameworks, importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.importing import PossibleDouble
from proactive_care.patients import find_patients, patient_record, practice_state
from support.practice import add_user, make_session
from support.rows import add_event, add_import, add_patient

BORN, DAY = date(1950, 6, 1), date(2026, 8, 1)
REASON = "Rang the patient: one and the same"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    add_import(session)
    add_patient(
        session, 1, "9990000018", "O’Sample", "Nia Haf", BORN, sex="F", postcode="HM1 4ZZ",
        ethnicity="indian", home_phone="01632 960001", registered_on=DAY.toordinal(),
    )  # fmt: skip
    add_patient(session, 2, None, "OSAMPLE", "N", BORN, sex="U", local_id="L2", postcode="hm1 4zz")
    add_patient(session, 3, "9990000026", "Osample", "Nia", BORN, sex="F")
    add_patient(session, 4, None, "Osample", "Ned", BORN, sex="M", local_id="L4")
    add_patient(session, 5, None, "Mockford", "Nia", BORN, sex="F", local_id="L5")
    add_patient(session, 6, None, "Mockford", "", BORN, sex="F", local_id="L6")
    add_patient(session, 7, None, "", "Nia", BORN, sex="F", local_id="L7")
    for patient, line in ((1, 2), (2, 3)):
        add_event(session, patient, "hypertension", DAY, None, line=line)
        add_event(session, patient, "systolic_bp_clinic", DAY, 150 + patient, line=line + 10)
        add_event(session, patient, "diastolic_bp_clinic", DAY, 90, line=line + 20)
    return session


def test_what_is_proposed_and_what_is_not(session: Session) -> None:
    found = importing.possible_doubles(session)
    assert found == (
        PossibleDouble(
            1, 2, "O’Sample, Nia Haf", "OSAMPLE, N",
            "Same date of birth and family name; the initial fits the first name",
        ),
        PossibleDouble(
            2, 4, "OSAMPLE, N", "Osample, Ned",
            "Same date of birth and family name; the initial fits the first name",
        ),
        PossibleDouble(
            3, 2, "Osample, Nia", "OSAMPLE, N",
            "Same date of birth and family name; the initial fits the first name",
        ),
        PossibleDouble(
            5, 6, "Mockford, Nia", "Mockford, ",
            "Same date of birth and family name; a first name is missing",
        ),
    )  # fmt: skip


def test_the_same_name_comes_first(session: Session) -> None:
    add_patient(session, 8, None, "Mockford", "NIA", BORN, sex="F", local_id="L8")
    first = importing.possible_doubles(session)[0]
    assert (first.keep, first.other) == (5, 8)
    assert first.why.endswith("same first name")


def test_an_initial_of_the_other_sex_is_not_proposed(session: Session) -> None:
    add_patient(session, 8, None, "Specimen", "J", BORN, sex="F", local_id="L8")
    add_patient(session, 9, "9990000034", "Specimen", "Jac", BORN, sex="M")
    assert not [p for p in importing.possible_doubles(session) if p.keep == 9]


def test_records_side_by_side(session: Session) -> None:
    frameworks.stratify(session, session.today())
    found = importing.compare_records(session, 1, 2)
    lines = {line.what: (line.first, line.second, line.agrees) for line in found.lines}
    assert lines["Name"] == ("O’Sample, Nia Haf", "OSAMPLE, N", False)
    assert lines["Date of birth"] == ("1 Jun 1950", "1 Jun 1950", True)
    assert lines["NHS number"] == ("999 000 0018", "", None)
    assert lines["Postcode"] == ("HM1 4ZZ", "hm1 4zz", True)
    assert lines["Ethnic group"][0] == "Indian"
    assert lines["Registered"] == ("1 Aug 2026", "", None)
    assert lines["Events"] == ("3", "3", True)
    assert lines["First and last event"][0] == "1 Aug 2026 to 1 Aug 2026"
    assert lines["Groups now"][0].startswith("hypertension ")
    assert "Died" not in lines
    assert found.refused == ""
    audit = session.practice.db.conn.execute("SELECT action, patient FROM audit ORDER BY id DESC")
    assert audit.fetchone() == ("patient.compare", 1)
    with pytest.raises(NotFound):
        importing.compare_records(session, 1, 99)


def test_both_count_for_one_patient_and_go_back(session: Session) -> None:
    today = session.today()
    frameworks.stratify(session, today)
    before = {n: [e.value for e in patient_record(session, n).events] for n in (1, 2)}
    groups = [(r.patient, r.group) for r in frameworks.latest_results(session, "hypertension")]
    assert [patient for patient, _ in groups] == [1, 2]
    patients = practice_state(session).patients
    done = importing.merge_patients(session, 1, 2, f"  {REASON} ")
    assert done.problem == ""
    assert len(patient_record(session, 1).events) == 6
    assert "Merged from two records" in [f.text for f in patient_record(session, 1).flags]
    assert "Merged into another record" in [f.text for f in patient_record(session, 2).flags]
    assert practice_state(session).patients == patients - 1
    assert [row.patient for row in frameworks.latest_results(session, "hypertension")] == [1]
    assert 2 not in [found.id for found in find_patients(session, "osample")]
    assert 2 not in [found.id for found in find_patients(session, "1/6/1950")]
    assert "merged" in frameworks.explain_patient(session, 2, today).why_none
    again = frameworks.stratify(session, today)
    assert again.patients == 1
    (made,) = importing.made_matches(session)
    assert (made.same, made.kept_name, made.reason) == (True, "O’Sample, Nia Haf", REASON)
    assert not [p for p in importing.possible_doubles(session) if 2 in (p.keep, p.other)]
    importing.unmerge_patients(session, made.id, "Two people after all")
    after = {n: [e.value for e in patient_record(session, n).events] for n in (1, 2)}
    assert after == before
    results = frameworks.latest_results(session, "hypertension")
    assert [(row.patient, row.group) for row in results] == groups
    assert importing.made_matches(session) == ()
    with pytest.raises(InvalidInput, match="taken back before"):
        importing.unmerge_patients(session, made.id, REASON)
    actions = [
        row[0]
        for row in session.practice.db.conn.execute("SELECT action FROM audit")
        if row[0] in ("patient.merge", "patient.unmerge")
    ]
    assert actions == ["patient.merge", "patient.unmerge"]


@pytest.mark.parametrize(
    ("keep", "other", "words"),
    [
        (1, 1, "one record"),
        (1, 3, "Both records have a valid NHS number"),
        (2, 1, "Keep the record that has the NHS number"),
        (1, 8, "dates of birth differ"),
    ],
)
def test_records_that_cannot_be_merged(session: Session, keep: int, other: int, words: str) -> None:
    add_patient(session, 8, None, "Osample", "Nia", date(1951, 6, 1), local_id="L8")
    assert words in importing.compare_records(session, keep, other).refused
    with pytest.raises(InvalidInput, match=words):
        importing.merge_patients(session, keep, other, REASON)


@pytest.mark.parametrize(
    "gone", [{"deregistered_on": 1}, {"date_of_death": 1}, {"seen_in_latest": 0}]
)
def test_nobody_disappears_by_being_merged(session: Session, gone: dict[str, int]) -> None:
    add_patient(session, 8, "9990000034", "Specimen", "Jac", BORN, **gone)
    add_patient(session, 9, None, "Specimen", "Jac", BORN, local_id="L9")
    with pytest.raises(InvalidInput, match="died, has left or is not in"):
        importing.merge_patients(session, 8, 9, REASON)
    add_patient(session, 10, None, "Specimen", "Jac", BORN, local_id="L10", **gone)
    assert importing.merge_patients(session, 8, 10, REASON).problem == ""  # both are gone


def test_no_chains(session: Session) -> None:
    importing.merge_patients(session, 5, 6, REASON)
    with pytest.raises(InvalidInput, match="merged already"):
        importing.merge_patients(session, 7, 6, REASON)
    with pytest.raises(InvalidInput, match="holds a merged record"):
        importing.merge_patients(session, 7, 5, REASON)
    importing.merge_patients(session, 5, 7, REASON)  # a third record of the same person


def test_a_decision_that_they_are_two_people_is_remembered(session: Session) -> None:
    importing.keep_apart(session, 5, 6, "Sisters-in-law")
    assert [(p.keep, p.other) for p in importing.possible_doubles(session)] == [
        (1, 2),
        (2, 4),
        (3, 2),
    ]
    (made,) = importing.made_matches(session)
    assert not made.same
    with pytest.raises(NotFound):
        importing.unmerge_patients(session, made.id, REASON)
    importing.propose_again(session, made.id, "Not so sure")
    assert (5, 6) in [(p.keep, p.other) for p in importing.possible_doubles(session)]
    with pytest.raises(InvalidInput):
        importing.propose_again(session, made.id, REASON)
    with pytest.raises(NotFound):
        importing.propose_again(session, "no such", REASON)


@pytest.mark.parametrize("reason", ["", " x ", "x" * 201])
def test_every_decision_needs_a_reason(session: Session, reason: str) -> None:
    for decide in (
        lambda: importing.merge_patients(session, 1, 2, reason),
        lambda: importing.keep_apart(session, 1, 2, reason),
        lambda: importing.unmerge_patients(session, "x", reason),
        lambda: importing.propose_again(session, "x", reason),
    ):
        with pytest.raises(InvalidInput) as error:
            decide()
        assert error.value.field == "reason"


def test_who_may(session: Session) -> None:
    nurse = add_user(session, "nurse", Role.NURSE)
    for refused in (
        lambda: importing.possible_doubles(nurse),
        lambda: importing.made_matches(nurse),
        lambda: importing.compare_records(nurse, 1, 2),
        lambda: importing.merge_patients(nurse, 1, 2, REASON),
        lambda: importing.unmerge_patients(nurse, "x", REASON),
    ):
        with pytest.raises(NotPermitted):
            refused()
    manager = add_user(session, "manager", Role.MANAGER)
    assert importing.merge_patients(manager, 1, 2, REASON).problem == ""


def test_the_chain_of_the_audit_holds(session: Session) -> None:
    done = importing.merge_patients(session, 1, 2, REASON)
    importing.unmerge_patients(session, done.match, REASON)
    assert session.practice.check().ok
