"""What checking and importing files tells its caller: fit for JSON and for a window."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rejection:
    """A cell (or a whole row) that was not taken. ``row`` is the 1-based line in the file."""

    row: int
    column: str
    value_shown: str
    reason: str


@dataclass(frozen=True)
class Understood:
    """One line of "what was understood": a heading, what was found, and where or how."""

    heading: str
    found: str
    detail: str
    sure: bool = True


@dataclass(frozen=True)
class ColumnUse:
    """One column of the file and what it is used as ("" = not used)."""

    band: str
    name: str
    used_as: str


@dataclass(frozen=True)
class PreviewRow:
    """One of the first rows, as it will be stored; cells follow ``FileReport.preview_columns``."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PreviewColumn:
    """A column of the preview: its name in the file, and what it becomes."""

    source: str
    target: str


@dataclass(frozen=True)
class DiffLine:
    """One line of the comparison with what this report brought the last time."""

    what: str
    new: int
    changed: int
    gone: int
    same: int


@dataclass(frozen=True)
class ListChoice:
    """What a list of patients without values becomes.

    ``concept``: the flag or register that it stands for; empty: only a list by its name.
    ``details``: not a list after all; the file's cells are the patients' own details.
    """

    name: str
    concept: str = ""
    details: bool = False


@dataclass(frozen=True)
class ListOffer:
    """That a file can be read as a list of patients, and what is chosen for it now.

    ``names`` are the lists that the practice has; ``only_list``: the file says too little to be
    the patients' own details; ``key`` is what the choice is remembered by.
    """

    path: Path
    choice: ListChoice
    names: tuple[str, ...]
    only_list: bool
    key: str


@dataclass(frozen=True)
class FileReport:
    """Everything that was found in one file. rows_read = accepted + rejected + ignored."""

    file: str
    size: int
    profile: str
    profile_name: str
    report: str
    encoding: str
    run_date: date
    run_date_from: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    ignored_reasons: dict[str, int]
    rejections: tuple[Rejection, ...]
    rejections_total: int
    for_a_person: tuple[Rejection, ...]
    patients_added: int
    patients_changed: int
    patients_gone: int
    events_added: int
    understood: tuple[Understood, ...]
    columns: tuple[ColumnUse, ...]
    preview_columns: tuple[PreviewColumn, ...]
    preview: tuple[PreviewRow, ...]
    conversions: dict[str, int] = field(default_factory=dict)
    diff: tuple[DiffLine, ...] = ()
    compared_with: datetime | None = None
    gone_deceased: int = 0
    gone_left: int = 0
    warnings: tuple[str, ...] = ()
    list_offer: ListOffer | None = None
    path: Path = field(default_factory=Path)

    @property
    def gone_unexplained(self) -> int:
        """Patients who are gone from the report with neither a death nor a leaving date."""
        return self.patients_gone - self.gone_deceased - self.gone_left

    def as_json(self) -> dict[str, object]:
        """Return the entry of ``files`` that the command line prints."""
        return {
            "file": self.file,
            "profile": self.profile,
            "encoding": self.encoding,
            "run_date": self.run_date.isoformat(),
            "run_date_from": self.run_date_from,
            "rows_read": self.rows_read,
            "rows_accepted": self.rows_accepted,
            "rows_rejected": self.rows_rejected,
            "rows_ignored": self.rows_ignored,
            "ignored": self.ignored_reasons,
            "rejections": [_as_json(rejection) for rejection in self.rejections],
            "rejections_total": self.rejections_total,
            "for_a_person": [_as_json(rejection) for rejection in self.for_a_person],
            "patients_added": self.patients_added,
            "patients_changed": self.patients_changed,
            "patients_gone": self.patients_gone,
            "events_added": self.events_added,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class ImportResult:
    """What a committed import did. ``batch`` marks its files in the history."""

    batch: str
    files: tuple[FileReport, ...]
    events_stored: int
    issues_stored: int
    seconds: float


@dataclass(frozen=True)
class UnmappedCode:
    """A code that occurs in the practice's data and that no rule knows."""

    system: str
    code: str
    term: str
    events: int
    patients: int


def _as_json(rejection: Rejection) -> dict[str, object]:
    return {
        "row": rejection.row,
        "column": rejection.column,
        "value_shown": rejection.value_shown,
        "reason": rejection.reason,
    }
