"""The gates themselves: they must be able to fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.coverage_gates import main, parts, show


def entry(covered: int, statements: int, branches: tuple[int, int] = (0, 0)) -> dict[str, object]:
    return {
        "summary": {
            "covered_lines": covered,
            "num_statements": statements,
            "covered_branches": branches[0],
            "num_branches": branches[1],
        },
        "missing_lines": list(range(1, statements - covered + 1)),
        "missing_branches": [[7, -1]] * (branches[1] - branches[0]),
    }


def test_lines_and_branches_of_a_part_are_counted_together() -> None:
    (part,) = parts(
        {
            "desktop/proactive_care/ui/a.py": entry(9, 10, (1, 2)),
            "desktop\\proactive_care\\ui\\pages\\b.py": entry(8, 8),
        }
    )
    assert (part.name, part.covered, part.possible) == ("ui", 18, 20)
    assert part.passes


@pytest.mark.parametrize(
    ("file", "covered", "passes"),
    [
        ("desktop/proactive_care/domain/a.py", 99, False),
        ("desktop/proactive_care/domain/a.py", 100, True),
        ("desktop/proactive_care/recall/a.py", 90, True),
        ("desktop/proactive_care/recall/a.py", 89, False),
        ("desktop/proactive_care/cli.py", 89, False),
    ],
)
def test_each_part_has_its_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, covered: int, passes: bool
) -> None:
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": {file: entry(covered, 100)}}), "utf-8")
    assert main([str(report)]) == int(not passes)
    assert ("BELOW" in capsys.readouterr().out) is not passes


def test_a_part_without_code_passes() -> None:
    (part,) = parts({"desktop/proactive_care/reports/__init__.py": entry(0, 0)})
    assert part.passes


def test_a_part_below_its_gate_says_where() -> None:
    report = {
        "desktop/proactive_care/store/a.py": entry(19, 20, (1, 2)),
        "desktop/proactive_care/store/b.py": entry(0, 17),
    }
    (part,) = parts(report)
    assert show(part).splitlines()[1:] == [
        "      desktop/proactive_care/store/b.py: "
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 and 2 more",
        "      desktop/proactive_care/store/a.py: 1, 7->exit",
    ]
