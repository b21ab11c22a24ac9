"""Saying what codes mean: choose, look at what changes, then do it in one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QWidget

from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.frameworks import stratify
from proactive_care.importing import (
    Applied,
    ChangePreview,
    CodeChange,
    CodeFile,
    ListCode,
    MadeChange,
    UnmappedUse,
    apply_change,
    mappable_concepts,
    preview_change,
    preview_undo,
    undo_change,
    units_to_choose,
)
from proactive_care.ui.entrance.form import Field
from proactive_care.ui.pages.settings.codelists.made import codes_words
from proactive_care.ui.pages.settings.codelists.trying import Trying
from proactive_care.ui.pages.settings.codelists.unmapped import number_words
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Card, Words, across, down, scrolling


@dataclass(frozen=True)
class Plan:
    """What would be tried, what would be done, and the word for it on the button."""

    preview: Callable[[Progress], ChangePreview]
    do: Callable[[], Applied]
    verb: str
    back: bool = False


class ChangePage(QWidget):
    """``left`` is sent when the user goes back, and after the change was made."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._codes: tuple[ListCode, ...] = ()
        self._file: CodeFile | None = None
        self._undoing: MadeChange | None = None
        self._tried: Plan | None = None
        self.title = Words("", "heading", wrap=True)
        self.about = Words("", "secondary", wrap=True)
        self.lists = QComboBox()
        self.concept = _concept_box()
        self.unit = QComboBox()
        self._list_field = Field("Which &list of the file", self.lists)
        self._concept_field = Field("&What they mean", self.concept, "Type a part of the name.")
        self._unit_field = Field("Which &unit the stored numbers are in", self.unit)
        for box in (self.lists, self.unit):
            box.currentIndexChanged.connect(lambda _index: self._forget())
        self.lists.currentIndexChanged.connect(lambda _index: self._list_chosen())
        self.concept.currentTextChanged.connect(lambda _text: self._concept_chosen())
        self.try_button = Button(look, "&Show what changes", self.try_out)
        card = Card()
        card.body.setSpacing(4)
        card.add(self.title)
        card.add(self.about)
        for field in (self._list_field, self._concept_field, self._unit_field):
            field.add_to(card.body)
            field.control.setMaximumWidth(look.pixels(420))
        card.add(across(self.try_button, None))
        self.trying = Trying(look)
        content = QWidget()
        column = down(card, self.trying, None, gap=12, margins=(16, 12, 16, 12))
        column.setStretch(1, 100)
        content.setLayout(column)
        self.note = Words("", "secondary", wrap=True)
        self.button = Button(look, "&Make the change", self.do, kind="primary")
        foot = QFrame()
        foot.setProperty("part", "status")
        row = across(
            Button(look, "&Back", self.left.emit), self.note, self.button, gap=16,
            margins=(24, 8, 24, 8),
        )  # fmt: skip
        row.setStretch(1, 1)
        foot.setLayout(row)
        whole = down(scrolling(content), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def begin_map(self, uses: tuple[UnmappedUse, ...]) -> None:
        """Map codes that occur in the data."""
        self._begin(tuple(ListCode(use.system, use.code, use.term) for use in uses))
        self.title.setText("What do these codes mean?" if len(uses) > 1 else "What does it mean?")
        lines = []
        for use in uses[:6]:
            numbers = f", numbers {number_words(use)}" if number_words(use) else ""
            lines.append(f"{use.term or use.code}: {use.events:,} entries{numbers}")
        if len(uses) > 6:
            lines.append(f"and {len(uses) - 6:,} more")
        self.about.setText("\n".join(lines))
        self._show_fields(lists=False)

    def begin_list(self, file: CodeFile) -> None:
        """Add the codes of a file."""
        self._begin(())
        self._file = file
        self.title.setText(f"A newer list: {file.file_name}")
        self.lists.blockSignals(True)
        self.lists.clear()
        for each in file.sets:
            words = f"{each.name}: {each.title}" if each.title else each.name
            self.lists.addItem(f"{words} ({len(each.codes):,})", each)
        self.lists.blockSignals(False)
        left_out = []
        if file.refused:
            first, count = file.refused[0], len(file.refused)
            rows = "1 row is" if count == 1 else f"{count:,} rows are"
            reason = first.reason[:1].lower() + first.reason[1:]
            left_out.append(f"{rows} left out, the first in line {first.line}: {reason}.")
        if file.retired:
            codes = "1 code is" if file.retired == 1 else f"{file.retired:,} codes are"
            left_out.append(f"{codes} marked as inactive in the file.")
        self.about.setText(" ".join(left_out))
        self._show_fields(lists=len(file.sets) > 1)
        self._list_chosen()

    def begin_undo(self, made: MadeChange) -> None:
        """Take a change back; what it does is shown at once."""
        self._begin(made.codes)
        self._undoing = made
        self.title.setText(f"Take back: {made.concept.label}")
        self.about.setText(codes_words(made, 6))
        for field in (self._list_field, self._concept_field, self._unit_field):
            _show(field, False)
        self.try_button.setFocus()
        self.try_out()

    def try_out(self) -> None:
        """Work out what changes for whom; nothing is kept."""
        self._mark_right()
        plan = self._plan()
        if plan is None:
            self._wrong(InvalidInput("Choose one of the concepts in the list.", field="concept"))
            return

        def shown(preview: ChangePreview) -> None:
            self._tried = plan
            self.trying.show_preview(preview, back=plan.back)
            self.trying.show()
            self.button.rename(plan.verb)
            self.button.setEnabled(True)
            self.button.setFocus()
            self.note.setText("Done in one step, and then everybody is sorted. Can be taken back.")

        self._desk.run("Working out what changes", plan.preview, shown, failed=self._wrong)

    def do(self) -> None:
        """Make the change that was shown, and sort everybody."""
        plan, session = self._tried, self._desk.session
        assert plan is not None

        def work(progress: Progress) -> Applied:
            applied = plan.do()
            stratify(session, session.today(), cause="import", progress=progress)
            return applied

        self.button.setEnabled(False)
        self._desk.run(plan.verb.replace("&", ""), work, self._done, can_cancel=False)

    def _done(self, applied: Applied) -> None:
        back = self._undoing is not None
        self.left.emit()
        self._desk.practice_changed.emit()
        what = "is taken back" if back else f"has {applied.new_codes:,} more codes"
        if applied.new_codes == 1 and not back:
            what = "has 1 more code"
        self._desk.messages.tell(
            "good",
            f"{applied.concept.label} {what}.",
            f"{applied.events:,} stored entries changed their meaning. Everybody was sorted anew.",
        )

    def _begin(self, codes: tuple[ListCode, ...]) -> None:
        self._codes, self._file, self._undoing = codes, None, None
        self._desk.messages.clear()
        self.concept.setCurrentIndex(-1)
        self.concept.setEditText("")
        self._mark_right()
        self._forget()
        self._concept_chosen()
        self.concept.setFocus()

    def _show_fields(self, *, lists: bool) -> None:
        _show(self._list_field, lists)
        _show(self._concept_field, True)
        self._concept_chosen()

    def _list_chosen(self) -> None:
        chosen = self.lists.currentData()
        if self._file is None or chosen is None:
            return
        self._codes = chosen.codes
        self.concept.setCurrentIndex(self.concept.findData(chosen.suggested or None))
        self._forget()

    def _concept_chosen(self) -> None:
        units = units_to_choose(self._concept_name()) if self._undoing is None else ()
        self.unit.blockSignals(True)
        self.unit.clear()
        if units:
            self.unit.addItem("Choose the unit", "")
            for unit in units:
                self.unit.addItem(unit, unit)
        self.unit.blockSignals(False)
        _show(self._unit_field, bool(units))
        self._forget()

    def _concept_name(self) -> str:
        index = self.concept.findText(
            self.concept.currentText().strip(), Qt.MatchFlag.MatchFixedString
        )
        return str(self.concept.itemData(index)) if index >= 0 else ""

    def _plan(self) -> Plan | None:
        session, undoing = self._desk.session, self._undoing
        if undoing is not None:
            return Plan(
                lambda progress: preview_undo(session, undoing.id, progress),
                lambda: undo_change(session, undoing.id),
                "&Take it back",
                back=True,
            )
        name = self._concept_name()
        if not name:
            return None
        chosen = self.lists.currentData() if self._file is not None else None
        list_name = f"{chosen.name}, {self._file.file_name}" if chosen and self._file else ""
        change = CodeChange(name, self._codes, str(self.unit.currentData() or ""), list_name)
        codes = "1 code" if len(self._codes) == 1 else f"{len(self._codes):,} codes"
        return Plan(
            lambda progress: preview_change(session, change, progress),
            lambda: apply_change(session, change),
            f"&Add {codes}" if list_name else f"&Map {codes}",
        )

    def _forget(self) -> None:
        """What was shown belongs to another choice."""
        self._tried = None
        self.trying.hide()
        self.button.rename("&Make the change")
        self.button.setEnabled(False)
        self.note.setText("Nothing is kept before you have seen what changes.")

    def _wrong(self, error: KnownError) -> None:
        field = error.field if isinstance(error, InvalidInput) else ""
        fields = {"concept": self._concept_field, "unit": self._unit_field}
        if field in fields and self._undoing is None:
            fields[field].mark_wrong(error)
        else:
            self._desk.messages.tell_error(error)

    def _mark_right(self) -> None:
        if self._undoing is not None:
            return
        for field in (self._concept_field, self._unit_field):
            field.mark_right()
        self._unit_field.note.setVisible(False)


def _concept_box() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for concept in mappable_concepts():
        unit = f" ({concept.unit})" if concept.unit else ""
        box.addItem(f"{concept.label}{unit}", concept.name)
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)
    return box


def _show(field: Field, shown: bool) -> None:
    field.label.setVisible(shown)
    field.control.setVisible(shown)
    field.note.setVisible(shown and bool(field.note.text()))
