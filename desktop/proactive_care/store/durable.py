"""Durable writes: temporary file, flush, fsync, replace. A crash leaves the old or the new file."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from proactive_care.domain.errors import FileProblem

_TRIES, _PAUSE = 20, 0.1
"""How often a file that is in use is tried, and the pause between two tries in seconds."""


def write_durably(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` so that a crash leaves either the old or the new bytes.

    Raises FileProblem (disk full, no permission, open in another program); the old file stays.
    """
    with durable_stream(path) as stream:
        stream.write(content)


@contextlib.contextmanager
def durable_stream(path: Path) -> Iterator[IO[bytes]]:
    """Open ``path`` for writing so that it appears whole or not at all.

    The bytes go to a temporary file in the same folder, which replaces ``path`` after they are
    safe on the disk. If anything goes wrong, or the user cancels, the temporary file is removed
    and the old file stays. Raises FileProblem for what the disk or the folder refuses.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        replace_file(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        raise FileProblem(
            f"{path.name} could not be written ({error.strerror or error}).",
            kept="What was there before is unchanged.",
            advice="Close it in other programs, check the free space, and try again.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def replace_file(source: Path, target: Path) -> None:
    """Give ``source`` the name ``target``; a file of that name is gone afterwards.

    Windows refuses while anybody has one of the two open, and virus scanners and programs that
    copy a folder to a cloud open every new file for a moment. So a refusal is taken as final only
    after two seconds. Raises OSError; then both files are as they were.
    """
    for _ in range(_TRIES - 1):
        try:
            source.replace(target)
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(_PAUSE)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
