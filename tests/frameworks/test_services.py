"""Sorting as a service: runs, sign-off, worklists, one patient again, permissions, audit."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import Cancelled, InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.frameworks import (
    CANNOT_CHECK,
    bring_up_to_date,
    is_signed,
    latest_results,
    load_pack,
    patient_results,
    sign_off,
    signed_by,
    stratify,
    stratify_patient,
    withdraw,
    write_groups_csv,
)
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import load_concepts
from support.practice import add_user
from support.rule_patients import ALL, add_import, add_patients

PACK = load_pack("uclpartners")
HYPERTENSION = PACK.frameworks[Framework.HYPERTENSION]
AS_OF = date(2026, 9, 14)
ID = {name: concept.id for name, concept in load_concepts().items()}


def raised(systolic: float = 165, **changes: object) -> PatientRecord:
    """Return somebody with hypertension and a clinic pressure."""
    day = AS_OF.toordinal()
    records = (
        Record(ID["hypertension"], day - 900, source=0, line=4),
        Record(ID["systolic_bp_clinic"], day - 10, line=5, value=systolic),
        Record(ID["diastolic_bp_clinic"], day - 10, line=5, item=1, value=88.0),
    )
    details = {"sex": "F", "ethnicity": "white_british", "imd_quintile": 3} | changes
    return PatientRecord(birth=date(1961, 3, 5), records=records, **details)  # type: ignore[arg-type]


def store(session: Session, *patients: PatientRecord, covered: tuple[str, ...] = ALL) -> list[int]:
    with session.practice.transaction() as db:
        return add_patients(db, patients, covered)


def new_reading(session: Session, patient: int, systolic: float, diastolic: float) -> None:
    with session.practice.transaction() as db:
        source = add_import(db, ())
        for name, value in (("systolic_bp_clinic", systolic), ("diastolic_bp_clinic", diastolic)):
            db.conn.execute(
                "INSERT INTO clinical_event (patient, concept, day, source, line, item, code,"
                " value) VALUES (?, ?, ?, ?, 1, ?, 1, ?)",
                (patient, ID[name], AS_OF.toordinal(), source, ID[name], value),
            )


def audit(session: Session, action: str) -> list[dict[str, object]]:
    rows = session.practice.connection.execute(
        "SELECT detail FROM audit WHERE action = ? ORDER BY id", (action,)
    )
    return [json.loads(row[0]) for row in rows]


def test_everybody_is_sorted_and_the_run_is_kept(session: Session) -> None:
    first, second = store(session, raised(165), raised(120))
    run = stratify(session, AS_OF)
    assert run.as_of == AS_OF
    assert run.seconds > 0
    assert run.patients == 2
    assert list(run.groups) == [framework.value for framework in Framework]
    assert run.groups["hypertension"]["2a"] == run.groups["hypertension"]["4a"] == 1
    assert run.groups["hypertension"]["1"] == 0
    assert set(run.unsigned) == set(run.groups)
    rows = latest_results(session, "hypertension")
    assert [(row.patient, row.group, row.tier) for row in rows] == [
        (first, "2a", "high"),
        (second, "4a", "low"),
    ]
    assert rows[0].reasons == ("BP 165/88 clinic, 4 Sep 2026",)
    assert (rows[0].pack, rows[0].pack_version, rows[0].as_of) == ("uclpartners", "2022.1", AS_OF)
    assert rows[0].run == run.runs["hypertension"]
    assert not rows[0].signed
    (detail,) = audit(session, "stratify.run")
    assert detail["patients"] == 2


def test_the_dead_and_those_who_left_are_not_sorted(session: Session) -> None:
    dead, left, leaving = store(session, raised(), raised(), raised())
    with session.practice.transaction() as db:
        day = AS_OF.toordinal()
        db.conn.execute("UPDATE patient SET date_of_death = ? WHERE id = ?", (day, dead))
        db.conn.execute("UPDATE patient SET deregistered_on = ? WHERE id = ?", (day, left))
        db.conn.execute("UPDATE patient SET deregistered_on = ? WHERE id = ?", (day + 1, leaving))
    stratify(session, AS_OF, framework="hypertension")
    assert [row.patient for row in latest_results(session, "hypertension")] == [leaving]


def test_an_unknown_framework_is_named_with_a_suggestion(session: Session) -> None:
    with pytest.raises(NotFound, match='Did you mean "hypertension"'):
        stratify(session, AS_OF, framework="hypertenson")


def test_cancel_keeps_nothing(session: Session) -> None:
    store(session, raised())

    def cancel(done: int, total: int | None, what: str) -> None:
        if total is None:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        stratify(session, AS_OF, progress=cancel)
    assert latest_results(session, "hypertension") == []
    assert audit(session, "stratify.run") == []


def test_many_results_are_written_in_batches(session: Session) -> None:
    store(session, *[raised()] * 1001)
    run = stratify(session, AS_OF, framework="hypertension")
    assert run.groups["hypertension"]["2a"] == len(latest_results(session, "hypertension")) == 1001


def test_one_patient_is_sorted_again_after_a_reading(session: Session) -> None:
    first, second = store(session, raised(165), raised(165))
    stratify(session, AS_OF)
    new_reading(session, first, 184, 100)
    assert stratify_patient(session, first, AS_OF) == {"hypertension": "1"}
    rows = latest_results(session, "hypertension")
    assert [(row.patient, row.group) for row in rows] == [(first, "1"), (second, "2a")]
    assert [row.group for row in patient_results(session, first)] == ["1"]
    new_reading(session, first, 120, 70)
    stratify_patient(session, first, AS_OF)
    assert [row.group for row in latest_results(session, "hypertension")] == ["4a", "2a"]
    stratify(session, AS_OF)
    assert [row.group for row in latest_results(session, "hypertension")] == ["4a", "2a"]


def test_a_patient_who_leaves_the_register_leaves_the_list(session: Session) -> None:
    (patient,) = store(session, raised())
    stratify(session, AS_OF)
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM clinical_event WHERE concept = ?", (ID["hypertension"],))
    assert stratify_patient(session, patient, AS_OF) == {}
    assert latest_results(session, "hypertension") == []
    assert stratify_patient(session, patient, AS_OF) == {}
    runs = session.practice.connection.execute(
        "SELECT count(*) FROM stratification_run WHERE cause = 'reading'"
    ).fetchone()[0]
    assert runs == 1


def test_an_hca_may_sort_a_patient_by_a_reading_but_not_everybody(session: Session) -> None:
    (patient,) = store(session, raised())
    hca = add_user(session, "hca", Role.HCA)
    assert stratify_patient(hca, patient, AS_OF) == {"hypertension": "2a"}
    with pytest.raises(NotPermitted):
        stratify(hca, AS_OF)
    with pytest.raises(NotPermitted):
        stratify(hca, AS_OF, cause="import")
    administrator = add_user(session, "admin", Role.ADMINISTRATOR)
    assert stratify(administrator, AS_OF, cause="import").patients == 1
    with pytest.raises(NotPermitted):
        latest_results(administrator, "hypertension")
    with pytest.raises(NotPermitted):
        patient_results(administrator, patient)


def test_without_medication_data_nobody_is_put_into_a_wrong_group(session: Session) -> None:
    rules = PACK.frameworks[Framework.ATRIAL_FIBRILLATION]
    example = next(each for each in rules.examples if each.expect == "1a")
    (patient,) = store(session, example_patient(rules, example), covered=("patients", "events"))
    run = stratify(session, AS_OF)
    groups = run.groups["atrial_fibrillation"]
    assert {group: n for group, n in groups.items() if n} == {CANNOT_CHECK: 1}
    assert list(groups) == ["1a", "1b", "2", "2w", "3a", "3b", "4", CANNOT_CHECK]
    (row,) = latest_results(session, "atrial_fibrillation")
    assert (row.tier, row.could_not_check) == ("data gap", ("no medication data imported",))
    assert stratify_patient(session, patient, AS_OF)["atrial_fibrillation"] == CANNOT_CHECK
    assert "asthma" not in stratify_patient(session, patient, AS_OF)


def test_results_are_brought_up_to_date_once(session: Session) -> None:
    store(session, raised())
    assert bring_up_to_date(session, AS_OF) is not None
    assert bring_up_to_date(session, AS_OF) is None
    assert bring_up_to_date(session, AS_OF + timedelta(days=1)) is not None
    with session.practice.transaction() as db:
        source = add_import(db)
        db.conn.execute(
            "UPDATE import_file SET imported_at = '2026-09-14T10:00:00+00:00' WHERE source = ?",
            (source,),
        )
    assert bring_up_to_date(session, AS_OF + timedelta(days=1)) is not None


def test_sign_off_belongs_to_the_rules_that_were_read(session: Session) -> None:
    store(session, raised())
    assert not is_signed(session, "uclpartners", "hypertension")
    (signed,) = sign_off(session, "uclpartners", "hypertension", " Dr Ellery Fixture ")
    assert signed.content_hash == HYPERTENSION.content_hash
    found = signed_by(session, "uclpartners", "hypertension")
    assert found is not None
    assert (found.signed_by, found.entered_by, found.version) == (
        "Dr Ellery Fixture",
        "lead",
        "2022.1",
    )
    assert not is_signed(session, "uclpartners", "asthma")
    run = stratify(session, AS_OF, framework="hypertension")
    assert run.unsigned == ()
    assert latest_results(session, "hypertension")[0].signed
    assert withdraw(session, "uclpartners", "hypertension")
    assert not is_signed(session, "uclpartners", "hypertension")
    assert not withdraw(session, "uclpartners", "hypertension")
    assert [row["withdrawn"] for row in audit(session, "pack.withdraw")] == [True, False]
    assert len(sign_off(session, "uclpartners", None, "Dr Ellery Fixture")) == len(Framework)
    assert is_signed(session, "uclpartners", "asthma")


def test_who_may_sign(session: Session) -> None:
    nurse = add_user(session, "nurse", Role.NURSE)
    with pytest.raises(NotPermitted):
        sign_off(nurse, "uclpartners", "hypertension", "N. Nurse")
    with pytest.raises(NotPermitted):
        withdraw(nurse, "uclpartners", "hypertension")
    with pytest.raises(InvalidInput):
        sign_off(session, "uclpartners", "hypertension", "  ")
    with pytest.raises(NotFound):
        sign_off(session, "uclpartners", "gout", "Dr Ellery Fixture")


def test_groups_are_written_as_csv(session: Session, tmp_path: Path) -> None:
    store(session, raised(ethnicity=None, systolic=145.0))
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET nhs_number = '=2+5'")
    stratify(session, AS_OF)
    path = tmp_path / "groups.csv"
    assert write_groups_csv(session, path, purpose="test") == 1
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert list(row) == [
        "nhs_number", "framework", "pack", "pack_version", "group", "tier", "local_tier",
        "reasons", "flags", "could_not_check", "as_of",
    ]  # fmt: skip
    assert row["nhs_number"] == "'=2+5"
    assert (row["framework"], row["group"], row["tier"]) == ("hypertension", "3b", "medium")
    assert row["could_not_check"] == (
        "ethnicity not recorded; no eGFR within 24 months; no BMI recorded"
    )
    assert row["as_of"] == "2026-09-14"
    assert write_groups_csv(session, path, framework="asthma") == 0
    assert [each["rows"] for each in audit(session, "groups.export")] == [1, 0]
    receptionist = add_user(session, "desk", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        write_groups_csv(receptionist, path)
