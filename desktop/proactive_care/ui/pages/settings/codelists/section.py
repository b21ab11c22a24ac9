"""The Codelists section: three views, and the page on which a change is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Session
from proactive_care.importing import (
    CodeFile,
    ConceptUse,
    MadeChange,
    UnmappedUse,
    concept_uses,
    made_changes,
    read_code_file,
    unmapped_uses,
)
from proactive_care.ui.pages.settings.codelists.change import ChangePage
from proactive_care.ui.pages.settings.codelists.concepts import Concepts
from proactive_care.ui.pages.settings.codelists.made import Made
from proactive_care.ui.pages.settings.codelists.unmapped import Unmapped
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import across, down

CONCEPTS, UNMAPPED, MADE = range(3)


@dataclass(frozen=True)
class _Loaded:
    concepts: tuple[ConceptUse, ...]
    unmapped: tuple[UnmappedUse, ...]
    made: tuple[MadeChange, ...]


class Codelists(Section):
    """Tabs above; the change page takes the place of everything while it is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._loaded = False
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Code lists")
        self.tabs.setExpanding(False)
        for name in ("C&oncepts", "&Not mapped", "C&hanges made"):
            self.tabs.addTab(name)
        self.concepts = Concepts(desk)
        self.unmapped = Unmapped(desk.look)
        self.made = Made(desk.look, desk.full_name)
        self._views = QStackedWidget()
        for view in (self.concepts, self.unmapped, self.made):
            self._views.addWidget(view)
        self.tabs.currentChanged.connect(self._views.setCurrentIndex)
        self.change = ChangePage(desk)
        strip = QWidget()
        strip.setProperty("part", "surface")
        strip.setLayout(across(self.tabs, None, margins=(16, 0, 16, 0)))
        overview = QWidget()
        column = down(strip, self._views, gap=0)
        column.setStretch(1, 1)
        overview.setLayout(column)
        self._stack = QStackedWidget()
        self._stack.addWidget(overview)
        self._stack.addWidget(self.change)
        self.setLayout(down(self._stack, gap=0))
        self.concepts.list_chosen.connect(self.open_file)
        self.unmapped.map_asked.connect(self._begin_map)
        self.made.undo_asked.connect(self._begin_undo)
        self.change.left.connect(self._back)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.refresh()

    def refresh(self) -> None:
        """Count again, off the window's thread: it reads every stored event."""
        self._loaded = True
        session = self._desk.session
        self._desk.fetch("Counting codes", lambda _p: _load(session), self._show)

    def open_file(self, path: Path) -> None:
        """Read a newer list, and ask what it is for."""
        self._desk.fetch("Reading the list", lambda _p: read_code_file(path), self._begin_list)

    def _show(self, loaded: _Loaded) -> None:
        self.concepts.show_uses(loaded.concepts)
        self.unmapped.show_uses(loaded.unmapped)
        self.made.show_changes(loaded.made)
        self.tabs.setTabText(UNMAPPED, f"&Not mapped  {len(loaded.unmapped):,}")
        self.tabs.setTabText(MADE, f"C&hanges made  {len(loaded.made):,}")

    def _begin_map(self, uses: tuple[UnmappedUse, ...]) -> None:
        self._stack.setCurrentWidget(self.change)
        self.change.begin_map(uses)

    def _begin_list(self, file: CodeFile) -> None:
        self._stack.setCurrentWidget(self.change)
        self.change.begin_list(file)

    def _begin_undo(self, made: MadeChange) -> None:
        self._stack.setCurrentWidget(self.change)
        self.change.begin_undo(made)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.tabs.setFocus()


def _load(session: Session) -> _Loaded:
    return _Loaded(concept_uses(session), unmapped_uses(session), made_changes(session))
