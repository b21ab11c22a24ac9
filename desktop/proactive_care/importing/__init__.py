"""A file from a clinical system -> checked rows -> patients, clinical events and medicines."""

from proactive_care.importing.check import CheckedImport, check_files
from proactive_care.importing.commit import commit_import
from proactive_care.importing.history import import_history, unmapped_codes
from proactive_care.importing.results import (
    ColumnUse,
    DiffLine,
    FileReport,
    ImportResult,
    PreviewColumn,
    PreviewRow,
    Rejection,
    Understood,
    UnmappedCode,
)
from proactive_care.store.imports import ImportRow

__all__ = [
    "CheckedImport",
    "ColumnUse",
    "DiffLine",
    "FileReport",
    "ImportResult",
    "ImportRow",
    "PreviewColumn",
    "PreviewRow",
    "Rejection",
    "Understood",
    "UnmappedCode",
    "check_files",
    "commit_import",
    "import_history",
    "unmapped_codes",
]
