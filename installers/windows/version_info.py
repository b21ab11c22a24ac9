"""What Windows shows under Properties, Details."""

from __future__ import annotations

import re
from typing import Any

PRODUCT = "Proactive Care Desktop"


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return ``1.2.3`` as ``(1, 2, 3, 0)``; suffixes like ``rc1`` are left out.

    Raises ValueError if ``version`` does not begin with three numbers.
    """
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if match is None:
        raise ValueError(f"{version!r} is not a version")
    major, minor, patch = (int(part) for part in match.groups())
    return major, minor, patch, 0


def version_texts(version: str) -> dict[str, str]:
    """Return the texts that Windows shows, by the names that it knows them by."""
    return {
        "CompanyName": "The Proactive Care Desktop authors",
        "FileDescription": PRODUCT,
        "FileVersion": version,
        "LegalCopyright": "MIT licence; see LICENSE and NOTICE",
        "ProductName": PRODUCT,
        "ProductVersion": version,
    }


def version_info(version: str) -> Any:
    """Return the version resource for PyInstaller (on Windows only)."""
    from PyInstaller.utils.win32 import versioninfo as resource

    numbers = version_numbers(version)
    texts = [resource.StringStruct(name, text) for name, text in version_texts(version).items()]
    british_unicode = "080904B0"
    return resource.VSVersionInfo(
        ffi=resource.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            resource.StringFileInfo([resource.StringTable(british_unicode, texts)]),
            resource.VarFileInfo([resource.VarStruct("Translation", [0x0809, 1200])]),
        ],
    )
