"""A stick, on a machine that has one disk."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest


def put_on_another_disk(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make a folder that lies on another disk than all others, as far as the program can see."""
    folder.mkdir()
    real = Path.stat

    def stat(path: Path, **given: bool) -> object:
        found = real(path, **given)
        if path != folder:
            return found
        return SimpleNamespace(
            st_dev=found.st_dev + 1, st_size=found.st_size, st_mode=found.st_mode,
            st_mtime=found.st_mtime,
        )  # fmt: skip

    patch.setattr(Path, "stat", stat)
