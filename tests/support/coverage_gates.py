"""The coverage gates: what is safety-critical is covered whole, the rest nearly so.

``python -m support.coverage_gates build/coverage.json`` prints one line for each part of the
application and exits with 1 if one is below its gate.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

WHOLE = frozenset({"domain", "frameworks", "store"})
REST = 90.0
SHOWN_FILES = 12
SHOWN_PLACES = 15


@dataclass(frozen=True)
class Gap:
    """What the tests do not reach in one file: its lines, and branches as (from, to)."""

    file: str
    lines: tuple[int, ...]
    branches: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        return len(self.lines) + len(self.branches)

    def __str__(self) -> str:
        jumps = [f"{start}->{'exit' if end < 0 else end}" for start, end in self.branches]
        places = [*map(str, self.lines), *jumps]
        more = f" and {len(places) - SHOWN_PLACES} more" if len(places) > SHOWN_PLACES else ""
        return f"{self.file}: {', '.join(places[:SHOWN_PLACES])}{more}"


@dataclass(frozen=True)
class Part:
    """Lines and branches of one part of the application, together."""

    name: str
    covered: int
    possible: int
    gaps: tuple[Gap, ...]

    @property
    def percent(self) -> float:
        return 100 * self.covered / self.possible if self.possible else 100.0

    @property
    def gate(self) -> float:
        return 100.0 if self.name in WHOLE else REST

    @property
    def passes(self) -> bool:
        return self.percent >= self.gate


def parts(report: Mapping[str, Mapping[str, Any]]) -> list[Part]:
    """Sum a coverage report (``coverage json``, its ``files``) by part of the application."""
    summed: dict[str, Part] = {}
    for file, entry in report.items():
        name = _part_of(file)
        before = summed.get(name, Part(name, 0, 0, ()))
        covered, possible = _counts(entry)
        gaps = (*before.gaps, _gap(file, entry)) if covered < possible else before.gaps
        summed[name] = Part(name, before.covered + covered, before.possible + possible, gaps)
    return [summed[name] for name in sorted(summed)]


def _counts(entry: Mapping[str, Any]) -> tuple[int, int]:
    summary = entry["summary"]
    covered = summary["covered_lines"] + summary["covered_branches"]
    return covered, summary["num_statements"] + summary["num_branches"]


def _gap(file: str, entry: Mapping[str, Any]) -> Gap:
    branches = tuple((start, end) for start, end in entry["missing_branches"])
    return Gap(file, tuple(entry["missing_lines"]), branches)


def _part_of(file: str) -> str:
    inside = PurePosixPath(file.replace("\\", "/")).parts
    inside = inside[inside.index("proactive_care") + 1 :]
    return inside[0] if len(inside) > 1 else "top level"


def show(part: Part) -> str:
    """Return one line; where the gate is not reached, a line for each of the worst files too."""
    line = f"{part.name:<14} {part.percent:6.2f} %   gate {part.gate:3.0f} %"
    if part.passes:
        return line
    worst = sorted(part.gaps, key=lambda gap: gap.size, reverse=True)[:SHOWN_FILES]
    return "\n      ".join([f"{line}   BELOW", *map(str, worst)])


def main(arguments: Iterable[str]) -> int:
    """Read the report that is named, print the table, and return the exit status."""
    (report,) = arguments
    found = parts(json.loads(Path(report).read_text("utf-8"))["files"])
    print("\nCoverage of lines and branches")
    for part in found:
        print(f"  {show(part)}")
    return 0 if all(part.passes for part in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
