"""The rule book, its examples, and the clinical lead's signature."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import (
    ExampleRun,
    RuleLine,
    Stratification,
    rule_text,
    sign_off,
    stratify,
    write_rule_book_pdf,
)
from proactive_care.importing import mappable_concepts
from proactive_care.ui.entrance.form import text_field
from proactive_care.ui.pages.settings.compare import CompareView
from proactive_care.ui.pages.settings.rule_book import SignedBook, load_rule_books
from proactive_care.ui.pages.settings.rule_text import RuleTextDialog
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    Words,
    across,
    capitalised,
    down,
    link_button,
    lowered,
    scrolling,
)


class Rules(QWidget):
    """One tab a framework."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._books: tuple[SignedBook, ...] = ()
        self._wanted: Framework | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Frameworks")
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._show)
        strip = QWidget()
        strip.setProperty("part", "surface")
        strip.setLayout(across(self.tabs, None, margins=(16, 0, 16, 0)))
        self.register = Words("", wrap=True)
        self.register.setContentsMargins(16, 8, 16, 8)
        self.groups: TableModel[RuleLine] = TableModel(
            _group_columns(), identity=lambda line: line.id, words=lambda line: line.condition
        )
        groups = Table(look, self.groups, "Rule book", row_height=36, header_height=30, wrap=True)
        groups.setMinimumHeight(look.pixels(400))
        links = [link_button(look, "W&hole text", self._whole_text)]
        links.append(link_button(look, "&Compare…", self.open_compare))
        if desk.session.may(Permission.EXPORT):
            links.append(link_button(look, "Save as PD&F…", self._ask_where))
        self.book = Card("Rule book", "the first true group wins", tuple(links), padded=False)
        self.book.add(self.register)
        self.book.add(groups, 1)
        self.runs: TableModel[ExampleRun] = TableModel(
            _example_columns(), identity=lambda run: run.example.line, words=lambda run: ""
        )
        runs = Table(look, self.runs, "Examples", header_height=30, wrap=True)
        runs.setMinimumHeight(look.pixels(220))
        self.evidence = Card("Examples", " ", padded=False)
        self.evidence.add(runs, 1)
        right = QWidget()
        column = down(self._sign_card(), self.evidence, gap=12)
        column.setStretch(1, 1)
        right.setLayout(column)
        content = QWidget()
        beside = Beside(self.book, right, lambda: look.pixels(900), shares=(1, 1))
        content.setLayout(down(beside, margins=(16, 12, 16, 12)))
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(content))
        self.comparison: CompareView | None = None
        whole = down(strip, self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def refresh(self) -> None:
        """Load the rules again, off the window's thread (the examples are run)."""
        if self._books:
            self._load()

    def showEvent(self, event: object) -> None:
        if not self._books:
            self._load()

    def show_framework(self, framework: Framework) -> None:
        """Show this framework's rules."""
        self._wanted = None if self._books else framework
        for number, book in enumerate(self._books):
            if book.book.framework is framework:
                self.tabs.setCurrentIndex(number)

    def open_compare(self) -> None:
        """Show who moves if these rules were replaced, or a local adaptation switched."""
        self.close_compare()
        book = self._book().book
        self.comparison = CompareView(self._desk, book.pack, book.framework, self.close_compare)
        self._stack.addWidget(self.comparison)
        self._stack.setCurrentWidget(self.comparison)
        self.comparison.choice.setFocus()

    def close_compare(self) -> None:
        """Show the rules again."""
        if self.comparison is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(self.comparison)
            self.comparison.deleteLater()
            self.comparison = None
            self.tabs.setFocus()

    def sign(self) -> None:
        """Sign the rules that are shown, and sort everybody anew with them."""
        book, session, name = self._book().book, self._desk.session, self.name.text()

        def work(progress: Progress) -> Stratification:
            sign_off(session, book.pack, book.framework.value, name)
            return stratify(
                session, session.today(), framework=book.framework.value, progress=progress
            )

        self.button.setEnabled(False)
        self._desk.run("Signing off", work, self._signed, ended=self._may_sign, can_cancel=False)

    def save_to(self, path: Path) -> None:
        """Write the rule book of the whole pack into a file."""
        session, pack = self._desk.session, self._book().book.pack

        def work(_progress: Progress) -> int:
            return write_rule_book_pdf(session, pack, path)

        def saved(pages: int) -> None:
            self._desk.messages.tell("good", f"Saved as {path.name}, {pages} pages.")

        self._desk.run("Writing the rule book", work, saved, can_cancel=False)

    def _ask_where(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        book = self._book().book
        start = Path(folder) / f"rule-book-{book.pack}-{book.version}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the rule book", str(start), "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def _load(self) -> None:
        session = self._desk.session
        self._desk.fetch("Reading the rules", lambda _p: load_rule_books(session), self._loaded)

    def _loaded(self, books: tuple[SignedBook, ...]) -> None:
        current = max(0, self.tabs.currentIndex())
        self._books = books
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for book in books:
            self.tabs.addTab(book.book.framework.label)
        self.tabs.blockSignals(False)
        self.tabs.setCurrentIndex(current)
        self._show(current)
        if self._wanted is not None:
            self.show_framework(self._wanted)
            self._wanted = None  # from here on the tab that is open stays open

    def _book(self) -> SignedBook:
        return self._books[max(0, self.tabs.currentIndex())]

    def _show(self, number: int) -> None:
        if not 0 <= number < len(self._books):
            return
        self.close_compare()
        book = self._books[number]
        rules = book.book
        register = f"On the register: {rules.register}."
        self.register.setText(f"{register}\n{rules.note}" if rules.note else register)
        self.book.note.setText(f"{rules.pack} {rules.version}: the first true group wins")
        self.groups.load((*rules.groups, *rules.flags))
        self.runs.load(book.runs)
        wrong = sum(1 for run in book.runs if run.problem)
        kept = f"{len(book.runs)} fictional patients, all as expected"
        self.evidence.note.setText(f"{wrong} of {len(book.runs)} are wrong" if wrong else kept)
        self._show_signature(book, wrong)

    def _whole_text(self) -> None:
        book = self._book().book
        RuleTextDialog(self, self._desk, rule_text(book.pack, book.framework.value)).exec()

    def _sign_card(self) -> Card:
        look = self._desk.look
        self.card = Card("Rules in use, and clinical sign-off")
        self.in_use = Words("", wrap=True)
        self.other = link_button(look, "Use &other rules…", self.open_compare)
        self.state = Words("", "strong", wrap=True)
        field, self.name = text_field("&Name of the clinical lead")
        self.name.setText(self._desk.session.full_name)
        self.read = QCheckBox("I ha&ve read these rules and their examples")
        self.read.setAccessibleName("I have read these rules and their examples")
        self.button = Button(look, "&Sign off", self.sign, kind="primary")
        self.read.toggled.connect(self._may_sign)
        self.name.textChanged.connect(lambda _text: self._may_sign())
        self._form = QWidget()
        form = down(gap=4)
        field.add_to(form)
        form.addWidget(self.read)
        form.addLayout(across(self.button, None))
        self._form.setLayout(form)
        line = across(self.in_use, self.other, gap=8)
        line.setStretchFactor(self.in_use, 1)
        self.card.add(line)
        self.card.add(self.state)
        self.card.add(self._form)
        self.card.body.addStretch(1)
        return self.card

    def _show_signature(self, book: SignedBook, wrong: int) -> None:
        self.read.setChecked(False)
        may = self._desk.session.may(Permission.SIGN_OFF_PACKS)
        rules = book.book
        self.in_use.setText(
            f"{rules.framework.label} is sorted by {book.pack_title}, {rules.pack} {rules.version}."
        )
        self.other.setVisible(may)
        self.button.rename(f"&Sign off {lowered(book.book.framework.label)}")
        if book.signed_on is not None:
            words = f"Signed off by {book.signed_by} on {show_date(book.signed_on)}."
        elif wrong:
            words = "Cannot be signed: some examples do not come out as expected."
        elif may:
            words = "Not signed off. Results carry a warning, and no letters can be printed."
        else:
            words = "Not signed off. Only a clinical lead can sign."
        self.state.setText(words)
        self._form.setVisible(may and book.signed_on is None and not wrong)
        self._may_sign()

    def _may_sign(self, _on: bool = False) -> None:
        self.button.setEnabled(self.read.isChecked() and bool(self.name.text().strip()))

    def _signed(self, result: Stratification) -> None:
        self._desk.messages.tell(
            "good", f"Signed off. {result.patients:,} patients were sorted with these rules."
        )
        self._desk.practice_changed.emit()
        self.tabs.setFocus()  # the button is gone; the next framework is one key away


def _group_columns() -> list[Column[RuleLine]]:
    return [
        Column("group", "Group", _group, None, 64),
        Column("condition", "Condition", _condition, None, 200, stretch=True),
        Column("grade", "Grade", lambda g: Cell(g.grade, tip=_GRADES.get(g.grade, "")), None, 60),
        Column("who", "Who, by when", _who, None, 150),
    ]


_GRADES = {
    "A": "Read in a published source",
    "B": "Derived from a published source",
    "C": "Standard knowledge, not found in print",
}


def _group(line: RuleLine) -> Cell:
    if line.tier is None:
        return Cell("Flag", Kind.SECONDARY, tip="Shown beside the group, never instead of it")
    return Cell(line.id, Kind.MARK, line.tier, tip=line.tier.value)


def _condition(line: RuleLine) -> Cell:
    text = line.condition if line.tier is not None else f"{line.id}: {line.condition}"
    return Cell(text[:1].upper() + text[1:], second=line.source, tip=line.note)


def _who(line: RuleLine) -> Cell:
    return Cell(capitalised(line.who)) if line.who else dash("In every group")


def _example_columns() -> list[Column[ExampleRun]]:
    return [
        Column("name", "Patient", lambda r: Cell(r.example.name, Kind.STRONG), None, 140),
        Column("shows", "Shows", _shows, None, 160, stretch=True),
        Column("expect", "Group", _expected, None, 58),
        Column("result", "Result", _result, None, 112),
    ]


def _shows(run: ExampleRun) -> Cell:
    events = "\n".join(map(event_words, run.example.events))
    return Cell(run.example.shows, tip=f"{run.example.shows}\n{events}")


def event_words(event: str) -> str:
    """Return an event of an example as people say it: ``2 Sep 2026: CKD stages 3 to 5``."""
    day, *what = event.split()
    words = " ".join(_labels().get(word, word.replace("_", " ")) for word in what)
    return f"{show_date(date.fromisoformat(day))}: {words}"


@cache
def _labels() -> dict[str, str]:
    return {concept.name: concept.label for concept in mappable_concepts()} | {"bp": "BP"}


def _expected(run: ExampleRun) -> Cell:
    return Cell(
        run.example.expect or "none", tip="" if run.example.expect else "Not on the register"
    )


def _result(run: ExampleRun) -> Cell:
    if run.problem:
        return Cell("✕ Wrong", Kind.DANGER, tip=run.problem)
    return Cell("✓ As expected", Kind.GOOD)
