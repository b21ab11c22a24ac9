"""Writes a practice's exports in the shape of one clinical system."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from proactive_care.domain.errors import FileProblem
from proactive_care.sample_data.model import SyntheticPractice, WrittenFile
from proactive_care.sample_data.writers.emis import write_emis
from proactive_care.sample_data.writers.plain import write_plain
from proactive_care.sample_data.writers.systmone import write_systmone
from proactive_care.sample_data.writers.vision import write_vision


class System(StrEnum):
    """The shapes that can be written."""

    PLAIN = "plain"
    EMIS = "emis"
    SYSTMONE = "systmone"
    VISION = "vision"


SYSTEMS = tuple(system.value for system in System)

_WRITERS: dict[System, Callable[[SyntheticPractice, Path], list[WrittenFile]]] = {
    System.PLAIN: write_plain,
    System.EMIS: write_emis,
    System.SYSTMONE: write_systmone,
    System.VISION: write_vision,
}


def write_exports(
    practice: SyntheticPractice, system: System | str, out: Path
) -> list[WrittenFile]:
    """Write the practice's exports into folder ``out`` (made if missing); return what was written.

    Files of the same names are replaced, each only when its new content is complete. The same
    practice gives the same bytes on every platform. Raises ValueError for an unknown system, and
    FileProblem if the folder cannot be written to.
    """
    write = _WRITERS[System(system)]
    try:
        out.mkdir(parents=True, exist_ok=True)
        return write(practice, out)
    except OSError as error:
        raise FileProblem(
            f"The sample files could not be written to {out.name} ({error.strerror or error}).",
            kept="Files that were complete before are unchanged.",
            advice="Close them in other programs, check the free space, or choose another folder.",
        ) from error
