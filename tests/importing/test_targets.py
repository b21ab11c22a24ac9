"""Lists of patients without values: flags, registers and named lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.importing import ListChoice
from proactive_care.store import target_lists
from support.importing import (
    IDRIS,
    IOLO,
    NIA,
    PATIENTS,
    RUN_DATE,
    SILAS,
    balanced,
    check,
    events,
    load,
    patient,
    reasons,
    valid_numbers,
    write,
)
from support.practice import add_user, make_session

LIST = f"NHS Number,Full Name,Date of Birth\n{NIA},Nia Fixture,01/06/1950\n"
THREE = f"{PATIENTS}{SILAS},1944-05-05,M,Sampleton,Silas,\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    load(session, write(tmp_path, "patients.csv", THREE))
    return session


def _load(session: Session, path: Path, name: str, concept: str = "") -> importing.FileReport:
    (report,) = load(session, path, lists={path: ListChoice(name, concept)})
    return report


def _members(session: Session, name: str) -> list[str]:
    rows = session.practice.db.conn.execute(
        "SELECT p.nhs_number FROM clinical_event e JOIN patient p ON p.id = e.patient"
        " JOIN code c ON c.id = e.code WHERE c.system = 'list' AND c.term = ? ORDER BY 1",
        (name,),
    )
    return [row[0] for row in rows]


SHAPES = {
    "number, name, birth": LIST,
    "number only": f"NHS Number\n{NIA}\n",
    "with a count": f"NHS number,Surname,First name,Patient Count\n{NIA},Fixture,Nia,1\n",
    "semicolons and spaces": f"NHS Number;Age\n{NIA[:3]} {NIA[3:6]} {NIA[6:]};76\n",
    "the number as Excel left it": f"NHS Number,Name\n{NIA}.0,Nia Fixture\n",
    "an EMIS report": "Harrowmere Surgery\nHousebound patients\nLast Run,12-Sep-2026 07:15,,"
    "12-Sep-2026\n\nPatient Details,,,\nFull Name,NHS Number,Date of Birth,Gender\n"
    f'"FIXTURE, Nia",{NIA},01-Jun-1950,F\nTotal,1,,\n',
    "a SystmOne breakdown": f"NHS number,Date of birth,Sex,Patient Count\n{NIA},01-Jun-1950,F,1\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_a_list_is_recognised(session: Session, tmp_path: Path, shape: str) -> None:
    report = load(session, write(tmp_path, "Housebound 2026-09.csv", SHAPES[shape]))[0]
    assert (report.profile, report.rows_accepted) == ("target_list", 1)
    assert balanced(report)
    assert report.report.startswith("target_list: Housebound")
    assert report.patients_added == report.patients_changed == 0
    assert _members(session, report.report.removeprefix("target_list: ")) == [NIA]


def test_a_flag_is_an_event_of_the_run_date_with_its_row(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "home.csv", LIST)
    report = _load(session, path, "Housebound list", "housebound")
    assert events(session) == [(NIA, "housebound", "2026-09-12", None, None, 2)]
    used = next(line for line in report.understood if line.heading == "Used as")
    assert used.found == "Housebound: the list “Housebound list”"
    assert not importing.unmapped_codes(session)


def test_a_named_list_means_nothing_to_the_rules(session: Session, tmp_path: Path) -> None:
    _load(session, write(tmp_path, "mdt.csv", LIST), "Case meeting")
    assert events(session) == [(NIA, "?", "2026-09-12", None, None, 2)]
    assert not importing.unmapped_codes(session)
    assert not importing.unmapped_uses(session)
    (found,) = target_lists.lists_of(session.practice.db, 1)
    assert (found.name, found.concept) == ("Case meeting", "")


def test_strangers_wrong_births_and_repeats_are_accounted_for(
    session: Session, tmp_path: Path
) -> None:
    text = (
        "NHS Number,Full Name,Date of Birth\n"
        f"{NIA},Nia Fixture,01/06/1950\n"
        f"{NIA},Nia Fixture,01/06/1950\n"
        f"{IOLO},Iolo Placeholder,02/02/1950\n"
        f"{IDRIS},Idris Mockford,15/02/1961\n"
        f"{SILAS},Silas Sampleton,not known\n"
        "1111111111,Nobody,\n"
        ",,\n"
        "Total,6,\n"
    )
    report = _load(session, write(tmp_path, "list.csv", text), "A list")
    assert balanced(report)
    assert (report.rows_read, report.rows_accepted) == (8, 2)
    assert report.ignored_reasons == {"same patient again": 1, "blank": 1, "total": 1}
    assert reasons(report) == [
        (
            4,
            "NHS Number",
            IOLO,
            "No patient with this NHS number in the practice or in these files",
        ),
        (5, "Date of Birth", "15/02/1961", "Not the date of birth of the patient with this number"),
        (7, "NHS Number", "1111111111", "Ten times the same digit: no real NHS number"),
    ]
    assert report.for_a_person == report.rejections
    assert "3 rows of the list were not matched with a patient" in " ".join(report.warnings)
    assert _members(session, "A list") == [NIA, SILAS]


def test_one_stranger_is_told_in_the_singular(session: Session, tmp_path: Path) -> None:
    report = _load(session, write(tmp_path, "l.csv", f"NHS Number,Name\n{IOLO},X\n"), "L")
    assert any(each.startswith("1 row of the list was not") for each in report.warnings)


def test_importing_it_again_shows_who_joined_and_who_left(session: Session, tmp_path: Path) -> None:
    first = write(tmp_path, "Housebound.csv", f"NHS Number,Name\n{NIA},N\n{IDRIS},I\n")
    _load(session, first, "At home", "housebound")
    second = write(
        tmp_path, "Housebound 2026-10-01.csv", f"NHS Number,Name\n{IDRIS},I\n{SILAS},S\n"
    )
    with check(session, second) as checked:
        (report,) = checked.files
        assert report.list_offer is not None
        assert report.list_offer.choice == ListChoice("At home", "housebound")  # not asked again
        assert report.list_offer.names == ("At home",)
        (line,) = report.diff
        assert (line.what, line.new, line.gone, line.same) == ("Patients on the list", 1, 1, 1)
        importing.commit_import(session, checked)
    assert _members(session, "At home") == [IDRIS, SILAS]
    assert target_lists.list_names(session.practice.db) == ("At home",)
    assert patient(session, NIA)["seen_in_latest"] == 1  # leaving a list is not leaving


def test_another_export_can_take_the_place_of_a_list(session: Session, tmp_path: Path) -> None:
    _load(session, write(tmp_path, "a.csv", LIST), "At home")
    text = f"NHS Number,Name\n{IDRIS},I\n"
    report = _load(session, write(tmp_path, "b.csv", text), "  at  HOME ", "housebound")
    assert report.report == "target_list: At home"
    assert _members(session, "At home") == [IDRIS]


def test_a_list_that_became_much_shorter_is_told(session: Session, tmp_path: Path) -> None:
    numbers = valid_numbers(30)
    rows = "".join(f"{number},1950-01-01,F\n" for number in numbers)
    load(session, write(tmp_path, "more.csv", f"nhs_number,date_of_birth,sex\n{rows}"), mode="add")
    _load(session, write(tmp_path, "a.csv", "NHS Number\n" + "\n".join(numbers)), "All")
    with check(session, write(tmp_path, "a 2026-10.csv", "NHS Number\n" + numbers[0])) as checked:
        assert "97 % fewer rows" in " ".join(checked.files[0].warnings)


def test_a_file_can_be_patients_details_after_all(session: Session, tmp_path: Path) -> None:
    text = f"NHS number,Surname,Date of birth,Patient Count\n{IOLO},Placeholder,02/02/1950,1\n"
    path = write(tmp_path, "list.csv", text)
    (report,) = load(session, path, lists={path: ListChoice("", details=True)})
    assert report.profile == "systmone_breakdown"
    assert report.patients_added == 1
    again = write(tmp_path, "list 01-10-2026.csv", text + "\n")
    with check(session, again) as checked:  # remembered
        assert checked.files[0].profile == "systmone_breakdown"


def test_patients_of_the_own_format_can_be_a_list(session: Session, tmp_path: Path) -> None:
    text = f"nhs_number,date_of_birth,sex\n{NIA},1950-06-01,F\n"
    path = write(tmp_path, "list.csv", text)
    with check(session, path) as checked:
        offer = checked.files[0].list_offer
        assert offer is not None
        assert offer.choice.details
    assert _load(session, path, "Chosen").rows_accepted == 1
    assert _members(session, "Chosen") == [NIA]


def test_without_patients_only_the_file_that_cannot_be_details_is_a_list(tmp_path: Path) -> None:
    session = make_session(tmp_path / "empty")
    path = write(tmp_path, "list.csv", LIST)
    with check(session, path, lists={path: ListChoice("", details=True)}) as checked:
        (report,) = checked.files
        assert (report.profile, report.rows_rejected) == ("target_list", 1)
    path = write(tmp_path, "s1.csv", SHAPES["a SystmOne breakdown"])
    with check(session, path) as checked:
        assert checked.files[0].profile == "systmone_breakdown"
        assert checked.files[0].list_offer is None


def test_the_file_that_brings_the_patients_is_no_list(tmp_path: Path) -> None:
    session = make_session(tmp_path / "s1")
    header = "NHS number,Surname,Date of birth,Sex,Patient Count\n"
    october = f"{header}{NIA},Fixture,01-Jun-1950,F,1\n"
    load(session, write(tmp_path, "our patients october.csv", october))
    november = f"{october}{IDRIS},Mockford,14-Feb-1961,M,1\n"
    (report,) = load(session, write(tmp_path, "our patients november.csv", november))
    assert (report.profile, report.patients_added) == ("systmone_breakdown", 1)
    short = f"NHS number,Surname,Date of birth,Patient Count\n{NIA},Fixture,01-Jun-1950,1\n"
    with check(session, write(tmp_path, "home visits.csv", short)) as checked:
        assert checked.files[0].profile == "target_list"  # without the sex nobody is described


def test_patients_with_addresses_in_the_own_format_are_not_asked_about(
    session: Session, tmp_path: Path
) -> None:
    text = f"nhs_number,date_of_birth,sex,postcode\n{NIA},1950-06-01,F,HM1 4ZZ\n"
    with check(session, write(tmp_path, "p.csv", text)) as checked:
        assert checked.files[0].list_offer is None


def test_a_list_beside_its_patients_in_one_drop(tmp_path: Path) -> None:
    session = make_session(tmp_path / "empty")
    folder = tmp_path / "drop"
    folder.mkdir()
    write(folder, "a list.csv", SHAPES["a SystmOne breakdown"])
    write(folder, "patients.csv", PATIENTS)
    reports = load(session, folder)
    assert [report.profile for report in reports] == ["plain_patients", "target_list"]
    assert _members(session, "a list") == [NIA]


def test_left_out_patients_stay_left_out(tmp_path: Path) -> None:
    session = make_session(tmp_path / "empty")
    folder = tmp_path / "drop"
    folder.mkdir()
    header = PATIENTS.splitlines()[0] + ",patient_type\n"
    write(folder, "patients.csv", f"{header}{NIA},1950-06-01,F,Fixture,Nia,,Dummy\n")
    write(folder, "zlist.csv", LIST)
    report = load(session, folder)[1]
    assert report.ignored_reasons == {"dummy patient": 1}
    assert balanced(report)


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (ListChoice(" "), "name"),
        (ListChoice("x" * 61), "name"),
        (ListChoice("Heart attacks", "mi"), "concept"),
        (ListChoice("Nonsense", "nothing"), "concept"),
    ],
)
def test_choices_that_cannot_be_used(
    session: Session, tmp_path: Path, choice: ListChoice, field: str
) -> None:
    path = write(tmp_path, "list.csv", LIST)
    with pytest.raises(InvalidInput) as error:
        check(session, path, lists={path: choice})
    assert error.value.field == field


def test_what_a_list_can_stand_for() -> None:
    uses = importing.list_uses()
    assert [use.is_register for use in uses] == sorted(use.is_register for use in uses)
    assert {"housebound", "asylum_or_refugee", "palliative_care"} <= {u.concept.name for u in uses}
    assert not {"mi", "stroke", "tia", "chd"} & {use.concept.name for use in uses}


def test_the_rows_of_a_list_are_found_in_one_pass(session: Session, tmp_path: Path) -> None:
    _load(session, write(tmp_path, "home.csv", LIST), "At home", "housebound")
    _load(session, write(tmp_path, "mdt.csv", f"NHS Number,Name\n{NIA},N\n{IDRIS},I\n"), "Meeting")
    days, lists = target_lists.standing_marks(session.practice.db, ["housebound", "dementia"])
    assert list(days) == [1]
    assert list(days[1]) == ["housebound"]
    assert {who: [on.name for on in found] for who, found in lists.items()} == {
        1: ["Meeting", "At home"], 2: ["Meeting"],
    }  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_bytes_twice_are_refused(session: Session, tmp_path: Path, shape: str) -> None:
    path = write(tmp_path, "list.csv", SHAPES[shape])
    load(session, path)
    with pytest.raises(FileProblem, match="exactly the same file"):
        check(session, path)


@pytest.mark.parametrize(
    "stem",
    ["Home visits", "Home_visits", "Home visits 2026-09", "Home visits 14.09.2026",
     "Home visits Sept 2026", "home visits_Oct26", "Home visits (2)", "Home visits - 2026"],
)  # fmt: skip
def test_the_list_of_the_next_month_is_the_same_list(
    session: Session, tmp_path: Path, stem: str
) -> None:
    with check(session, write(tmp_path, f"{stem}.csv", LIST)) as checked:
        offer = checked.files[0].list_offer
        assert offer is not None
        assert offer.key == "target_list: home visits"


def test_a_name_that_is_only_a_date(session: Session, tmp_path: Path) -> None:
    report = load(session, write(tmp_path, "_2026-09.csv", LIST))[0]
    assert report.report == "target_list: Patients"


def test_a_list_can_be_taken_away(session: Session, tmp_path: Path) -> None:
    _load(session, write(tmp_path, "home.csv", LIST), "At home", "housebound")
    _load(session, write(tmp_path, "mdt.csv", f"NHS Number,Name\n{NIA},N\n{IDRIS},I\n"), "Meeting")
    found = importing.patient_lists(session)
    assert [(each.name, each.stands_for, each.patients) for each in found] == [
        ("At home", "Housebound", 1), ("Meeting", "", 2),
    ]  # fmt: skip
    assert (found[0].run_date, found[0].files) == (RUN_DATE, "home.csv")
    assert importing.forget_list(session, "At home") == 1
    assert [each.name for each in importing.patient_lists(session)] == ["Meeting"]
    assert _members(session, "At home") == []
    assert _members(session, "Meeting") == [NIA, IDRIS]
    states = {row.file_name: row.current for row in importing.import_history(session)}
    assert (states["home.csv"], states["mdt.csv"], states["patients.csv"]) == (False, True, True)
    with pytest.raises(NotFound):
        importing.forget_list(session, "At home")
    nurse = add_user(session, "nurse", Role.NURSE)
    for refused in (importing.patient_lists, lambda s: importing.forget_list(s, "Meeting")):
        with pytest.raises(NotPermitted):
            refused(nurse)
    load(session, write(tmp_path, "again.csv", LIST + "\n"))  # it can come back
