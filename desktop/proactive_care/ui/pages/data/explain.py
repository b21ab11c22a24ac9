"""The wizard for a file that nothing knows: say once what its columns mean."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QLineEdit, QWidget

from proactive_care.domain.date_text import Order
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.importing import (
    DATE_ORDER,
    LONGEST_NAME,
    FileMapping,
    MappingProblem,
    Trial,
    TriedEntry,
    Unknown,
    date_proof,
    readable_part,
    save_mapping,
    try_mapping,
)
from proactive_care.ui.pages.data.explain_editor import ExplainEditor
from proactive_care.ui.pages.data.explain_rows import (
    ExplainRow,
    explain_rows,
    problem_columns,
    row_columns,
    trial_columns,
)
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    Words,
    across,
    down,
    scrolling,
    set_words,
)


class ExplainFile(QWidget):
    """``back`` forgets the file; ``saved`` is sent once its mapping is kept."""

    back = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._unknown: Unknown | None = None
        self._mapping: FileMapping | None = None
        self._problems: tuple[MappingProblem, ...] = ()
        self._trying = False
        self.about = Words("", "secondary", wrap=True)
        self.rows: TableModel[ExplainRow] = TableModel(
            row_columns(), identity=lambda row: row.key, words=lambda row: row.name
        )
        self.table = Table(look, self.rows, "Columns of the file", row_height=44)
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(lambda _row: self._edit())
        self.columns = Card("Columns", " ", padded=False)
        self.columns.add(self.table, 1)
        self.editor = ExplainEditor(look)
        self.editor.changed.connect(self.change)
        self.settle = _Settle(desk)
        self.settle.order_chosen.connect(self._choose_order)
        self.settle.continues_chosen.connect(self._choose_continuing)
        self.settle.column_asked.connect(self.go_to)
        self.trial = _TrialCard(desk)
        narrow = lambda: look.pixels(860)  # noqa: E731 - one measure for both rows
        upper = Beside(self.columns, self.editor, narrow, shares=(5, 3))
        lower = Beside(self.settle, self.trial, narrow, shares=(2, 4))
        self.columns.setMinimumHeight(look.pixels(220))
        for card in (self.settle, self.trial):
            card.setMinimumHeight(look.pixels(170))
        content = QWidget()
        column = down(self.about, upper, lower, gap=12, margins=(24, 10, 24, 12))
        column.setStretch(1, 3)
        column.setStretch(2, 2)
        content.setLayout(column)
        self._area = scrolling(content)
        whole = down(self._area, self._foot(), gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _foot(self) -> QFrame:
        look = self._desk.look
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName("Save this as")
        self.name.setMinimumWidth(look.pixels(180))
        self.name.textChanged.connect(lambda _text: self._tell())
        label = _label("Save this as", self.name)
        self.note = Words("", "secondary", wrap=True)
        self.button = Button(look, "&Save and check the file", self.save, kind="primary")
        foot = QFrame()
        foot.setProperty("part", "status")
        row = across(
            Button(look, "&Back", self.back.emit), label, self.name, self.note, self.button,
            gap=12, margins=(24, 8, 24, 8),
        )  # fmt: skip
        row.setStretch(3, 1)
        foot.setLayout(row)
        return foot

    @property
    def mapping(self) -> FileMapping | None:
        """What is said so far."""
        return self._mapping

    def show_file(self, unknown: Unknown) -> None:
        """Start with a file and what was guessed of it."""
        self._unknown, self._mapping, self._trying = unknown, unknown.guess.mapping, False
        file = unknown.looked.source.path.name
        start = (
            f"It is nearly the same as “{unknown.like.name}”: look at what is new."
            if unknown.like is not None
            else "What its cells prove is filled in; say the rest."
        )
        self.about.setText(
            f"{file} is not an export that is known here. {start} The next file with these columns "
            "is not asked about."
        )
        self.name.setText(unknown.name)
        self._show()
        self.table.go_to(self._first_place())

    def first_focus(self) -> QWidget:
        """The list of columns, on the first one with a question."""
        return self.table

    def go_to(self, key: str) -> None:
        """Go to a column and put the keyboard where its meaning is said."""
        place = self.rows.place_of(key)
        if place is not None:
            self.table.go_to(place)
            self._edit()

    def _edit(self) -> None:
        """Put the keyboard where the meaning is said, and show that place."""
        field = self.editor.first_field()
        self._area.ensureWidgetVisible(field, 0, self._desk.look.pixels(80))
        field.setFocus()

    def change(self, mapping: FileMapping) -> None:
        """Take over what was said."""
        if mapping != self._mapping:
            self._mapping = mapping
            self._show()

    def save(self) -> None:
        """Keep the mapping under its name. The page goes on with the check."""
        session, mapping = self._desk.session, self._mapping
        assert mapping is not None
        self._desk.messages.clear()
        try:
            save_mapping(session, self.name.text(), mapping)
        except KnownError as error:
            self._desk.messages.tell_error(error)
            if isinstance(error, InvalidInput) and error.field == "name":
                self.name.setFocus()
            return
        self.saved.emit()

    def _first_place(self) -> int:
        for number, row in enumerate(self.rows.shown_rows()):
            if row.problem:
                return number
        return 0

    def _show(self) -> None:
        unknown, mapping = self._unknown, self._mapping
        assert unknown is not None
        assert mapping is not None
        self._problems = unknown.problems(mapping)
        place = max(0, self.table.currentIndex().row())
        self.rows.load(explain_rows(unknown, mapping, self._problems))
        self.table.go_to(min(place, self.rows.rowCount() - 1))
        self._show_row(self.table.current_row())
        unused = sum(not column.means for column in mapping.columns)
        used = len(mapping.columns) - unused
        self.columns.note.setText(f"{used} used, {unused} not used")
        self.settle.show_mapping(unknown, mapping, self._problems)
        self._tell()
        self._try()

    def _show_row(self, row: ExplainRow | None) -> None:
        if self._unknown is not None and self._mapping is not None:
            self.editor.show_row(self._unknown, self._mapping, row)

    def _tell(self) -> None:
        count = len(self._problems)
        ready = not count and bool(self.name.text().strip())
        self.button.setEnabled(ready)
        set_words(self.note, "secondary" if ready else "warning")
        if count:
            self.note.setText("1 question left." if count == 1 else f"{count} questions left.")
        elif not ready:
            self.note.setText("Give it a name.")
        else:
            self.note.setText("Next you see what importing would do.")

    def _choose_order(self, order: Order | None) -> None:
        if self._mapping is not None:
            self.change(replace(self._mapping, date_order=order))

    def _choose_continuing(self, on: bool) -> None:
        if self._mapping is not None:
            self.change(replace(self._mapping, rows_continue=on))

    def _try(self) -> None:
        """Read the first rows with what is said so far, off the window's thread."""
        unknown, mapping = self._unknown, self._mapping
        if self._trying or unknown is None or mapping is None:
            return
        self._trying = True
        session = self._desk.session

        def work(_progress: Progress) -> Trial | KnownError | None:
            part = readable_part(mapping)
            try:
                return None if part is None else try_mapping(session, unknown.looked, part)
            except KnownError as error:  # the file is gone, for example
                return error

        def done(trial: Trial | KnownError | None) -> None:
            if unknown is not self._unknown:
                return
            self._trying = False
            if mapping != self._mapping:
                self._try()
            elif isinstance(trial, KnownError):
                self._desk.messages.tell_error(trial)
            else:
                self.trial.show_trial(trial)

        self._desk.fetch("Trying the first rows", work, done)


