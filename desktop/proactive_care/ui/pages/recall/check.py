"""Step 2: the batch before printing, with every exclusion named and each letter to be seen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QWidget

from proactive_care.accounts import Permission
from proactive_care.documents import letter_pdf
from proactive_care.domain.progress import Progress
from proactive_care.recall import Due, RecallPreview
from proactive_care.ui.charts.bars import WorkBars
from proactive_care.ui.pages.recall.people import ReasonsList, because, due_columns, other_columns
from proactive_care.ui.pages.recall.stopping import ask_sessions
from proactive_care.ui.pdf import FIT_PAGE, FIT_WIDTH, PdfDocument, SheetView
from proactive_care.ui.shell import Desk, OpenPatient, Place
from proactive_care.ui.tables import Table, TableModel
from proactive_care.ui.widgets import (
    Button,
    Card,
    Figure,
    MainAndSide,
    SumLine,
    Words,
    across,
    capitalised,
    down,
    icon_button,
)

_LETTER, _NARROW_LETTER = 320, 460  # pixels at 100 % text


class CheckStep(QWidget):
    """``back`` and ``print_asked`` tell which button was pressed; ``again``: the sessions have
    changed, and the batch has to be worked out again; ``missed_asked``: those whose month of birth
    passed are to be invited now."""

    back = Signal()
    print_asked = Signal()
    again = Signal()
    missed_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look, today = desk.look, desk.session.today()
        self._preview: RecallPreview | None = None
        self._document: PdfDocument | None = None
        self._letter = 0
        self._page = 0
        self.sum = SumLine()
        self.post = Words("", "small", wrap=True)
        sums = Card()
        sums.add(self.sum)
        sums.add(self.post)
        self.warning = Words("", "warning", wrap=True)
        self.due: TableModel[Due] = TableModel(
            due_columns(today), identity=lambda due: due.patient.id, words=lambda due: due.why
        )
        letters = Table(look, self.due, "Letters", header_height=30)
        letters.current_changed.connect(self._chosen)
        letters.opened.connect(lambda due: self._open(due.patient.id))
        self.letters = letters
        self.excluded = ReasonsList(look, "Excluded", today)
        self.other_route = ReasonsList(look, "Another route", today)
        self.not_due = ReasonsList(look, "Not due", today)
        self.not_due.opened.connect(self._open)
        self.missed = Button(look, "", self.missed_asked.emit, kind="small")
        waiting = down(across(self.missed, None, margins=(12, 8, 12, 0)), self.not_due, gap=4)
        waiting.setStretch(1, 1)
        not_due = QWidget()
        not_due.setLayout(waiting)
        self.others: TableModel[Due] = TableModel(
            other_columns(today), identity=lambda due: due.patient.id, words=lambda due: due.why
        )
        others = Table(look, self.others, "Phone and text", header_height=30)
        others.opened.connect(lambda due: self._open(due.patient.id))
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Lists of the batch")
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        for part in (letters, self.excluded, self.other_route, not_due, others):
            self.tabs.addTab("")
            self._stack.addWidget(part)
            if isinstance(part, ReasonsList):
                part.opened.connect(self._open)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        lists = Card(padded=False)
        lists.add(self.tabs)
        lists.add(self._stack, 1)
        lists.setMinimumHeight(look.pixels(200))
        self.work = WorkBars(look)
        self.sessions = Button(look, "Sess&ions…", self._ask_sessions, kind="small")
        self.sessions.setEnabled(desk.session.may(Permission.MANAGE_SETTINGS))
        self.work_card = Card(
            "Minutes of work", "if everybody comes, over 4 weeks", actions=(self.sessions,)
        )
        self.work_card.add(self.work)
        self.print_button = Button(
            look, "&Print", self.print_asked.emit, kind="primary", icon="print"
        )
        self.why_not = Words("", "secondary", wrap=True)
        foot = across(
            Button(look, "&Back", self.back.emit), self.why_not, self.print_button, gap=12
        )
        foot.setStretch(1, 1)
        left = QWidget()
        column = down(sums, self.warning, lists, self.work_card, gap=12)
        column.setStretch(2, 1)
        left.setLayout(column)
        panes = MainAndSide(left, self._letter_side(), lambda: look.pixels(1100))
        panes.narrowed.connect(self._fit_letter)
        bar = QFrame()
        bar.setProperty("part", "status")
        bar.setLayout(down(foot, margins=(24, 8, 24, 8)))
        whole = down(panes, bar, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_preview(self, preview: RecallPreview) -> None:
        """Show a batch."""
        self._preview = preview
        self.sum.show_figures(sum_figures(preview))
        self.post.setText(post_words(preview))
        self.post.setVisible(bool(preview.letters))
        self.warning.setText("\n".join(preview.warnings))
        self.warning.setVisible(bool(preview.warnings))
        self.due.load(preview.due)
        self.excluded.show_people(preview.excluded)
        self.other_route.show_people(preview.cannot_print)
        self.not_due.show_people(preview.not_due)
        self.missed.rename(missed_words(len(preview.missed)))
        self.missed.setVisible(bool(preview.missed))
        others = (*preview.calls, *preview.texts)
        self.others.load(others)
        names = (
            (f"&Letters  {len(preview.due):,}", True),
            (f"&Excluded  {len(preview.excluded):,}", bool(preview.excluded)),
            (f"Another &route  {len(preview.cannot_print):,}", bool(preview.cannot_print)),
            (f"&Not due yet  {len(preview.not_due):,}", bool(preview.not_due)),
            (f"P&hone and text  {len(others):,}", bool(others)),
        )
        for number, (_, shown) in enumerate(names):
            self.tabs.setTabVisible(number, shown)
        for number, (name, _) in enumerate(names):  # after: Qt forgets to place tabs it just showed
            self.tabs.setTabText(number, name)
        self.tabs.setCurrentIndex(0)
        self.work.show_minutes(
            {capitalised(each.role.label): each.minutes for each in preview.work},
            {
                capitalised(each.role.label): each.available
                for each in preview.work
                if each.available is not None
            },
        )
        self.work_card.setVisible(bool(preview.work))
        count = len(preview.letters)
        self.print_button.rename(print_words(preview))
        self.print_button.setEnabled(
            bool(preview.invited) and preview.signed and preview.stop is None
        )
        self.why_not.setText(why_not(preview))
        self._show_letter(0)
        if count:
            self.letters.go_to(0)

    def _letter_side(self) -> QWidget:
        look = self._desk.look
        self.letter_words = Words("", "strong", elide=True)
        self._previous = icon_button(
            look, "chevron-left", "Previous page", partial(self._turn, -1), framed=True
        )
        self._following = icon_button(
            look, "chevron-right", "Next page", partial(self._turn, 1), framed=True
        )
        self.sheet = SheetView(look)
        self.sheet.setMinimumHeight(look.pixels(_LETTER))
        side = QWidget()
        top = across(self.letter_words, self._previous, self._following, gap=8)
        top.setStretch(0, 1)
        self.because = Words("", "secondary", elide=True)
        column = down(top, self.because, self.sheet, gap=8)
        column.setStretch(2, 1)
        side.setLayout(column)
        return side

    def _fit_letter(self, narrow: bool) -> None:
        """Below the lists the letter is as wide as the window, and so as large as the text."""
        self.sheet.set_fit(FIT_WIDTH if narrow else FIT_PAGE)
        self.sheet.setMinimumHeight(self._desk.look.pixels(_NARROW_LETTER if narrow else _LETTER))

    def _chosen(self, due: Due | None) -> None:
        if due is not None and self._preview is not None and due in self._preview.due:
            self._show_letter(self._preview.due.index(due))

    def _show_letter(self, number: int) -> None:
        preview, self._letter, self._page = self._preview, number, 0
        if preview is None or not preview.letters:
            self.sheet.show_document(None)
            self.letter_words.setText("No letters in this batch")
            self.because.setText("")
            self._enable(0)
            return
        letter, now = preview.letters[number], self._desk.session.now()
        self.because.setText(because(preview.due[number]))

        def work(_progress: Progress) -> bytes:
            return letter_pdf(letter, made_at=now)

        self._desk.fetch("Setting the letter", work, partial(self._show_pdf, number))

    def _show_pdf(self, number: int, data: bytes) -> None:
        if number != self._letter or self._preview is None:
            return  # another letter was chosen meanwhile
        if self._document is not None:
            self._document.close()
        self._document = PdfDocument(data, "Letter")
        self.sheet.show_document(self._document, 0)
        self._tell_page()

    def _tell_page(self) -> None:
        assert self._document is not None
        assert self._preview is not None
        pages = self._document.page_count()
        self.letter_words.setText(
            f"Letter {self._letter + 1:,} of {len(self._preview.letters):,}, "
            f"page {self._page + 1} of {pages}"
        )
        self._enable(pages)

    def _enable(self, pages: int) -> None:
        self._previous.setEnabled(self._page > 0)
        self._following.setEnabled(self._page + 1 < pages)

    def _turn(self, by: int) -> None:
        assert self._document is not None
        self._page = max(0, min(self._document.page_count() - 1, self._page + by))
        self.sheet.show_page(self._page)
        self._tell_page()

    def _ask_sessions(self) -> None:
        if ask_sessions(self.window(), self._desk):
            self.again.emit()

    def _open(self, patient: int) -> None:
        self._desk.go(Place("patients", OpenPatient(patient)))


def sum_figures(preview: RecallPreview) -> list[Figure]:
    """Return the sum of a batch: due, less whoever gets no letter, is letters; and the paper."""
    excluded, other = len(preview.excluded), len(preview.cannot_print)
    letters, later = len(preview.letters), preview.left_for_later
    others = len(preview.calls) + len(preview.texts)
    figures = [
        Figure(letters + excluded + other + later + others, "due", "one each"),
        Figure(excluded, "excluded", "named below", "−"),
        Figure(other, "another route", "not by letter", "−"),
    ]
    if others:
        figures.append(Figure(others, "phone or text", "on lists", "−"))
    if later:
        figures.append(Figure(later, "left for later", "less urgent", "−"))
    return [
        *figures,
        Figure(letters, "letter" if letters == 1 else "letters", "one per patient", "="),
        Figure(
            preview.sheets,
            "sheet" if preview.sheets == 1 else "sheets",
            f"{preview.pages:,} pages",
            kind="figure-quiet",
        ),
    ]


def post_words(preview: RecallPreview) -> str:
    """Say how many addresses the letters go to, their weight class, and what it assumes."""
    post = preview.postage
    homes = "1 address" if post.homes == 1 else f"{post.homes:,} addresses"
    return (
        f"{post.grams:,} g to {homes}, each letter in its own envelope: {post.words}. "
        f"Weighed as {post.assumes}."
    )


def missed_words(count: int) -> str:
    """Return the words of the button for those whose month of birth passed."""
    whose = "the patient" if count == 1 else f"the {count:,} patients"
    return f"&Check a batch of {whose} whose month passed"


def print_words(preview: RecallPreview) -> str:
    """Return the words of the button that prints."""
    count = len(preview.letters)
    if not count and preview.invited:
        return "&Print the lists"
    return "&Print 1 letter" if count == 1 else f"&Print {count:,} letters"


def why_not(preview: RecallPreview) -> str:
    """Say what printing does, or why it cannot be done."""
    apart = sum(preview.own_letters.values())
    if apart and preview.signed and preview.stop is None:
        people = "1 more has a letter of its own" if apart == 1 else f"{apart:,} more have letters"
        own = "" if apart == 1 else " of their own"
        return f"{_printing(preview)} {people}{own}: print them as batches of their own."
    return _printing(preview)


def _printing(preview: RecallPreview) -> str:
    if not preview.signed:
        return "Cannot be printed: a clinical lead must first sign off the rules in Settings."
    if preview.stop is not None:
        return "Cannot be printed: all invitations are stopped."
    if not preview.invited:
        return "Nobody to invite. Look at the exclusions, or choose another basis."
    if preview.calls or preview.texts:
        return "Printing makes the letters, the run sheet and the lists, and records invitations."
    return "Printing makes one PDF and a run sheet, and records the invitations."
