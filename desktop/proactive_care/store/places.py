"""What kind of place a folder is in: whether SQLite's quick journal is safe there, and who copies.

The write-ahead journal shares memory between its users, which a network drive cannot do; a folder
that is copied to a cloud while it is written to may be copied half.
"""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path, PurePath, PureWindowsPath

_REMOTE_DRIVE, _REMOVABLE_DRIVE = 4, 2  # what Windows' GetDriveType calls them
_NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.gvfsd-fuse", "davfs", "afs"}
)
_CLOUDS = ("onedrive", "dropbox", "google drive", "my drive", "icloud", "nextcloud", "box sync")
_MOUNTS = Path("/proc/mounts")


class Place(Enum):
    """Where a folder is, as far as it can be told."""

    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"
    REMOVABLE = "removable"


def place_of(folder: Path) -> Place:
    """Return what kind of place a folder is in. The folder need not be there yet."""
    kind = _drive_kind(folder)
    if kind is Place.LOCAL and is_copied_to_a_cloud(folder):
        return Place.CLOUD
    return kind


def is_copied_to_a_cloud(folder: PurePath) -> bool:
    """Return whether a path goes through the folder of a program that copies to a cloud."""
    return any(part.casefold().startswith(_CLOUDS) for part in folder.parts)


def is_network_path(folder: PureWindowsPath) -> bool:
    r"""Return whether a Windows path names another computer, such as ``\\server\share``."""
    drive = folder.drive.replace("/", "\\").casefold()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive.startswith("\\\\?\\unc\\")
    return drive.startswith("\\\\")


def _drive_kind(folder: Path) -> Place:
    full = folder.absolute()
    if sys.platform == "win32":
        if is_network_path(PureWindowsPath(full)):
            return Place.NETWORK
        return drive_kind(_windows_drive_type(full.anchor))
    return mount_kind(full, _read_mounts())


def drive_kind(number: int) -> Place:
    """Return what Windows' number of a drive's type means here."""
    if number == _REMOTE_DRIVE:
        return Place.NETWORK
    return Place.REMOVABLE if number == _REMOVABLE_DRIVE else Place.LOCAL


def mount_kind(folder: Path, mounts: str) -> Place:
    """Return what kind of place a folder is by Linux' list of mounts (device, place, type …)."""
    nearest, system = Path(), ""
    for line in mounts.splitlines():
        at = Path(line.split(" ")[1].replace("\\040", " "))
        if folder.is_relative_to(at) and len(at.parts) >= len(nearest.parts):
            nearest, system = at, line.split(" ")[2]
    if system in _NETWORK_SYSTEMS:
        return Place.NETWORK
    return Place.REMOVABLE if nearest.is_relative_to("/media") else Place.LOCAL


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _windows_drive_type(anchor: str) -> int:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  only Windows has it
    return int(kernel.GetDriveTypeW(anchor + ("" if anchor.endswith(os.sep) else os.sep)))
