"""The Care plan tab: the conversation, the check, the printed versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from proactive_care import care_plans
from proactive_care.accounts import Session
from proactive_care.care_plans import (
    PlanDraft,
    PlanPreview,
    PlanStep,
    PlanVersion,
    PlanWords,
    PrintedPlan,
    RecordedStep,
)
from proactive_care.documents import LetterFormat
from proactive_care.domain.progress import Progress
from proactive_care.ui.pages.patients.care_plan_check import PlanCheck
from proactive_care.ui.pages.patients.care_plan_editor import PlanEditor
from proactive_care.ui.pages.patients.care_plan_side import PlanSide
from proactive_care.ui.pdf import PdfDocument, PdfViewer
from proactive_care.ui.shell import Desk
from proactive_care.ui.widgets import Beside, Button, Words, across, down, scrolling

TALK, CHECK, PAPER = range(3)
_KEEP_AFTER_MS = 2_000


@dataclass(frozen=True)
class LoadedPlan:
    """Everything that the tab shows of one patient."""

    draft: PlanDraft
    preview: PlanPreview
    versions: tuple[PlanVersion, ...]
    steps: tuple[RecordedStep, ...]


def load_plan(session: Session, patient: int, _progress: Progress) -> LoadedPlan:
    """Open a patient's plan. The services audit that somebody looked."""
    today = session.today()
    draft = care_plans.open_plan(session, patient, today)
    return LoadedPlan(
        draft,
        care_plans.preview_plan(session, patient, draft.words, today),
        care_plans.plan_versions(session, patient),
        care_plans.plan_steps(session, patient),
    )


