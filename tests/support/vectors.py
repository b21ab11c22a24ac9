"""The published test vectors under tests/vectors/, row by row."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "vectors"


def vectors(name: str) -> list[dict[str, str]]:
    """Return the rows of ``tests/vectors/<name>.csv``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def flag(text: str) -> bool:
    """Read a 0 or 1."""
    return {"0": False, "1": True}[text]
