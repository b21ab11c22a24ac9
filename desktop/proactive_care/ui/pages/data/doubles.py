"""Records that may be one person's, side by side: merged, kept apart, or separated again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Session, full_names
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.importing import (
    ComparedLine,
    Comparison,
    MadeMatch,
    PossibleDouble,
    compare_records,
    keep_apart,
    made_matches,
    merge_patients,
    possible_doubles,
    propose_again,
    unmerge_patients,
)
from proactive_care.ui.entrance.form import text_field
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across, down, scrolling, set_words
from proactive_care.ui.work import Dialog

TO_LOOK_AT, DECIDED = range(2)


class DoublesDialog(Dialog):
    """One pair at a time. ``changed`` says whether anything was decided; every error stays here."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        super().__init__(parent, look, "Records that may be one person’s")
        self._session = session
        self._pairs: tuple[PossibleDouble, ...] = ()
        self._compared: Comparison | None = None
        self.changed = False
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("To look at, decided")
        self.tabs.setExpanding(False)
        for _ in range(2):
            self.tabs.addTab("")
        self.pair = QComboBox()
        self.pair.setAccessibleName("Pair of records")
        self.why = Words("", "secondary", wrap=True)
        self.lines: TableModel[ComparedLine] = TableModel(
            _line_columns("", ""), identity=lambda line: line.what, words=lambda line: line.what
        )
        self.table = Table(look, self.lines, "The two records side by side", wrap=True)
        self.refused = Words("", "warning", wrap=True)
        self.made: TableModel[MadeMatch] = TableModel(
            _made_columns(full_names(session)),
            identity=lambda made: made.id,
            words=lambda made: made.kept_name,
        )
        self.decided = Table(look, self.made, "Decisions made", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pair_page())
        self._stack.addWidget(self.decided)
        self.reason_field, self.reason = text_field(
            "&How do you know?", "For example: rang the patient; the old number is in the letter."
        )
        self.said = Words("", "good", wrap=True)
        content = QWidget()
        column = down(self._stack, gap=8, margins=(0, 0, 8, 0))
        self.reason_field.add_to(column)
        column.addWidget(self.said)
        column.setStretch(0, 1)
        content.setLayout(column)
        self.add(self.tabs)
        self.add(scrolling(content))
        self.table.setMinimumHeight(look.pixels(200))
        self.back = self.add_button(Button(look, "&Take the decision back", self.take_back))
        self.apart = self.add_button(Button(look, "&Different people", self.keep_apart))
        self.merge = self.add_button(
            Button(look, "&Same person: merge", self.merge_records, kind="primary")
        )
        self.add_button(Button(look, "&Close", self.accept))
        self.tabs.currentChanged.connect(self._show_tab)
        self.pair.currentIndexChanged.connect(self._show_pair)
        self.decided.current_changed.connect(lambda _row: self._fit())
        self._load()
        self.resize(self.sizeHint())
        self.pair.setFocus()

    def sizeHint(self) -> QSize:
        """Room for the whole comparison, but never more than the window has."""
        wanted = QSize(self.look.pixels(880), self.look.pixels(680))
        parent = self.parentWidget()
        return wanted if parent is None else wanted.boundedTo(parent.window().size())

    def merge_records(self) -> None:
        """Count the second record's events for the first."""
        found = self._compared
        assert found is not None

        def work() -> str:
            done = merge_patients(self._session, found.first, found.second, self.reason.text())
            what = f"Merged: everything of both now counts for {found.first_name}."
            return f"{what} {done.problem}".strip()

        self._decide(work)

    def keep_apart(self) -> None:
        """Remember that these are two people."""
        found = self._compared
        assert found is not None

        def work() -> str:
            keep_apart(self._session, found.first, found.second, self.reason.text())
            return "Kept apart: this pair is not proposed again."

        self._decide(work)

    def take_back(self) -> None:
        """Separate two records again, or propose a pair again."""
        made = self.decided.current_row()
        assert made is not None

        def work() -> str:
            if made.same:
                done = unmerge_patients(self._session, made.id, self.reason.text())
                return f"Separated: each record has its own again. {done.problem}".strip()
            propose_again(self._session, made.id, self.reason.text())
            return "The pair is proposed again."

        self._decide(work)

    def swap(self) -> None:
        """Keep the other one of the two records."""
        if self._compared is not None:
            self._compare(self._compared.second, self._compared.first)

    def _pair_page(self) -> QWidget:
        page = QWidget()
        self.swapped = Button(self.look, "Keep the &other one", self.swap)
        head = across(self.pair, self.swapped, gap=12)
        head.setStretch(0, 1)
        column = down(head, self.why, self.table, self.refused, gap=8)
        column.addStretch(0)
        column.setStretch(2, 1)
        page.setLayout(column)
        return page

    def _load(self) -> None:
        """Read what there is to look at, and what was decided."""
        place = self.pair.currentIndex()
        self._pairs = possible_doubles(self._session)
        made = made_matches(self._session)
        self.tabs.setTabText(TO_LOOK_AT, f"To &look at  {len(self._pairs):,}")
        self.tabs.setTabText(DECIDED, f"Decid&ed  {len(made):,}")
        self.made.load(made)
        self.decided.go_to(0)
        self.pair.blockSignals(True)
        self.pair.clear()
        for number, pair in enumerate(self._pairs, start=1):
            names = f"{pair.keep_name} and {pair.other_name}"
            self.pair.addItem(f"{number:,} of {len(self._pairs):,}: {names}")
        self.pair.setCurrentIndex(max(0, min(place, len(self._pairs) - 1)))
        self.pair.blockSignals(False)
        self._show_pair(self.pair.currentIndex())

    def _show_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self._say("")
        self._fit()

    def _show_pair(self, number: int) -> None:
        if 0 <= number < len(self._pairs):
            pair = self._pairs[number]
            self.why.setText(f"{pair.why}. Nobody is merged by name alone: a person decides.")
            self._compare(pair.keep, pair.other)
            return
        self._compared = None
        self.why.setText(
            "There is no pair to look at. Two records with one date of birth and family name are "
            "shown here side by side when one of them has no valid NHS number."
        )
        self.lines.load(())
        self.refused.setText("")
        self._fit()

    def _compare(self, first: int, second: int) -> None:
        try:
            found = compare_records(self._session, first, second)
        except KnownError as error:
            self._compared = None
            self._say(str(error), "danger")
        else:
            self._compared = found
            self.lines.load(())
            self.lines.set_columns(_line_columns(found.first_name, found.second_name))
            self.lines.load(found.lines)
            self.table.fit_text()
            self.table.go_to(0)
            self.refused.setText(found.refused)
        self._fit()

    def _fit(self) -> None:
        looking = self.tabs.currentIndex() == TO_LOOK_AT
        found = self._compared
        for button in (self.merge, self.apart):
            button.setVisible(looking)
            button.setEnabled(found is not None)
        self.merge.setEnabled(found is not None and not found.refused)
        self.refused.setVisible(found is not None and bool(found.refused))
        for part in (self.swapped, self.table):
            part.setVisible(found is not None)
        self.pair.setVisible(bool(self._pairs))
        self.back.setVisible(not looking)
        self.back.setEnabled(self.decided.current_row() is not None)

    def _decide(self, work: Callable[[], str]) -> None:
        self.reason_field.mark_right()
        try:
            said = work()
        except InvalidInput as error:
            if error.field == "reason":
                self.reason_field.mark_wrong(error)
            else:
                self._say(str(error), "danger")
        except KnownError as error:
            self._say(str(error), "danger")
        else:
            self.changed = True
            self.reason.clear()
            self._load()
            self._say(said)

    def _say(self, words: str, kind: str = "good") -> None:
        set_words(self.said, kind)
        self.said.setText(words)


