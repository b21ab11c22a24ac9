"""Network drives, clouds and sticks are told from a PC's own disk, on Windows and Linux."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from proactive_care.store import Place, Practice, connection, place_of, places
from proactive_care.store.places import drive_kind, is_network_path, mount_kind
from support.practice import NOW, make_session

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/practice /mnt/practice\\040share cifs rw 0 0
server:/x /srv/nfs nfs4 rw 0 0
server:/y /home/nurse/share nfs4 rw 0 0
/dev/sdb1 /media/nurse/STICK vfat rw 0 0
/dev/sda2 /home ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        (r"\\server\share\Proactive Care", True),
        (r"\\?\UNC\server\share\x", True),
        (r"\\?\C:\Users\nurse", False),
        (r"C:\Users\nurse\AppData\Local", False),
        (r"N:\practice", False),  # which only Windows can tell
    ],
)
def test_paths_of_other_computers(path: str, network: bool) -> None:
    assert is_network_path(PureWindowsPath(path)) is network


def test_the_drives_of_windows() -> None:
    assert [drive_kind(number) for number in (0, 2, 3, 4)] == [
        Place.LOCAL,
        Place.REMOVABLE,
        Place.LOCAL,
        Place.NETWORK,
    ]


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/home/nurse/x", Place.LOCAL),
        ("/mnt/practice share/x", Place.NETWORK),
        ("/srv/nfs", Place.NETWORK),
        ("/home/nurse/share/x", Place.NETWORK),  # the nearest mount, whatever their order
        ("/media/nurse/STICK/practice", Place.REMOVABLE),
    ],
)
def test_the_mounts_of_linux(folder: str, place: Place) -> None:
    assert mount_kind(Path(folder), MOUNTS) is place


def test_a_folder_that_is_copied_to_a_cloud(tmp_path: Path) -> None:
    assert place_of(tmp_path / "OneDrive - Harrowmere Surgery" / "x") is Place.CLOUD
    assert place_of(tmp_path / "x") is Place.LOCAL


def test_a_network_drive_is_one_whatever_its_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(places, "_MOUNTS", mounts)
    assert place_of(tmp_path / "OneDrive") is Place.NETWORK


def test_a_list_of_mounts_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "nowhere")
    assert place_of(tmp_path) is Place.LOCAL


def test_windows_is_asked_for_a_drive_and_not_for_another_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def drive_type(anchor: str) -> int:
        asked.append(anchor)
        return 4

    kernel = SimpleNamespace(GetDriveTypeW=drive_type)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert place_of(Path("/practice")) is Place.NETWORK
    assert asked == ["/"]
    monkeypatch.setattr(places, "is_network_path", lambda path: True)
    assert place_of(Path("/practice")) is Place.NETWORK
    assert asked == ["/"]


def test_a_practice_on_a_network_drive_works_with_the_plain_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = make_session(tmp_path / "practice").practice
    assert practice.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    practice.close_all()
    monkeypatch.setattr(connection, "place_of", lambda folder: Place.NETWORK)
    moved = Practice.open(tmp_path / "practice", practice.data_key, NOW)
    assert moved.connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with moved.transaction() as db:
        db["patient"].insert({"family_name": "Sampleton"})
    moved.close_all()
    assert not (tmp_path / "practice" / "practice.db-wal").exists()
    monkeypatch.undo()
    back = Practice.open(tmp_path / "practice", practice.data_key, NOW)
    assert back.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert back.db["patient"].count == 1
    back.close_all()
