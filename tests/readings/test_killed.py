"""Killed while keying: what was acknowledged is there, what was half typed is offered back."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from proactive_care import accounts
from proactive_care.readings import open_drafts, session_detail
from support.practice import PASSWORD, Clock
from support.readings import reading_practice
from support.source_tree import ROOT

KEYING = """
import sys, time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from proactive_care import accounts
from proactive_care.readings import file_diary, new_draft_id, save_draft
from support.practice import PASSWORD, Clock
from support.readings import PAPER, WREN, diary, told

session = accounts.sign_in(Path(sys.argv[1]), "lead", PASSWORD, clock=Clock(),
                           sleep=lambda seconds: None, device="test")
for number in range(int(sys.argv[2]), 10_000):
    typed = diary(120 + number % 60, 80, first=date(2026, 8, 1) + timedelta(number % 30))
    typed[0] = replace(typed[0], systolic=101 + number % 199, confirmed=True)
    draft = new_draft_id(session)
    for cells in range(4, 29, 4):
        save_draft(session, draft, WREN, typed[:cells])
        print("draft", draft, cells, flush=True)
    filed = file_diary(session, WREN, typed, replace(PAPER, draft=draft), acknowledgement=told())
    print("filed", filed.session_id, draft, flush=True)
"""


def kill_while_keying(folder: Path, start: int, seconds: float) -> list[list[str]]:
    """Key diaries in another process, kill it at a random moment; return what it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", KEYING, str(folder), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "desktop"), str(ROOT / "tests")]),
        },
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    said = first + process.stdout.read()
    process.stdout.close()
    process.wait()
    lines = said.split("\n")[:-1]  # the last line may be cut
    return [line.split() for line in lines]


@pytest.mark.parametrize("kill", range(4))
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, kill: int) -> None:
    folder = tmp_path / "practice"
    reading_practice(folder).practice.close_all()
    said = kill_while_keying(folder, kill * 50, random.Random(kill).uniform(0.02, 0.4))
    session = accounts.sign_in(
        folder, "lead", PASSWORD, clock=Clock(), sleep=lambda seconds: None, device="test"
    )
    filed = [line for line in said if line[0] == "filed"]
    for _, identifier, _ in filed:
        assert len(session_detail(session, identifier).diary) == 28
    gone = {line[2] for line in filed}
    half_typed = [line for line in said if line[0] == "draft" and line[1] not in gone]
    if half_typed and said[-1][0] == "draft":
        _, draft, cells = half_typed[-1]
        found = {d.id: d for d in open_drafts(session)}
        stored = session.practice.connection.execute(
            "SELECT count(*) FROM reading_session"
        ).fetchone()[0]
        if draft in found:
            assert len(found[draft].readings) >= int(cells)
        else:  # it was filed in the moment of the kill, before that could be said
            assert stored == len(filed) + 1
    check = session.practice.check()
    assert check.ok, json.dumps(check.integrity)
    session.practice.close_all()
