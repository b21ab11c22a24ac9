"""The rules that a kept run was sorted with, if they are still here."""

from __future__ import annotations

from proactive_care.frameworks import Pack, PackProblem, load_pack


def pack_of_run(pack: str) -> Pack | None:
    """Return the pack of a run, or None when it did not come with this application."""
    try:
        return load_pack(pack)
    except PackProblem:
        return None
