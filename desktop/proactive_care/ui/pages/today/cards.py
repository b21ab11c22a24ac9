"""The cards beside the list on Today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from proactive_care.accounts import Permission, back_up
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.ui.pages.today.loading import TodayFacts
from proactive_care.ui.shell import Desk, Place
from proactive_care.ui.shell.status_bar import backup_words, extract_words
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Button,
    Card,
    IconLabel,
    TierTag,
    Words,
    across,
    down,
    rule,
    set_words,
)


class TiersCard(Card):
    """How many patients are in each tier; the figure opens the list."""

    def __init__(self, look: Look, choose: Callable[[tuple[Tier, ...]], object]) -> None:
        super().__init__("Patients by tier")
        self.body.setSpacing(4)
        self._buttons: dict[Tier, Button] = {}
        for tier in Tier:
            button = Button(look, "0", partial(choose, (tier,)), kind="link")
            self._buttons[tier] = button
            self.add(across(TierTag(look, tier), None, button))

    def show_tiers(self, tiers: Mapping[Tier, int]) -> None:
        """Show the counts; without any the card is hidden."""
        self.setVisible(bool(tiers))
        for tier, button in self._buttons.items():
            count = tiers.get(tier, 0)
            button.setText(f"{count:,}")
            button.setAccessibleName(f"{count:,} {tier.value}: open the list")


class DataCard(Card):
    """How old the data is, the backup, and what is unfinished around them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Data and backup", padded=False)
        self._desk = desk
        look, session = desk.look, desk.session
        self.extract = _StateRow(
            look, Button(look, "&Import", partial(desk.go, Place("data")), kind="small")
        )
        self.backup = _StateRow(look, Button(look, "&Back up", self.back_up, kind="small"))
        self.extract.button.setVisible(session.may(Permission.IMPORT))
        self.backup.button.setVisible(session.may(Permission.MANAGE_BACKUPS))
        self.rules = _StateRow(look, Button(look, "Rea&d", self._rules, kind="small"))
        self.coding = _StateRow(
            look, Button(look, "List", partial(desk.go, Place("recall", "coding")), kind="small")
        )
        codelists = Place("settings", "Codelists")
        self.unmapped = _StateRow(
            look, Button(look, "Ma&p", partial(desk.go, codelists), kind="small")
        )
        self._lines = {row: rule() for row in (self.backup, self.rules, self.coding, self.unmapped)}
        self.add(self.extract)
        for row, line in self._lines.items():
            self.add(line)
            self.add(row)
        self.body.setSpacing(0)

    def first_button(self) -> QWidget:
        """Where the keyboard goes when there is nothing else."""
        return self.extract.button

    def show_facts(self, facts: TodayFacts) -> None:
        """Show the state."""
        status = facts.status
        patients = f"{facts.patients:,} patients" if facts.patients else ""
        self.extract.say(*extract_words(status.extract, status.today), patients)
        self.backup.say(*backup_words(status), "Opened and checked" if status.backup else "")
        self._show(self.rules, bool(facts.unsigned and facts.patients))
        names = ", ".join(framework.label for framework in facts.unsigned)
        self.rules.say(
            "warning",
            "warning",
            f"{_count(len(facts.unsigned), 'rule book')} not signed off",
            names,
        )
        house = facts.house
        self._show(self.coding, house.to_code > 0)
        late = f"{house.overdue:,} for more than 30 days" if house.overdue else ""
        self.coding.say(
            "warning" if house.overdue else "info",
            "warning" if house.overdue else "secondary",
            f"{_count(house.to_code, 'entry', 'entries')} to code in the clinical system",
            late,
        )
        self._show(self.unmapped, house.unmapped > 0)
        self.unmapped.say(
            "info", "secondary", f"{_count(house.unmapped, 'code')} that no rule knows",
            "Look through them once after each import",
        )  # fmt: skip

    def _show(self, row: _StateRow, shown: bool) -> None:
        row.setVisible(shown)
        self._lines[row].setVisible(shown)

    def _rules(self) -> None:
        self._desk.go(Place("settings", Framework.HYPERTENSION))

    def back_up(self) -> None:
        """Make a verified backup."""
        session = self._desk.session

        def work(_progress: Progress) -> str:
            path, _check = back_up(session)
            return path.name

        self._desk.run("Backing up", work, self._backed_up, can_cancel=False)

    def _backed_up(self, name: str) -> None:
        self._desk.messages.tell(
            "good",
            "Backup made, opened and checked.",
            f"It is called {name} and lies beside the practice. Data puts one on another disk.",
        )
        self._desk.practice_changed.emit()


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class _StateRow(QWidget):
    def __init__(self, look: Look, button: Button) -> None:
        super().__init__()
        self.button = button
        self._icon = IconLabel(look, "info", "secondary", 20)
        self._words = Words("", "strong", wrap=True)
        self._second = Words("", "secondary", wrap=True)
        row = across(
            self._icon,
            down(self._words, self._second, gap=2),
            button,
            gap=12,
            margins=(16, 10, 12, 10),
        )
        row.setStretch(1, 1)
        self.setLayout(row)

    def say(self, icon: str, colour: str, words: str, second: str) -> None:
        self._icon.show_icon(icon, colour)
        self._words.setText(words)
        set_words(self._words, "warning" if colour == "warning" else "strong")
        self._second.setText(second)
        self._second.setVisible(bool(second))