def show_doubles(parent: QWidget, look: Look, session: Session) -> bool:
    """Open the pairs side by side; return whether anything was decided."""
    dialog = DoublesDialog(parent, look, session)
    dialog.exec()
    dialog.deleteLater()
    return dialog.changed


def _line_columns(first: str, second: str) -> list[Column[ComparedLine]]:
    return [
        Column("what", "", lambda line: Cell(line.what, Kind.SECONDARY), None, 150, optional=False),
        Column("first", f"Kept: {first}", lambda line: _text(line.first), None, 250, stretch=True),
        Column("second", f"Merged into it: {second}", lambda line: _text(line.second), None, 250),
        Column("agrees", "", _agrees, None, 110),
    ]


def _text(words: str) -> Cell:
    return Cell(words, Kind.STRONG, tip=words) if words else dash("Not recorded")


def _agrees(line: ComparedLine) -> Cell:
    if line.agrees is None:
        return dash("One of them is not recorded")
    return Cell("Same", Kind.GOOD) if line.agrees else Cell("Different", Kind.WARNING)


def _made_columns(names: Mapping[str, str]) -> list[Column[MadeMatch]]:
    return [
        Column("at", "When", lambda m: Cell(show_date(m.at.astimezone().date())), None, 100),
        Column("what", "Decided", _decision, None, 150),
        Column("who", "Records", lambda m: _text(f"{m.kept_name} and {m.other_name}"), None, 230,
               stretch=True),
        Column("why", "Because", lambda m: Cell(m.reason, tip=m.reason), None, 190),
        Column("by", "By", lambda m: Cell(names.get(m.by, m.by)), None, 120),
    ]  # fmt: skip


def _decision(made: MadeMatch) -> Cell:
    return Cell("Same person", Kind.GOOD) if made.same else Cell("Different people")
