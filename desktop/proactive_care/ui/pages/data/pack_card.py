"""The practice pack: how this practice is set up, given to another one or taken from it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from proactive_care.practice_pack import (
    Part,
    PracticePack,
    TakenPart,
    export_practice_pack,
    import_practice_pack,
    look_at_pack,
    read_practice_pack,
)
from proactive_care.ui.shell import Desk
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across, down, scrolling
from proactive_care.ui.work import Dialog

_FILTER = "Practice pack (*.json)"
_TALL = 8


class PackCard(Card):
    """Two buttons; what a pack would change is shown and chosen before anything is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Practice pack", "for another practice, or from one; no patient data")
        self._desk = desk
        words = Words(
            "Your practice's details, the words of your letters, the files that you explained and "
            "your local adaptations, in one small file.",
            "secondary",
            wrap=True,
        )
        self.give_button = Button(desk.look, "Wr&ite a pack…", self._ask_give)
        self.take_button = Button(desk.look, "Use a p&ack…", self._ask_take)
        row = across(words, self.give_button, self.take_button)
        row.setStretch(0, 1)
        self.add(row)

    def give_to(self, path: Path) -> None:
        """Write the pack. A known error goes to the message strip."""
        if self._desk.attempt(partial(export_practice_pack, self._desk.session, path)):
            self._desk.messages.tell(
                "good", f"Written to {path.name}.", "It has no patient and no user in it."
            )

    def take_from(self, path: Path) -> None:
        """Show what a pack would change, and do what is chosen."""
        found: list[PracticePack] = []
        if not self._desk.attempt(lambda: found.append(read_practice_pack(path))):
            return
        parts = look_at_pack(self._desk.session, found[0])
        if not parts:
            self._desk.messages.tell("info", "This practice is set up as the pack says already.")
            return
        dialog = TakeDialog(self, self._desk.look, path.name, parts)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen():
            taken = import_practice_pack(self._desk.session, found[0], dialog.chosen())
            self._desk.practice_changed.emit()
            self._tell(taken)

    def _tell(self, taken: tuple[TakenPart, ...]) -> None:
        refused = [part for part in taken if part.problem]
        done = len(taken) - len(refused)
        words = f"{done} of {len(taken)} parts were taken over."
        about = " ".join(f"{part.words}: {part.problem}" for part in refused)
        self._desk.messages.tell("warning" if refused else "good", words, about)

    def _ask_give(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Where to keep the practice pack", "practice-pack.json", _FILTER
        )
        if name:
            self.give_to(Path(name))

    def _ask_take(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose a practice pack", "", _FILTER)
        if name:
            self.take_from(Path(name))


class TakeDialog(Dialog):
    """What a pack would change here, ticked one by one."""

    def __init__(self, parent: QWidget, look: Look, name: str, parts: tuple[Part, ...]) -> None:
        super().__init__(parent, look, f"Use {name}?")
        self.add(
            Words(
                "These would change here. What you have now stays in the audit and in the history "
                "of your letters.",
                "secondary",
                wrap=True,
            )
        )
        self.boxes = {part.key: QCheckBox(part.words) for part in parts}
        for box in self.boxes.values():
            box.setChecked(True)
            box.setAccessibleName(box.text())
        content = QWidget()
        content.setLayout(down(*self.boxes.values(), None, gap=8))
        if len(parts) > _TALL:
            area = scrolling(content)
            area.setMinimumHeight(look.pixels(280))
            self.add(area)
        else:
            self.add(content)
        self.add_button(Button(look, "&Cancel", self.reject))
        self.add_button(Button(look, "&Use these", self.accept, kind="primary"), default=True)
        self.setMinimumWidth(look.pixels(520))

    def chosen(self) -> frozenset[str]:
        """The keys of what is ticked."""
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())
