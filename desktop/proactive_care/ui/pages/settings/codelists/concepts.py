"""What each concept contains, where the codes come from, and how often they are used here."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTextBrowser, QWidget

from proactive_care.importing import ConceptUse, ListedCodeUse, concept_codes
from proactive_care.resource_files import resource_path
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    Words,
    across,
    capitalised,
    counted,
    down,
    link_button,
    scrolling,
)
from proactive_care.ui.work import Dialog

SYSTEMS = {
    "snomed": "SNOMED CT",
    "ctv3": "CTV3",
    "read2": "Read v2",
    "dmd": "dm+d",
    "emis": "EMIS",
    "local": "Local",
    "term": "Name",
}
_KINDS = {"medication": "medicine"}
_LICENCE = (
    "SNOMED CT and dm+d are Crown copyright and SNOMED International's; the UK Edition licence "
    "covers them."
)


class Concepts(QWidget):
    """Concepts on the left, the codes of one of them on the right.

    ``list_chosen`` is sent with the path of a newer list.
    """

    list_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._shown = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a concept")
        self.search.setAccessibleName("Find a concept")
        self.search.setClearButtonEnabled(True)
        self.model: TableModel[ConceptUse] = TableModel(
            _concept_columns(),
            identity=lambda use: use.concept.name,
            words=lambda use: f"{use.concept.label} {use.concept.name.replace('_', ' ')}",
        )
        self.search.textChanged.connect(lambda text: self.model.filter(None, text))
        self.table = Table(look, self.model, "Concepts", header_height=30)
        self.table.current_changed.connect(self._choose)
        concepts = Card("Concepts", "what the rules can ask about", padded=False)
        concepts.add(across(self.search, margins=(8, 8, 8, 8)))
        concepts.add(self.table, 1)
        self.find_code = QLineEdit()
        self.find_code.setPlaceholderText("Find a code or a description")
        self.find_code.setAccessibleName("Find a code or a description")
        self.find_code.setClearButtonEnabled(True)
        self.codes: TableModel[ListedCodeUse] = TableModel(
            _code_columns(),
            identity=lambda use: (use.system, use.code, use.term),
            words=lambda use: f"{use.code} {use.term} {use.source}",
        )
        self.find_code.textChanged.connect(lambda text: self.codes.filter(None, text))
        table = Table(look, self.codes, "Codes", header_height=30)
        self.card = Card("Codes", " ", padded=False)
        self.card.add(across(self.find_code, margins=(8, 8, 8, 8)))
        self.card.add(table, 1)
        notice = across(
            Words(_LICENCE, "secondary", wrap=True),
            link_button(look, "&Whole notice", self._show_notice),
            gap=12,
            margins=(16, 6, 12, 6),
        )
        notice.setStretch(0, 1)
        self.card.add(notice)
        newer = Button(look, "&Import a newer list…", self._ask_file, icon="import")
        for tall in (self.table, table):
            tall.setMinimumHeight(look.pixels(260))
        content = QWidget()
        beside = Beside(concepts, self.card, lambda: look.pixels(860), shares=(2, 3))
        words = Words(
            "A code that an export has is looked up here. Lists can be added to; what is shipped "
            "is never taken away, because old records still use old codes.",
            "secondary",
            wrap=True,
        )
        top = across(words, newer, gap=16)
        top.setStretch(0, 1)
        column = down(top, beside, gap=12, margins=(16, 12, 16, 12))
        column.setStretch(1, 1)
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))

    def show_uses(self, uses: tuple[ConceptUse, ...]) -> None:
        """Show every concept, and the codes of the one that was chosen."""
        self.model.load(uses)
        place = self.model.place_of(self._shown)
        self._shown = ""
        self.table.go_to(place or 0)
        if not self._shown:
            self._choose(self.table.current_row())

    def _choose(self, use: ConceptUse | None) -> None:
        if use is None or use.concept.name == self._shown:
            return
        self._shown = use.concept.name
        self.card.heading.setText(use.concept.label)
        self.card.note.setText(about(use))
        self._desk.fetch(
            "Reading the codes",
            lambda _p: concept_codes(self._desk.session, use.concept.name),
            partial(self._show_codes, use.concept.name),
        )

    def _show_codes(self, concept: str, codes: tuple[ListedCodeUse, ...]) -> None:
        if concept == self._shown:
            self.codes.load(codes)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Choose the newer list", "", "Lists of codes (*.csv *.txt *.tsv);;All files (*)"
        )
        if name:
            self.list_chosen.emit(Path(name))

    def _show_notice(self) -> None:
        look = self._desk.look
        dialog = Dialog(self, look, "Where the codes come from")
        text = QTextBrowser()
        text.setAccessibleName("Notice and licences")
        text.document().setDefaultFont(look.font())
        parts = [resource_path("codelists", name) for name in ("NOTICE.md", "LICENCES.md")]
        text.setMarkdown("\n\n".join(part.read_text("utf-8") for part in parts))
        dialog.add_roomy(text, 620, 380)
        dialog.add_button(Button(look, "&Close", dialog.accept, kind="primary"), default=True)
        dialog.exec()


def about(use: ConceptUse) -> str:
    """Say what a concept is: its kind, unit and limits, and how often it is used."""
    concept = use.concept
    words = [_KINDS.get(concept.kind, concept.kind)]
    if concept.low is not None and concept.high is not None:
        words.append(f"{concept.low:g} to {concept.high:g} {concept.unit}".strip())
    words.append(f"{counted(use.events, 'entry', 'entries')} of {counted(use.patients, 'patient')}")
    return ", ".join(words)


def system_words(system: str) -> str:
    """Return a coding system's name."""
    return SYSTEMS.get(system, system)


