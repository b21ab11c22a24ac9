"""``explain`` ends with one visit for everything that is due."""

from __future__ import annotations

from pathlib import Path

from support.command import Command

AS_OF = "2026-09-14"
PATIENTS = """nhs_number,date_of_birth,sex,family_name,given_name
9990000018,1959-02-03,F,Testperson,Wren
9990000026,1959-02-03,F,Fixture,Nia
"""
EVENTS = """nhs_number,date,code,term,value,unit
9990000018,2012-05-14,59621000,Essential hypertension,,
9990000018,2026-08-30,271649006,Systolic arterial pressure,180,mmHg
9990000018,2026-08-30,271650006,Diastolic arterial pressure,120,mmHg
"""


def test_explain_says_what_one_visit_does(command: Command, tmp_path: Path) -> None:
    command.run("init", "--practice", "Harrowmere Surgery", "--role", "clinical_lead")
    (tmp_path / "patients.csv").write_text(PATIENTS, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    command.json("import", tmp_path / "patients.csv", tmp_path / "events.csv")
    sorted_ = command.json("stratify", "--as-of", AS_OF)
    unchecked = {each["framework"]: each for each in sorted_["cannot_be_checked"]}
    assert unchecked["asthma"]["nobody_sorted"] is True
    assert unchecked["type_2_diabetes"]["groups"] == ["1", "4"]
    visit = command.json("explain", "9990000018", "--as-of", AS_OF)["one_visit"]
    assert (visit["by"], visit["overdue"]) == ("2026-09-21", False)
    assert [test["check"] for test in visit["tests"]] == ["blood_test", "weight", "urine"]
    assert [test["note"] for test in visit["done_lately"]] == ["done 30 Aug 2026"]
    assert (visit["tests_by"], visit["review_by"]) == ("hca", "prescriber")
    assert [each["group"] for each in visit["conditions"]] == ["1"]
    said = command.run("explain", "9990000018", "--as-of", AS_OF)[0]
    assert "One visit, by 21 Sep 2026:" in said
    assert "review: Hypertension; prescriber, 30 minutes" in said
    assert "One visit" not in command.run("explain", "9990000026", "--as-of", AS_OF)[0]
    nobody = command.json("explain", "9990000026", "--as-of", AS_OF)["one_visit"]
    assert (nobody["by"], nobody["tests"], nobody["review_by"]) == (None, [], None)
