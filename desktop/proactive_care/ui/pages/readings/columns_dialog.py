"""What the columns of a table of replies mean: asked once, remembered for the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from proactive_care.readings import MEANINGS, ReplyColumn
from proactive_care.ui.pages.readings.outcome_dialogs import ActingDialog
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Words, down, scrolling

_SHORTEST = 17  # letters of a choice that always show


class ColumnsDialog(ActingDialog):
    """One line for each column: its title, what stands in it, and what it means."""

    def __init__(
        self, parent: QWidget, look: Look, file_name: str, columns: Sequence[ReplyColumn]
    ) -> None:
        super().__init__(parent, look, "What do these columns mean?", "&Receive it")
        self.add(
            Words(
                f"{file_name} has columns that are not known here. Say it once: the next table "
                "with these columns is read by itself.",
                "secondary",
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self.choices: dict[str, QComboBox] = {}
        for row, column in enumerate(columns):
            choice = QComboBox()
            choice.setAccessibleName(f"What {column.title} means")
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setMinimumContentsLength(_SHORTEST)
            choice.addItem("Not used", "")
            for name, words in MEANINGS.items():
                choice.addItem(words, name)
            choice.setCurrentIndex(max(choice.findData(column.guess), 0))
            self.choices[column.title] = choice
            samples = Words(", ".join(column.samples), "secondary", wrap=True)
            said = down(Words(column.title, "strong", wrap=True), samples, gap=2)
            grid.addLayout(said, row, 0)
            grid.addWidget(choice, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        inside = QWidget()
        inside.setLayout(grid)
        area = scrolling(inside)
        area.setMinimumSize(look.pixels(380), look.pixels(120))
        self.add(area)
        next(iter(self.choices.values())).setFocus()

    def means(self) -> dict[str, str]:
        """What was said about each column; those that are not used are left out."""
        chosen = {title: str(box.currentData()) for title, box in self.choices.items()}
        return {title: name for title, name in chosen.items() if name}
