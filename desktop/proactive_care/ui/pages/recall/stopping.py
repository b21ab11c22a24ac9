"""Short questions about recall: stop all invitations, how often, which streams get letters, and the
sessions there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from proactive_care.domain.vocabulary import Role
from proactive_care.recall import (
    Basis,
    letter_streams,
    recall_rules,
    recall_stop,
    resume_recall,
    roles_in_letters,
    save_recall_rules,
    save_sessions_per_week,
    sessions_per_week,
    stop_recall,
)
from proactive_care.ui.pages.readings.outcome_dialogs import ActingDialog
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import NumberBox, Words, capitalised

_MOST = 200
_BASES = {Basis.MIXED: "Mixed", Basis.RISK: "By risk", Basis.BIRTH_MONTH: "By birth month"}


class StopDialog(ActingDialog):
    """Asks why everything stops, or goes on."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        stop = recall_stop(desk.session)
        heading = "Stop all invitations?" if stop is None else "Let invitations go out again?"
        super().__init__(parent, desk.look, heading, "&Stop" if stop is None else "&Go on")
        about = (
            "Nobody is invited by letter, phone list or text until somebody lets them go out "
            "again. Batches can still be looked at, and outcomes recorded."
            if stop is None
            else stop.words
        )
        self.add(Words(about, "secondary", wrap=True))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("For example: no nurse until 2 November")
        self.labelled("Reason", self.reason)
        self.reason.setFocus()
        self._stops = stop is None
        self._session = desk.session

    def act(self) -> None:
        """Stop, or go on."""
        (stop_recall if self._stops else resume_recall)(self._session, self.reason.text())


def ask_to_stop(parent: QWidget, desk: Desk) -> bool:
    """Ask, and stop or go on. Returns whether it was done."""
    dialog = StopDialog(parent, desk)
    return dialog.ask(dialog.act)


class SessionsDialog(ActingDialog):
    """Asks how many sessions a week each role has for this work."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.look, "Sessions for reviews", "&Keep")
        self.add(
            Words(
                "How many sessions a week each role has for the people who come because of a "
                "letter. A session counts 3½ hours. “Not known” is not counted.",
                "secondary",
                wrap=True,
            )
        )
        self.fields: dict[Role, QSpinBox] = {}
        known = sessions_per_week(desk.session)
        for role in roles_in_letters():
            field = NumberBox()
            field.setRange(-1, _MOST)
            field.setSpecialValueText("not known")
            field.setSuffix(" a week")
            field.setValue(known.get(role, -1))
            self.labelled(capitalised(role.label), field)
            self.fields[role] = field
        self._session = desk.session

    def sessions(self) -> Mapping[Role, int]:
        """What is entered; a role that is not known is left out."""
        return {role: field.value() for role, field in self.fields.items() if field.value() >= 0}

    def act(self) -> None:
        """Keep them."""
        save_sessions_per_week(self._session, self.sessions())


def ask_sessions(parent: QWidget, desk: Desk) -> bool:
    """Ask, and keep the sessions. Returns whether they were kept."""
    dialog = SessionsDialog(parent, desk)
    return dialog.ask(dialog.act)


class RulesDialog(ActingDialog):
    """Asks how many invitations there are, how far apart, and the usual basis."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.look, "How often patients are invited", "&Keep")
        self.add(
            Words(
                "The first goes out as the patient prefers, the next by another way, the last by "
                "letter. Urgent and high patients who do not answer are then phoned.",
                "secondary",
                wrap=True,
            )
        )
        rules = recall_rules(desk.session)
        self.invitations = NumberBox()
        self.invitations.setRange(2, 4)
        self.invitations.setValue(rules.invitations)
        self.gap = NumberBox()
        self.gap.setRange(14, 90)
        self.gap.setSuffix(" days")
        self.gap.setValue(rules.gap_days)
        self.basis = QComboBox()
        for basis, name in _BASES.items():
            self.basis.addItem(name, basis.value)
        self.basis.setCurrentIndex(list(_BASES).index(rules.basis))
        self.labelled("Invitations in a round", self.invitations)
        self.labelled("Days between them, at least", self.gap)
        self.labelled("Usual basis", self.basis)
        self._session = desk.session

    def act(self) -> None:
        """Keep them."""
        basis = Basis(self.basis.currentData())
        rules = replace(
            recall_rules(self._session),
            invitations=self.invitations.value(),
            gap_days=self.gap.value(),
            basis=basis,
        )
        save_recall_rules(self._session, rules)


def ask_rules(parent: QWidget, desk: Desk) -> bool:
    """Ask, and keep the rules. Returns whether they were kept."""
    dialog = RulesDialog(parent, desk)
    return dialog.ask(dialog.act)


class StreamsDialog(ActingDialog):
    """Asks which streams get a letter of their own; the others are reached by their route."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, desk.look, "Kept apart from the usual letters", "&Keep")
        self.add(
            Words(
                "Each of these has a letter of its own, printed as a batch of its own. Without the "
                "tick they get no letter: they are listed under Escalated, Own routes. Nobody at "
                "the end of life gets a letter.",
                "secondary",
                wrap=True,
            )
        )
        self.boxes: dict[str, QCheckBox] = {}
        routes = recall_rules(desk.session).routes
        for stream in letter_streams():
            box = QCheckBox(stream.label)
            box.setAccessibleName(stream.label)
            box.setAccessibleDescription(f"Without a letter: {stream.route}")
            box.setToolTip(f"Without a letter: {stream.route}")
            box.setChecked(stream.key not in routes)
            self.add(box)
            self.boxes[stream.key] = box
        self._session = desk.session

    def act(self) -> None:
        """Keep them."""
        routes = frozenset(key for key, box in self.boxes.items() if not box.isChecked())
        save_recall_rules(self._session, replace(recall_rules(self._session), routes=routes))


def ask_streams(parent: QWidget, desk: Desk) -> bool:
    """Ask, and keep which streams get letters. Returns whether it was kept."""
    dialog = StreamsDialog(parent, desk)
    return dialog.ask(dialog.act)
