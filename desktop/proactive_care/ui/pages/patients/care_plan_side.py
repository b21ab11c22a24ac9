"""The versions of a plan and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from proactive_care.care_plans import TO_PATIENT, PlanStep, PlanVersion, RecordedStep
from proactive_care.domain.dates import show_date
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Card, Flow, Words, capitalised, down, lowered


class PlanSide(QWidget):
    """``open_version`` and ``open_summary`` carry a version's number, ``step_asked`` a step."""

    open_version = Signal(int)
    open_summary = Signal(int)
    step_asked = Signal(object, str)

    def __init__(self, look: Look, named: Callable[[str], str]) -> None:
        super().__init__()
        self._look, self._named = look, named
        self._versions = down(gap=8)
        versions = Card("Versions")
        versions.add(self._versions)
        self._steps = down(gap=6)
        self._actions = Flow(gap=8, line_gap=6)
        steps = Card("What became of it")
        steps.add(self._actions)
        steps.add(self._steps)
        self.setLayout(down(versions, steps, None, gap=12))

    def show_plans(self, versions: Sequence[PlanVersion], steps: Sequence[RecordedStep]) -> None:
        """Show versions and steps, newest first."""
        _empty(self._versions)
        for version in versions:
            self._versions.addWidget(self._version(version))
        if not versions:
            self._versions.addWidget(Words("No version was printed yet.", "secondary", wrap=True))
        _empty(self._steps)
        for step in steps:
            self._steps.addWidget(Words(_told(step, self._named(step.by)), wrap=True))
        self._actions.clear()
        for words, offer, to_whom in _offers(versions):
            self._actions.add(
                Button(self._look, words, partial(self.step_asked.emit, offer, to_whom),
                       kind="small")
            )  # fmt: skip

    def _version(self, version: PlanVersion) -> QWidget:
        part = QWidget()
        number, paper = version.version, version.format
        pages = "1 page" if version.pages == 1 else f"{version.pages} pages"
        look = self._look
        buttons = Flow(
            Button(look, "Open", partial(self.open_version.emit, number), kind="small"),
            Button(look, "Summary", partial(self.open_summary.emit, number), kind="small"),
            gap=6,
            line_gap=4,
        )
        for button, what in zip(buttons.findChildren(Button), ("Open", "Summary of"), strict=True):
            button.setAccessibleName(f"{what} version {number}")
        part.setLayout(
            down(
                Words(f"Version {number}, {show_date(version.made_on)}", "strong", wrap=True),
                Words(
                    f"{pages}, {lowered(paper)}, {self._named(version.by)}",
                    "secondary",
                    wrap=True,
                ),
                buttons,
                gap=2,
            )
        )
        return part


def _offers(versions: Sequence[PlanVersion]) -> list[tuple[str, PlanStep, str]]:
    if not versions:
        return [("Plan declined", PlanStep.DECLINED, "")]
    offers = [
        ("Agreed today", PlanStep.AGREED, ""),
        ("Reviewed today", PlanStep.REVIEWED, ""),
        ("Copy given to patient", PlanStep.COPY_GIVEN, TO_PATIENT),
    ]
    words = versions[0].words
    if words.carer.strip() and words.carer_may_know:
        offers.append((f"Copy given to {words.carer}", PlanStep.COPY_GIVEN, words.carer))
    return offers


def _told(step: RecordedStep, by: str) -> str:
    version = f" version {step.version}" if step.version else ""
    to_whom = f" to {step.to_whom}" if step.to_whom else ""
    what = capitalised(step.what.value)
    return f"{show_date(step.day)}: {what}{to_whom}{',' if version else ''}{version} ({by})"


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
