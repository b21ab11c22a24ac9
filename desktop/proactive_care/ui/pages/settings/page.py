"""The Settings page: sections on the left, one of them on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.vocabulary import Framework
from proactive_care.ui.pages.settings.adaptations import Adaptations
from proactive_care.ui.pages.settings.appearance import Appearance
from proactive_care.ui.pages.settings.codelists import Codelists
from proactive_care.ui.pages.settings.languages import Languages
from proactive_care.ui.pages.settings.letters import Letters
from proactive_care.ui.pages.settings.mappings import Mappings
from proactive_care.ui.pages.settings.password import OwnPassword
from proactive_care.ui.pages.settings.practice import PracticeSettings
from proactive_care.ui.pages.settings.readings import Readings
from proactive_care.ui.pages.settings.rules import Rules
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.pages.settings.users import Users
from proactive_care.ui.shell import Desk, Page
from proactive_care.ui.widgets import Button, across, down

Maker = Callable[[Desk], QWidget]
_RULES = "Rules and sign-off"


class SettingsPage(Page):
    """``detail`` may be a Framework, whose rules are then shown, or the name of a section."""

    key = "settings"
    title = "Settings"
    icon = "settings"
    shortcut = "Ctrl+8"
    help_topic = "settings"
    at_foot = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        sections: list[tuple[str, Maker]] = [("A&ppearance and lock", Appearance)]
        sections.append(("M&y password", OwnPassword))
        if desk.session.may(Permission.MANAGE_SETTINGS):
            sections.append(("Practic&e", PracticeSettings))
            sections.append(("&Letters", Letters))
            sections.append(("Languages", Languages))
            sections.append(("Readings", Readings))
        if desk.session.may(Permission.VIEW_CLINICAL):
            sections.append(("&Rules and sign-off", Rules))
            sections.append(("Local adap&tations", Adaptations))
        if desk.session.may(Permission.IMPORT) and desk.session.may(Permission.VIEW_CLINICAL):
            sections.append(("Co&delists", Codelists))
        if desk.session.may(Permission.IMPORT):
            sections.append(("E&xplained files", Mappings))
        if desk.session.may(Permission.MANAGE_USERS):
            sections.append(("&Users", Users))
        self._names = [name.replace("&", "") for name, _ in sections]
        self._makers = [maker for _, maker in sections]
        self._made: dict[int, QWidget] = {}
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        buttons = []
        for number, (name, _) in enumerate(sections):
            button = Button(desk.look, name, kind="item")
            button.setCheckable(True)
            self._group.addButton(button, number)
            buttons.append(button)
        self._group.idClicked.connect(self.open_section)
        side = QFrame()
        side.setProperty("part", "side")
        side.setLayout(down(*buttons, None, gap=0, margins=(0, 12, 0, 12)))
        row = across(side, self._stack, gap=0)
        row.setStretch(1, 1)
        self.setLayout(row)
        self.open_section(0)

    def enter(self, detail: object) -> None:
        if isinstance(detail, Framework) and _RULES in self._names:
            self.open_section(self._names.index(_RULES))
            self.rules.show_framework(detail)
        elif isinstance(detail, str) and detail in self._names:
            self.open_section(self._names.index(detail))

    def refresh(self) -> None:
        shown = self._stack.currentWidget()
        for section in self._made.values():
            if isinstance(section, Rules) or (section is shown and isinstance(section, Section)):
                section.refresh()

    def unsaved(self) -> str:
        letters = [each for each in self._made.values() if isinstance(each, Letters)]
        titles = ", ".join(each.unsaved() for each in letters)
        return f"your words in Settings, Letters ({titles})" if titles else ""

    @property
    def rules(self) -> Rules:
        """The rules and their sign-off, for people who may read them."""
        rules = self._section(self._names.index(_RULES))
        assert isinstance(rules, Rules)
        return rules

    @property
    def section_names(self) -> tuple[str, ...]:
        """The names of the sections that this person sees, from the top."""
        return tuple(self._names)

    def first_focus(self) -> QWidget:
        button = self._group.checkedButton()
        return button if button is not None else self

    def open_section(self, number: int) -> None:
        """Show a section."""
        self._stack.setCurrentWidget(self._section(number))
        button = self._group.button(number)
        button.setChecked(True)
        self.say(self._names[number])

    def _section(self, number: int) -> QWidget:
        """A section, made when it is first needed: all at once would hold up the window."""
        if number not in self._made:
            self._made[number] = self._makers[number](self.desk)
            self._stack.addWidget(self._made[number])
        return self._made[number]
