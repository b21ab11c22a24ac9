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

WHOLE = frozenset({"domain", "frameworks", "store"})
REST = 90.0


@dataclass(frozen=True)
class Part:
    """Lines and branches of one part of the application, together."""

    name: str
    covered: int
    possible: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> float:
        return 100 * self.covered / self.possible if self.possible else 100.0

    @property
    def gate(self) -> float:
        return 100.0 if self.name in WHOLE else REST

    @property
    def passes(self) -> bool:
        return self.percent >= self.gate


def parts(report: Mapping[str, Mapping[str, object]]) -> list[Part]:
    """Sum a coverage report (``coverage json``, its ``files``) by part of the application."""
    summed: dict[str, Part] = {}
    for file, entry in report.items():
        name = _part_of(file)
        before = summed.get(name, Part(name, 0, 0, ()))
        covered, possible = _counts(entry)
        missing = (*before.missing, file) if covered < possible else before.missing
        summed[name] = Part(name, before.covered + covered, before.possible + possible, missing)
    return [summed[name] for name in sorted(summed)]


def _counts(entry: Mapping[str, object]) -> tuple[int, int]:
    summary = entry["summary"]
    assert isinstance(summary, dict)
    covered = summary["covered_lines"] + summary.get("covered_branches", 0)
    return covered, summary["num_statements"] + summary.get("num_branches", 0)


def _part_of(file: str) -> str:
    inside = PurePosixPath(file.replace("\\", "/")).parts
    inside = inside[inside.index("proactive_care") + 1 :]
    return inside[0] if len(inside) > 1 else "command line"


def show(part: Part) -> str:
    """One line of the table; files are named where the gate is not reached."""
    line = f"{part.name:<14} {part.percent:6.2f} %   gate {part.gate:3.0f} %"
    return line if part.passes else f"{line}   BELOW: {', '.join(part.missing)}"


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
