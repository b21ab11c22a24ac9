"""Synthetic practices: believable, deterministic, and obviously fictional."""

from proactive_care.sample_data.exports import SYSTEMS, System, write_exports
from proactive_care.sample_data.model import (
    CodedTerm,
    Event,
    Expected,
    Fault,
    FaultKind,
    FaultLine,
    Issue,
    Product,
    SyntheticPatient,
    SyntheticPractice,
    Table,
    WrittenFile,
)
from proactive_care.sample_data.practice import (
    MOST_PATIENTS,
    ODS_CODE,
    PRACTICE_NAME,
    make_practice,
)

__all__ = [
    "MOST_PATIENTS",
    "ODS_CODE",
    "PRACTICE_NAME",
    "SYSTEMS",
    "CodedTerm",
    "Event",
    "Expected",
    "Fault",
    "FaultKind",
    "FaultLine",
    "Issue",
    "Product",
    "SyntheticPatient",
    "SyntheticPractice",
    "System",
    "Table",
    "WrittenFile",
    "make_practice",
    "write_exports",
]
