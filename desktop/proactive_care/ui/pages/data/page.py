"""The Data page: choose, recognise, check, import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.errors import Cancelled
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Tier
from proactive_care.frameworks import Stratification, stratify
from proactive_care.importing import (
    CheckedImport,
    ImportResult,
    ListChoice,
    Unknown,
    UnknownFile,
    check_files,
    commit_import,
    explain_file,
    import_history,
)
from proactive_care.ui.pages.data.check import CheckFiles
from proactive_care.ui.pages.data.explain import ExplainFile
from proactive_care.ui.pages.data.home import DataHome
from proactive_care.ui.shell import Desk, Page, Place
from proactive_care.ui.widgets import Steps, down

CHOOSE, RECOGNISE, CHECK, IMPORT = range(4)


@dataclass(frozen=True)
class Imported:
    """What came of an import, and of the sorting after it; None: that was stopped."""

    result: ImportResult
    sorted_: Stratification | None


class DataPage(Page):
    """The product's only way in."""

    key = "data"
    title = "Data"
    icon = "data"
    shortcut = "Ctrl+7"
    help_topic = "data"
    loads_on_enter = True
    permission = Permission.IMPORT

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._checked: CheckedImport | None = None
        self._paths: tuple[Path, ...] = ()
        self._lists: dict[Path, ListChoice] = {}
        self.steps = Steps(desk.look, ("Choose files", "Recognise", "Check", "Import"))
        strip = QFrame()
        strip.setProperty("part", "strip")
        strip.setLayout(down(self.steps, margins=(24, 6, 24, 6)))
        self.home = DataHome(desk)
        self.check = CheckFiles(desk.look)
        self._stack = QStackedWidget()
        self.explain = ExplainFile(desk)
        for part in (self.home, self.explain, self.check):
            self._stack.addWidget(part)
        column = down(strip, self._stack, gap=0)
        column.setStretch(1, 1)
        self.setLayout(column)
        self.home.chosen.connect(self.check_paths)
        self.check.back.connect(self._forget)
        self.check.import_asked.connect(self.import_files)
        self.check.list_chosen.connect(self.choose_list)
        self.check.explain_asked.connect(self.explain_columns)
        self.explain.back.connect(self._forget)
        self.explain.saved.connect(lambda: self._check(self._show_checked))
        self.say("Import")

    def enter(self, detail: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        if self.desk.session.may(Permission.VIEW_PATIENTS):
            self.home.show_history(import_history(self.desk.session))

    def leave(self) -> None:
        self._close_files()

    def first_focus(self) -> QWidget:
        firsts = {CHOOSE: self.home.files, RECOGNISE: self.explain.first_focus()}
        # Not the button that imports: the Enter that chose the files must not agree to them too.
        return firsts.get(self.steps.current, self.check.file)

    def check_paths(self, paths: tuple[Path, ...]) -> None:
        """Read and check files; nothing is kept."""
        self._close_files()
        self._paths, self._lists = paths, {}
        self._check(self._show_checked)

    def choose_list(self, path: Path, choice: ListChoice) -> None:
        """Check the files again, with one of them as a list of patients (or not)."""
        self._lists[path] = choice

        def show(checked: CheckedImport) -> None:
            self._close_files()
            self._show_checked(checked)
            self.check.show_list(path)

        self._check(show)

    def _check(self, show: Callable[[CheckedImport], None]) -> None:
        session, paths, lists = self.desk.session, self._paths, dict(self._lists)

        def work(progress: Progress) -> CheckedImport | Unknown:
            try:
                return check_files(session, paths, lists=lists, progress=progress)
            except UnknownFile as unknown:
                return explain_file(session, unknown.path, progress)

        def done(found: CheckedImport | Unknown) -> None:
            if isinstance(found, Unknown):
                self._explain(found)
            else:
                show(found)

        self.desk.messages.clear()
        self.desk.run("Checking the files", work, done)

    def explain_columns(self, path: Path) -> None:
        """Ask what the columns of a file mean although it was recognised."""
        session = self.desk.session
        self._close_files()

        def work(progress: Progress) -> Unknown:
            return explain_file(session, path, progress)

        self.desk.run("Looking at the file", work, self._explain)

    def _explain(self, unknown: Unknown) -> None:
        """Ask what the columns of a file mean; its check goes on afterwards."""
        self.explain.show_file(unknown)
        self._step(RECOGNISE)

    def import_files(self) -> None:
        """Keep what was checked, and sort everybody."""
        checked, session = self._checked, self.desk.session
        assert checked is not None

        def work(progress: Progress) -> Imported:
            result = commit_import(session, checked, progress)
            try:
                sorted_ = stratify(session, session.today(), cause="import", progress=progress)
            except Cancelled:  # the files are in: only the sorting was stopped
                return Imported(result, None)
            return Imported(result, sorted_)

        self._step(IMPORT)
        self.check.setEnabled(False)
        self.desk.run("Importing", work, self._imported, ended=self._ended)

    def _show_checked(self, checked: CheckedImport) -> None:
        self._checked = checked
        self.check.show_reports(checked.files)
        self._step(CHECK)

    def _imported(self, imported: Imported) -> None:
        self._forget()
        result, sorted_ = imported.result, imported.sorted_
        self.desk.practice_changed.emit()
        stored = f"Imported {result.events_stored:,} events and {result.issues_stored:,} medicines."
        if sorted_ is None:
            self.desk.messages.tell(
                "warning",
                f"{stored} The sorting after it was stopped.",
                "Lists show the groups from before this import until everybody is sorted.",
                action="Sort &now",
                do=self.sort,
            )
            return
        self.desk.messages.tell(
            "good",
            stored,
            f"It took {result.seconds:.1f} seconds. {sorted_.patients:,} patients were sorted.",
            action="Open the &worklist",
            do=partial(self.desk.go, Place("worklists", (Tier.URGENT, Tier.HIGH))),
        )

    def sort(self) -> None:
        """Sort everybody by what was imported."""
        session = self.desk.session

        def work(progress: Progress) -> Stratification:
            return stratify(session, session.today(), cause="import", progress=progress)

        self.desk.run("Sorting", work, self._sorted)

    def _sorted(self, result: Stratification) -> None:
        self.desk.practice_changed.emit()
        self.desk.messages.tell("good", f"{result.patients:,} patients were sorted.")

    def _ended(self) -> None:
        self.check.setEnabled(True)
        self._step(CHECK)

    def _forget(self) -> None:
        self._close_files()
        self.refresh()
        self._step(CHOOSE)

    def _close_files(self) -> None:
        if self._checked is not None:
            self._checked.close()
            self._checked = None

    def _step(self, step: int) -> None:
        self.steps.go_to(step)
        self._stack.setCurrentIndex(min(step, CHECK))
        self.first_focus().setFocus()
