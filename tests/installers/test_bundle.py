"""The built application, started as its users start it. ``make bundle bundle-test`` runs these."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.source_tree import ROOT

pytestmark = pytest.mark.bundle

FOLDER = ROOT / "dist" / "proactive-care-desktop"
SUFFIX = ".exe" if sys.platform == "win32" else ""
COMMAND = FOLDER / f"proactive-care{SUFFIX}"
WINDOW = FOLDER / f"proactive-care-desktop{SUFFIX}"
QUIET_SECONDS = 0.4


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environment(),
        check=False,
        timeout=300,
    )


def _environment() -> dict[str, str]:
    """Return ours without what would let the built application find this checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(autouse=True, scope="module")
def _built() -> None:
    assert COMMAND.exists(), "there is no built application: run make bundle first"


def test_size_and_start_up_time() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    times = []
    for _ in range(3):
        started = time.perf_counter()
        assert run("--version").returncode == 0
        times.append(time.perf_counter() - started)
    print(f"\nbundle: {size / 1e6:.0f} MB; command line starts in {min(times):.2f} s")
    assert size < 400e6
    assert min(times) < 10


@pytest.fixture
def window(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [WINDOW, "--data", tmp_path / "practice"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=_environment(),
    )
    yield started
    started.kill()
    started.wait()
    assert started.stdout is not None
    started.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_window_opens(window: subprocess.Popen[str]) -> None:
    started = time.perf_counter()
    while not _waits_for_its_user(window.pid):
        assert window.poll() is None, window.stdout.read() if window.stdout else ""
        assert time.perf_counter() - started < 60
    opened = time.perf_counter() - started - QUIET_SECONDS
    print(f"\nbundle: the window is open after {opened:.2f} s")


def _waits_for_its_user(process: int) -> bool:
    """Return whether Qt's platform is loaded and the process no longer works."""
    if "libqoffscreen" not in Path(f"/proc/{process}/maps").read_text("utf-8"):
        time.sleep(0.02)
        return False
    before = _ticks(process)
    time.sleep(QUIET_SECONDS)
    return _ticks(process) == before


def _ticks(process: int) -> list[str]:
    """Return the processor time used so far, user and system."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return fields[11:13]


def test_the_headless_demo_runs_from_csv_to_print(tmp_path: Path) -> None:
    done = run(
        *("demo", "--headless", "--json", "--patients", "400", "--as-of", "2026-09-14"),
        *("--out", tmp_path / "results"),
    )
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), dict)
    made = {path.name: path for path in (tmp_path / "results").rglob("*") if path.is_file()}
    assert made["groups.csv"].read_text("utf-8-sig").startswith("nhs_number,framework,")
    assert made["recall-letters.pdf"].read_bytes().startswith(b"%PDF-")


def test_a_known_error_is_one_sentence_with_its_exit_status(tmp_path: Path) -> None:
    done = run("--data", tmp_path / "nowhere", "check")
    assert done.returncode in {1, 3}
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_the_licences_are_inside() -> None:
    inside = {path.name for path in FOLDER.rglob("*") if path.is_file()}
    assert {"LICENSE", "NOTICE", "concepts.csv"} <= inside


def test_nothing_that_speaks_to_a_network_is_inside() -> None:
    qt = [path.name for path in FOLDER.rglob("*") if "Qt" in path.name]
    assert [name for name in qt if "Network" in name or "WebEngine" in name] == []
