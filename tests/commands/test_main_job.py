"""The main job on the command line: exports in, groups, reasons and letters out."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdfium2
import pytest

from support.command import Command

AS_OF = "2026-09-14"
PATIENTS = """nhs_number,date_of_birth,sex,family_name,given_name,title,address_1,postcode
9990000018,1959-02-03,F,Testperson,Wren,Ms,4 Mill Row,HM1 4ZZ
999 000 0026,1940-01-01,M,Fixture,Aled,Mr,5 Mill Row,HM1 4ZZ
9990000034,1950-01-01,M,Sampleton,Iolo,Mr,6 Mill Row,HM1 4ZZ
9990000035,1950-01-01,M,Wrongdigit,Iolo,Mr,7 Mill Row,HM1 4ZZ
"""
EVENTS = """nhs_number,date,code,term,value,unit
9990000018,2012-05-14,59621000,Essential hypertension,,
9990000026,2012-05-14,59621000,Essential hypertension,,
9990000034,2012-05-14,59621000,Essential hypertension,,
9990000018,2026-09-04,271649006,Systolic arterial pressure,164,mmHg
9990000018,2026-09-04,271650006,Diastolic arterial pressure,96,mmHg
9990000026,2026-09-04,271649006,Systolic arterial pressure,184,mmHg
9990000026,2026-09-04,271650006,Diastolic arterial pressure,102,mmHg
9990000018,31-Feb-2026,271649006,Systolic arterial pressure,150,mmHg
9990009999,2026-09-04,271649006,Systolic arterial pressure,150,mmHg
"""


@pytest.fixture
def loaded(command: Command, tmp_path: Path) -> Command:
    command.run(
        "init", "--practice", "Harrowmere Surgery", "--ods", "A99999", "--role", "clinical_lead"
    )
    (tmp_path / "patients.csv").write_text(PATIENTS, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    files = [tmp_path / "patients.csv", tmp_path / "events.csv"]
    checked = command.json("import", *files, "--run-date", "2026-09-12", "--dry-run")
    assert checked["dry_run"] is True
    command.run("explain", "9990000018", "--as-of", AS_OF, status=1)  # nothing was stored
    answer = command.json("import", *files, "--run-date", "2026-09-12")
    for found, before in zip(answer["files"], checked["files"], strict=True):
        assert found["rows_read"] == (
            found["rows_accepted"] + found["rows_rejected"] + found["rows_ignored"]
        )
        assert found["rejections"] == before["rejections"]
    return command


def test_rejections_name_the_row_and_the_column(loaded: Command, tmp_path: Path) -> None:
    changed = tmp_path / "events.csv"
    changed.write_text(EVENTS + "\n", "utf-8")
    (report,) = loaded.json("import", changed, "--run-date", "2026-09-12", "--dry-run")["files"]
    assert (report["rows_read"], report["rows_accepted"], report["rows_rejected"]) == (10, 7, 2)
    assert [(found["row"], found["column"]) for found in report["rejections"]] == [
        (9, "date"),
        (10, "nhs_number"),
    ]
    out, _ = loaded.run("import", changed, "--run-date", "2026-09-12", "--dry-run")
    assert "row 9, date" in out


def test_the_same_file_twice_is_refused(loaded: Command, tmp_path: Path) -> None:
    _, err = loaded.run("import", tmp_path / "events.csv", status=1)
    assert "already" in err


def test_groups_reasons_and_sign_off(loaded: Command, tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    answer = loaded.json("stratify", "--as-of", AS_OF, "--csv", groups)
    assert answer["groups"]["hypertension"]["1"] == 1
    assert "hypertension" in answer["not_signed_off"]
    with groups.open(encoding="utf-8-sig", newline="") as stream:
        rows = {
            row["nhs_number"]: row
            for row in csv.DictReader(stream)
            if row["framework"] == "hypertension"
        }
    assert {number: row["group"] for number, row in rows.items()} == {
        "9990000018": "2a",
        "9990000026": "1",
        "9990000034": "2c",
    }
    assert rows["9990000034"]["tier"] == "data gap"
    assert "164/96" in rows["9990000018"]["reasons"]
    explained = loaded.json("explain", "999 000 0018", "--as-of", AS_OF)
    assert explained["nhs_number"] == "9990000018"
    part = explained["frameworks"]["hypertension"]
    assert (part["group"], part["tier"], part["signed_by"]) == ("2a", "high", None)
    evidence = [e for c in part["criteria"] if c["met"] for e in c["evidence"]]
    assert {"events.csv"} == {e["source"] for e in evidence}
    assert {5, 6} == {e["row"] for e in evidence if e["date"] == "2026-09-04"}
    signed = loaded.json("sign-off", "--pack", "uclpartners", "--name", "Dr P Lindqvist")
    assert "hypertension" in signed["frameworks"]
    part = loaded.json("explain", "9990000018", "--as-of", AS_OF)["frameworks"]["hypertension"]
    assert part["signed_by"]


def test_letters_only_after_sign_off_and_only_once(loaded: Command, tmp_path: Path) -> None:
    letters = tmp_path / "letters.pdf"
    recall = ["recall", "letters", "--as-of", AS_OF, "--out", letters]
    assert "signed off" in loaded.run(*recall, status=1)[1]
    loaded.run("sign-off", "--pack", "uclpartners", "--name", "Dr P Lindqvist")
    loaded.run("stratify", "--as-of", AS_OF)
    preview = loaded.json("recall", "preview", "--as-of", AS_OF, "--order", "postcode")
    assert preview["batch"] is None
    printed = loaded.json(*recall)
    assert printed["letters"] == preview["letters"] == 3
    document = pypdfium2.PdfDocument(letters)
    assert len(document) == printed["pages"]
    document.close()
    again = loaded.json("recall", "preview", "--as-of", AS_OF)
    assert again["letters"] == 0
    assert {person["reason"] for person in again["excluded"]} == {"Invited recently"}
    assert "nobody to invite" in loaded.run(*recall, status=1)[1]


def test_packs(command: Command) -> None:
    packs = command.json("pack", "list")["packs"]
    assert "hypertension" in packs[0]["frameworks"]
    assert "Hypertension" in command.run("pack", "show", "uclpartners")[0]
    assert command.json("pack", "check", "uclpartners")["problems"] == []
    assert command.run("pack", "check", "no-such-pack", status=1)[1]


def test_sample_data_is_the_same_for_the_same_seed(command: Command, tmp_path: Path) -> None:
    def make(name: str) -> dict[str, bytes]:
        out = tmp_path / name
        answer = command.json(
            "sample-data", "--patients", 40, "--seed", 7, "--system", "plain", "--as-of", AS_OF,
            "--out", out,
        )  # fmt: skip
        return {file: (out / file).read_bytes() for file in answer["files"]}

    assert make("a") == make("b")


def test_headless_demo(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "results"
    demo = ["demo", "--headless", "--patients", 400, "--as-of", AS_OF, "--out", out]
    answer = command.json(*demo)
    assert answer["rows_read"] == (
        answer["rows_accepted"] + answer["rows_rejected"] + answer["rows_ignored"]
    )
    assert answer["letters"] > 0
    assert {"groups.csv", "recall-letters.pdf"} <= set(answer["files"])
    assert "Seconds" in command.run(*demo)[0]  # a second time makes it anew
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x", "utf-8")
    _, err = command.run("demo", "--headless", "--out", tmp_path / "mine", status=1)
    assert "something else" in err
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_an_error_prints_no_object_and_one_sentence(command: Command) -> None:
    out, err = command.run("stratify", "--json", status=1)
    assert out == ""
    assert err.count("\n") == 1
