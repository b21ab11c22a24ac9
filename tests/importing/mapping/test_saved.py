"""Saved mappings: named, found again, renamed, removed, shared; every act audited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import FileProblem, InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.importing import SavedMapping, Unknown
from proactive_care.store import import_mappings as store
from support.importing import NIA, PATIENTS, load, write
from support.mapping import explain
from support.practice import add_user, make_session

TEXT = f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n"


@pytest.fixture
def unknown(session: Session, tmp_path: Path) -> Unknown:
    return explain(session, tmp_path, TEXT)


@pytest.fixture
def saved(session: Session, unknown: Unknown) -> SavedMapping:
    return importing.save_mapping(session, "Village clinic", unknown.guess.mapping)


def actions(session: Session) -> list[str]:
    rows = session.practice.db.conn.execute(
        "SELECT action FROM audit WHERE action LIKE 'import.%' ORDER BY rowid"
    )
    return [row[0] for row in rows]


def test_a_mapping_is_kept_under_its_name(
    session: Session, unknown: Unknown, saved: SavedMapping
) -> None:
    (found,) = importing.saved_mappings(session)
    assert found == saved
    assert found.mapping == unknown.guess.mapping
    assert (found.name, found.version, found.by, found.files) == ("Village clinic", 1, "lead", 0)
    assert found.at == session.now()
    assert actions(session) == ["import.mapping.save"]


def test_the_same_shape_saved_again_is_its_next_version(
    session: Session, unknown: Unknown, saved: SavedMapping
) -> None:
    again = importing.save_mapping(session, "  Village   clinic 2 ", unknown.guess.mapping)
    assert (again.id, again.version, again.name) == (saved.id, 2, "Village clinic 2")
    assert again.report == "Village clinic"
    assert importing.saved_mappings(session) == (again,)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_is_needed(session: Session, unknown: Unknown, name: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        importing.save_mapping(session, name, unknown.guess.mapping)
    assert caught.value.field == "name"


def test_two_mappings_cannot_have_one_name(
    session: Session, tmp_path: Path, saved: SavedMapping
) -> None:
    other = explain(session, tmp_path, f"NHS,On,HbA1c\n{NIA},14/08/2026,48\n", "village clinic.csv")
    assert other.name == "Village clinic (2)"
    with pytest.raises(InvalidInput, match="Another mapping"):
        importing.save_mapping(session, "village CLINIC", other.guess.mapping)
    second = importing.save_mapping(session, other.name, other.guess.mapping)
    with pytest.raises(InvalidInput, match="Another mapping"):
        importing.rename_mapping(session, second.id, "Village clinic")


def test_a_mapping_with_open_questions_is_not_kept(session: Session, unknown: Unknown) -> None:
    columns = tuple(replace(column, means="") for column in unknown.guess.mapping.columns)
    with pytest.raises(InvalidInput, match="who the patient is"):
        importing.save_mapping(session, "x", importing.FileMapping(columns))
    assert importing.saved_mappings(session) == ()


def test_renaming_keeps_what_its_imports_replace_each_other_by(
    session: Session, tmp_path: Path, saved: SavedMapping
) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    (first,) = load(session, write(tmp_path, "clinic 1.csv", TEXT))
    renamed = importing.rename_mapping(session, saved.id, "Saturday clinic")
    assert (renamed.name, renamed.version) == ("Saturday clinic", 1)
    newer = TEXT.replace("145", "150")
    (second,) = load(session, write(tmp_path, "clinic 1.csv", newer))
    assert second.report == first.report
    assert second.profile_name == "Saturday clinic"
    (row,) = importing.saved_mappings(session)
    assert row.files == 2
    assert row.used == session.now()


def test_a_removed_mapping_is_asked_about_again_and_its_report_is_not_taken_over(
    session: Session, tmp_path: Path, unknown: Unknown, saved: SavedMapping
) -> None:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    path = unknown.looked.source.path
    load(session, path)
    importing.remove_mapping(session, saved.id)
    assert importing.saved_mappings(session) == ()
    with pytest.raises(importing.UnknownFile):
        importing.check_files(session, [path])
    again = importing.save_mapping(session, "Village clinic", unknown.guess.mapping)
    assert again.id != saved.id
    assert again.report == "Village clinic (2)"
    for act in (importing.remove_mapping, lambda s, m: importing.rename_mapping(s, m, "x")):
        with pytest.raises(NotFound):
            act(session, saved.id)
    assert "import.mapping.remove" in actions(session)


def test_sharing_and_taking(session: Session, tmp_path: Path, saved: SavedMapping) -> None:
    file = importing.share_mapping(session, saved.id, tmp_path / "village.toml")
    text = file.read_text("utf-8")
    assert NIA not in text
    assert "145" not in text
    other = make_session(tmp_path / "other")
    taken = importing.take_mapping(other, file)
    assert (taken.name, taken.mapping) == (saved.name, saved.mapping)
    load(other, write(tmp_path, "p.csv", PATIENTS))
    (report,) = load(other, write(tmp_path, "any name.csv", TEXT))
    assert report.rows_accepted == 1
    assert actions(session)[-1] == "import.mapping.share"
    with pytest.raises(FileProblem, match="could not be written"):
        importing.share_mapping(session, saved.id, tmp_path / "no folder" / "x.toml")


def test_roles_that_may_not_import_may_not_touch_mappings(
    session: Session, tmp_path: Path, unknown: Unknown, saved: SavedMapping
) -> None:
    hca = add_user(session, "hca", Role.HCA)
    path = unknown.looked.source.path
    for act in (
        lambda: importing.saved_mappings(hca),
        lambda: importing.save_mapping(hca, "x", unknown.guess.mapping),
        lambda: importing.rename_mapping(hca, saved.id, "x"),
        lambda: importing.remove_mapping(hca, saved.id),
        lambda: importing.share_mapping(hca, saved.id, tmp_path / "x.toml"),
        lambda: importing.take_mapping(hca, path),
        lambda: importing.explain_file(hca, path),
        lambda: importing.try_mapping(hca, unknown.looked, unknown.guess.mapping),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_what_a_later_version_cannot_read_is_asked_about_again(
    session: Session, tmp_path: Path, saved: SavedMapping
) -> None:
    (row,) = store.current_mappings(session.practice.db)
    newer = replace(row, id="0" * 36, definition=row.definition.replace("bp_clinic", "gone"))
    with session.practice.transaction() as db:
        store.add_mapping_row(db, newer)
    assert importing.saved_mappings(session) == ()
    with pytest.raises(importing.UnknownFile):
        importing.check_files(session, [tmp_path / "list.csv"])
