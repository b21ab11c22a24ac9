"""What standard and large print have in common: how the letter begins and ends."""

from __future__ import annotations

from dataclasses import replace

from proactive_care.documents.paper.blocks import Stack
from proactive_care.documents.paper.geometry import FLOW_TOP, LEFT, TEXT_WIDTH, TOP
from proactive_care.documents.paper.paging import Frame, Item
from proactive_care.documents.paper.text import Runs, balanced
from proactive_care.documents.recall.parts import Parts
from proactive_care.documents.recall.words import heading, kept_apart, own_paragraphs, why


def greeting_item(parts: Parts, greeting: Runs) -> Item:
    """The greeting: the only part of the flow that is one patient's."""
    return Item(parts.body(greeting), with_next=True)


def opening(parts: Parts) -> tuple[Item, ...]:
    """The heading and why this letter comes; the greeting stands above it."""
    letter, words, scale = parts.letter, parts.words, parts.scale
    invitation = min(max(letter.invitation, 1), 3)
    items = [
        Item(
            balanced(heading(letter, words), scale.heading, TEXT_WIDTH),
            scale.unit * 0.7,
            with_next=True,
        ),
        *_text(parts, why(letter, words)),
    ]
    for said in kept_apart(letter, words):
        items += _text(parts, said)
    if invitation > 1:
        items += _text(parts, words.say(f"letter.also_before_{invitation}"))
    for own in own_paragraphs(letter, words):
        items += _text(parts, own)
    return tuple(items)


def _text(parts: Parts, runs: Runs) -> list[Item]:
    """A paragraph; in large print it may run over to the next page, two lines at least."""
    block, gap = parts.body(runs), parts.scale.unit * 0.7
    if not parts.scale.is_large:
        return [Item(block, gap)]
    lines = block.single_lines()
    last = len(lines) - 1
    return [
        Item(line, 0.0 if at else gap, with_next=at != last and at in {0, last - 1})
        for at, line in enumerate(lines)
    ]


def signed(parts: Parts, width: float) -> Stack:
    """Who signs the letter."""
    letter, words = parts.letter, parts.words
    signature = words.say(
        "letter.signed", signatory=letter.signatory.name, position=letter.signatory.position
    )
    return Stack((parts.body(words.say("letter.closing"), width), parts.body(signature, width)))


def spaced(parts: Parts, factor: float) -> Parts:
    """Return the same parts with more or less space between things."""
    return replace(parts, scale=parts.scale.spaced(factor))


def page_frame(bottom: float, first_top: float = FLOW_TOP) -> Frame:
    """Return where the flow runs; by default the first page is the addressed one."""
    return Frame(LEFT, first_top, TOP, bottom)