class _Settle(Card):
    """What nobody but a person can say, and how the file's dates are read."""

    order_chosen = Signal(object)
    continues_chosen = Signal(bool)
    column_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("To settle", " ", padded=False)
        look = desk.look
        self.dates = Words("", "secondary", wrap=True)
        self.order = QComboBox()
        self.order.setAccessibleName("Which number of a date is the day")
        self._order_label = _label("Which &number is the day", self.order)
        self.continues = QCheckBox("&Rows without a patient belong to the patient above")
        self.order.currentIndexChanged.connect(
            lambda _index: self.order_chosen.emit(self.order.currentData())
        )
        self.continues.toggled.connect(self.continues_chosen)
        self.model: TableModel[MappingProblem] = TableModel(
            problem_columns(), identity=lambda p: (p.key, p.words), words=lambda p: p.words
        )
        self.table = Table(
            look, self.model, "To settle", row_height=58, header_height=28, wrap=True
        )
        self.table.opened.connect(self._open)
        self.done = Words("Nothing is left to settle.", "good", wrap=True)
        parts = down(
            self.dates, self._order_label, self.order, self.continues, self.done, gap=6,
            margins=(15, 8, 15, 8),
        )  # fmt: skip
        self.add(parts)
        self.add(self.table, 1)

    def show_mapping(
        self, unknown: Unknown, mapping: FileMapping, problems: tuple[MappingProblem, ...]
    ) -> None:
        """Show what is left, and what is known about the dates."""
        self.model.load(problems)
        self.note.setText(f"{len(problems)}" if problems else "")
        self.table.setVisible(bool(problems))
        self.done.setVisible(not problems)
        proof = date_proof(unknown.looked, mapping)
        self.dates.setText(_dates_words(unknown, mapping))
        self.dates.setVisible(bool(self.dates.whole_text()))
        for widget in (self._order_label, self.order):
            widget.setVisible(proof.open)
        self.order.blockSignals(True)
        if not self.order.count():
            self.order.addItem("Choose…", None)
            self.order.addItem("03/04/2026 is 3 April: day first", Order.DAY_FIRST)
            self.order.addItem("03/04/2026 is March 4: month first", Order.MONTH_FIRST)
        self.order.setCurrentIndex(max(0, self.order.findData(mapping.date_order)))
        self.order.blockSignals(False)
        self.continues.blockSignals(True)
        self.continues.setChecked(mapping.rows_continue)
        self.continues.setVisible(_has_empty_patients(unknown, mapping))
        self.continues.blockSignals(False)

    def _open(self, problem: MappingProblem) -> None:
        if problem.key == DATE_ORDER:
            self.order.setFocus()
        elif problem.key:
            self.column_asked.emit(problem.key)