class StepsCard(Card):
    """What is still to be done before the first list can be trusted.

    Only what is not done is shown, and nothing to who can do none of it.
    """

    def __init__(self, desk: Desk, back_up_now: Callable[[], object]) -> None:
        super().__init__("First steps", "ten minutes, once")
        look, session = desk.look, desk.session
        self._import = _Step(
            look,
            "Import an extract",
            "Choose the files that the clinical system exported. Nothing is kept before you agree.",
            Button(look, "Imp&ort", partial(desk.go, Place("data")), kind="primary"),
        )
        self._sign = _Step(
            look,
            "Sign off the rules",
            "A clinical lead reads the rules and their examples, and signs them.",
            Button(look, "Read the rul&es", self._rules),
        )
        self._back_up = _Step(
            look,
            "Make a backup",
            "An encrypted copy, opened and checked. Keep it on a stick, apart from this PC.",
            Button(look, "Back &up", back_up_now),
        )
        self._desk = desk
        self._steps = (self._import, self._sign, self._back_up)
        for step in self._steps:
            self.add(step)
        self._allowed = {
            self._import: session.may(Permission.IMPORT),
            self._sign: session.may(Permission.SIGN_OFF_PACKS),
            self._back_up: session.may(Permission.MANAGE_BACKUPS),
        }

    def show_facts(self, facts: TodayFacts) -> None:
        """Show which steps are done."""
        status = facts.status
        self._import.set_done(status.extract is not None)
        self._sign.set_done(not facts.unsigned)
        self._back_up.set_done(status.backup is not None)
        for step in self._steps:
            step.button.setEnabled(self._allowed[step])
            step.setVisible(not step.done)
        waiting = [step for step in self._steps if not step.done]
        done = len(self._steps) - len(waiting)
        self.note.setText(f"{done} of {len(self._steps)} done" if done else "ten minutes, once")
        self.setVisible(any(self._allowed[step] for step in waiting))

    def first_button(self) -> QPushButton:
        """The button of the first step that is not done."""
        waiting = [step for step in self._steps if not step.done]
        return (waiting or list(self._steps))[0].button

    def _rules(self) -> None:
        self._desk.go(Place("settings", Framework.HYPERTENSION))


class _Step(QWidget):
    def __init__(self, look: Look, title: str, text: str, button: Button) -> None:
        super().__init__()
        self.button, self.done = button, False
        self._icon = IconLabel(look, "dot", "secondary", 20)
        self._title = Words(title, "strong")
        row = across(
            self._icon,
            down(self._title, Words(text, "secondary", wrap=True), gap=2),
            button,
            gap=12,
        )
        row.setStretch(1, 1)
        self.setLayout(row)

    def set_done(self, done: bool) -> None:
        self.done = done
        self._icon.show_icon("done" if done else "chevron-right", "good" if done else "primary")
        self.button.setVisible(not done)
        self.setAccessibleName(f"{self._title.text()}: {'done' if done else 'to do'}")
