"""Local adaptations: what they are, who switched them, and who moves before it is done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from proactive_care.accounts import Permission, Session
from proactive_care.domain.dates import show_date
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import (
    Adaptation,
    Stratification,
    Switch,
    adaptation_switches,
    compare,
    latest_results,
    packs_in_use,
    stratify,
    switch_adaptation,
)
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.shell import Desk
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Words, across, capitalised, down, scrolling
from proactive_care.ui.work import Dialog

_FLAG = "local: "


@dataclass(frozen=True)
class AdaptationRow:
    """An adaptation, and how many patients carry its mark now."""

    switch: Switch
    patients: int

    @property
    def on(self) -> bool:
        return self.switch.adaptation.on


@dataclass(frozen=True)
class Movement:
    """How many would move in one framework: to a more urgent tier, to a less urgent one, within."""

    framework: Framework
    more: int
    less: int
    within: int


class Adaptations(Section):
    """The list, what the chosen one does, and the switch."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._loaded = False
        look = desk.look
        words = Words(
            "The core rules stay as they are published. An adaptation is laid over them: it raises "
            "some patients or puts them first, and is marked “local” wherever it shows.",
            "secondary",
            wrap=True,
        )
        self.model: TableModel[AdaptationRow] = TableModel(
            _columns(),
            identity=lambda row: row.switch.adaptation.id,
            words=lambda row: row.switch.adaptation.title,
        )
        self.table = Table(look, self.model, "Local adaptations", row_height=44, wrap=True)
        self.table.setMinimumHeight(look.pixels(300))
        self.table.current_changed.connect(self._tell)
        self.table.opened.connect(lambda _row: self.ask())
        card = Card("Local adaptations", " ", padded=False)
        card.add(self.table, 1)
        self.about = Words("", wrap=True)
        self.button = Button(look, "S&witch on…", self.ask, kind="primary")
        self.lead = Words("Only a clinical lead can switch them.", "secondary", wrap=True)
        self._may = desk.session.may(Permission.SIGN_OFF_PACKS)
        (self.lead if self._may else self.button).hide()
        detail = Card()
        row = across(down(self.about, self.lead, gap=4), self.button, gap=16)
        row.setStretch(0, 1)
        detail.add(row)
        content = QWidget()
        column = down(words, card, detail, gap=12, margins=(16, 12, 16, 12))
        column.setStretch(1, 1)
        content.setLayout(column)
        self.setLayout(down(scrolling(content), gap=0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.refresh()

    def refresh(self) -> None:
        """Load again, off the window's thread: every patient's marks are counted."""
        self._loaded = True
        session = self._desk.session
        self._desk.fetch("Reading the adaptations", lambda _p: load_rows(session), self._show)

    def ask(self) -> None:
        """Work out who would move, show it, and switch if the answer is yes."""
        row, session = self.table.current_row(), self._desk.session
        if row is None or not self._may:
            return

        def work(progress: Progress) -> tuple[Movement, ...]:
            return movements(session, row.switch.adaptation, progress)

        def shown(found: tuple[Movement, ...]) -> None:
            dialog = SwitchDialog(self, self._desk.look, row, found)
            if dialog.exec() == QDialog.DialogCode.Accepted:
                self.switch(row)

        self._desk.run("Working out who moves", work, shown)

    def switch(self, row: AdaptationRow) -> None:
        """Switch an adaptation, and sort everybody anew."""
        session, adaptation = self._desk.session, row.switch.adaptation

        def work(progress: Progress) -> Stratification:
            switch_adaptation(session, adaptation.id, not adaptation.on)
            return stratify(session, session.today(), progress=progress)

        def done(_result: Stratification) -> None:
            self._desk.practice_changed.emit()
            state = "off" if adaptation.on else "on"
            self._desk.messages.tell(
                "good",
                f"{capitalised(adaptation.title)} is switched {state}.",
                "Everybody was sorted anew.",
            )

        self._desk.run("Switching and sorting", work, done, can_cancel=False)

    def _show(self, rows: tuple[AdaptationRow, ...]) -> None:
        place = max(0, self.table.currentIndex().row())
        self.model.load(rows)
        self.table.go_to(place)
        self._tell(self.table.current_row())

    def _tell(self, row: AdaptationRow | None) -> None:
        self.button.setEnabled(row is not None)
        if row is None:
            self.about.setText("")
            return
        adaptation = row.switch.adaptation
        self.about.setText(
            f"{capitalised(adaptation.title)}: {action_words(adaptation)}. Written by "
            f"{adaptation.author}, {show_date(adaptation.written)}."
        )
        self.button.rename("S&witch off…" if row.on else "S&witch on…")


class SwitchDialog(Dialog):
    """Who moves, framework by framework, before the switch."""

    def __init__(
        self, parent: QWidget, look: Look, row: AdaptationRow, found: tuple[Movement, ...]
    ) -> None:
        state = "off" if row.on else "on"
        title = row.switch.adaptation.title
        super().__init__(parent, look, f"Switch {state}: {title}?")
        lines = [movement_words(each) for each in found if each.more or each.less or each.within]
        self.summary = Words("\n".join(lines) or "Nobody moves on today's data.", wrap=True)
        self.add(self.summary)
        self.add(
            Words(
                "Everybody is sorted anew at once. It is kept who switched it, and when.",
                "secondary",
                wrap=True,
            )
        )
        self.add_button(Button(look, "&Cancel", self.reject))
        verb = f"S&witch {state}"
        self.add_button(Button(look, verb, self.accept, kind="primary"), default=True)


def load_rows(session: Session) -> tuple[AdaptationRow, ...]:
    """Return every adaptation with the patients who carry its mark. Raises NotPermitted."""
    marked: dict[str, set[int]] = {}
    switches = adaptation_switches(session)
    for framework in Framework:
        for result in latest_results(session, framework.value):
            for flag in result.flags:
                if flag.startswith(_FLAG):
                    for each in switches:
                        if _is_mark(flag, each.adaptation):
                            marked.setdefault(each.adaptation.id, set()).add(result.patient)
    return tuple(AdaptationRow(s, len(marked.get(s.adaptation.id, ()))) for s in switches)


def movements(session: Session, adaptation: Adaptation, progress: Progress) -> tuple[Movement, ...]:
    """Return who would move in each framework that the adaptation is for.

    Raises NotPermitted, Cancelled.
    """
    packs = packs_in_use(session)
    chosen = adaptation.frameworks or tuple(Framework)
    found = []
    for framework in chosen:
        compared = compare(
            session, session.today(), framework=framework.value, pack=packs[framework].id,
            adaptation=adaptation.id, progress=progress,
        )  # fmt: skip
        ways = Counter(
            (m.after.tier.rank > m.before.tier.rank) - (m.after.tier.rank < m.before.tier.rank)
            for m in compared.movers
            if m.before.tier is not None and m.after.tier is not None
        )
        more, less = (ways[-1], ways[1]) if not adaptation.on else (ways[1], ways[-1])
        found.append(Movement(framework, more, less, ways[0]))
    return tuple(found)


def movement_words(each: Movement) -> str:
    """Say how many would move in a framework."""
    parts = []
    for count, words in (
        (each.more, "to a more urgent tier"),
        (each.less, "to a less urgent tier"),
        (each.within, "within their tier"),
    ):
        if count:
            people = "1 patient" if count == 1 else f"{count:,} patients"
            parts.append(f"{people} {words}")
    return f"{each.framework.label}: {', '.join(parts)}"


def action_words(adaptation: Adaptation) -> str:
    """Say what an adaptation does and for whom."""
    what = {
        "raise one tier": "raises patients one tier",
        "top of tier": "puts patients first within their tier",
        "add flag": "marks patients, and moves nobody",
    }.get(adaptation.action, adaptation.action.replace("raise to", "raises patients to"))
    return f"{what}, {for_words(adaptation)}"


def for_words(adaptation: Adaptation) -> str:
    """Say which conditions an adaptation is for."""
    if not adaptation.frameworks:
        return "in every condition"
    return "in " + ", ".join(framework.label for framework in adaptation.frameworks)


def _is_mark(flag: str, adaptation: Adaptation) -> bool:
    words = f"{_FLAG}{adaptation.title}"
    return flag == words or flag.startswith(f"{words}, ")


def _columns() -> list[Column[AdaptationRow]]:
    return [
        Column(
            "title", "Who", lambda r: Cell(capitalised(r.switch.adaptation.title), Kind.STRONG),
            lambda r: r.switch.adaptation.title, 170,
        ),
        Column(
            "does", "What it does",
            lambda r: Cell(capitalised(action_words(r.switch.adaptation))), None, 190,
        ),
        Column("why", "Why", lambda r: Cell(r.switch.adaptation.reason), None, 220, stretch=True),
        Column("patients", "Patients", _patients, lambda r: r.patients, 84),
        Column("state", "State", _state, lambda r: not r.on, 190),
    ]  # fmt: skip


def _patients(row: AdaptationRow) -> Cell:
    if not row.on:
        return dash("Switched off")
    return Cell(f"{row.patients:,}")


def _state(row: AdaptationRow) -> Cell:
    switch = row.switch
    state = "On" if row.on else "Off"
    kind = Kind.GOOD if row.on else Kind.TEXT
    if switch.at is None:
        return Cell(state, kind, second="as it is shipped")
    day = show_date(switch.at.astimezone().date())
    return Cell(state, kind, second=f"{switch.by}, {day}")
