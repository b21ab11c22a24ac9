"""Saved lists, and lists that leave the window: as a file and on paper."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import (
    FileProblem,
    InvalidInput,
    KnownError,
    NotFound,
    NotPermitted,
)
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.frameworks import DEFAULT_PACK, stratify, withdraw
from proactive_care.worklists import (
    ListRequest,
    SavedList,
    delete_list,
    export_list,
    list_fields,
    load_worklist,
    print_list,
    save_list,
    saved_lists,
)
from support.little_practice import make_little_practice
from support.practice import add_user

ALL_FIELDS = tuple(field.key for field in list_fields())
PHONE = ListRequest((5, 2, 6), ("name", "nhs", "tier", "why"), "Phone round on Thursday")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_little_practice(tmp_path / "practice")
    yield made
    made.practice.close_all()


def _table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def _paper(pdf: bytes) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(pdf)
    pages = len(document)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text, pages


def _last_audit(session: Session) -> tuple[str, dict[str, object]]:
    action, detail = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return action, json.loads(detail)


# Saved lists -------------------------------------------------------------------------------------


def test_lists_are_ones_own_or_everybodys(session: Session) -> None:
    nurse = add_user(session, "nurse", Role.NURSE)
    filters, arrangement = {"tiers": ["urgent"]}, {"hidden": ["nhs"], "order": [["tier", False]]}
    save_list(session, SavedList("Zebra", False, filters, arrangement))
    save_list(session, SavedList("  Urgent   and  high ", True, filters, arrangement))
    mine = saved_lists(session)
    assert [(each.name, each.shared, each.saved_by) for each in mine] == [
        ("Zebra", False, "lead"),
        ("Urgent and high", True, "lead"),
    ]
    assert mine[0].filters == filters
    assert mine[0].arrangement == arrangement
    assert [each.name for each in saved_lists(nurse)] == ["Urgent and high"]
    save_list(nurse, SavedList("urgent AND high", True, {}, {}))  # replaces: the same name
    assert [(each.name, each.saved_by) for each in saved_lists(nurse)] == [
        ("urgent AND high", "nurse")
    ]
    delete_list(nurse, "Urgent and High", shared=True)
    assert saved_lists(nurse) == ()
    with pytest.raises(NotFound):
        delete_list(nurse, "Zebra", shared=False)
    assert [each.name for each in saved_lists(session)] == ["Zebra"]
    nurse.practice.close_all()


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_list_needs_a_name(session: Session, name: str) -> None:
    with pytest.raises(InvalidInput):
        save_list(session, SavedList(name, False, {}, {}))


def test_a_name_is_not_written_into_the_audit(session: Session) -> None:
    save_list(session, SavedList("Nia Fixture", False, {"text": "Nia Fixture"}, {}))
    action, detail = _last_audit(session)
    assert action == "worklist.save"
    assert "Nia" not in json.dumps(detail)


# Files -------------------------------------------------------------------------------------------


def test_the_file_has_the_fields_in_the_order_asked_and_says_what_it_is_for(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    assert export_list(session, path, PHONE) == 3
    table = _table(path)
    assert table[0] == ["Patient", "NHS number", "Tier", "Why"]
    assert [row[0] for row in table[1:4]] == ["Exampleby, Silas", "Fixture, Nia", "Specimen, Ruth"]
    assert [row[2] for row in table[1:4]] == ["urgent", "urgent", "data gap"]
    about = dict(row for row in table[5:])
    assert about["Purpose"] == "Phone round on Thursday"
    assert about["Fields"] == "Patient; NHS number; Tier; Why"
    assert about["Made by"] == "lead, clinical lead, Harrowmere Surgery"
    assert about["Data"] == "Data of 12 Sep 2026, sorted as of 14 Sep 2026"
    assert "Warning" not in about
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert _last_audit(session) == (
        "worklist.export",
        {
            "fields": ["name", "nhs", "tier", "why"],
            "patients": 3,
            "purpose": "Phone round on Thursday",
        },
    )


def test_every_field_of_every_patient_can_be_written(session: Session, tmp_path: Path) -> None:
    everybody = tuple(row.patient for row in load_worklist(session).rows)
    path = tmp_path / "list.csv"
    export_list(session, path, ListRequest((*everybody, 999), ALL_FIELDS, "All of it"))
    table = _table(path)
    assert len(table[0]) == 13 + len(Framework)
    assert len([row for row in table if row and row[0].endswith(", Wren")]) == 1
    assert table.index([]) == 11
    assert not any("None" in cell for row in table for cell in row)


def test_formulas_are_made_harmless_and_what_is_not_signed_says_so(
    session: Session, tmp_path: Path
) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET village = '=cmd|calc' WHERE id = 2")
    withdraw(session, DEFAULT_PACK, "hypertension")
    stratify(session, session.today())
    path = tmp_path / "list.csv"
    export_list(session, path, ListRequest((2,), ("village",), "-Phone"))
    table = _table(path)
    assert table[1] == ["'=cmd|calc"]
    about = dict(row for row in table[3:])
    assert about["Purpose"] == "'-Phone"
    assert about["Warning"].startswith("Not signed off: Hypertension")


def _either(session: Session, path: Path, request: ListRequest) -> None:
    """Try both ways; what each raises must be the same."""
    with pytest.raises(KnownError) as first:
        export_list(session, path, request)
    with pytest.raises(type(first.value)) as second:
        print_list(session, request)
    assert str(first.value) == str(second.value)
    raise first.value


def test_without_a_purpose_or_fields_nothing_is_written(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    for purpose in ("", " a ", "x" * 121):
        with pytest.raises(InvalidInput) as caught:
            _either(session, path, ListRequest((1,), ("name",), purpose))
        assert caught.value.field == "purpose"
    for fields in ((), ("name", "salary")):
        with pytest.raises(InvalidInput) as caught:
            _either(session, path, ListRequest((1,), fields, "A purpose"))
        assert caught.value.field == "fields"
    assert not path.exists()


def test_who_may_take_a_list_out(session: Session, tmp_path: Path) -> None:
    for role in (Role.HCA, Role.RECEPTIONIST, Role.ADMINISTRATOR):
        other = add_user(session, role.value, role)
        with pytest.raises(NotPermitted):
            _either(other, tmp_path / "list.csv", PHONE)
        other.practice.close_all()
    with pytest.raises(NotPermitted):
        saved_lists(add_user(session, "reception", Role.RECEPTIONIST))


def test_a_folder_that_cannot_be_written_leaves_no_audit_row(
    session: Session, tmp_path: Path
) -> None:
    rows = session.practice.db["audit"].count
    with pytest.raises(FileProblem):
        export_list(session, tmp_path / "nowhere" / "list.csv", PHONE)
    assert session.practice.db["audit"].count == rows


# Paper -------------------------------------------------------------------------------------------


def test_the_paper_shows_groups_reasons_and_purpose(session: Session) -> None:
    request = ListRequest(
        tuple(row.patient for row in load_worklist(session).rows), ALL_FIELDS, "Team meeting",
        "Urgent and high",
    )  # fmt: skip
    text, pages = _paper(print_list(session, request))
    assert pages == 1
    for wanted in (
        "Urgent and high", "10 patients", "For: Team meeting",
            "Data of 12 Sep 2026, sorted as of 14 Sep 2026",
        "Exampleby, Silas", "NHS 999 000 0050", "born 30 Mar 1964", "Ottermere", "Urgent", "HTN",
        "Data gap", "Page 1 of 1", "Harrowmere Surgery",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert _last_audit(session)[0] == "worklist.print"


def test_paper_has_only_the_fields_that_were_chosen(session: Session) -> None:
    text, _ = _paper(print_list(session, ListRequest((5,), ("name",), "Names only")))
    assert "Exampleby, Silas" in text
    for hidden in ("9990000050", "999 000 0050", "born", "Ottermere", "HTN", "Urgent"):
        assert hidden not in text


def test_a_long_list_goes_on_over_pages(session: Session) -> None:
    everybody = tuple(row.patient for row in load_worklist(session).rows)
    withdraw(session, DEFAULT_PACK, "hypertension")
    stratify(session, session.today())
    text, pages = _paper(
        print_list(session, ListRequest(everybody * 12, ALL_FIELDS, "Very long list"))
    )
    assert pages > 5
    assert f"Page {pages} of {pages}" in text
    assert text.count("Data of 12 Sep 2026") == pages, "each page may be alone on a desk"
    assert "120 patients" in text
    assert "Not signed off: Hypertension" in text


def test_the_list_says_what_no_data_was_imported_for(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    stratify(session, session.today())
    assert "No medication data imported: nobody is sorted for" in load_worklist(session).warning
