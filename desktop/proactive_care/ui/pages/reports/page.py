"""The Reports page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.progress import Progress
from proactive_care.reports import SavedReport, qof_year
from proactive_care.ui.pages.data.doubles import show_doubles
from proactive_care.ui.pages.reports.baseline import BaselineDialog
from proactive_care.ui.pages.reports.dashboard import Dashboard
from proactive_care.ui.pages.reports.inequalities_tab import InequalitiesTab
from proactive_care.ui.pages.reports.loading import ReportsFacts, load_reports, subtitle
from proactive_care.ui.pages.reports.qof_tab import QofTab
from proactive_care.ui.pages.reports.quality_tab import QualityTab
from proactive_care.ui.pages.reports.saving import KINDS, PROGRESS, ReportKind, SaveDialog, Wanted
from proactive_care.ui.shell import Desk, Page, Place
from proactive_care.ui.widgets import Button, Flow, Words, down, scrolling
from proactive_care.ui.work import EmptyPage


class ReportsPage(Page):
    """Everything counted, and the workbooks of it."""

    key = "reports"
    title = "Reports"
    icon = "reports"
    shortcut = "Ctrl+6"
    help_topic = "reports"
    permission = Permission.VIEW_REPORTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look = desk.look
        self._loaded = False
        self.dashboard = Dashboard(look)
        self.dashboard.backlog.again_asked.connect(self._baseline_again)
        self.dashboard.backlog.again.setVisible(desk.session.may(Permission.MANAGE_SETTINGS))
        self.inequalities = InequalitiesTab(look)
        self.quality = QualityTab(look)
        self.quality.doubles_asked.connect(self._doubles)
        self.quality.doubles.setVisible(desk.session.may(Permission.MERGE_PATIENTS))
        self.qof = QofTab(look)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Reports")
        self.tabs.setExpanding(False)
        self._contents = QStackedWidget()
        for name, part in (
            ("D&ashboard", self.dashboard),
            ("Ine&qualities", self.inequalities),
            ("Data q&uality", self.quality),
            ("QO&F estimate", self.qof),
        ):
            self.tabs.addTab(name)
            self._contents.addWidget(scrolling(part))
        self.tabs.currentChanged.connect(self._contents.setCurrentIndex)
        self.buttons = {
            kind.name: Button(
                look,
                kind.verb,
                partial(self._ask, kind),
                kind="primary" if kind is PROGRESS else "",
                icon="save",
            )
            for kind in KINDS
        }
        saving = Flow(*self.buttons.values(), gap=8)
        if not desk.session.may(Permission.EXPORT):
            saving.hide()  # showing it before it has a parent would make it a window
        self.warning = Words("", "warning", wrap=True)
        head = QFrame()
        head.setProperty("part", "surface")
        head.setLayout(down(saving, self.warning, self.tabs, gap=8, margins=(24, 10, 24, 0)))
        full = QWidget()
        column = down(head, self._contents, gap=0)
        column.setStretch(1, 1)
        full.setLayout(column)
        self.empty = EmptyPage(
            look,
            "reports",
            "Nothing to count yet",
            "When an extract has been imported and everybody has been sorted, this page shows how "
            "many patients are in which tier, how the backlog changes against its first figure, "
            "what is missing, and for whom. Each of it can be saved as a workbook.",
            "&Import an extract",
            partial(desk.go, Place("data")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        self.setLayout(down(self._stack, gap=0))

    def enter(self, detail: object) -> None:
        if not self._loaded:
            self.refresh()

    def refresh(self) -> None:
        self._loaded = True
        session = self.desk.session
        work = partial(load_reports, session, session.today())
        self.desk.fetch("Counting", work, self.show_facts)

    def first_focus(self) -> QWidget:
        return self.empty.button if self._stack.currentIndex() else self.tabs

    def show_facts(self, facts: ReportsFacts) -> None:
        """Show what was counted."""
        basis = facts.progress.basis
        self._stack.setCurrentIndex(0 if facts.anything else 1)
        self.warning.setText(" ".join(basis.warnings))
        self.warning.setVisible(bool(basis.warnings))
        self.dashboard.show_progress(facts.progress)
        self.inequalities.show_inequalities(facts.inequalities)
        self.quality.show_quality(facts.quality)
        self.qof.show_qof(qof_year(basis.as_of), facts.progress.qof)
        self.say(subtitle(facts))

    def save_to(self, kind: ReportKind, path: Path, wanted: Wanted) -> None:
        """Write a report into a file."""
        session = self.desk.session

        def work(progress: Progress) -> SavedReport:
            return kind.save(session, path, session.today(), wanted, progress)

        self.desk.run(kind.title, work, self._saved)

    def _baseline_again(self) -> None:
        dialog = BaselineDialog(self, self.desk.look, self.desk.session)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            names = ", ".join(each.label for each in dialog.started)
            self.desk.messages.tell("good", f"A new baseline is frozen: {names}.")
            self.refresh()

    def _doubles(self) -> None:
        if show_doubles(self, self.desk.look, self.desk.session):
            self.desk.practice_changed.emit()
            self.refresh()

    def _ask(self, kind: ReportKind) -> None:
        dialog = SaveDialog(self, self.desk.look, kind)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = Path(folder) / f"{kind.name}-{self.desk.session.today().isoformat()}.xlsx"
        name, _ = QFileDialog.getSaveFileName(self, kind.title, str(start), "Excel (*.xlsx)")
        if name:
            self.save_to(kind, Path(name), dialog.wanted)

    def _saved(self, saved: SavedReport) -> None:
        patients = (
            f" It names patients in {saved.patient_rows:,} rows: delete it when it is done with."
            if saved.patient_rows
            else ""
        )
        self.desk.messages.tell(
            "good",
            f"{saved.path.name} was saved, {len(saved.sheets)} sheets.",
            f"It is in {saved.path.parent}.{patients}",
        )
