"""Whether the memory of an import grows with its file: peaks of two sizes, and the slope.

By default two smaller files, in two minutes. The promised one is ``BENCH_MEGABYTES=2000 make bench
only=import_memory``: it writes, checks and commits a file of 2 GB, which takes half an hour and ten
gigabytes of disk. Each size is measured in a process of its own, which does nothing else.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from bench.bench_import import peak_memory, write_files

SMALL, LARGER = 220, 440  # MB; below the first, more rows are still sorted in memory at once
_BYTES_A_ROW = 74
_TARGET, _PROMISED = 400, 2000  # MB of memory, for a file of so many MB


def run() -> list[str]:
    """Return the printable results."""
    largest = int(os.environ.get("BENCH_MEGABYTES", LARGER))
    found = [_measure(megabytes) for megabytes in (SMALL, largest)]
    (small, low, _), (large, high, _) = found
    slope = (high - low) / (large - small)
    expected = low + slope * (_PROMISED - small)
    return [
        *(
            f"a file of {size:6,.0f} MB      {peak:8,.0f} MB at most  {seconds:8,.0f} s"
            for size, peak, seconds in found
        ),
        f"for each GB more       {1000 * slope:8,.0f} MB",
        f"for a file of 2 GB     {expected:8,.0f} MB expected, target {_TARGET}"
        + ("" if largest >= _PROMISED else "  (BENCH_MEGABYTES=2000 measures it)"),
    ]


def _measure(megabytes: int) -> tuple[float, float, float]:
    """Return the size of a file, the peak memory of its import, and its seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        patients, events = write_files(folder, megabytes * 1_000_000 // _BYTES_A_ROW)
        started = time.perf_counter()
        peak = peak_memory(folder, patients, events)
        return events.stat().st_size / 1e6, peak, time.perf_counter() - started
