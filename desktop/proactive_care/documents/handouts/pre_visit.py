"""The sheet that a patient fills in before a review: what matters first, then how things are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proactive_care.documents.content import Addressee, PracticeLetterhead
from proactive_care.documents.handouts.sheet import Handout, fewest_pages
from proactive_care.documents.letters.addresses import full_name
from proactive_care.documents.paper.blocks import Block, Columns, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.forms import Blank, FormRow, Tick, Words, form_row
from proactive_care.documents.paper.geometry import MM, TEXT_WIDTH
from proactive_care.documents.paper.ink import GREY, Pen
from proactive_care.documents.paper.paging import Item, Placed, not_alone
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import paragraph, plain, strong
from proactive_care.documents.paper.whole_pdf import whole_pdf
from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.wording import Wording, shipped_wording
from proactive_care.domain.identifiers import show_form_code

_CODE = 22 * MM
_BESIDE_CODE = TEXT_WIDTH - 46 * MM


@dataclass(frozen=True)
class PreVisitSheet:
    """Whose sheet it is. ``form_code`` is what the practice resolves to this patient.

    ``wording`` is the practice's own or a translation; None is the shipped English.
    """

    practice: PracticeLetterhead
    to: Addressee
    form_code: str
    letter_format: LetterFormat = STANDARD
    wording: Wording | None = None


def pre_visit_pdf(sheet: PreVisitSheet, *, made_at: datetime) -> bytes:
    """Return the sheet as a PDF. Raises EmptyField or MissingGlyph before anything is drawn."""
    handout, pages = lay_out_pre_visit(sheet)
    words = handout.words
    return whole_pdf(
        words.title, lambda pen: handout.draw(pen, pages), made_at=made_at,
        language=words.language,
    )  # fmt: skip


def lay_out_pre_visit(sheet: PreVisitSheet) -> tuple[Handout, list[list[Placed]]]:
    """Lay the sheet out. Raises EmptyField or MissingGlyph."""
    words = sheet.wording or shipped_wording("pre_visit.en")
    blank = Handout(sheet.practice, words, sheet.letter_format)
    return fewest_pages(blank, lambda each: _items(each, sheet))


def _items(handout: Handout, sheet: PreVisitSheet) -> list[Item]:
    words, unit = handout.words, handout.scale.unit
    phone = keep_together(clean_text(sheet.practice.phone))
    head = handout.head((handout.body(words.say("head.who", name=full_name(sheet.to)),
                                      _BESIDE_CODE),), _BESIDE_CODE)  # fmt: skip
    code = _Code(FormCodeMark(sheet.form_code), show_form_code(sheet.form_code), handout.scale)
    items = [
        Item(Columns((head, code), (0.0, TEXT_WIDTH - code.width))),
        Item(handout.body(words.say("head.lead", phone=phone)), unit),
    ]
    for block in (
        (handout.heading("parts.matters"), handout.body(words.say("parts.matters_help")),
         _lines(handout, 2)),
        (handout.heading("parts.ask"), _lines(handout, 2)),
        (handout.heading("parts.feel"), _ticks(handout, "feel_items"), _lines(handout, 1)),
        (handout.heading("parts.medicines"), handout.body(words.say("parts.medicines_help")),
         _ticks(handout, "medicines_items"), _lines(handout, 1)),
        (handout.heading("parts.life"), _smoking(handout), _blank(handout, "drink"),
         _blank(handout, "move")),
        (handout.heading("parts.home"), _ticks(handout, "home_items")),
        (handout.heading("parts.goal"), _lines(handout, 1)),
        (handout.heading("parts.come"), _lines(handout, 1)),
    ):  # fmt: skip
        items.append(Item(Stack(block), unit * 1.6))
    items.append(Item(handout.body(words.say("urgent.text")), unit * 2))
    return not_alone(items)


def _row_height(scale: Scale) -> float:
    return scale.points * 1.75


def _lines(handout: Handout, count: int) -> Block:
    return _WritingLines(count, max(7.4 * MM, _row_height(handout.scale)))


def _ticks(handout: Handout, key: str) -> FormRow:
    items = tuple(Tick(plain(text)) for text in handout.words.texts(f"parts.{key}"))
    scale = handout.scale
    return form_row(items, scale.body, TEXT_WIDTH, row_height=_row_height(scale))


def _smoking(handout: Handout) -> FormRow:
    ticks = (Tick(plain(text)) for text in handout.words.texts("parts.smoke_items"))
    items: tuple[Words | Tick, ...] = (Words(handout.words.say("parts.smoke")), *ticks)
    scale = handout.scale
    return form_row(items, scale.body, TEXT_WIDTH, row_height=_row_height(scale))


def _blank(handout: Handout, key: str) -> Block:
    scale, words = handout.scale, handout.words.say(f"parts.{key}")
    fits = len(paragraph(words, scale.body, TEXT_WIDTH - scale.points * 5).lines) == 1
    if scale.is_large or not fits:
        return Stack((handout.body(words), _WritingLines(1, _row_height(scale)), Gap(0.0)))
    item = Blank(words, scale.points * 4)
    return form_row((item,), scale.body, TEXT_WIDTH, row_height=_row_height(scale))


@dataclass(frozen=True)
class _WritingLines:
    """Lines to write on across the page."""

    count: int
    step: float

    @property
    def height(self) -> float:
        return self.count * self.step

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for number in range(1, self.count + 1):
            pen.rule(x, y + number * self.step - 1, x + TEXT_WIDTH, 0.7, GREY)


@dataclass(frozen=True)
class _Code:
    """The form code with its letters below."""

    mark: FormCodeMark
    shown: str
    scale: Scale

    @property
    def width(self) -> float:
        return max(_CODE, 40 * MM)

    @property
    def height(self) -> float:
        return _CODE + self.scale.strong.leading + 2 * MM

    def draw(self, pen: Pen, x: float, y: float) -> None:
        self.mark.draw(pen, x + self.width - _CODE, y, _CODE, align=1.0)
        text = paragraph(strong(keep_together(self.shown)), self.scale.strong, TEXT_WIDTH)
        width = text_width(keep_together(self.shown), self.scale.points, True)
        text.draw(pen, x + self.width - width, y + _CODE + 1 * MM)
