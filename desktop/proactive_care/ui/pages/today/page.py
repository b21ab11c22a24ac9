"""The Today page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.vocabulary import Tier
from proactive_care.readings import count_acute
from proactive_care.ui.pages.today.cards import DataCard, StepsCard, TiersCard
from proactive_care.ui.pages.today.loading import NeededRow, TodayFacts, load_today
from proactive_care.ui.shell import Desk, OpenPatient, Page, Place
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import Beside, Card, down, link_button, scrolling
from proactive_care.ui.work import EmptyPage
from proactive_care.worklists import load_worklist


class TodayPage(Page):
    """Urgent and high patients, the state of the data and the backup, and first steps."""

    key = "today"
    title = "Today"
    icon = "today"
    shortcut = "Ctrl+1"
    help_topic = "today"
    loads_on_enter = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look, day = desk.look, desk.session.today()
        self.say(f"{day:%A} {day.day} {day:%b %Y}")
        self.model: TableModel[NeededRow] = TableModel(
            _columns(),
            identity=lambda needed: (needed.row.patient, needed.framework),
            words=lambda needed: needed.row.words(),
        )
        self.table = Table(look, self.model, "Urgent and high patients", row_height=44)
        self.table.opened.connect(self._open)
        self.table.setMinimumHeight(look.pixels(240))
        worklist = link_button(look, "Open &worklist", partial(self._worklist, ()))
        self.needed = Card("Urgent and high patients", " ", (worklist,), padded=False)
        self.nobody = EmptyPage(look, "done", "Nobody is urgent or high", "")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nobody)
        self.needed.add(self._lists, 1)
        if not desk.session.may(Permission.VIEW_CLINICAL):
            self.needed.hide()
        self.data = DataCard(desk)
        self.steps = StepsCard(desk, self.data.back_up)
        self.tiers = TiersCard(desk.look, self._worklist)
        left = QWidget()
        column = down(self.steps, self.needed, gap=16)
        column.setStretch(1, 1)
        column.addStretch(0)
        left.setLayout(column)
        right = QWidget()
        right.setLayout(down(self.tiers, self.data, None, gap=16))
        content = QWidget()
        beside = Beside(left, right, lambda: look.pixels(900), gap=16)
        content.setLayout(down(beside, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))

    def enter(self, detail: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        session = self.desk.session
        worklist = self.desk.kept.once("worklist", partial(load_worklist, session))
        self.desk.fetch("Loading Today", partial(load_today, session, worklist), self.show_facts)

    def first_focus(self) -> QWidget:
        if not self.steps.isHidden():
            return self.steps.first_button()
        return self.table if self.model.rowCount() else self.data.first_button()

    def show_facts(self, facts: TodayFacts) -> None:
        """Show what was loaded."""
        self.steps.show_facts(facts)
        self.tiers.show_tiers(facts.tiers)
        self.data.show_facts(facts)
        urgent, high = facts.tiers.get(Tier.URGENT, 0), facts.tiers.get(Tier.HIGH, 0)
        self.needed.note.setText(f"{urgent:,} urgent · {high:,} high")
        self.model.load(facts.needed)
        if facts.sorted_patients:
            self.nobody.say("Nobody is urgent or high", "All patients are in calmer groups.")
        else:
            self.nobody.say(
                "Nobody has been sorted yet", "Import an extract; patients are then sorted at once."
            )
        self._lists.setCurrentIndex(0 if facts.needed else 1)
        if facts.needed and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self._say_red()
        self.take_focus()

    def _say_red(self) -> None:
        """A red reading stays here until a clinician has closed it."""
        acute = count_acute(self.desk.session)
        if acute:
            waiting = "1 red reading waits" if acute == 1 else f"{acute:,} red readings wait"
            self.desk.messages.tell(
                "danger",
                f"{waiting} for a clinician's outcome.",
                action="Open the alerts",
                do=partial(self.desk.go, Place("readings", "alerts")),
            )

    def _open(self, needed: NeededRow) -> None:
        among = tuple(dict.fromkeys(n.row.patient for n in self.model.shown_rows()))
        opened = OpenPatient(needed.row.patient, among, "urgent and high")
        self.desk.go(Place("patients", opened))

    def _worklist(self, tiers: tuple[Tier, ...]) -> None:
        self.desk.go(Place("worklists", tiers))


def _columns() -> list[Column[NeededRow]]:
    return [
        Column("tier", "Tier", _tier, lambda n: n.mark.tier.rank, 104),
        Column("group", "Group", _group, lambda n: (n.mark.tier.rank, n.mark.group), 90),
        Column("name", "Patient", _name, lambda n: n.row.name.casefold(), 190, optional=False),
        Column("why", "Why", _why, lambda n: n.row.why or None, 210, stretch=True),
        Column("who", "Who, by when", _who, lambda n: n.who or None, 190),
    ]


def _tier(needed: NeededRow) -> Cell:
    return Cell(needed.mark.tier.value.capitalize(), Kind.TAG, needed.mark.tier)


def _group(needed: NeededRow) -> Cell:
    return Cell(f"{needed.framework.short_label} {needed.mark.group}", Kind.STRONG)


def _name(needed: NeededRow) -> Cell:
    row = needed.row
    age = "age not known" if row.age is None else str(row.age)
    return Cell(row.name, Kind.STRONG, second=" · ".join(p for p in (age, row.village) if p))


def _why(needed: NeededRow) -> Cell:
    words = needed.row.why
    return Cell(words, tip=words) if words else dash("No reason was stored")


def _who(needed: NeededRow) -> Cell:
    if not needed.who:
        return dash("The rules in use do not name this group")
    return Cell(needed.who, second=needed.by, tip=f"{needed.who}, {needed.by}")
