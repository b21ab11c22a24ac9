"""care-plan and recall coding-list on the command line."""

from __future__ import annotations

import csv

import pytest

from support.command import Command
from support.letters import page_texts
from support.plan_practice import make_plan_practice

ALDER, EMPTY, BRAILLE = "999 000 0018", "9990000026", "9990000042"


@pytest.fixture
def command(tmp_path, capsys, monkeypatch):
    make_plan_practice(tmp_path / "practice").practice.close_all()
    command = Command(tmp_path / "practice", capsys, monkeypatch)
    command.sign_in_as("lead")
    return command


def test_a_plan_is_printed_and_an_unchanged_one_again(command, tmp_path):
    out, summary = tmp_path / "plan.pdf", tmp_path / "summary.pdf"
    asked = ("care-plan", ALDER, "--as-of", "2026-09-14", "--out")
    first = command.json(*asked, out, "--summary", summary, "--format", "standard")
    assert (first["version"], first["repeated"]) == (1, False)
    assert first["pages"] == len(page_texts(out.read_bytes()))
    assert summary.exists()
    assert first["clashes"][0]["about"] == "Blood pressure"
    assert "Confidence: not recorded yet." in first["missing"]
    again = command.json(*asked, tmp_path / "again.pdf", "--format", "standard")
    assert (again["version"], again["repeated"]) == (1, True)
    assert (tmp_path / "again.pdf").read_bytes() == out.read_bytes()
    large = command.json(*asked, tmp_path / "large.pdf")
    assert large["version"] == 2
    third = command.json("care-plan", ALDER, "--version", "1", "--out", tmp_path / "first.pdf")
    assert (third["version"], third["clashes"]) == (1, [])
    assert (tmp_path / "first.pdf").read_bytes() == out.read_bytes()


def test_plain_words(command, tmp_path):
    out, _ = command.run("care-plan", ALDER, "--as-of", "2026-09-14", "--out", tmp_path / "p.pdf")
    assert out.startswith("Version 1, ")
    assert "Please check: Blood pressure: " in out
    assert "Missing: Confidence: not recorded yet." in out
    out, _ = command.run("care-plan", ALDER, "--as-of", "2026-09-14", "--out", tmp_path / "p.pdf")
    assert "unchanged, printed again" in out


def test_a_language_that_is_not_signed_off_is_refused(command, tmp_path):
    asked = ("care-plan", ALDER, "--as-of", "2026-09-14", "--out", tmp_path / "p.pdf")
    _, err = command.run(*asked, "--language", "ur", status=1)
    assert "needs Urdu: no wording in it has been signed off" in err
    assert not (tmp_path / "p.pdf").exists()
    assert command.json(*asked, "--language", "en")["version"] == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("9990000020", "not a valid NHS number"),
        ("9990000107", "Nobody in this practice"),
        (BRAILLE, "needs braille"),
    ],
)
def test_known_errors(command, tmp_path, number, said):
    out = tmp_path / "p.pdf"
    _, err = command.run("care-plan", number, "--out", out, status=1)
    assert said in err
    assert not out.exists()


def test_somebody_of_whom_nothing_is_known(command, tmp_path):
    made = command.json("care-plan", EMPTY, "--as-of", "2026-09-14", "--out", tmp_path / "p.pdf")
    assert made["version"] == 1


def test_the_coding_list(command, tmp_path):
    file = tmp_path / "list.csv"
    made = command.json("recall", "coding-list", "--out", file)
    assert (made["rows"], made["overdue"], made["seen"]) == (0, 0, 0)
    with file.open(encoding="utf-8", newline="") as stream:
        assert csv.DictReader(stream).fieldnames[0] == "nhs_number"
    out, _ = command.run("recall", "coding-list", "--out", file)
    assert out.startswith("0 to code in ")
