"""A file from a clinical system -> checked rows -> patients, clinical events and medicines."""

from proactive_care.importing.check import CheckedImport, check_files
from proactive_care.importing.codelist_files import (
    CodeFile,
    CodeSet,
    ListCode,
    RefusedCode,
    read_code_file,
)
from proactive_care.importing.codelist_use import (
    ConceptUse,
    ListedCodeUse,
    UnmappedUse,
    concept_codes,
    concept_uses,
    unmapped_uses,
)
from proactive_care.importing.codelists import (
    Applied,
    ChangePreview,
    CodeChange,
    MadeChange,
    MovedPatient,
    apply_change,
    made_changes,
    mappable_concepts,
    moves_by_group,
    preview_change,
    preview_undo,
    undo_change,
    units_to_choose,
)
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
    "Applied",
    "ChangePreview",
    "CheckedImport",
    "CodeChange",
    "CodeFile",
    "CodeSet",
    "ColumnUse",
    "ConceptUse",
    "DiffLine",
    "FileReport",
    "ImportResult",
    "ImportRow",
    "ListCode",
    "ListedCodeUse",
    "MadeChange",
    "MovedPatient",
    "PreviewColumn",
    "PreviewRow",
    "RefusedCode",
    "Rejection",
    "Understood",
    "UnmappedCode",
    "UnmappedUse",
    "apply_change",
    "check_files",
    "commit_import",
    "concept_codes",
    "concept_uses",
    "import_history",
    "made_changes",
    "mappable_concepts",
    "moves_by_group",
    "preview_change",
    "preview_undo",
    "read_code_file",
    "undo_change",
    "units_to_choose",
    "unmapped_codes",
    "unmapped_uses",
]
