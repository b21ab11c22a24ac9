"""Taking another pack into use for a framework, once who moves has been seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from proactive_care.accounts import Permission
from proactive_care.domain.progress import Progress
from proactive_care.frameworks import (
    Comparison,
    Stratification,
    load_pack,
    rule_text,
    stratify,
    use_pack,
)
from proactive_care.ui.pages.settings.rule_text import RuleTextDialog
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Button, Words, across, link_button, lowered
from proactive_care.ui.work import confirm


class Switching(QWidget):
    """The line below a comparison of two packs: read the other one, use it. ``done``: it is used.

    Nothing can be switched before the comparison was shown.
    """

    def __init__(self, desk: Desk, done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._done = desk, done
        self._found: Comparison | None = None
        self._pack = ""
        self.state = Words("", "strong", wrap=True)
        self.read = link_button(desk.look, "These rules in &full", self.show_text)
        self.use = Button(desk.look, "Use these rules &now…", self.ask, kind="primary")
        self._may = desk.session.may(Permission.SIGN_OFF_PACKS)
        row = across(self.state, self.read, self.use, gap=12)
        row.setStretchFactor(self.state, 1)
        self.setLayout(row)
        self.hide()

    def show_comparison(self, found: Comparison | None, pack: str | None) -> None:
        """Offer the pack of the other side; None: there is nothing to switch to."""
        self._found, self._pack = found, pack or ""
        offered = found is not None and pack is not None
        self.setVisible(offered)
        self.use.setVisible(offered and self._may)
        if found is not None:
            self.state.setText(_state(found))

    def show_text(self) -> None:
        """Show the other pack's rules in full."""
        assert self._found is not None
        text = rule_text(self._pack, self._found.framework.value)
        RuleTextDialog(self, self._desk, text).exec()

    def ask(self) -> None:
        """Ask, and take the other pack into use."""
        assert self._found is not None
        name = lowered(self._found.framework.label)
        if confirm(
            self, self._desk.look, f"Sort {name} by {self._found.after.name} from now on?",
            _consequence(self._found), "&Use these rules", danger=not self._found.after.signed,
        ):  # fmt: skip
            self.switch()

    def switch(self) -> None:
        """Take the other pack into use, and sort everybody anew by it."""
        assert self._found is not None
        session, pack, framework = self._desk.session, self._pack, self._found.framework.value

        def work(progress: Progress) -> Stratification:
            use_pack(session, pack, framework)
            return stratify(session, session.today(), framework=framework, progress=progress)

        self._desk.run("Sorting by the other rules", work, self._switched, can_cancel=False)

    def _switched(self, result: Stratification) -> None:
        assert self._found is not None
        version = load_pack(self._pack).version
        said = f"{self._found.framework.label} is sorted by {self._pack} {version} now:"
        next_step = "Read these rules and sign them: until then no letters can be printed."
        self._desk.messages.tell(
            "warning" if result.unsigned else "good",
            f"{said} {result.patients:,} patients.",
            next_step if result.unsigned else "",
        )
        self._done()
        self._desk.practice_changed.emit()


def _state(found: Comparison) -> str:
    if found.after.signed:
        return f"{found.after.name} is signed off by a clinical lead."
    return f"{found.after.name} is not signed off: results would carry a warning."


def _consequence(found: Comparison) -> str:
    said = (
        f"{found.moving(-1):,} patients become more urgent, {found.moving(1):,} less urgent. "
        "Everybody is sorted anew at once. What was found before is kept, and you can switch back."
    )
    if found.after.signed:
        return said
    return (
        f"{said} These rules are not signed off: lists carry a warning and no letters can be "
        "printed until a clinical lead has signed them."
    )
