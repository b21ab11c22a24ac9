"""recall on the command line: outcomes, escalated, who received what, reprints, stop and resume."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.frameworks import stratify
from support.command import Command
from support.little_practice import make_little_practice
from support.rows import add_event

AS_OF = "2026-09-14"


@pytest.fixture
def little(command: Command) -> Command:
    make_little_practice(command.folder).practice.close_all()
    return command


def test_a_batch_and_what_follows(little: Command, tmp_path: Path) -> None:
    little.run("recall", "outcome", "9990000018", "prefers", "--way", "phone")
    little.run("recall", "outcome", "9990000026", "prefers", "--way", "text")
    letters = tmp_path / "letters.pdf"
    made = little.json(
        "recall", "letters", "--as-of", AS_OF, "--basis", "risk", "--order", "household",
        "--out", letters,
    )  # fmt: skip
    assert (made["letters"], made["calls"], made["texts"]) == (8, 1, 1)
    assert len(made["files"]) == 4
    assert len(made["invited"]) == 10
    first = made["invited"][0]
    assert first["channel"] == "letter"
    assert first["turn"].startswith("By risk")
    received = little.json("recall", "received", made["batch"])["patients"]
    assert [row["sequence"] for row in received] == list(range(1, 11))
    assert little.run("recall", "received", made["batch"])[0].count("letter") == 8
    again = tmp_path / "again.pdf"
    reprint = ["recall", "reprint", made["batch"], "--reason", "Jam", "--out", again]
    answer = little.json(*reprint, "--letters", "7-")
    assert (answer["letters"], answer["left_out"]) == ([7, 8], [])
    assert again.read_bytes().startswith(b"%PDF")
    assert "letters 1 to 8" in little.run(*reprint, "--letters", "9", status=1)[1]
    eighth = received[7]["nhs_number"]
    little.run("recall", "outcome", eighth, "deceased", "--on", "2026-09-14")
    assert "died, left or moved since: 8" in little.run(*reprint, "--letters", "7-8")[0]


def test_outcomes_are_checked(little: Command) -> None:
    answer = little.json("recall", "outcome", "999 000 0018", "booked", "--until", "2099-01-31")
    assert answer["outcome"] == "booked"
    preview = little.json("recall", "preview", "--as-of", AS_OF, "--basis", "risk")
    assert {row["nhs_number"]: row["reason"] for row in preview["excluded"]} == {
        "9990000018": "Appointment already booked"
    }
    assert "needs a day" in little.run("recall", "outcome", "9990000018", "booked", status=1)[1]
    little.run("recall", "outcome", "9990000018", "nonsense", status=2)


def test_stop_and_resume(little: Command, tmp_path: Path) -> None:
    little.run("recall", "stop", "--reason", "Flood")
    assert little.json("recall", "preview", "--as-of", AS_OF)["stopped"] == "Flood"
    letters = ["recall", "letters", "--as-of", AS_OF, "--out", tmp_path / "x.pdf"]
    assert "Flood" in little.run(*letters, status=1)[1]
    little.run("recall", "resume", "--reason", "Dry again")
    assert little.json(*letters)["letters"] > 0


def test_who_is_escalated(little: Command) -> None:
    little.run("recall", "outcome", "9990000026", "says no", "--note", "Too far")
    (row,) = little.json("recall", "escalated", "--as-of", AS_OF)["patients"]
    assert (row["nhs_number"], row["stage"], row["tier"]) == ("9990000026", "clinician", "urgent")
    assert "1 escalated" in little.run("recall", "escalated")[0]


def test_a_missing_date_of_birth_is_corrected_before_anybody_is_written_to(
    command: Command,
) -> None:
    session = make_little_practice(command.folder)
    with session.practice.transaction() as db:
        db.table("patient").update(10, {"date_of_birth": None})
    stratify(session, session.today())
    session.practice.close_all()
    preview = command.json("recall", "preview", "--as-of", AS_OF, "--basis", "risk")
    assert preview["cannot_print"] == [
        {
            "nhs_number": "9990000107",
            "reason": "Needs another route",
            "detail": "no date of birth recorded: correct the record first",
        }
    ]
    assert len(preview["invited"]) == 9


def test_the_letters_of_a_stream_and_their_weight(command: Command, tmp_path: Path) -> None:
    session, little = make_little_practice(command.folder), command
    add_event(session, 1, "housebound", date(2020, 1, 1), None, line=99)
    session.practice.close_all()
    usual = little.json("recall", "preview", "--as-of", AS_OF, "--basis", "risk")
    assert usual["own_letters"] == {"housebound": 1}
    assert usual["stream"] is None
    weight = usual["weight"]
    assert weight["grams"] == 5 * (usual["sheets"] + usual["letters"])
    assert (weight["letters"], weight["heavier"]) == (usual["letters"], 0)
    told = little.run("recall", "preview", "--as-of", AS_OF, "--basis", "risk")[0]
    assert "1 with letters of their own: --stream housebound" in told
    assert "all up to 100 g (5 g a sheet (A4, 80 gsm), 5 g an envelope)" in told
    made = little.json(
        "recall", "letters", "--as-of", AS_OF, "--basis", "risk", "--stream", "housebound",
        "--out", tmp_path / "home.pdf",
    )  # fmt: skip
    assert (made["letters"], made["stream"]) == (1, "housebound")
    little.run("recall", "preview", "--stream", "end_of_life", status=2)
