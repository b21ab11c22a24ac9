"""SIGKILL at a random moment of an import: the practice holds the old data or the new."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session, sign_in
from proactive_care.importing import check_files, commit_import
from proactive_care.sample_data import make_practice, write_exports
from support.practice import NOW, PASSWORD, Clock, make_session

KILLS = 50
ROOT = Path(__file__).resolve().parents[2]


def state(session: Session) -> tuple[int, int, int, int]:
    db = session.practice.db
    return (
        db["patient"].count,
        db["clinical_event"].count,
        db["medication_issue"].count,
        db["import_file"].count,
    )


def reopened(folder: Path) -> Session:
    return sign_in(folder, "lead", PASSWORD, clock=Clock(), sleep=lambda seconds: None)


def do_import(session: Session, extract: Path) -> None:
    with check_files(session, [extract]) as checked:
        commit_import(session, checked)


def start(folder: Path, extract: Path) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(ROOT / "desktop"), str(ROOT / "tests")])
    return subprocess.Popen(
        [sys.executable, "-m", "support.killable_import", str(folder), str(extract)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


@pytest.mark.slow
def test_fifty_kills(tmp_path: Path) -> None:
    extracts = []
    for month, (patients, seed) in {7: (120, 1), 9: (150, 2)}.items():
        extracts.append(tmp_path / f"extract-{month}")
        write_exports(make_practice(patients, seed, date(2026, month, 1)), "plain", extracts[-1])
    session = make_session(tmp_path / "practice")
    do_import(session, extracts[0])
    old = state(session)
    session.practice.close_all()
    pristine = tmp_path / "pristine"
    shutil.copytree(tmp_path / "practice", pristine)

    began = time.monotonic()
    session = reopened(tmp_path / "practice")
    do_import(session, extracts[1])
    lasts = time.monotonic() - began
    new = state(session)
    session.practice.close_all()
    assert old != new

    dice = random.Random(NOW.toordinal())
    seen = {"old": 0, "new": 0}
    for kill in range(KILLS):
        folder = tmp_path / f"killed-{kill}"
        shutil.copytree(pristine, folder)
        child = start(folder, extracts[1])
        assert child.stdout is not None
        assert child.stdout.readline() == "begin\n"
        time.sleep(dice.uniform(0, lasts * 1.3))
        child.kill()
        child.wait()
        child.stdout.close()
        session = reopened(folder)
        found = state(session)
        assert found in (old, new), f"kill {kill}: {found}"
        assert session.practice.check().ok, f"kill {kill}"
        seen["old" if found == old else "new"] += 1
        if found == old:  # the next attempt works, and clears away what the killed one left
            do_import(session, extracts[1])
            assert state(session) == new
            assert list(folder.glob("*.scratch*")) == []
        session.practice.close_all()
        shutil.rmtree(folder)
    assert seen["old"] > 0
