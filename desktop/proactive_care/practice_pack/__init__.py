"""The practice pack: how a practice is set up, in one file for another one. No patient data."""

from proactive_care.practice_pack.file import PracticePack, read_practice_pack
from proactive_care.practice_pack.giving import export_practice_pack, gather_practice_pack
from proactive_care.practice_pack.taking import Part, TakenPart, import_practice_pack, look_at_pack

__all__ = [
    "Part",
    "PracticePack",
    "TakenPart",
    "export_practice_pack",
    "gather_practice_pack",
    "import_practice_pack",
    "look_at_pack",
    "read_practice_pack",
]
