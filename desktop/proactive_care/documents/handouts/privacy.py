"""The privacy leaflet: how the practice uses health records here, in plain words."""

from __future__ import annotations

from datetime import datetime

from proactive_care.documents.content import PracticeLetterhead
from proactive_care.documents.handouts.sheet import Handout, fewest_pages
from proactive_care.documents.letters.letterhead import practice_address_line
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.paging import Item, Placed
from proactive_care.documents.paper.text import Runs, parse_markup
from proactive_care.documents.paper.whole_pdf import whole_pdf
from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.wording import Wording, shipped_wording


def privacy_pdf(
    practice: PracticeLetterhead,
    *,
    made_at: datetime,
    letter_format: LetterFormat = STANDARD,
    wording: Wording | None = None,
) -> bytes:
    """Return the leaflet as a PDF; ``wording`` is the practice's own or a translation, None the
    shipped English.

    Raises EmptyField without a name and phone of the practice.
    """
    words = wording or shipped_wording("privacy.en")
    sheet, pages = lay_out_privacy(practice, words, letter_format)
    return whole_pdf(
        words.title, lambda pen: sheet.draw(pen, pages), made_at=made_at, language=words.language
    )


def lay_out_privacy(
    practice: PracticeLetterhead, words: Wording, letter_format: LetterFormat = STANDARD
) -> tuple[Handout, list[list[Placed]]]:
    """Lay the leaflet out. Raises EmptyField or MissingGlyph."""
    return fewest_pages(Handout(practice, words, letter_format), _items)


def _items(sheet: Handout) -> list[Item]:
    words, unit = sheet.words, sheet.scale.unit
    practice = clean_text(sheet.practice.name)
    items = [Item(sheet.head((sheet.body(words.say("head.lead", practice=practice)),)))]
    for key in ("what", "see", "who", "decide", "rights", "ask"):
        items.append(Item(sheet.heading(f"{key}.heading"), unit * 2, with_next=True))
        items += _section(sheet, key)
    return items


def _section(sheet: Handout, key: str) -> list[Item]:
    listed = sheet.words.texts(f"{key}.items")
    if listed:
        return sheet.bullets([parse_markup(text) for text in listed])
    runs = _ask(sheet) if key == "ask" else sheet.words.say(f"{key}.text")
    return [Item(sheet.body(runs), sheet.scale.unit * 0.4)]


def _ask(sheet: Handout) -> Runs:
    phone = keep_together(clean_text(sheet.practice.phone))
    address = practice_address_line(sheet.practice, unbroken=True)
    if address:
        return sheet.words.say("ask.text_address", phone=phone, address=address)
    return sheet.words.say("ask.text", phone=phone)
