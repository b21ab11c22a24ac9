"""readings average and readings add."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import sign_in
from proactive_care.cli import run_command_line
from proactive_care.commands.options import utc_now
from support.practice import PASSWORD
from support.reading_letters import give_address
from support.readings import NHS, WREN, reading_practice

FIRST_DAY = date(2024, 9, 2)  # the command line looks at the real clock


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "practice"
    session = reading_practice(folder)
    session.practice.close_all()
    monkeypatch.setenv("PROACTIVE_CARE_USER", "lead")
    monkeypatch.setenv("PROACTIVE_CARE_PASSWORD", PASSWORD)
    return folder


def written(tmp_path: Path, systolic: int, days: int = 7, name: str = "diary.csv") -> Path:
    lines = ["date,session,reading,systolic,diastolic,pulse"]
    for day in range(days):
        for part in ("morning", "evening"):
            for number in (1, 2):
                on = FIRST_DAY + timedelta(day)
                lines.append(f"{on},{part},{number},{systolic + (number == 2)},84,70")
    path = tmp_path / name
    path.write_text("\n".join(lines), "utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = run_command_line([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_average_needs_no_sign_in_and_does_not_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "readings", "average", written(tmp_path, 134), "--json")
    assert status == 0
    assert json.loads(out) == {
        "status": "valid",
        "days": 7,
        "pairs_used": 24,
        "systolic": 134.5,
        "diastolic": 84.0,
        "band": "green",
    }


def test_average_by_age_and_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, 144)
    assert "amber" in run(capsys, "readings", "average", path)[1]
    status, out, _ = run(capsys, "readings", "average", path, "--age", 80)
    assert (status, out) == (0, "145/84 mmHg (valid: 7 days, 24 pairs counted), green\n")
    _, out, _ = run(capsys, "readings", "average", written(tmp_path, 144, days=1))
    assert out.startswith("no mean yet (incomplete: 1 days, 0 pairs counted), repeat\n")


def test_average_of_no_diary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "readings", "average", tmp_path / "none.csv", "--json")
    assert (status, out) == (1, "")
    assert "could not be read" in err


def test_add_files_a_diary(
    tmp_path: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("readings", "add", NHS[WREN], written(tmp_path, 140), "--channel", "phone")
    status, out, _ = run(capsys, *arguments, "--data", practice, "--json")
    answer = json.loads(out)
    assert status == 0
    assert len(answer["session_id"]) == 36
    assert (answer["status"], answer["days"], answer["pairs_used"]) == ("valid", 7, 24)
    assert (answer["systolic"], answer["diastolic"], answer["band"]) == (140.5, 84.0, "amber")
    assert answer["follow_ups"][0]["who"] == "pharmacist or nurse"
    status, out, err = run(capsys, *arguments, "--data", practice)
    assert (status, out) == (1, "")
    assert "already" in err


def test_add_in_words(tmp_path: Path, practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, 132)
    status, out, _ = run(
        capsys, "readings", "add", NHS[WREN], path, "--channel", "paper", "--data", practice
    )
    assert status == 0
    assert out == "Filed: 133/84 mmHg (valid), green\nResult letter\n"
    path = written(tmp_path, 120, days=1)
    _, out, _ = run(
        capsys, "readings", "add", NHS[WREN], path, "--channel", "carer", "--data", practice
    )
    assert out.startswith("Filed: no mean yet (incomplete), repeat\n")


def test_red_needs_a_clinician_and_a_time(
    tmp_path: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ["readings", "add", NHS[WREN], written(tmp_path, 175), "--channel", "paper"]
    add += ["--data", practice, "--json"]
    status, out, err = run(capsys, *add)
    assert (status, out) == (1, "")
    assert "not filed before a named clinician was told" in err
    assert run(capsys, *add, "--clinician", "Dr P Lindqvist")[0] == 1
    told = ("--clinician", "Dr P Lindqvist", "--told-at", "2024-09-09T09:20:00")
    status, out, _ = run(capsys, *add, *told)
    assert (status, json.loads(out)["band"]) == (0, "red")


def test_unusual_figures_are_confirmed(
    tmp_path: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,systolic,diastolic\n2024-09-10,69,45\n2024-09-11,110,65\n", "utf-8")
    add = ["readings", "add", NHS[WREN], path, "--channel", "digital", "--data", practice]
    assert "Please confirm" in run(capsys, *add)[2]
    assert run(capsys, *add, "--confirmed")[0] == 0


def test_who_may_and_whom(
    tmp_path: Path, practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ["--channel", "paper", "--data", practice]
    path = written(tmp_path, 130)
    assert run(capsys, "readings", "add", "9990000042", path, *add)[0] == 1
    assert run(capsys, "readings", "add", NHS[WREN], path, "--channel", "pigeon")[0] == 2


def test_letters_are_listed_printed_once_and_again(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ("readings", "add", NHS[WREN], written(tmp_path, 134), "--channel", "paper")
    assert run(capsys, *add, "--data", practice)[0] == 0
    letters = ("readings", "letters", "--data", practice)
    status, out, _ = run(capsys, *letters)
    assert (status, out) == (0, "0 can be printed\nresult: no usable address is recorded\n")
    status, out, _ = run(capsys, *letters, "--json")
    assert json.loads(out) == {
        "waiting": 0,
        "held": [{"kind": "result", "why": "no usable address is recorded"}],
    }
    status, _, error = run(capsys, *letters, "--out", tmp_path / "none.pdf")
    assert status != 0
    assert "at least one letter" in error
    session = sign_in(practice, "lead", PASSWORD, clock=utc_now, sleep=lambda seconds: None)
    give_address(session, WREN)
    session.practice.close_all()
    status, out, _ = run(capsys, *letters, "--out", tmp_path / "a.pdf", "--json")
    done = json.loads(out)
    assert (status, done["letters"], done["refused"]) == (0, 1, 0)
    again = (*letters, "--again", done["number"])
    assert run(capsys, *again)[0] != 0
    status, out, _ = run(capsys, *again, "--out", tmp_path / "b.pdf")
    assert (status, out.startswith(f"{done['number']}: 1 letters")) == (0, True)
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
