"""Broken files, Cancel, a full disk, a killed process: nothing is lost, invented or half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import Cancelled, FileProblem, PracticeProblem
from support.importing import (
    EVENTS_HEADER,
    NIA,
    PATIENTS,
    check,
    digest,
    events,
    load,
    write,
)
from support.practice import make_session

SBP = "271649006,Systolic arterial pressure"
EVENTS = EVENTS_HEADER + "".join(
    f"{NIA},2026-0{1 + number % 8}-{1 + number % 27:02d},{SBP},{100 + number % 80},mmHg\n"
    for number in range(120)
)
LIST_REPORT = (
    "Harrowmere Surgery (A99999)\r\nBlood pressure\r\n"
    "Last Run,12-Sep-2026 07:15,,12-Sep-2026\r\n\r\n"
    "Patient Details,,,Systolic blood pressure,,,Diastolic blood pressure,,\r\n"
    "Full Name,NHS Number,Date of Birth,Code Term,Date,Value,Code Term,Date,Value\r\n"
    + "".join(
        f'"FIXTURE, Nia",{NIA},01-Jun-1950,Systolic BP,{day:02d}-Aug-2026,150,"Diastolic, BP",'
        f"{day:02d}-Aug-2026,90\r\n,,,Systolic BP,{day:02d}-Jul-2026,151,,,\r\n"
        for day in range(1, 20)
    )
    + "Total,19,,,,,,,\r\n,,,,,,,,\r\n"
)
PATIENT_LIST = "NHS Number,Full Name,Date of Birth,Patient Count\r\n" + "".join(
    f"{number},Nia Fixture,01/06/1950,1\r\n" for number in (NIA, "9990000026", "9990000034", NIA)
)
BASES = [
    PATIENTS.encode(),
    PATIENT_LIST.encode(),
    EVENTS.encode(),
    LIST_REPORT.encode("utf-8-sig"),
    EVENTS.encode("utf-16"),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("shared")
    session = make_session(folder / "practice")
    load(session, write(folder, "p.csv", PATIENTS + "\n"))
    return session


def assert_accounted(session: Session, folder: Path, content: bytes) -> None:
    """Check a file: it is refused with a sentence, or all its rows are accounted for."""
    path = write(folder, "x.csv", content)
    try:
        checked = check(session, path)
    except FileProblem:
        return
    with checked:
        report = checked.files[0]
        ignored = sum(report.ignored_reasons.values())
        assert report.rows_read == report.rows_accepted + report.rows_rejected + ignored
        assert ignored == report.rows_ignored
        rows = list(checked.rejections(0))
        assert len(rows) == report.rejections_total
        assert len({rejection.row for rejection in rows}) == report.rows_rejected
        lines = content.count(b"\n") + content.count(b"\r") + 1
        assert report.rows_read <= lines
        assert all(1 <= rejection.row <= lines for rejection in rows)


FIXTURES = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@settings(FIXTURES, max_examples=120)
@given(st.sampled_from(BASES), st.data())
def test_a_file_cut_at_any_byte(
    shared: Session, tmp_path: Path, base: bytes, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(base)))
    assert_accounted(shared, tmp_path, base[:cut])


_JUNK = st.sampled_from(
    [b'"', b'""', b"\x00", b",", b"\r", b"\n", b"\xff", b"\xc3", b"\t", b";", b" " * 40,
     b"x" * 200_000, b"Total\n", b"\r\n\r\n", EVENTS_HEADER.encode(), b"\xef\xbb\xbf", b"," * 120]
)  # fmt: skip


@settings(FIXTURES, max_examples=150)
@given(st.sampled_from(BASES), st.lists(st.tuples(st.floats(0, 1), _JUNK), min_size=1, max_size=6))
def test_a_file_with_junk_in_it(
    shared: Session, tmp_path: Path, base: bytes, junk: list[tuple[float, bytes]]
) -> None:
    for place, bad in junk:
        at = int(place * len(base))
        base = base[:at] + bad + base[at:]
    assert_accounted(shared, tmp_path, base)


@settings(FIXTURES, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_at_all(shared: Session, tmp_path: Path, content: bytes) -> None:
    assert_accounted(shared, tmp_path, content)


@settings(FIXTURES, max_examples=40)
@given(st.lists(st.lists(st.text(max_size=6), max_size=9), max_size=12))
def test_ragged_rows_after_a_good_header(
    shared: Session, tmp_path: Path, rows: list[list[str]]
) -> None:
    text = EVENTS_HEADER + "\n".join(",".join(row) for row in rows)
    assert_accounted(shared, tmp_path, text.encode("utf-8", "replace"))


class StopAt:
    """Progress that presses Cancel at a step."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.stopped_at = 0.0

    def __call__(self, done: int, total: int | None, what: str) -> None:
        if what == self.step:
            self.stopped_at = time.monotonic()
            raise Cancelled("Cancelled.", kept="The practice is unchanged.")


@pytest.mark.parametrize("step", ["Looking at e.csv", "e.csv", "Comparing with the practice"])
def test_cancel_while_checking(shared: Session, tmp_path: Path, step: str) -> None:
    before = digest(shared)
    with pytest.raises(Cancelled):
        check(shared, write(tmp_path, "e.csv", EVENTS), progress=StopAt(step))
    assert digest(shared) == before
    assert not list(shared.practice.folder.glob("import-*"))


