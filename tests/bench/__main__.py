"""``make bench``: run the benchmarks and print what they measured.

Every ``bench_NAME.py`` in this folder has a ``run()`` that returns the lines to print: the ratio to
a floor on the same machine beside the absolute figures and the target. Arguments name the
benchmarks to run (``import`` for ``bench_import.py``); without any, all run.
"""

from __future__ import annotations

import importlib
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent


def available() -> list[str]:
    """Return the names of the benchmarks, in alphabetical order."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def chosen(names: Sequence[str]) -> list[str]:
    """Return the benchmarks to run. Raises SystemExit naming what there is if one is unknown."""
    unknown = sorted(set(names) - set(available()))
    if unknown:
        raise SystemExit(
            f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(available())}."
        )
    return list(names) or available()


def main(names: Sequence[str]) -> None:
    """Run the benchmarks one after the other and print their lines as they come."""
    print(f"Python {platform.python_version()} on {platform.machine()}, {platform.system()}")
    for name in chosen(names):
        started = time.perf_counter()
        lines = importlib.import_module(f"bench.bench_{name}").run()
        print(f"\n{name} ({time.perf_counter() - started:.0f} s)", flush=True)
        for line in lines:
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