class _TrialCard(Card):
    """What the first rows become."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("The first rows, as they would be read", " ", padded=False)
        self.model: TableModel[TriedEntry] = TableModel(
            trial_columns(), identity=id, words=lambda entry: entry.what
        )
        self.table = Table(desk.look, self.model, "The first rows", header_height=28)
        self.words = Words("", "secondary", wrap=True)
        self.add(down(self.words, margins=(15, 6, 15, 6)))
        self.add(self.table, 1)

    def show_trial(self, trial: Trial | None) -> None:
        """Show what was read; None: nothing can be read yet."""
        self.model.load(trial.entries if trial is not None else ())
        self.words.setText(trial_words(trial))


def _label(words: str, field: QWidget) -> QLabel:
    label = QLabel(words)
    label.setAccessibleName(words.replace("&", ""))
    label.setBuddy(field)
    return label


def trial_words(trial: Trial | None) -> str:
    """Say what became of the rows that were tried."""
    if trial is None:
        return "Nothing can be read before a column says who the patient is."
    words = (
        f"{trial.rows_read:,} rows read = {trial.rows_accepted:,} accepted + "
        f"{trial.rows_rejected:,} rejected + {trial.rows_ignored:,} ignored."
    )
    if trial.unknown_patients:
        people = (
            "1 row is about a patient who is not in the practice yet"
            if trial.unknown_patients == 1
            else f"{trial.unknown_patients:,} rows are about patients who are not in the practice "
            "yet"
        )
        words += f" {people}: choose the file with the patients as well."
    for conversion, count in trial.conversions.items():
        words += f" Converted: {conversion} ({count:,})."
    return words


def _dates_words(unknown: Unknown, mapping: FileMapping) -> str:
    proof = date_proof(unknown.looked, mapping)
    if not proof.both_ways and not proof.day_first and not proof.month_first:
        return "" if not mapping.date_columns() else "Its dates can be read in one way only."
    if proof.day_first and proof.month_first:
        return "Some dates can only be day first, others only month first: look at the check."
    if proof.open:
        return "Nothing in the file proves how its dates are to be read."
    count = proof.day_first or proof.month_first
    proved = "1 date" if count == 1 else f"{count:,} dates"
    return f"Dates are read {proof.order.value}: {proved} can be nothing else."


def _has_empty_patients(unknown: Unknown, mapping: FileMapping) -> bool:
    columns = mapping.having("nhs_number", "local_id")
    seen = [s for column in columns if (s := unknown.looked.seen(column.key)) is not None]
    return any(s.filled < unknown.looked.rows for s in seen) or mapping.rows_continue
