"""The bar at the bottom: how old the data is, which rules, the backup, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.extracts import is_old
from proactive_care.ui.theme import LARGE_TEXT, Look
from proactive_care.ui.widgets import Flow, IconLabel, Words, across, set_words, upright

_OLD_BACKUP_DAYS = 30


@dataclass(frozen=True)
class StatusFacts:
    """What the bar says. None is "there is none yet".

    ``rules`` names the packs in use, ``signed`` says whether a clinical lead has signed them off
    and when. ``stopped`` says why all invitations are stopped, empty while they are not. ``acute``
    red readings wait for a clinician: the rail says so, not the bar.
    """

    today: date
    extract: date | None = None
    rules: str = ""
    signed: date | None = None
    backup: date | None = None
    backup_time: str = ""
    stopped: str = ""
    acute: int = 0


class StatusBar(QFrame):
    """Quiet while all is well; loud when the data is old or something is missing."""

    def __init__(self, look: Look, *, demo: bool) -> None:
        super().__init__()
        self.setProperty("part", "status")
        self.setAccessibleName("Status")
        self._extract = _Item(look)
        self._rules = _Item(look)
        self._backup = _Item(look)
        self._offline = _Item(look)
        self._day = _Item(look)
        self._stopped = _Item(look)
        self._stopped.hide()
        left = Flow(
            self._extract, self._rules, self._backup, self._day, self._stopped, gap=12, line_gap=2
        )
        if demo:
            invented = _Item(look)
            invented.say("info", "warning", "Demo practice")
            invented.setToolTip("Nobody here is real")
            left.add(invented)
        left.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.addWidget(left, 1)
        row.addWidget(self._offline)
        self._offline.say("offline", "secondary", "Works offline. Nothing leaves this PC")
        look.changed.connect(self._fit)
        self._look = look
        self._fit()

    def show_facts(self, facts: StatusFacts) -> None:
        """Show the state of the practice."""
        self._extract.say(*extract_words(facts.extract, facts.today))
        if not facts.rules:
            self._rules.say("info", "secondary", "No patients sorted yet")
        elif facts.signed is None:
            self._rules.say("warning", "warning", f"Rules: {facts.rules}, not signed off")
        else:
            signed = show_date(facts.signed)
            self._rules.say("done", "good", f"Rules: {facts.rules}, signed off {signed}")
        self._backup.say(*backup_words(facts))
        self._day.say("", "secondary", f"As of {show_date(facts.today)}")
        self._stopped.say("warning", "warning", "All invitations are stopped")
        self._stopped.setToolTip(facts.stopped)
        self._stopped.setVisible(bool(facts.stopped))

    def words(self) -> list[str]:
        """Everything that the bar says."""
        items = (self._extract, self._rules, self._backup, self._offline, self._day)
        stopped = [] if self._stopped.isHidden() else [self._stopped.words()]
        return [*(item.words() for item in items), *stopped]

    def _fit(self) -> None:
        self.setMinimumHeight(self._look.pixels(26))
        self._offline.setVisible(self._look.text_percent < LARGE_TEXT)


class _Item(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._icon = IconLabel(look, "info", "secondary", 14)
        self._words = Words()
        self.setLayout(across(self._icon, self._words, 12, upright(), gap=6))

    def say(self, icon: str, colour: str, words: str) -> None:
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, colour)
        set_words(self._words, colour if colour in ("warning", "danger") else "small")
        self._words.setText(words)

    def words(self) -> str:
        return self._words.whole_text()


def extract_words(extract: date | None, today: date) -> tuple[str, str, str]:
    """Return icon, colour and words for the age of the data."""
    if extract is None:
        return "info", "secondary", "No data imported yet"
    days = (today - extract).days
    if days < 0:  # every age and every date that is due would be wrong
        return (
            "warning",
            "warning",
            f"Extract {show_date(extract)} is after today: check this PC’s date",
        )
    age = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} old"
    if is_old(extract, today):
        return "warning", "warning", f"Extract {show_date(extract)}, {age}: import newer data"
    return "done", "good", f"Extract {show_date(extract)}, {age}"


def backup_words(facts: StatusFacts) -> tuple[str, str, str]:
    """Return icon, colour and words for the newest backup."""
    if facts.backup is None:
        return "warning", "warning", "No backup yet"
    days = (facts.today - facts.backup).days
    when = "today" if days == 0 else show_date(facts.backup)
    words = f"Backed up {when} {facts.backup_time}".strip()
    if days > _OLD_BACKUP_DAYS:
        return "warning", "warning", f"{words}, {days} days ago"
    return "done", "good", words
