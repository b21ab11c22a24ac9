"""The Today page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.pages.today.alerts_card import AlertsCard
from proactive_care.ui.pages.today.cards import DataCard, StepsCard, TiersCard
from proactive_care.ui.pages.today.loading import (
    NeededRow,
    TodayFacts,
    load_housekeeping,
    load_today,
    tiers_for,
)
from proactive_care.ui.pages.today.work_cards import LettersCard, ToDoCard, TrayCard
from proactive_care.ui.pages.worklists.rows import shorter
from proactive_care.ui.shell import Desk, OpenPatient, Page, Place
from proactive_care.ui.tables import Cell, Column, Kind, Table, TableModel, dash
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    capitalised,
    down,
    link_button,
    scrolling,
)
from proactive_care.ui.work import EmptyPage
from proactive_care.worklists import is_for, load_worklist, role_words


class TodayPage(Page):
    """What needs this person: red readings by name, the tray, calls, and the state of the data."""

    key = "today"
    title = "Today"
    icon = "today"
    shortcut = "Ctrl+1"
    help_topic = "today"
    loads_on_enter = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look, session, day = desk.look, desk.session, desk.session.today()
        self.say(f"{day:%A} {day.day} {day:%b %Y}")
        clinical = session.may(Permission.VIEW_CLINICAL)
        self._tiers = tiers_for(session.role)
        self._arriving = False
        self._told = False  # whether anything has been loaded
        self.alerts = AlertsCard(desk)
        if not clinical:
            self.alerts.hide()
        self._make_needed()
        if not clinical:
            self.needed.hide()
        self.data = DataCard(desk)
        self.steps = StepsCard(desk, self.data.back_up)
        self.tiers = TiersCard(look, self._worklist)
        self.tray = TrayCard(desk)
        self.letters = LettersCard(desk)
        self.letters.hide()
        self.todo = ToDoCard(desk, rows=4 if clinical else 12)
        left = QWidget()
        first = () if clinical else (self.todo,)
        column = down(self.alerts, self.steps, self.needed, *first, gap=16)
        column.setStretch(2, 1)
        column.addStretch(0)
        left.setLayout(column)
        right = QWidget()
        beside = (self.todo,) if clinical else ()
        cards = [self.tray, self.letters, *beside, self.tiers, self.data]
        if not session.may(Permission.TAKE_READINGS):  # who keeps the data sees its state first
            cards.insert(0, cards.pop())
        right.setLayout(down(*cards, None, gap=16))
        content = QWidget()
        halves = Beside(left, right, lambda: look.pixels(900), gap=16)
        content.setLayout(down(halves, margins=(24, 16, 24, 16)))
        self.setLayout(down(scrolling(content), gap=0))

    def _make_needed(self) -> None:
        look = self.desk.look
        gaps = Tier.DATA_GAP in self._tiers
        title = "Tests and readings that are missing" if gaps else "Urgent and high patients"
        self.model: TableModel[NeededRow] = TableModel(
            _columns(),
            identity=lambda needed: (needed.row.patient, needed.framework),
            words=lambda needed: needed.row.words(),
        )
        self.table = Table(look, self.model, title, row_height=44)
        self.table.opened.connect(self._open)
        self.table.setMinimumHeight(look.pixels(240))
        worklist = link_button(look, "Open &worklist", partial(self._worklist, self._tiers))
        self.mine = Button(look, f"&For {role_words(self.desk.session.role)}", kind="chip")
        self.mine.setCheckable(True)
        self.mine.toggled.connect(self._filter)
        if not role_words(self.desk.session.role) or gaps:
            self.mine.hide()
        self.needed = Card(title, " ", (self.mine, worklist), padded=False)
        self.nobody = EmptyPage(look, "done", "Nobody is urgent or high", "")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nobody)
        self.needed.add(self._lists, 1)

    def enter(self, detail: object) -> None:
        self._arriving = True
        self.refresh()

    def refresh(self) -> None:
        session = self.desk.session
        worklist = self.desk.kept.once("worklist", partial(load_worklist, session))
        house = self.desk.kept.once("housekeeping", partial(load_housekeeping, session))
        load = partial(load_today, session, worklist, house)
        self.desk.fetch("Loading Today", load, self.show_facts)

    def first_focus(self) -> QWidget:
        if not self._told:  # what will be hidden must not get it, and pass it down the page
            return self
        if self.alerts.isVisible() and self.alerts.model.rowCount():
            return self.alerts.table
        if not self.steps.isHidden():
            return self.steps.first_button()
        if self.todo.isVisible() and self.todo.model.rowCount() and self.needed.isHidden():
            return self.todo.table
        return self.table if self.model.rowCount() else self.data.first_button()

    def show_facts(self, facts: TodayFacts) -> None:
        """Show what was loaded."""
        self._told = True
        self.alerts.show_waiting(facts.waiting)
        self.steps.show_facts(facts)
        self.tiers.show_tiers(facts.tiers)
        self.data.show_facts(facts)
        self.tray.show_tray(facts.tray)
        self.letters.show_letters(facts.letters)
        self.todo.show_todo(facts.todo)
        counts = ((tier, facts.tiers.get(tier, 0)) for tier in self._tiers)
        self.needed.note.setText(" · ".join(_counted(tier, count) for tier, count in counts))
        self.model.load(facts.needed)
        if not facts.sorted_patients:
            self.nobody.say(
                "Nobody has been sorted yet",
                "Import an extract; patients are then sorted at once.",
                "worklists",
            )
        elif Tier.DATA_GAP in self._tiers:
            self.nobody.say("Nothing is missing", "Every group could be worked out.", "done")
        else:
            self.nobody.say(
                "Nobody is urgent or high", "All patients are in calmer groups.", "done"
            )
        self._lists.setCurrentIndex(0 if facts.needed else 1)
        if facts.needed and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        if self._arriving and self.isAncestorOf(QApplication.focusWidget() or self):
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self._arriving = False
        self.take_focus()

    def _filter(self) -> None:
        role = self.desk.session.role
        self.model.filter(
            (lambda needed: is_for(role, needed.who)) if self.mine.isChecked() else None
        )

    def _open(self, needed: NeededRow) -> None:
        among = tuple(dict.fromkeys(n.row.patient for n in self.model.shown_rows()))
        opened = OpenPatient(needed.row.patient, among, self._list_name())
        self.desk.go(Place("patients", opened))

    def _list_name(self) -> str:
        return " and ".join(tier.value for tier in self._tiers)

    def _worklist(self, tiers: tuple[Tier, ...]) -> None:
        self.desk.go(Place("worklists", tiers))


def _counted(tier: Tier, count: int) -> str:
    if tier is Tier.DATA_GAP:
        return "1 patient" if count == 1 else f"{count:,} patients"
    return f"{count:,} {tier.value}"


def _columns() -> list[Column[NeededRow]]:
    return [
        Column("tier", "Tier", _tier, lambda n: n.mark.tier.rank, 104),
        Column("group", "Group", _group, lambda n: (n.mark.tier.rank, n.mark.group), 90),
        Column("name", "Patient", _name, lambda n: n.row.name.casefold(), 190, optional=False),
        Column("why", "Why", _why, lambda n: n.row.why or None, 210, stretch=True),
        Column("who", "Who, by when", _who, lambda n: n.who or None, 190, stretch=True),
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
    return Cell(shorter(words), tip=words) if words else dash("No reason was stored")


def _who(needed: NeededRow) -> Cell:
    if not needed.who:
        return dash("The rules in use do not name this group")
    who = capitalised(needed.who)
    return Cell(who, second=needed.by, tip=f"{who}, {needed.by}")
