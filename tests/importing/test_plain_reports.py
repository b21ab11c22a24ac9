"""The plain format: replacing, adding, refusing, and what is said about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, NotPermitted, PracticeProblem
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.domain.vocabulary import Role
from support.importing import (
    EVENTS_HEADER,
    IOLO,
    NIA,
    PATIENTS,
    SILAS,
    check,
    digest,
    events,
    load,
    patient,
    write,
)
from support.practice import add_user, make_session

SBP = "271649006,Systolic arterial pressure"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def test_replacing_shows_what_changes_and_marks_who_is_gone(
    session: Session, tmp_path: Path
) -> None:
    people = "".join(
        [
            PATIENTS,
            f"{SILAS},1950-01-01,M,Exampleby,Silas,\n",
            f"{IOLO},1950-01-01,M,Sampleton,Iolo,\n",
        ]
    )
    first = f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},172,\n{NIA},2026-07-01,{SBP},160,\n"
    load(session, write(tmp_path, "p1.csv", people), write(tmp_path, "e1.csv", first))
    changed = PATIENTS.replace("Nia", "Nia Mair").replace("ethnicity", "ethnicity,date_of_death")
    changed += (
        f"{SILAS},1950-01-01,M,Exampleby,Silas,,2026-09-01\n9990000050,1950-01-01,F,New,Ann,\n"
    )
    second = f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},170,\n{NIA},2026-06-01,{SBP},150,\n"
    reports = load(session, write(tmp_path, "p2.csv", changed), write(tmp_path, "e2.csv", second))
    lines = {(i, line.what): line for i, r in enumerate(reports) for line in r.diff}
    patients, found = lines[0, "Patients"], lines[1, "Events"]
    assert (patients.new, patients.changed, patients.gone, patients.same) == (1, 2, 1, 1)
    assert (found.new, found.changed, found.gone, found.same) == (1, 1, 1, 0)
    assert reports[0].gone_unexplained == 1
    assert reports[0].compared_with is not None
    assert [row[2:4] for row in events(session)] == [("2026-06-01", 150.0), ("2026-08-01", 170.0)]
    gone = session.practice.db.query("SELECT nhs_number FROM patient WHERE NOT seen_in_latest")
    assert [row["nhs_number"] for row in gone] == [IOLO]
    assert [row.current for row in importing.import_history(session)] == [True, True, False, False]
    load(session, write(tmp_path, "p3.csv", people))
    assert patient(session, IOLO)["seen_in_latest"] == 1


def test_adding_keeps_what_was_there(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    for number, day in enumerate(("2026-07-01", "2026-08-01")):
        text = f"{EVENTS_HEADER}{NIA},{day},{SBP},172,\n"
        load(session, write(tmp_path, f"e{number}.csv", text), mode="add")
    assert [row[2] for row in events(session)] == ["2026-07-01", "2026-08-01"]


def test_columns_that_a_file_lacks_keep_their_values(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    text = f"nhs_number,date_of_birth,sex,mobile_phone,ethnicity\n{NIA},,,07700 900123,\n"
    load(session, write(tmp_path, "p2.csv", text))
    nia = patient(session, NIA)
    assert (nia["family_name"], nia["mobile_phone"]) == ("Fixture", "07700 900123")
    assert (nia["ethnicity"], nia["sex"]) == ("indian", "F")
    assert nia["date_of_birth"] == date(1950, 6, 1).toordinal()


def test_a_big_loss_is_said_loudly(session: Session, tmp_path: Path) -> None:
    numbers = (f"999000{i:04d}" for i in range(10, 900))
    valid = [number for number in numbers if clean_nhs_number(number)][:40]
    everybody = "".join(f"{n},1950-01-01,F\n" for n in valid)
    load(session, write(tmp_path, "p.csv", "nhs_number,date_of_birth,sex\n" + everybody))
    few = "".join(f"{n},1950-01-01,F\n" for n in valid[:20])
    with check(
        session, write(tmp_path, "q.csv", "nhs_number,date_of_birth,sex\n" + few)
    ) as checked:
        assert checked.files[0].warnings[0].startswith("This file has 50 % fewer patients (20)")


def test_a_file_without_any_row_is_told_even_of_a_short_list(
    session: Session, tmp_path: Path
) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    with check(session, write(tmp_path, "q.csv", "nhs_number,date_of_birth,sex\n")) as checked:
        assert checked.files[0].warnings[0].startswith("This file has 100 % fewer patients (0)")


def test_checking_changes_nothing_and_leaves_nothing_behind(
    session: Session, tmp_path: Path
) -> None:
    before = digest(session)
    with check(session, write(tmp_path, "p.csv", PATIENTS)) as checked:
        assert checked.files[0].patients_added == 2
        assert list(session.practice.folder.glob("*.scratch"))
    assert digest(session) == before
    assert not list(session.practice.folder.glob("import-*"))


def test_the_same_bytes_twice_are_refused(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "p.csv", PATIENTS)
    load(session, path)
    with pytest.raises(FileProblem, match=r"p.csv was already imported on 14 Sep 2026 by lead"):
        check(session, path)
    copies = [write(tmp_path, name, PATIENTS + "\n") for name in ("a.csv", "b.csv")]
    with pytest.raises(FileProblem, match=r"b.csv and a.csv are the same file"):
        check(session, *copies)


def test_a_folder_is_read_and_an_empty_one_refused(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    with pytest.raises(FileProblem, match="has no CSV files"):
        check(session, folder)
    write(folder, "p.csv", PATIENTS)
    write(folder, "notes.docx", b"PK\x03\x04")
    assert load(session, folder)[0].patients_added == 2
    with pytest.raises(FileProblem, match="No file was chosen"):
        check(session)


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "nhs_number,date\n1,2\n", "hello\nworld\n"])
def test_unknown_columns_are_refused_with_what_was_found(
    session: Session, tmp_path: Path, text: str
) -> None:
    with pytest.raises(FileProblem, match="are not those of any export that is known here"):
        check(session, write(tmp_path, "x.csv", text))


@pytest.mark.parametrize(
    "text",
    [
        "Testperson,Nia,9990000018,F\n",
        "Testperson,Nia,999 000 0018,F\n",
        "Testperson,Nia,1/6/1950,F\n",
        "Testperson,Nia,01-Jun-50,F\n",
        "Testperson,N\x07ia,x,F\n",
    ],
)
def test_what_is_no_header_is_not_repeated(session: Session, tmp_path: Path, text: str) -> None:
    with pytest.raises(FileProblem) as caught:
        check(session, write(tmp_path, "x.csv", text))
    assert "known here. The practice is unchanged." in str(caught.value)
    assert "Testperson" not in str(caught.value)


def test_the_run_date_is_given_or_the_files_own(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "p.csv", PATIENTS)
    with check(session, path) as checked:
        assert (checked.files[0].run_date, checked.files[0].run_date_from) == (
            date(2026, 9, 12),
            "given",
        )
    with check(session, path, run_date=None) as checked:
        report = checked.files[0]
        assert report.run_date_from == "modified time"
        assert report.run_date <= session.today()
        assert any("does not say when it was made" in warning for warning in report.warnings)


def test_month_first_files_are_recognised_by_their_proofs(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},02/03/2026,{SBP},140,\n{NIA},02/24/2026,{SBP},150,\n"
    report = load(session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text))[1]
    assert [row[2] for row in events(session)] == ["2026-02-03", "2026-02-24"]
    dates = next(u for u in report.understood if u.heading == "Dates")
    assert dates.found == "mm/dd/yyyy, month first"


def test_unproved_dates_are_said_to_be_assumed(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},02/03/26,{SBP},140,\n"
    report = load(session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text))[1]
    assert [row[2] for row in events(session)] == ["2026-03-02"]
    assert any("assumed" in warning for warning in report.warnings)
    assert any("two-digit years" in warning for warning in report.warnings)


def test_roles_without_the_permission_may_not(session: Session, tmp_path: Path) -> None:
    other = add_user(session, "reception", Role.RECEPTIONIST)
    path = write(tmp_path, "p.csv", PATIENTS)
    with pytest.raises(NotPermitted):
        check(other, path)
    with check(session, path) as checked, pytest.raises(NotPermitted):
        importing.commit_import(other, checked)


def test_a_commit_is_audited_with_what_it_did(session: Session, tmp_path: Path) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    row = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row[0] == "import.commit"
    assert '"rows": 2' in row[1] or '"rows":2' in row[1]


def test_a_check_that_is_out_of_date_is_refused(session: Session, tmp_path: Path) -> None:
    with check(session, write(tmp_path, "p.csv", PATIENTS)) as checked:
        load(session, write(tmp_path, "q.csv", PATIENTS + "\n"))
        before = digest(session)
        with pytest.raises(PracticeProblem, match="Another import was stored"):
            importing.commit_import(session, checked)
        assert digest(session) == before


def test_an_unknown_mode_is_a_bug(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown mode"):
        check(session, write(tmp_path, "p.csv", PATIENTS), mode="merge")


def test_the_report_is_fit_for_the_command_line(session: Session, tmp_path: Path) -> None:
    with check(session, write(tmp_path, "p.csv", PATIENTS + "x,,,,,\n")) as checked:
        shown = checked.files[0].as_json()
        assert shown["rejections"] == [
            {"row": 4, "column": "nhs_number", "value_shown": "x", "reason": "Not an NHS number"}
        ]
        assert [r.row for r in checked.rejections(0)] == [4]
    assert {"file", "profile", "encoding", "run_date", "rows_read", "patients_gone"} <= set(shown)


def test_the_preview_shows_rows_as_they_will_be_stored(session: Session, tmp_path: Path) -> None:
    text = f"{EVENTS_HEADER}{NIA},2026-08-01,{SBP},172,mmHg\nx,2026-08-01,{SBP},1,\n,,,,,\n"
    with check(
        session, write(tmp_path, "p.csv", PATIENTS), write(tmp_path, "e.csv", text)
    ) as checked:
        report = checked.files[1]
        assert [(c.source, c.target) for c in report.preview_columns][:2] == [
            ("nhs_number", "NHS number"), ("date", "taken on"),
        ]  # fmt: skip
        assert [(row.row, row.cells[:2]) for row in report.preview] == [
            (2, ("999 000 0018", "1 Aug 2026"))
        ]
        assert [c.used_as for c in report.columns][:2] == ["NHS number", "taken on"]
