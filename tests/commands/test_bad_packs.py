"""A broken pack is refused with file, line and a suggestion; the pack in use goes on sorting."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from proactive_care.resource_files import resource_path
from support.command import Command

AS_OF = "2026-09-14"
PATIENTS = "nhs_number,date_of_birth,sex\n9990000018,1959-02-03,F\n"
EVENTS = """nhs_number,date,code,term,value,unit
9990000018,2012-05-14,59621000,Essential hypertension,,
9990000018,2026-09-04,271649006,Systolic arterial pressure,164,mmHg
9990000018,2026-09-04,271650006,Diastolic arterial pressure,96,mmHg
"""
FAULTS = {
    "a syntax error": (
        "hypertension.toml", 'tier = "urgent"', 'tier = "urgent', ("hypertension.toml, line ",),
    ),
    "an unknown concept": (
        "copd.toml", 'any = ["home_oxygen"]', 'any = ["home_oxigen"]',
        ("copd.toml, line ", "home_oxigen", "home_oxygen"),
    ),
    "an unknown fact": (
        "type_2_diabetes.toml", "egfr < 45", "egrf < 45", ("type_2_diabetes.toml, line ", "egfr"),
    ),
    "an impossible window": (
        "asthma.toml", 'within = "15 months"', 'within = "0 months"',
        ("asthma.toml, line ", "impossible window"),
    ),
    "another unit": (
        "type_2_diabetes.toml", "hba1c > 90", "hba1c > 10.4",
        ("type_2_diabetes.toml, line ", "another unit"),
    ),
    "a missing example": (
        "examples/copd.toml", 'expect = "3n"', 'expect = "4"',
        ("examples/copd.toml, line ", '"3n" has'),
    ),
}  # fmt: skip


@pytest.fixture
def sorted_practice(command: Command, tmp_path: Path) -> Command:
    command.run("init", "--practice", "Harrowmere Surgery", "--role", "clinical_lead")
    (tmp_path / "patients.csv").write_text(PATIENTS, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    command.json("import", tmp_path / "patients.csv", tmp_path / "events.csv")
    command.json("sign-off", "--pack", "uclpartners", "--name", "Dr P Lindqvist")
    return command


def broken_pack(folder: Path, file: str, old: str, new: str) -> tuple[Path, int]:
    """Copy the shipped pack with one thing changed; return it and the line that was changed."""
    pack = folder / "broken"
    shutil.copytree(resource_path("rule_packs", "uclpartners"), pack)
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new), "utf-8")
    return pack, text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_pack_is_refused_and_the_one_in_use_goes_on(
    sorted_practice: Command, tmp_path: Path, fault: str
) -> None:
    file, old, new, said = FAULTS[fault]
    pack, line = broken_pack(tmp_path, file, old, new)
    for words in (
        ("pack", "check", pack),
        ("pack", "compare", "uclpartners", pack, "--framework", "hypertension"),
        ("sign-off", "--pack", pack, "--name", "Dr P Lindqvist"),
        ("stratify", "--pack", pack, "--as-of", AS_OF),
    ):
        error = sorted_practice.run(*words, status=1)[1]
        assert all(part in error for part in said), error
        if not file.startswith("examples"):
            assert f"line {line}" in error, error
        assert "Traceback" not in error
    found = sorted_practice.json("stratify", "--as-of", AS_OF)
    assert found["groups"]["hypertension"]["2a"] == 1
    assert found["not_signed_off"] == []


def test_a_sound_pack_in_a_folder_can_be_checked_but_never_sorts(
    sorted_practice: Command, tmp_path: Path
) -> None:
    pack, _ = broken_pack(tmp_path, "pack.toml", 'id = "uclpartners"', 'id = "ours"')
    assert sorted_practice.json("pack", "check", pack)["ok"] is True
    error = sorted_practice.run("sign-off", "--pack", pack, "--name", "Dr X", status=1)[1]
    assert "comes with the application" in error
