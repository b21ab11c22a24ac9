"""What letters and pages say about the practice, beside an example of the letter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from proactive_care.accounts import PracticeDetails, practice_details, save_details
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.progress import Progress
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import example_letter, missing_details, roles_in_letters
from proactive_care.ui.entrance.form import Field, text_field
from proactive_care.ui.pages.settings.section import Section
from proactive_care.ui.pdf import PdfDocument, SheetView
from proactive_care.ui.pdf.sheet import FIT_WIDTH
from proactive_care.ui.shell import Desk
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Beside,
    Button,
    Card,
    Words,
    across,
    capitalised,
    down,
    scrolling,
)

_PAUSE_MS = 400  # after the last key before the example is drawn again


class PracticeSettings(Section):
    """A form, the example that follows it, and one button that saves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look = desk.look
        self._saved = PracticeDetails("")
        self.form = DetailsForm(look)
        self.example = ExampleLetter(desk)
        self.form.changed.timeout.connect(self._follow)
        self.state = Words("", "secondary", wrap=True)
        self.button = Button(look, "&Save", self.save, kind="primary")
        foot = QFrame()
        foot.setProperty("part", "status")
        row = across(self.state, self.button, gap=16, margins=(24, 8, 24, 8))
        row.setStretch(0, 1)
        foot.setLayout(row)
        content, right = QWidget(), QWidget()
        right.setLayout(down(self.example, None, gap=0))
        beside = Beside(self.form, right, lambda: look.pixels(900), shares=(1, 1))
        content.setLayout(down(beside, margins=(24, 16, 24, 16)))
        whole = down(scrolling(content), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._saved.name:
            self.refresh()

    def refresh(self) -> None:
        """Load what is saved, unless something was typed that is not saved yet."""
        before = self._saved
        self._saved = practice_details(self._desk.session)
        if not before.name or self.form.details(before) == before:
            self.form.show_details(self._saved)
        self._follow()

    def save(self) -> None:
        """Save, or say at the field what cannot be."""
        self.form.mark_right()
        details = self.form.details(self._saved)
        try:
            save_details(self._desk.session, details)
        except InvalidInput as error:
            self.form.mark_wrong(error)
            return
        except KnownError as error:
            self._desk.messages.tell_error(error)
            return
        self._saved = details
        self.form.show_details(details)
        self._follow()
        self._desk.practice_changed.emit()
        self._desk.messages.tell("good", "Saved. Letters now say this.")

    def _follow(self) -> None:
        details = self.form.details(self._saved)
        missing = missing_details(details)
        words = ["Not saved yet."] if details != self._saved else []
        if missing:
            words.append(f"Letters still lack: {', '.join(missing)}.")
        self.state.setText(" ".join(words) or "Letters have everything that they need.")
        self.button.setEnabled(details != self._saved)
        self.example.show_details(details)


class DetailsForm(QWidget):
    """The fields. ``changed`` runs out a moment after the last key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.changed = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        name, self.name = text_field("&Name of the practice")
        ods, self.ods = text_field("&ODS code", "One letter and four or five digits, or empty.")
        self.address = QPlainTextEdit()
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(look.pixels(110))
        look.changed.connect(lambda: self.address.setFixedHeight(look.pixels(110)))
        address = Field("&Address", self.address, "One line each. The last one is the postcode.")
        phone, self.phone = text_field("P&hone", "The number on which patients book.")
        hours, self.hours = text_field("Openin&g hours", "When the phone is answered.")
        site, self.site = text_field("&Website", "Where patients can book, or empty.")
        signs, self.signatory = text_field("Who s&igns letters")
        position, self.position = text_field("Their &job", "For example practice nurse.")
        self.fields = {
            "practice": name,
            "ods": ods,
            "address": address,
            "phone": phone,
            "opening_hours": hours,
            "website": site,
            "signatory": signs,
            "signatory_role": position,
        }
        self.people: dict[Role, QLineEdit] = {}
        staff = Card("Who patients will see")
        staff.add(
            Words(
                "Letters name the person whom a patient will see, if you enter them here.",
                "secondary",
                wrap=True,
            )
        )
        for role in roles_in_letters():
            field, line = text_field(capitalised(role.label))
            self.people[role] = line
            self.fields.setdefault("people", field)
            field.add_to(staff.body)
        cards = (
            self._card("The practice", "practice", "ods", "address"),
            self._card("How patients reach you", "phone", "opening_hours", "website"),
            self._card("Signature", "signatory", "signatory_role"),
            staff,
        )
        self.setLayout(down(*cards, None, gap=12))
        for line in self._lines():
            line.textChanged.connect(lambda _text: self.changed.start())
        self.address.textChanged.connect(self.changed.start)

    def show_details(self, details: PracticeDetails) -> None:
        """Fill the fields."""
        self.name.setText(details.name)
        self.ods.setText(details.ods)
        self.address.setPlainText("\n".join(details.address))
        self.phone.setText(details.phone)
        self.hours.setText(details.opening_hours)
        self.site.setText(details.website)
        self.signatory.setText(details.signatory)
        self.position.setText(details.signatory_role)
        for role, line in self.people.items():
            line.setText(details.people.get(role.value, ""))
        self.changed.stop()

    def details(self, others: PracticeDetails) -> PracticeDetails:
        """Return what was entered; what has no field here stays as in ``others``."""
        address = (line.strip() for line in self.address.toPlainText().splitlines())
        people = {role.value: line.text().strip() for role, line in self.people.items()}
        kept = {role: name for role, name in others.people.items() if role not in people}
        return replace(
            others,
            name=self.name.text().strip(),
            ods=self.ods.text().strip().upper(),
            address=tuple(line for line in address if line),
            phone=self.phone.text().strip(),
            opening_hours=self.hours.text().strip(),
            website=self.site.text().strip(),
            signatory=self.signatory.text().strip(),
            signatory_role=self.position.text().strip(),
            people=kept | {role: name for role, name in people.items() if name},
        )

    def mark_right(self) -> None:
        """Take every error away."""
        for field in self.fields.values():
            field.mark_right()

    def mark_wrong(self, error: InvalidInput) -> None:
        """Show an error at its field."""
        self.fields[error.field].mark_wrong(error)

    def _card(self, heading: str, *names: str) -> Card:
        card = Card(heading)
        card.body.setSpacing(4)
        for name in names:
            self.fields[name].add_to(card.body)
        return card

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.name, self.ods, self.phone, self.hours, self.site, self.signatory, self.position,
            *self.people.values(),
        )  # fmt: skip


class ExampleLetter(Card):
    """The first page of an invitation to an invented person, drawn off the window's thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Example", "an invented patient; nothing is sent or kept", padded=False)
        self._desk = desk
        self._document: PdfDocument | None = None
        self._wanted: PracticeDetails | None = None
        self.problem = Words("", "danger", wrap=True)
        self.problem.setContentsMargins(16, 8, 16, 8)
        self.problem.hide()
        self.sheet = SheetView(desk.look, FIT_WIDTH)
        self.sheet.setMinimumHeight(desk.look.pixels(740))  # a whole page at half a window's width
        self.add(self.problem)
        self.add(self.sheet, 1)

    def show_details(self, details: PracticeDetails) -> None:
        """Draw the example with these details, if it is not drawn with them already."""
        if details != self._wanted and details.name:
            self._wanted = details
            self._desk.fetch(
                "Drawing the example",
                partial(_draw, self._desk, details),
                partial(self._show, details),
            )

    def _show(self, details: PracticeDetails, drawn: bytes | KnownError) -> None:
        if details != self._wanted:
            return  # a newer one is on its way
        self.problem.setVisible(isinstance(drawn, KnownError))
        if isinstance(drawn, KnownError):
            self.problem.setText(f"{drawn.happened} {drawn.advice}".strip())
            return
        before, self._document = self._document, PdfDocument(drawn, "Example")
        self.sheet.show_document(self._document)
        if before is not None:
            before.close()


def _draw(desk: Desk, details: PracticeDetails, _progress: Progress) -> bytes | KnownError:
    try:
        return example_letter(desk.session, details)
    except KnownError as error:
        return error
