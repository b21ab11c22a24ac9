"""The window on a practice of 50,000: start, worklist, patient, search, memory, and its pauses.

Everything is measured in fresh processes with the real main window. Floors on the same machine: an
empty Qt window for the start, and one bare query of the same encrypted file for the rest. Beside
each time, in brackets, is the processor's time of all threads: on a machine that does other work
too, that is the one to compare. Ratios are of processor times.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.large_practice import forget_cache, make_large_practice, write_exports

START, OPEN, PATIENT, KEY, PAUSE = 2.0, 0.200, 0.150, 0.050, 0.100  # seconds
MEMORY = 500  # MB


def run(patients: int = 50_000, events: int = 2_500_000) -> list[str]:
    """Return printable rows: ratios to the floors beside the absolute figures and the targets."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = make_large_practice(folder / "practice", patients, events)
        session.practice.close_all()
        cold = forget_cache(folder / "practice" / "practice.db")
        empty = _child("empty", folder)
        shown = _child("pages", folder / "practice")
        exports = write_exports(folder / "exports", patients, events // 5)
        pauses = _child("import", folder / "imported", *map(str, exports))
    cache = "read from the disk" if cold else "warm file"
    return [
        f"{patients:,} patients, {events:,} events, {shown['rows']:,} in the worklist; {cache}",
        *_start(empty, shown),
        *_speeds(shown),
        f"memory {shown['memory']:4.0f} MB (target <= {MEMORY}),"
        f" {shown['memory'] / empty['memory']:.1f} x an empty Qt window ({empty['memory']:.0f} MB)",
        *_pauses(pauses),
    ]


def _child(what: str, *arguments: object) -> dict[str, Any]:
    """Measure in a process of its own; it is told when it was started."""
    command = [sys.executable, "-m", "bench.window_child", what, repr(time.time())]
    done = subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _start(empty: dict[str, Any], shown: dict[str, Any]) -> list[str]:
    floor, window, today = empty["window"], shown["window"], shown["today"]
    return [
        f"start to window {_seconds(window)} (target <= {START:.0f}), {window[1] / floor[1]:.1f} x"
        f" an empty Qt window {_seconds(floor)}; reading our modules {shown['modules']:.2f} s",
        f"start to Today with its list, everything prepared {_seconds(today)}",
    ]


def _speeds(shown: dict[str, Any]) -> list[str]:
    query = shown["query"]
    lines = []
    for what, target in (
        ("worklist opens", OPEN), ("worklist sorts", OPEN), ("worklist filters", OPEN),
        ("patient opens", PATIENT), ("search keystroke", KEY),
    ):  # fmt: skip
        slowest, middle = _worst(shown[what]), _worst(shown[what], 0.5)
        lines.append(
            f"{what:<17} {_thousandths(slowest)} (target <= {target * 1000:.0f}), middle"
            f" {_thousandths(middle)} of {len(shown[what])}, {slowest[1] / query[1]:.1f} x a query"
        )
    visits = shown["first visits"]
    page = max(visits, key=lambda key: visits[key][1])
    lines.append(f"bare query of all results {_thousandths(query)}")
    lines.append(f"first visit of a page, at most {_thousandths(visits[page])} ({page})")
    return lines


def _worst(times: list[list[float]], share: float = 1.0) -> tuple[float, float]:
    """The slowest, or the middle, of wall times and of processor times."""
    wall, busy = (sorted(each) for each in zip(*times, strict=True))
    place = int(share * (len(wall) - 1))
    return wall[place], busy[place]


def _seconds(both: list[float]) -> str:
    return f"{both[0]:.2f} s ({both[1]:.2f} s of processor)"


def _thousandths(both: list[float] | tuple[float, float]) -> str:
    return f"{both[0] * 1000:.0f} ms ({both[1] * 1000:.0f})"


def _pauses(pauses: dict[str, Any]) -> list[str]:
    return [
        f"longest pause of the window while it {what}: {pauses[key]['longest'] * 1000:4.0f} ms"
        f" (target <= {PAUSE * 1000:.0f}); {pauses[key]['seconds']:.0f} s,"
        f" {pauses[key]['over']} of {pauses[key]['beats']:,} beats over the target"
        for key, what in (("check", "checks the files"), ("commit", "imports and sorts everybody"),
                          ("sort", "sorts everybody again"))
    ]  # fmt: skip
