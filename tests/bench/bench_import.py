"""How fast a million plain event rows are imported, against the bare minimum on this machine.

The floor is ``csv.reader`` and one ``executemany`` into an equally encrypted table with the
practice's own settings. The import recognises, checks, stages, compares and commits the same file.
Times are processor seconds, the best of two. Memory is measured in a process of its own.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.store.connection import connect
from support.practice import make_session

ROWS = 1_000_000
PATIENTS = 20_000
RUN_DATE = date(2026, 9, 14)
_CODES = (
    ("271649006", "Systolic arterial pressure", "mmHg"),
    ("271650006", "Diastolic arterial pressure", "mmHg"),
    ("999791000000106", "HbA1c level IFCC standardised", "mmol/mol"),
    ("1011481000000105", "eGFR using creatinine CKD-EPI", "mL/min/1.73m2"),
    ("38341003", "Hypertensive disorder", ""),
    ("394700004", "Asthma annual review", ""),
)
_TARGET, _AIM = 3.0, 2.5


def run(rows: int = ROWS) -> list[str]:
    """Return the printable results."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        patients, events = write_files(folder, rows)
        floor = min(_floor(folder, events) for _ in range(2))
        times = [_import(folder / f"practice{number}", patients, events) for number in range(2)]
        check, commit = min(times, key=sum)
        memory = peak_memory(folder, patients, events)
        size = events.stat().st_size / 1e6
    ratio = (check + commit) / floor
    return [
        f"rows                       {rows:>12,}  ({size:.0f} MB)",
        f"floor (csv + executemany)  {floor:>12.2f} s",
        f"check                      {check:>12.2f} s",
        f"commit                     {commit:>12.2f} s",
        f"import / floor             {ratio:>12.2f}    target {_TARGET}, aim {_AIM}",
        f"peak memory                {memory:>12.0f} MB target 400",
    ]


def write_files(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write plain patients and ``rows`` plain events; return both paths."""
    dice = random.Random(7)
    numbers = []
    candidate = 9_990_000_000
    while len(numbers) < PATIENTS:
        digits = clean_nhs_number(str(candidate))
        candidate += 1
        if digits:
            numbers.append(digits)
    patients, events = folder / "patients.csv", folder / "events.csv"
    with patients.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["nhs_number", "date_of_birth", "sex"])
        writer.writerows([number, "1950-01-01", "F"] for number in numbers)
    with events.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["nhs_number", "date", "code", "term", "value", "unit", "text"])
        for row in range(rows):
            code, term, unit = dice.choice(_CODES)
            day = f"20{dice.randint(14, 25)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
            value = dice.randint(60, 180) if unit else ""
            writer.writerow([numbers[row * PATIENTS // rows], day, code, term, value, unit, ""])
    return patients, events


def _floor(folder: Path, events: Path) -> float:
    path = folder / "floor.db"
    connection = connect(path, b"k" * 32)
    connection.execute("CREATE TABLE row (nhs_number, date, code, term, value, unit, text)")
    started = time.process_time()
    with events.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?)", reader)
        connection.execute("COMMIT")
    taken = time.process_time() - started
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return taken


def _import(folder: Path, patients: Path, events: Path) -> tuple[float, float]:
    session = make_session(folder)
    _load(session, patients)
    started = time.process_time()
    with importing.check_files(session, [events], run_date=RUN_DATE) as checked:
        checked_at = time.process_time()
        importing.commit_import(session, checked)
        done = time.process_time()
    session.practice.close_all()
    return checked_at - started, done - checked_at


def _load(session: Session, path: Path) -> None:
    with importing.check_files(session, [path], run_date=RUN_DATE) as checked:
        importing.commit_import(session, checked)


def peak_memory(folder: Path, patients: Path, events: Path) -> float:
    """Return the peak memory in MB of a process that does nothing but this import."""
    script = (
        "import resource, sys; sys.path[:0] = sys.argv[4:]; from pathlib import Path;"
        " from bench.bench_import import _import;"
        " _import(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]));"
        " print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    arguments = [str(folder / "memory"), str(patients), str(events), *sys.path]
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return float(result.stdout)
