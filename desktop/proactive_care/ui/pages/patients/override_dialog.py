"""A clinician puts one patient into another group for a while, or ends that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from proactive_care.accounts import Session, full_names
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import (
    LONGEST_DAYS,
    GroupOverride,
    ResultRow,
    RuleLine,
    end_override,
    override_group,
    patient_results,
    rule_book,
    standing_override,
)
from proactive_care.ui.entrance.form import Field, text_field
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words
from proactive_care.ui.work import Dialog

_USUAL_DAYS = 90


@dataclass(frozen=True)
class Choice:
    """What the dialog starts from: the computed result, all groups, and what holds already."""

    row: ResultRow
    groups: tuple[RuleLine, ...]
    standing: GroupOverride | None


def load_choice(session: Session, patient: int, framework: Framework) -> Choice | None:
    """Return what can be chosen for a patient; None if they are not sorted in this framework."""
    for row in patient_results(session, patient):
        if row.framework == framework.value:
            return Choice(
                row,
                rule_book(row.pack, framework.value).groups,
                standing_override(session, patient, framework.value),
            )
    return None


class OverrideDialog(Dialog):
    """Accepted once something was done; every error stays at its field."""

    def __init__(self, parent: QWidget, look: Look, session: Session, choice: Choice) -> None:
        row = choice.row
        name = Framework(row.framework).label
        super().__init__(
            parent, look, f"Another group for {name if name == 'COPD' else name.lower()}"
        )
        self._session, self._choice = session, choice
        said = f"The rules say {row.group} · {row.tier}. That stays visible beside your group."
        self.add(Words(said, wrap=True))
        self.standing = Words("", "secondary", wrap=True)
        self.add(self.standing)
        self.standing.setVisible(choice.standing is not None)
        self.group = QComboBox()
        for line in choice.groups:
            if line.id != row.group:
                tier = line.tier.value if line.tier else ""
                self.group.addItem(f"{line.id} · {tier}", line.id)
        reason, self.reason = text_field("&Reason")
        today = session.today()
        self.until = QDateEdit(_qt(today + timedelta(days=_USUAL_DAYS)))
        self.until.setDisplayFormat("d MMM yyyy")
        self.until.lineEdit().setTextMargins(6, 0, 0, 0)
        self.until.setDateRange(_qt(today), _qt(today + timedelta(days=LONGEST_DAYS)))
        self.fields = {
            "group": Field("&Group", self.group),
            "reason": reason,
            "until": Field("&Last day", self.until, "Then the computed group counts again."),
        }
        for field in self.fields.values():
            field.add_to(self.body)
        self.problem = Words("", "danger", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        if choice.standing is not None:
            self._show_standing(choice.standing)
        self.add_button(Button(look, "&Cancel", self.reject))
        verb = Button(look, "&Put in this group", self.decide, kind="primary")
        self.add_button(verb, default=True)
        self.group.setFocus()

    def decide(self) -> None:
        """Put the patient into the chosen group."""
        chosen = self.until.date()
        row = self._choice.row
        for field in self.fields.values():
            field.mark_right()
        try:
            override_group(
                self._session, row.patient, row.framework, group=self.group.currentData(),
                reason=self.reason.text(),
                until=date(chosen.year(), chosen.month(), chosen.day()),
            )  # fmt: skip
        except InvalidInput as error:
            self.fields[error.field].mark_wrong(error)
        except KnownError as error:
            self._refuse(error)
        else:
            self.accept()

    def end(self) -> None:
        """End the override that holds."""
        assert self._choice.standing is not None
        try:
            end_override(self._session, self._choice.standing.id)
        except KnownError as error:
            self._refuse(error)
        else:
            self.accept()

    def _show_standing(self, standing: GroupOverride) -> None:
        by = full_names(self._session).get(standing.by, standing.by)
        self.standing.setText(
            f"Now in {standing.priority_group} · {standing.tier} until"
            f" {show_date(standing.until)}, by {by}: {standing.reason}"
        )
        self.add_button(Button(self.look, "&End it now", self.end))

    def _refuse(self, error: KnownError) -> None:
        self.problem.setText(str(error))
        self.problem.show()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
