"""A text message as it will be sent, on paper: to be looked at before it goes to other systems."""

from __future__ import annotations

from datetime import datetime

from proactive_care.documents.content import PracticeLetterhead
from proactive_care.documents.paper.blocks import Framed, Gap, Stack
from proactive_care.documents.paper.geometry import LEFT, MM, TEXT_WIDTH, TOP
from proactive_care.documents.paper.ink import PALE, Pen
from proactive_care.documents.paper.scale import scale_for
from proactive_care.documents.paper.text import paragraph, plain
from proactive_care.documents.paper.whole_pdf import whole_pdf
from proactive_care.documents.words.wording import Wording

_ONE, _EACH_OF_MORE = 160, 153  # letters in a text message, and in each of several joined
_WIDE, _INSET = 90 * MM, 5 * MM


def message_text(practice: PracticeLetterhead, words: Wording) -> str:
    """Return the message. Raises EmptyField for something that the practice has not entered."""
    opening = practice.opening.strip().rstrip(".")  # the message has its own full stop
    return words.words(
        "message.text", practice=practice.name, phone=practice.phone, opening=opening
    )


def text_message_pdf(practice: PracticeLetterhead, words: Wording, *, made_at: datetime) -> bytes:
    """Return the message, and how many text messages its length is counted as."""
    message, scale = message_text(practice, words), scale_for(12)
    count = 1 if len(message) <= _ONE else -(-len(message) // _EACH_OF_MORE)
    counted = "1 text message" if count == 1 else f"{count} text messages"
    told = plain(f"{len(message)} letters and signs, sent as {counted}.")

    def draw(pen: Pen) -> int:
        said = paragraph(plain(message), scale.body, _WIDE - 2 * _INSET)
        Stack(
            (
                paragraph(plain(words.title), scale.heading, TEXT_WIDTH),
                Gap(scale.unit * 2),
                Framed(said, _WIDE, _INSET, fill=PALE),
                Gap(scale.unit * 2),
                paragraph(told, scale.body, TEXT_WIDTH),
            )
        ).draw(pen, LEFT, TOP)
        pen.new_page()
        return 1

    return whole_pdf(words.title, draw, made_at=made_at, language=words.language)
