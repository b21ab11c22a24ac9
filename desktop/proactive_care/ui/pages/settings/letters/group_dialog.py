"""Choosing for whom a paragraph is added: a condition, and one of its groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.domain.vocabulary import Framework
from proactive_care.templates import GroupChoice
from proactive_care.ui.entrance.form import Field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog


class GroupDialog(Dialog):
    """Condition, then group; who is in the group is said in the words of the rules."""

    def __init__(self, parent: QWidget, look: Look, choices: Sequence[GroupChoice]) -> None:
        super().__init__(parent, look, "Add a paragraph for a group")
        self._choices = choices
        self.setMinimumWidth(look.pixels(520))
        self.add(
            Words(
                "The paragraph prints only for patients who are in this group on the day of the "
                "letter. Paragraphs for a whole condition or a priority are in the list already.",
                wrap=True,
            )
        )
        self.condition, self.group = QComboBox(), QComboBox()
        for framework in dict.fromkeys(each.framework for each in choices):
            self.condition.addItem(framework.label, framework.value)
        Field("C&ondition", self.condition).add_to(self.body)
        self.group_field = Field("&Group", self.group)
        self.group_field.add_to(self.body)
        self.who = Words("", "secondary", wrap=True)
        self.add(self.who)
        self.condition.currentIndexChanged.connect(lambda _index: self._offer())
        self.group.currentIndexChanged.connect(lambda _index: self._tell())
        self.add_button(Button(look, "C&ancel", self.reject))
        self.add_button(Button(look, "A&dd", self.accept, kind="primary"), default=True)
        self._offer()

    @property
    def chosen(self) -> GroupChoice:
        """The group that is chosen."""
        return next(each for each in self._choices if each.key == self.group.currentData())

    def _offer(self) -> None:
        condition = Framework(self.condition.currentData())
        self.group.clear()
        for each in self._choices:
            if each.framework is condition:
                self.group.addItem(f"Group {each.group}, {each.tier.value}", each.key)

    def _tell(self) -> None:
        if self.group.currentIndex() >= 0:
            self.who.setText(who_words(self.chosen))


def who_words(choice: GroupChoice) -> str:
    """Say who is in a group, by the rules in use."""
    return f"Group {choice.group} by the rules in use: {choice.who}."
