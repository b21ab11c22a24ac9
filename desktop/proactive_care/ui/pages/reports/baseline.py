"""Starting the backlog's baseline again: for which conditions, and why. Earlier ones are kept."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.vocabulary import Framework
from proactive_care.reports import start_baseline_again
from proactive_care.ui.entrance.form import Field, text_field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog


class BaselineDialog(Dialog):
    """Accepted once a new baseline is frozen; ``started`` names the conditions that got one."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        super().__init__(parent, look, "Start the baseline again?", icon="warning", colour="danger")
        self._session = session
        self.started: tuple[Framework, ...] = ()
        self.add(
            Words(
                "The backlog is counted against its baseline. A new one is taken from the newest "
                "sorting, and every report counts from there. Do this only when the first import "
                "was not the whole practice, or other rules are in use. Earlier baselines are "
                "kept, and the audit names you.",
                wrap=True,
            )
        )
        self.framework = QComboBox()
        self.framework.addItem("Every condition", None)
        for each in Framework:
            self.framework.addItem(each.label, each.value)
        self.reason_field, self.reason = text_field(
            "&Why", "For example: the first import had no medications."
        )
        Field("&For", self.framework).add_to(self.body)
        self.reason_field.add_to(self.body)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.add_button(Button(look, "&Cancel", self.reject), default=True)
        self.add_button(Button(look, "&Start again", self.start, kind="danger"))
        self.reason.setFocus()

    def start(self) -> None:
        """Freeze the new baseline; every error stays in the dialog."""
        self.reason_field.mark_right()
        self.problem.hide()
        chosen = self.framework.currentData()
        try:
            self.started = start_baseline_again(
                self._session, self.reason.text(), Framework(chosen) if chosen else None
            )
        except InvalidInput as error:
            self.reason_field.mark_wrong(error)
        except KnownError as error:
            self._refuse(str(error))
        else:
            if self.started:
                self.accept()
            else:
                self._refuse("Nobody was sorted there yet: there is nothing to count from.")

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()