@pytest.mark.parametrize(
    "step", ["Recording the files", "Patients", "Events", "Who is in the newest files"]
)
def test_cancel_while_committing(shared: Session, tmp_path: Path, step: str) -> None:
    before = digest(shared)
    with check(shared, write(tmp_path, "e.csv", EVENTS)) as checked, pytest.raises(Cancelled):
        importing.commit_import(shared, checked, StopAt(step))
    assert digest(shared) == before


def test_cancel_inside_one_long_statement(tmp_path: Path) -> None:
    session = make_session(tmp_path / "practice")
    many = EVENTS_HEADER + "".join(
        f"{NIA},20{10 + n % 16}-0{1 + n % 9}-{1 + n % 28:02d},{SBP},{90 + n % 99},\n"
        for n in range(120_000)
    )
    load(session, write(tmp_path, "p.csv", PATIENTS))
    before = digest(session)

    class StopInside:
        asked = 0

        def __call__(self, done: int, total: int | None, what: str) -> None:
            if what == "Events":
                self.asked += 1
                if self.asked == 3:  # 1: the step begins; then SQLite asks while it works
                    raise Cancelled("Cancelled.")

    with check(session, write(tmp_path, "e.csv", many)) as checked, pytest.raises(Cancelled):
        importing.commit_import(session, checked, StopInside())
    assert digest(session) == before


def test_progress_is_told_about_every_20000_rows(tmp_path: Path) -> None:
    session = make_session(tmp_path / "practice")
    told: list[tuple[int, int | None]] = []

    def progress(done: int, total: int | None, what: str) -> None:
        if what == "e.csv":
            told.append((done, total))

    rows = EVENTS_HEADER + f"{NIA},2026-01-01,{SBP},120,\n" * 50_000
    with check(session, write(tmp_path, "e.csv", rows), progress=progress) as checked:
        assert checked.files[0].rows_rejected == 50_000
        assert len(checked.files[0].rejections) == 1000
        assert sum(1 for _ in checked.rejections(0)) == 50_000
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) >= 3
    assert {total for _, total in told} == {50_002}


def test_a_full_disk_leaves_the_practice_as_it_was(tmp_path: Path) -> None:
    session = make_session(tmp_path / "practice")
    load(session, write(tmp_path, "p.csv", PATIENTS))
    before = digest(session)
    conn = session.practice.db.conn
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages + 1}")
    rows = EVENTS_HEADER + "".join(
        f"{NIA},2026-0{1 + n % 8}-{1 + n % 27:02d},{SBP},{100 + n % 80},\n" for n in range(3000)
    )
    with check(session, write(tmp_path, "e.csv", rows)) as checked:
        with pytest.raises(PracticeProblem, match="disk is full") as problem:
            importing.commit_import(session, checked)
        assert problem.value.kept == "The practice is unchanged."
        assert digest(session) == before
        conn.execute("PRAGMA max_page_count = 1000000")
        importing.commit_import(session, checked)
    assert len(events(session)) == 3000
    assert session.practice.check().ok


_CHILD = """
import sys
sys.path[:0] = [{desktop!r}, {tests!r}]
from pathlib import Path
from support.importing import load
from support.practice import CHEAP, PASSWORD, Clock
from proactive_care import accounts
session = accounts.sign_in(
    Path({folder!r}), "lead", PASSWORD, clock=Clock(), sleep=lambda s: None, device="t"
)
print("ready", flush=True)
load(session, Path({path!r}))
print("done", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_import_leaves_the_old_or_the_new_data(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    session = make_session(folder)
    load(session, write(tmp_path, "p.csv", PATIENTS))
    load(session, write(tmp_path, "e1.csv", EVENTS))
    old = len(events(session))
    session.practice.close_all()
    rows = EVENTS_HEADER + "".join(
        f"{NIA},20{10 + n % 16}-0{1 + n % 9}-{1 + n % 28:02d},{SBP},{90 + n % 99},\n"
        for n in range(20_000)
    )
    path = write(tmp_path, "e2.csv", rows)
    root = Path(__file__).resolve().parents[2]
    script = _CHILD.format(
        desktop=str(root / "desktop"), tests=str(root / "tests"), folder=str(folder), path=str(path)
    )
    from proactive_care import accounts
    from support.practice import PASSWORD, Clock

    for wait in (0.05, 0.15, 0.25, 0.35, 0.45):
        child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "ready"
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
        again = accounts.sign_in(
            folder, "lead", PASSWORD, clock=Clock(), sleep=lambda seconds: None, device="test"
        )
        count = len(events(again))
        assert again.practice.check().ok
        assert count in (old, 20_000)
        again.practice.close_all()
        if count != old:
            break
    session = accounts.sign_in(
        folder, "lead", PASSWORD, clock=Clock(), sleep=lambda seconds: None, device="test"
    )
    with check(session, write(tmp_path, "p3.csv", PATIENTS + "\n\n")):
        assert len(list(folder.glob("import-*.scratch"))) == 1  # what the crashes left is gone
    assert not list(folder.glob("import-*"))
