"""Two packs in one practice: one is in use for each framework, the other only compares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.frameworks import (
    PackProblem,
    bring_up_to_date,
    explain_patient,
    latest_results,
    local_adaptations,
    packs_in_use,
    patient_results,
    stratify,
    stratify_patient,
    switch_adaptation,
    try_sorting,
    use_pack,
    write_groups_csv,
)
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store import recall
from proactive_care.store.concepts import load_concepts
from proactive_care.store.reports import baseline, groups, movement
from proactive_care.store.reports.population import Codes, population
from proactive_care.store.stratification import COMPARE_CAUSE
from support.packs import FRAMEWORK, write_pack
from support.practice import add_user
from support.rule_patients import add_patients

AS_OF = date(2026, 9, 14)
ID = {name: concept.id for name, concept in load_concepts().items()}
LIMIT = PatientRecord(  # 180/120: group 1 for UCLPartners, 2a for North Central London
    date(1961, 3, 5),
    "F",
    "white_british",
    3,
    tuple(
        Record(ID[name], AS_OF.toordinal() - days, value=value)
        for name, days, value in (
            ("hypertension", 900, None),
            ("diabetes_type_2", 900, None),
            ("hba1c", 20, 95.0),
            ("systolic_bp_clinic", 10, 180.0),
            ("diastolic_bp_clinic", 10, 120.0),
        )
    ),
)


@pytest.fixture
def patient(session: Session) -> int:
    with session.practice.transaction() as db:
        (patient,) = add_patients(db, [LIMIT])
    return patient


def place(session: Session, framework: str = "hypertension") -> tuple[str, str]:
    (row,) = latest_results(session, framework)
    return row.pack, row.group


def causes(session: Session) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for pack, cause in session.practice.connection.execute(
        "SELECT pack, cause FROM stratification_run"
    ):
        found.setdefault(pack, set()).add(cause)
    return found


def test_a_run_of_another_pack_changes_no_list_letter_or_report(
    session: Session, patient: int
) -> None:
    stratify(session, AS_OF)
    db = session.practice.db
    runs_before, starts_before = groups.framework_runs(db, AS_OF), baseline.baselines(db)
    other = stratify(session, AS_OF, pack="ncl-r5")
    assert other.groups["hypertension"]["2a"] == 1
    assert set(other.packs.values()) == {"ncl-r5"}
    assert causes(session) == {"uclpartners": {"asked"}, "ncl-r5": {COMPARE_CAUSE}}
    assert place(session) == ("uclpartners", "1")
    assert [row.pack for row in patient_results(session, patient)] == ["uclpartners"] * 2
    letters = {row.framework: row.group for row in recall.latest_groups(db)}
    assert letters == {"hypertension": "1", "type_2_diabetes": "1"}
    assert groups.framework_runs(db, AS_OF) == runs_before
    assert baseline.baselines(db) == starts_before
    assert {run.pack for run in movement.runs_at_month_ends(db, AS_OF, AS_OF)} == {"uclpartners"}
    assert bring_up_to_date(session, AS_OF) is None


def test_nothing_is_known_after_a_comparing_run_alone(session: Session, patient: int) -> None:
    stratify(session, AS_OF, pack="ncl-r5")
    db = session.practice.db
    assert latest_results(session, "hypertension") == []
    assert recall.latest_run_day(db) is None
    assert baseline.baselines(db) == {}
    assert bring_up_to_date(session, AS_OF) is not None
    assert recall.latest_run_day(db) == AS_OF
    assert baseline.baselines(db)["hypertension"].pack == "uclpartners"


def test_the_report_counts_people_where_the_pack_in_use_has_them(
    session: Session, patient: int
) -> None:
    stratify(session, AS_OF)
    stratify(session, AS_OF, pack="ncl-r5")
    db = session.practice.db
    codes = Codes(("palliative_care", "palliative_care_ended"), ("annual_review_done",), ())
    with population(db, AS_OF, codes):
        found = {row.framework: row.group for row in groups.group_counts(db)}
    assert found == {"hypertension": "1", "type_2_diabetes": "1"}


def test_a_comparing_run_can_be_written_as_a_file(
    session: Session, patient: int, tmp_path: Path
) -> None:
    stratify(session, AS_OF)
    stratify(session, AS_OF, pack="ncl-r5")
    assert write_groups_csv(session, tmp_path / "a.csv", "hypertension", pack="ncl-r5") == 1
    assert ",ncl-r5,2025.11,2a,high," in (tmp_path / "a.csv").read_text("utf-8")
    write_groups_csv(session, tmp_path / "b.csv", "hypertension")
    assert ",uclpartners,2022.1,1,urgent," in (tmp_path / "b.csv").read_text("utf-8")


def test_one_framework_by_another_pack(session: Session, patient: int) -> None:
    stratify(session, AS_OF)
    assert use_pack(session, "ncl-r5", "hypertension") == (Framework.HYPERTENSION,)
    in_use = packs_in_use(session)
    assert in_use[Framework.HYPERTENSION].id == "ncl-r5"
    assert {in_use[f].id for f in Framework if f != Framework.HYPERTENSION} == {"uclpartners"}
    assert place(session) == ("uclpartners", "1")  # what was found stays until the next run
    sorted_again = bring_up_to_date(session, AS_OF)
    assert sorted_again is not None
    assert sorted_again.packs["hypertension"] == "ncl-r5"
    assert list(sorted_again.groups) == list(Framework)
    assert place(session) == ("ncl-r5", "2a")
    assert place(session, "type_2_diabetes") == ("uclpartners", "1")
    assert bring_up_to_date(session, AS_OF) is None
    stratify(session, AS_OF, pack="uclpartners")  # compares hypertension only
    assert place(session) == ("ncl-r5", "2a")
    assert [part.pack for part in explain_patient(session, patient, AS_OF).frameworks] == [
        "ncl-r5",
        "uclpartners",
    ]
    use_pack(session, "uclpartners", "hypertension")
    stratify(session, AS_OF)
    assert place(session) == ("uclpartners", "1")


def test_a_patient_is_sorted_again_by_the_packs_in_use(session: Session, patient: int) -> None:
    use_pack(session, "ncl-r5", "hypertension")
    stratify(session, AS_OF)
    assert stratify_patient(session, patient, AS_OF) == {
        "hypertension": "2a",
        "type_2_diabetes": "1",
    }
    assert place(session) == ("ncl-r5", "2a")
    details = session.practice.connection.execute(
        "SELECT detail FROM audit WHERE action = 'stratify.patient'"
    )
    ((detail,),) = details.fetchall()
    assert json.loads(detail)["pack"] == "ncl-r5, uclpartners"
    assert json.loads(detail)["version"] == "2025.11, 2022.1"


def test_what_a_pack_finds_is_explained_by_its_own_rules(session: Session, patient: int) -> None:
    stratify(session, AS_OF)
    other = explain_patient(session, patient, AS_OF, pack="ncl-r5").frameworks[0]
    assert (other.pack, other.group) == ("ncl-r5", "2a")
    mine = explain_patient(session, patient, AS_OF).frameworks[0]
    assert (mine.pack, mine.group) == ("uclpartners", "1")


def test_registers_are_counted_by_each_pack_for_its_own_frameworks(
    session: Session, patient: int
) -> None:
    for adaptation in local_adaptations(session):
        switch_adaptation(session, adaptation.id, adaptation.id == "multimorbidity")
    with session.practice.transaction() as db:
        code = Record(ID["copd"], AS_OF.toordinal() - 900)
        (third,) = add_patients(db, [replace(LIMIT, records=(*LIMIT.records, code))])
    use_pack(session, "ncl-r5", "copd")
    stratify(session, AS_OF)
    top = {
        row.framework: [flag for flag in row.flags if flag.startswith("local")]
        for row in patient_results(session, third)
    }
    assert set(top) == {"hypertension", "type_2_diabetes", "copd"}
    assert all(top.values())
    tried = try_sorting(session, AS_OF)
    assert tried[Framework.HYPERTENSION, patient].group == "1"
    assert try_sorting(session, AS_OF, pack="ncl-r5")[Framework.HYPERTENSION, patient].group == "2a"


def test_all_frameworks_of_a_pack_at_once_and_audited(session: Session) -> None:
    assert use_pack(session, "ncl-r5") == tuple(Framework)
    assert {pack.id for pack in packs_in_use(session).values()} == {"ncl-r5"}
    ((detail,),) = session.practice.connection.execute(
        "SELECT detail FROM audit WHERE action = 'pack.use'"
    ).fetchall()
    assert json.loads(detail)["pack"] == "ncl-r5"
    assert json.loads(detail)["frameworks"] == list(Framework)


def test_who_may_choose_and_what(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        use_pack(add_user(session, "nurse", Role.NURSE), "ncl-r5")
    with pytest.raises(PackProblem, match="ncl-r5"):
        use_pack(session, "ncl-r4")
    with pytest.raises(NotFound):
        use_pack(session, "ncl-r5", "gout")
    with pytest.raises(NotFound, match="copd"):
        stratify(session, AS_OF, framework="copdd")
    with pytest.raises(InvalidInput, match="comes with the application"):
        use_pack(session, str(write_pack(tmp_path, FRAMEWORK)))
    assert {pack.id for pack in packs_in_use(session).values()} == {"uclpartners"}
