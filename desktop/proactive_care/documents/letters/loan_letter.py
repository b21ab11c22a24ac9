"""Letters about a monitor on loan: the agreement to sign, the reminder, the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from proactive_care.documents.content import (
    Addressee,
    BatchPlace,
    PracticeLetterhead,
    Sides,
    Signatory,
)
from proactive_care.documents.letters.addresses import salutation
from proactive_care.documents.letters.reading_letter import (
    LaidOutReadingLetter,
    body,
    lay_out,
    long_day,
    own_paragraph,
    section_heading,
    signed,
    steps,
    title,
    wording_in,
)
from proactive_care.documents.paper.blocks import Block, Framed, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.forms import Blank, form_row
from proactive_care.documents.paper.geometry import MM, TEXT_WIDTH
from proactive_care.documents.paper.ink import PALE
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Runs, plain
from proactive_care.documents.words.formats import STANDARD, LetterFormat
from proactive_care.documents.words.languages import ENGLISH
from proactive_care.documents.words.own import OwnWords
from proactive_care.documents.words.translations import LOAN
from proactive_care.documents.words.wording import Wording, shipped_wording

_INSET = 4.6 * MM


class LoanMessage(StrEnum):
    """What the letter is for; the values name the parts of the template."""

    AGREEMENT = "agreement"
    REMINDER = "reminder"
    RETURNED = "returned"


@dataclass(frozen=True)
class LoanedMonitor:
    """The monitor as its label says, when it was lent, and when it is due or came back."""

    model: str
    asset: str
    cuff: str
    lent_on: date
    due: date
    returned_on: date | None = None


@dataclass(frozen=True)
class LoanLetter:
    """One letter about a loan, in a ``language`` that is signed off.

    ``own_words`` are the practice's English, None is the shipped.
    """

    practice: PracticeLetterhead
    to: Addressee
    written_on: date
    data_of: date
    signatory: Signatory
    form_code: str
    place: BatchPlace
    message: LoanMessage
    monitor: LoanedMonitor
    letter_format: LetterFormat = STANDARD
    sides: Sides = Sides.ONE
    language: str = ENGLISH.code
    own_words: OwnWords | None = None


def loan_wording() -> Wording:
    """Return the shipped English wording of the letters about loans."""
    return shipped_wording("loan_letter.en")


def lay_out_loan_letter(letter: LoanLetter) -> LaidOutReadingLetter:
    """Lay out one letter. Raises what cannot be printed, before anything is drawn."""
    words = wording_in(LOAN, letter.language, letter.own_words)
    return lay_out(letter, words, lambda scale: _flow(letter, words, scale))


def loan_text(letter: LoanLetter, words: Wording) -> str:
    """Return what a patient reads as plain text, for working out how hard it is to read."""
    kind = letter.message.value
    parts = [
        words.say(f"{kind}.heading"),
        words.say(f"{kind}.why"),
        words.say(f"{kind}.lead"),
        *_steps(letter, words),
    ]
    if letter.message is LoanMessage.AGREEMENT:
        parts.append(words.say("agreement.promise"))
    return "\n".join("".join(run.text for run in part) for part in parts)


def _flow(letter: LoanLetter, words: Wording, scale: Scale) -> Sequence[Item]:
    unit, kind = scale.unit, letter.message.value
    greeting = words.say("letter.salutation", salutation=salutation(letter.to))
    items = [
        Item(body(greeting, scale), with_next=True),
        Item(title(words.say(f"{kind}.heading"), scale), unit * 0.7, with_next=True),
        Item(body(words.say(f"{kind}.why"), scale), unit * 0.7),
        Item(_facts(letter, words, scale), unit * 1.8),
        Item(section_heading(words.say(f"{kind}.lead"), scale), unit * 1.8, with_next=True),
        *steps(_steps(letter, words), scale),
        *own_paragraph(letter, words, scale),
    ]
    if letter.message is LoanMessage.AGREEMENT:
        items.append(Item(_promise(words, scale), unit * 2.4))
    items.append(Item(signed(letter, letter.signatory, words, scale), unit * 2.4))
    return items


def _steps(letter: LoanLetter, words: Wording) -> list[Runs]:
    kind = letter.message.value
    phone = keep_together(clean_text(letter.practice.phone))
    items = [plain(text) for text in words.texts(f"{kind}.items")]
    return [*items, words.say(f"{kind}.longer", phone=phone)]


def _facts(letter: LoanLetter, words: Wording, scale: Scale) -> Framed:
    monitor = letter.monitor
    cuff = words.text(f"cuffs.{monitor.cuff.replace(' ', '_')}") or monitor.cuff
    lines = [
        words.say("monitor.which", model=monitor.model, asset=monitor.asset, cuff=cuff),
        words.say("monitor.lent", date=long_day(words, monitor.lent_on)),
    ]
    if monitor.returned_on is not None:
        lines.append(words.say("monitor.back", date=long_day(words, monitor.returned_on)))
    else:
        late = monitor.due < letter.written_on
        key = "monitor.was_due" if late else "monitor.due"
        lines.append(words.say(key, date=long_day(words, monitor.due)))
    inner = TEXT_WIDTH - 2 * _INSET
    blocks = tuple(body(line, scale, inner) for line in lines)
    return Framed(Stack(blocks), TEXT_WIDTH, _INSET, fill=PALE)


def _promise(words: Wording, scale: Scale) -> Stack:
    row = scale.points * 2.4
    names = [plain(words.words(f"agreement.{key}")) for key in ("name", "sign", "day")]
    blocks: list[Block] = [body(words.say("agreement.promise"), scale), Gap(scale.unit)]
    blocks += [
        form_row([Blank(name, 60 * MM)], scale.body, TEXT_WIDTH, row_height=row) for name in names
    ]
    return Stack(tuple(blocks))