class CarePlanTab(QWidget):
    """Opens a plan when it is looked at, and keeps what is typed as a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._patient: int | None = None
        self._loaded: int | None = None
        self.preview: PlanPreview | None = None
        self.editor = PlanEditor(look)
        self.editor.changed.connect(self._touched)
        self.side = PlanSide(look, desk.full_name)
        self.check = PlanCheck(look)
        self.viewer = PdfViewer(desk)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self._stack = QStackedWidget()
        for part in (self._talk(), self.check, self._paper()):
            self._stack.addWidget(part)
        self.setLayout(down(self._stack, gap=0))
        # Its parts scroll by themselves: the record around them need not.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.side.open_version.connect(self._open_version)
        self.side.open_summary.connect(self._open_summary)
        self.side.step_asked.connect(self._record_step)
        self.check.back.connect(partial(self._go, TALK))
        self.check.print_asked.connect(self.print_plan)
        self.check.paper_chosen.connect(self.check_plan)

    @property
    def step(self) -> int:
        """TALK, CHECK or PAPER."""
        return self._stack.currentIndex()

    def show_patient(self, patient: int) -> None:
        """Another patient is open (or the same one again): what was typed of the last is kept."""
        self.keep()
        self._patient = patient
        self._loaded = None
        self._go(TALK)
        if self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._loaded != self._patient:
            self._load()

    def keep(self) -> None:
        """Keep what was typed, if anything was."""
        if not self._keeping.isActive() and self.sender() is not self._keeping:
            return
        self._keeping.stop()
        if self._loaded is None:
            return
        session, patient = self._desk.session, self._loaded
        words = self.editor.words(session.today())
        if self._desk.attempt(partial(care_plans.keep_draft, session, patient, words)):
            wrong = self.editor.days_wrong()
            self.state.setText(
                "Draft kept, without a day that cannot be read" if wrong else "Draft kept"
            )

    def start_check(self) -> None:
        """Show what would be printed as the patient needs it."""
        self.check.start()
        self.check_plan()

    def check_plan(self, print_as: LetterFormat | None = None, language: str | None = None) -> None:
        """Show what would be printed, with what clashes; in the format and language of a choice."""
        words, session, patient = self._words(), self._desk.session, self._loaded
        if patient is None or words is None:
            return
        self._keeping.stop()

        def work(_progress: Progress) -> tuple[PlanPreview, bytes]:
            today = session.today()
            preview = care_plans.preview_plan(
                session, patient, words, today, print_as=print_as, language=language
            )
            return preview, preview.pdf().data

        self._desk.run("Setting the plan", work, self._checked)

    def print_plan(self) -> None:
        """Keep the version that was checked, and show it."""
        preview, session = self.preview, self._desk.session
        assert preview is not None

        def work(_progress: Progress) -> PrintedPlan:
            return care_plans.print_plan(session, preview)

        self._desk.run("Printing the plan", work, self._printed, can_cancel=False)

    # Parts -----------------------------------------------------------------------------------

    def _talk(self) -> QWidget:
        look = self._desk.look
        self.state = Words("", "secondary", elide=True)
        self.big = Button(look, "&Conversation", icon="text-size", tip="Large type for two readers")
        self.big.setCheckable(True)
        self.big.toggled.connect(self._set_big)
        self.check_button = Button(look, "Check and prin&t", self.start_check, kind="primary")
        bar = QFrame()
        bar.setProperty("part", "strip")
        row = across(self.state, self.big, self.check_button, gap=12, margins=(16, 6, 16, 6))
        row.setStretch(0, 1)
        bar.setLayout(row)
        content = QWidget()
        beside = Beside(self.editor, self.side, lambda: look.pixels(900), shares=(5, 2), gap=16)
        content.setLayout(down(beside, margins=(16, 12, 16, 12)))
        page = QWidget()
        column = down(bar, scrolling(content), gap=0)
        column.setStretch(1, 1)
        page.setLayout(column)
        return page

    def _paper(self) -> QWidget:
        look = self._desk.look
        self.paper_words = Words("", "strong", elide=True)
        back = Button(look, "&Back to the plan", partial(self._go, TALK))
        top = across(back, self.paper_words, gap=12, margins=(16, 8, 16, 8))
        top.setStretch(1, 1)
        page = QWidget()
        column = down(top, self.viewer, gap=0)
        column.setStretch(1, 1)
        page.setLayout(column)
        return page

    def _set_big(self, big: bool) -> None:
        self.editor.set_big(big)
        self.side.setVisible(not big)

    def _go(self, step: int) -> None:
        self._stack.setCurrentIndex(step)

    # Work ------------------------------------------------------------------------------------

    def _load(self) -> None:
        if self._patient is None:
            return
        self._loaded = self._patient
        self.editor.setEnabled(False)
        self.check_button.setEnabled(False)
        self.state.setText("")
        self._desk.fetch(
            "Opening the care plan",
            partial(load_plan, self._desk.session, self._patient),
            partial(self._show, self._patient),
        )

    def _show(self, patient: int, loaded: LoadedPlan) -> None:
        if patient != self._patient:
            return  # the user has gone on to somebody else
        self.editor.show_plan(loaded.preview)
        self.side.show_plans(loaded.versions, loaded.steps)
        self.editor.setEnabled(True)
        self.check_button.setEnabled(True)
        draft = loaded.draft
        kept = f", draft by {draft.saved_by}" if draft.saved_by else ""
        self.state.setText(f"Next version: {draft.version}{kept}")

    def _touched(self) -> None:
        self.state.setText("Not kept yet")
        self._keeping.start()

    def _words(self) -> PlanWords | None:
        """The words, or None with a message if a day cannot be read."""
        if self.editor.days_wrong():
            self._desk.messages.tell(
                "warning", "A day cannot be read.", "Write it like 14 Dec 2026, or leave it empty."
            )
            return None
        return self.editor.words(self._desk.session.today())

    def _checked(self, found: tuple[PlanPreview, bytes]) -> None:
        self.preview, pdf = found
        again = self.step == CHECK  # somebody is choosing: they stay where they are
        self.check.show_preview(self.preview, pdf)
        self._go(CHECK)
        if not again:
            ready = self.check.print_button.isEnabled()
            (self.check.print_button if ready else self.check.format).setFocus()

    def _printed(self, printed: PrintedPlan) -> None:
        text = "Nothing had changed: this is the last version again." if printed.repeated else ""
        self._show_paper(f"Care plan version {printed.version}", text, printed)
        self._load()

    def _open_version(self, version: int) -> None:
        self._open(version, f"Care plan version {version}", care_plans.reprint_plan)

    def _open_summary(self, version: int) -> None:
        self._open(version, f"Summary of version {version}", care_plans.print_summary)

    def _open(
        self, version: int, title: str, make: Callable[[Session, int, int], PrintedPlan]
    ) -> None:
        session, patient = self._desk.session, self._loaded
        assert patient is not None

        def work(_progress: Progress) -> PrintedPlan:
            return make(session, patient, version)

        self._desk.fetch("Opening", work, partial(self._show_paper, title, ""))

    def _show_paper(self, title: str, note: str, printed: PrintedPlan) -> None:
        self.viewer.show_document(PdfDocument(printed.data, f"{title}.pdf"))
        self.paper_words.setText(f"{title}. {note}".strip())
        self._go(PAPER)

    def _record_step(self, step: PlanStep, to_whom: str) -> None:
        session, patient = self._desk.session, self._loaded
        assert patient is not None
        versions = care_plans.plan_versions(session, patient)
        done = self._desk.attempt(
            lambda: care_plans.record_step(
                session,
                patient,
                step,
                session.today(),
                version=versions[0].version if versions else None,
                to_whom=to_whom,
            )
        )
        if done:
            self.side.show_plans(versions, care_plans.plan_steps(session, patient))
            self._desk.messages.tell("good", "Written down. It is on the coding list.")
