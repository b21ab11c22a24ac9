"""Saved mappings over time: the second file, another shape, a correction, what stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.date_text import Order
from proactive_care.domain.errors import FileProblem
from proactive_care.importing import MEASURE
from support.importing import (
    EVENTS_HEADER,
    IDRIS,
    NIA,
    check,
    digest,
    events,
    load,
    write,
)
from support.mapping import PRESSURES, explain, keep, named, say, words


def test_the_second_time_nothing_is_asked(with_patients: Session, tmp_path: Path) -> None:
    unknown = explain(
        with_patients, tmp_path, f"NHS,Seen,BP\n{NIA},01/08/2026,145/92\n", "clinic aug 2026.csv"
    )
    assert len(words(unknown, unknown.guess.mapping)) == 1  # day or month
    mapping = replace(unknown.guess.mapping, date_order=Order.DAY_FIRST)
    keep(with_patients, unknown, mapping)
    (first,) = load(with_patients, unknown.looked.source.path)
    dates = next(line for line in first.understood if line.heading == "Dates")
    assert dates.sure
    assert dates.found == "dd/mm/yyyy, day first"
    assert not any("proves" in warning for warning in first.warnings)
    # the columns in another order, other capitals, another delimiter: the same shape
    again = f"bp;NHS;seen\n150/95;{NIA};02/08/2026\n138/84;{IDRIS};02/08/2026\n"
    (second,) = load(with_patients, write(tmp_path, "clinic 2026-09.csv", again))
    assert second.profile == first.profile == "own mapping “Clinic aug”, version 1"
    assert [row[2] for row in events(with_patients)] == ["2026-08-02"] * 4
    assert second.report == first.report == "own: Clinic aug: clinic"
    assert second.compared_with is not None


def test_a_file_that_proves_the_opposite_is_believed(
    with_patients: Session, tmp_path: Path
) -> None:
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,BP\n{NIA},01/08/2026,145/92\n")
    keep(with_patients, unknown, replace(unknown.guess.mapping, date_order=Order.MONTH_FIRST))
    text = f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n{NIA},01/02/2026,140/90\n"
    (report,) = load(with_patients, write(tmp_path, "b.csv", text))
    assert report.rows_rejected == 0
    assert {row[2] for row in events(with_patients)} == {"2026-08-14", "2026-02-01"}


def test_one_column_more_is_asked_about_and_starts_from_what_was_said(
    with_patients: Session, tmp_path: Path
) -> None:
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,Bp reading\n{NIA},14/08/2026,145/92\n")
    mapping = say(unknown, unknown.guess.mapping, "Bp reading", MEASURE, concept="bp_home")
    keep(with_patients, unknown, mapping)
    text = f"NHS,Seen,Bp reading,Pulse\n{NIA},14/08/2026,145/92,71\n"
    path = write(tmp_path, "more.csv", text)
    with pytest.raises(importing.UnknownFile) as caught:
        check(with_patients, path)
    assert caught.value.path == path
    found = importing.explain_file(with_patients, path)
    assert found.like is not None
    assert named(found, "Bp reading").concept == "bp_home"
    assert named(found, "Pulse").concept == "pulse_rate"
    assert found.name != "List"


def test_a_corrected_mapping_reads_the_same_file_again_and_takes_its_place(
    with_patients: Session, tmp_path: Path
) -> None:
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n")
    keep(with_patients, unknown)
    path = unknown.looked.source.path
    load(with_patients, path)
    with pytest.raises(FileProblem, match="already imported"):
        check(with_patients, path)
    changed = say(unknown, unknown.guess.mapping, "BP", "", concept="")
    changed = say(unknown, changed, "BP", MEASURE, concept="bp_home")
    keep(with_patients, unknown, changed)
    (report,) = load(with_patients, path)
    assert report.profile.endswith("version 2")
    assert {row[1] for row in events(with_patients)} == {"systolic_bp_home", "diastolic_bp_home"}


def test_looking_and_trying_change_nothing(with_patients: Session, tmp_path: Path) -> None:
    before = digest(with_patients)
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n")
    importing.try_mapping(with_patients, unknown.looked, unknown.guess.mapping)
    assert digest(with_patients) == before
    assert list(with_patients.practice.folder.glob("*.scratch")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{NIA},14/08/2026,145\n{IDRIS},15/08/2026,138\n", "no row of column names"),
        ("", "is empty"),
        ("NHS\n", "no row of column names"),
        (b"%PDF-1.7", "is a PDF"),
    ],
)
def test_what_cannot_be_explained_is_said(
    session: Session, tmp_path: Path, text: str | bytes, said: str
) -> None:
    with pytest.raises(FileProblem, match=said):
        explain(session, tmp_path, text)


def test_plain_files_need_no_wizard_although_mappings_are_saved(
    with_patients: Session, tmp_path: Path
) -> None:
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n")
    keep(with_patients, unknown)
    text = f"{EVENTS_HEADER}{NIA},2026-08-01,271649006,Systolic,150,mmHg\n"
    (report,) = load(with_patients, write(tmp_path, "e.csv", text))
    assert report.profile == "plain_events"


def test_a_list_report_without_the_nhs_number_can_be_explained(
    with_patients: Session, tmp_path: Path
) -> None:
    text = (
        "Harrowmere Surgery\nLast Run,12-Sep-2026,,12-Sep-2026\n\n"
        "Patient Details,,Blood pressure,,\nNumber of patient,Age,Date,Value,Value\n"
        f"{NIA},76,14-Aug-2026,145,92\n"
    )
    path = write(tmp_path, "report.csv", text)
    with pytest.raises(importing.UnknownFile, match="without NHS Number"):
        check(with_patients, path)
    unknown = importing.explain_file(with_patients, path)
    assert named(unknown, "Patient Details: Number of patient").means == "nhs_number"
    mapping = say(
        unknown, unknown.guess.mapping, "Blood pressure: Value", MEASURE,
        concept="systolic_bp_clinic",
    )  # fmt: skip
    mapping = say(
        unknown, mapping, "Blood pressure: Value (2)", MEASURE, concept="diastolic_bp_clinic"
    )
    keep(with_patients, unknown, mapping)
    (report,) = load(with_patients, path)
    assert (report.run_date, report.run_date_from) == (date(2026, 9, 12), "file")
    assert {row[:4] for row in events(with_patients)} == {row[:4] for row in PRESSURES}


def test_files_without_names_are_still_told_apart_although_mappings_are_saved(
    with_patients: Session, tmp_path: Path
) -> None:
    unknown = explain(with_patients, tmp_path, f"NHS,Seen,BP\n{NIA},14/08/2026,145/92\n")
    keep(with_patients, unknown)
    path = write(tmp_path, "bare.csv", f"{NIA},14/08/2026,145/92\n{IDRIS},14/08/2026,145/92\n")
    with pytest.raises(importing.UnknownFile):
        check(with_patients, path)
