"""Saving a report: what it is for, what it may show, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from proactive_care import reports
from proactive_care.accounts import Session
from proactive_care.domain.progress import Progress
from proactive_care.reports import SavedReport
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, down
from proactive_care.ui.work import Dialog


@dataclass(frozen=True)
class Wanted:
    """What the person asked for. ``ticked`` is the choice that the kind of report offers."""

    purpose: str
    ticked: bool


@dataclass(frozen=True)
class ReportKind:
    """A report that can be saved. ``choice`` is a tick box, "" if there is nothing to choose."""

    name: str
    title: str
    verb: str
    contains: str
    purpose: str
    choice: str
    ticked: bool
    save: Callable[[Session, Path, date, Wanted, Progress], SavedReport]


def _progress(
    session: Session, path: Path, day: date, wanted: Wanted, progress: Progress
) -> SavedReport:
    return reports.save_progress(session, path, day, purpose=wanted.purpose, progress=progress)


def _quality(
    session: Session, path: Path, day: date, wanted: Wanted, progress: Progress
) -> SavedReport:
    purpose = wanted.purpose if wanted.ticked else ""
    return reports.save_quality(session, path, day, purpose=purpose, progress=progress)


def _inequalities(
    session: Session, path: Path, day: date, wanted: Wanted, progress: Progress
) -> SavedReport:
    return reports.save_inequalities(
        session, path, day, purpose=wanted.purpose, outside=wanted.ticked, progress=progress
    )


PROGRESS = ReportKind(
    "progress",
    "Save the progress report",
    "Save &progress report…",
    "Groups, backlog against the baseline, movement, gaps, invitations and the QOF estimate. "
    "No patient can be recognised in it.",
    reports.PROGRESS_PURPOSE,
    "",
    False,
    _progress,
)
QUALITY = ReportKind(
    "data-quality",
    "Save the data quality report",
    "Save &data quality…",
    "What is missing, stale, implausible, not understood or perhaps double.",
    reports.QUALITY_PURPOSE,
    "&List the patients to settle, by NHS number and local id",
    False,
    _quality,
)
INEQUALITIES = ReportKind(
    "inequalities",
    "Save the inequalities report",
    "Save &inequalities…",
    "The same figures by deprivation, ethnicity, sex, age, village, interpreter and language.",
    reports.INEQUALITIES_PURPOSE,
    "&Hide small numbers and round the rest: it leaves the practice",
    True,
    _inequalities,
)
KINDS = (PROGRESS, QUALITY, INEQUALITIES)


class SaveDialog(Dialog):
    """Asks for the purpose: it is printed on the cover and kept in the audit."""

    def __init__(self, parent: QWidget, look: Look, kind: ReportKind) -> None:
        super().__init__(parent, look, kind.title, icon="save", colour="primary")
        self._kind = kind
        self.add(Words(kind.contains, wrap=True))
        self.purpose = QLineEdit(kind.purpose)
        self.purpose.setAccessibleName("What it is for")
        self.purpose.textChanged.connect(self._enable)
        label = Words("&What it is for")
        label.setBuddy(self.purpose)
        note = Words("On the cover, and in the audit with your name.", "small", wrap=True)
        self.add(down(label, self.purpose, note, gap=4))
        self.choice = QCheckBox(kind.choice)
        self.choice.setChecked(kind.ticked)
        self.add(self.choice)
        self.choice.setVisible(bool(kind.choice))
        self.add_button(Button(look, "&Cancel", self.reject))
        self.save = self.add_button(
            Button(look, "Choose &file…", self.accept, kind="primary"), default=True
        )
        self.purpose.selectAll()
        self.purpose.setFocus()

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        return Wanted(self.purpose.text().strip(), self.choice.isChecked())

    def _enable(self) -> None:
        self.save.setEnabled(bool(self.purpose.text().strip()))
