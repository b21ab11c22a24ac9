"""The result letter: your average is …, your target is …, what happens next."""

from __future__ import annotations

from collections.abc import Sequence

from proactive_care.documents.letters.reading_letter import (
    LaidOutReadingLetter,
    body,
    boxed,
    lay_out,
    own_paragraph,
    section_heading,
    signed,
    steps,
    title,
    wording_in,
)
from proactive_care.documents.letters.result_letter_content import ResultLetter
from proactive_care.documents.letters.result_panel import result_panels
from proactive_care.documents.letters.result_words import (
    greeting,
    heading,
    next_steps,
    thanks,
    urgent,
    verdict,
)
from proactive_care.documents.paper.blocks import Rule
from proactive_care.documents.paper.geometry import TEXT_WIDTH
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.words.translations import RESULT
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.errors import InvalidInput


def lay_out_result_letter(letter: ResultLetter) -> LaidOutReadingLetter:
    """Lay out one result letter. Raises what cannot be printed, before anything is drawn."""
    if letter.message.has_average != (letter.result is not None):
        raise InvalidInput("An average is told when it is valid, and never else.")
    words = wording_in(RESULT, letter.language, letter.own_words)
    return lay_out(letter, words, lambda scale: _flow(letter, words, scale))


def _flow(letter: ResultLetter, words: Wording, scale: Scale) -> Sequence[Item]:
    unit = scale.unit
    panels = () if letter.result is None else result_panels(letter.result, words, scale)
    return [
        Item(body(greeting(letter, words), scale), with_next=True),
        Item(title(heading(letter, words), scale), unit * 0.7, with_next=True),
        Item(body(thanks(letter, words), scale), unit * 0.7),
        *(Item(panel, unit * 1.8) for panel in panels),
        Item(body(verdict(letter, words), scale), unit * 1.8),
        Item(Rule(TEXT_WIDTH), unit * 1.6, with_next=True),
        Item(section_heading(words.say("next.heading"), scale), unit * 0.8, with_next=True),
        *steps(next_steps(letter, words), scale),
        *own_paragraph(letter, words, scale),
        Item(boxed(urgent(words), scale), unit * 1.8),
        Item(signed(letter, letter.signatory, words, scale), unit * 1.4),
    ]
