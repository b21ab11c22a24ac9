"""Where the files under ``resources/`` are, in a checkout, an installed wheel and the bundle."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped resource, for example ``resource_path("help", "today.md")``.

    Raises FileNotFoundError if the resource is not part of this installation: that is a
    packaging bug, never a user's mistake.
    """
    path = _resource_root(getattr(sys, "_MEIPASS", None)).joinpath(*parts)  # set by PyInstaller
    if not path.exists():
        raise FileNotFoundError(f"resource {'/'.join(parts)} is missing from this installation")
    return path


@lru_cache(maxsize=2)
def _resource_root(bundle: str | None) -> Path:
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent.parent / "resources"
