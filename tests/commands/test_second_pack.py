"""A second pack on the command line: beside the one in use, and in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command import Command

AS_OF = "2026-09-14"
PATIENTS = """nhs_number,date_of_birth,sex,family_name,given_name
9990000018,1959-02-03,F,Testperson,Wren
"""
EVENTS = """nhs_number,date,code,term,value,unit
9990000018,2012-05-14,59621000,Essential hypertension,,
9990000018,2026-09-04,271649006,Systolic arterial pressure,180,mmHg
9990000018,2026-09-04,271650006,Diastolic arterial pressure,120,mmHg
"""


@pytest.fixture
def loaded(command: Command, tmp_path: Path) -> Command:
    command.run("init", "--practice", "Harrowmere Surgery", "--role", "clinical_lead")
    (tmp_path / "patients.csv").write_text(PATIENTS, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    command.json("import", tmp_path / "patients.csv", tmp_path / "events.csv")
    return command


def test_beside_the_pack_in_use(loaded: Command, tmp_path: Path) -> None:
    mine = loaded.json("stratify", "--as-of", AS_OF)
    assert mine["groups"]["hypertension"]["1"] == 1
    other = loaded.json(
        "stratify", "--as-of", AS_OF, "--pack", "ncl-r5", "--framework", "hypertension",
        "--csv", tmp_path / "other.csv",
    )  # fmt: skip
    assert list(other["groups"]) == ["hypertension"]
    assert other["groups"]["hypertension"]["2a"] == 1
    assert other["packs"] == {"hypertension": "ncl-r5"}
    assert "hypertension,ncl-r5,2025.11,2a" in (tmp_path / "other.csv").read_text("utf-8")
    part = loaded.json("explain", "9990000018", "--as-of", AS_OF)["frameworks"]["hypertension"]
    assert (part["pack"], part["group"]) == ("uclpartners", "1")


def test_a_signed_pack_sorts_from_then_on(loaded: Command) -> None:
    loaded.run("sign-off", "--pack", "ncl-r5", "--framework", "hypertension", "--name", "Dr P L")
    answer = loaded.json("stratify", "--as-of", AS_OF)
    assert answer["packs"]["hypertension"] == "ncl-r5"
    assert answer["packs"]["copd"] == "uclpartners"
    assert "hypertension" not in answer["not_signed_off"]
    part = loaded.json("explain", "9990000018", "--as-of", AS_OF)["frameworks"]["hypertension"]
    assert (part["pack"], part["group"], part["signed_by"]) == ("ncl-r5", "2a", "Dr P L")


def test_the_rule_book_and_the_check(command: Command) -> None:
    shown = command.json("pack", "show", "ncl-r5")
    assert "B1" in shown["note"]
    assert "Group" in shown["rules"]["hypertension"]
    assert command.json("pack", "check", "ncl-r5")["ok"]
    assert [each["id"] for each in command.json("pack", "list")["packs"]][1] == "ncl-r5"