def count_cell(number: int, why: str) -> Cell:
    """Return a figure, or a dash that says why there is none."""
    return Cell(f"{number:,}") if number else dash(why)


def _concept_columns() -> list[Column[ConceptUse]]:
    return [
        Column("label", "Concept", _label, lambda u: u.concept.label, 170, stretch=True),
        Column(
            "codes", "Codes", lambda u: Cell(f"{u.codes + u.added:,}"),
            lambda u: u.codes + u.added, 68, figures=True,
        ),
        Column(
            "added", "Yours", lambda u: count_cell(u.added, "None was added here"),
            lambda u: u.added, 62, figures=True,
        ),
        Column(
            "patients", "Patients", lambda u: count_cell(u.patients, "Not in your data"),
            lambda u: u.patients, 80, figures=True,
        ),
    ]  # fmt: skip


def _label(use: ConceptUse) -> Cell:
    tip = f"{use.concept.label}: {about(use)}"
    return Cell(use.concept.label, Kind.STRONG if use.patients else Kind.TEXT, tip=tip)


def _code_columns() -> list[Column[ListedCodeUse]]:
    return [
        Column("term", "Description", _term, lambda u: u.term.casefold(), 170, stretch=True),
        Column("code", "Code", _code, lambda u: u.code, 142),
        Column("system", "System", _system, lambda u: system_words(u.system), 78),
        Column(
            "events", "Entries", lambda u: count_cell(u.events, "Not in your data"),
            lambda u: u.events, 62, figures=True,
        ),
        Column("source", "From", _source, lambda u: u.source, 120),
    ]  # fmt: skip


def _term(use: ListedCodeUse) -> Cell:
    return Cell(use.term, tip=use.term) if use.term else dash("The list has no description")


def _code(use: ListedCodeUse) -> Cell:
    return Cell(use.code, tip=use.code) if use.code else dash("Known by its name only")


def _system(use: ListedCodeUse) -> Cell:
    return Cell(system_words(use.system), Kind.SECONDARY)


def _source(use: ListedCodeUse) -> Cell:
    licence = f", licence: {use.licence}" if use.licence else ""
    if use.own:
        return Cell(capitalised(use.source), Kind.GOOD, tip="Added by this practice")
    return Cell(use.source, Kind.SECONDARY, tip=f"{use.source}{licence}")
