"""Filling pages with blocks: what belongs together stays together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from proactive_care.documents.paper.blocks import Block
from proactive_care.documents.paper.ink import Pen


@dataclass(frozen=True)
class Item:
    """A block in the flow, ``gap`` points below the one before (none at the top of a page).

    ``with_next`` keeps it on the page of the following item; ``new_page`` starts a page.
    ``mark`` names the place, so that text elsewhere can say on which sheet it is. ``above`` is the
    heading of the list that the item belongs to: it is set again where the item begins a page.
    """

    block: Block
    gap: float = 0.0
    with_next: bool = False
    new_page: bool = False
    mark: str = ""
    above: Block | None = None


@dataclass(frozen=True)
class Placed:
    """A block at its place on a page, in points from the top."""

    block: Block
    x: float
    y: float

    def draw(self, pen: Pen) -> None:
        """Draw the block where it stands."""
        self.block.draw(pen, self.x, self.y)

    @property
    def bottom(self) -> float:
        """Where the block ends."""
        return self.y + self.block.height


@dataclass
class Pages:
    """Pages being filled, and on which page each marked item landed (from 0)."""

    pages: list[list[Placed]]
    marks: dict[str, int]

    @property
    def bottom(self) -> float:
        """How far down the last page is filled; 0 if it is empty."""
        return max((placed.bottom for placed in self.pages[-1]), default=0.0)


@dataclass(frozen=True)
class Frame:
    """Where the flow runs: its left edge, its top on the first and on later pages, its bottom."""

    left: float
    first_top: float
    top: float
    bottom: float


def fill(items: Sequence[Item], frame: Frame) -> Pages:
    """Place ``items`` in order.

    A group kept together that is taller than a page is placed item by item instead. A single
    block is never split: callers make blocks that fit a page.
    """
    pages = Pages([[]], {})
    y = frame.first_top
    for group in _groups(items):
        height = sum(item.block.height for item in group)
        height += sum(item.gap for item in group[1:])
        gap = group[0].gap if pages.pages[-1] else 0.0
        if pages.pages[-1] and (group[0].new_page or y + gap + height > frame.bottom + 0.01):
            pages.pages.append([])
            y = frame.top
        for item in group:
            gap = item.gap if pages.pages[-1] else 0.0
            if pages.pages[-1] and y + gap + item.block.height > frame.bottom + 0.01:
                pages.pages.append([])
                y, gap = frame.top, 0.0
            y += gap
            if item.above is not None and not pages.pages[-1]:
                pages.pages[-1].append(Placed(item.above, frame.left, y))
                y += item.above.height
            pages.pages[-1].append(Placed(item.block, frame.left, y))
            if item.mark:
                pages.marks.setdefault(item.mark, len(pages.pages) - 1)
            y += item.block.height
    return pages


def not_alone(items: Sequence[Item]) -> list[Item]:
    """Return ``items`` with the last kept on the page of the one before it."""
    kept = list(items)
    if len(kept) > 1:
        kept[-2] = replace(kept[-2], with_next=True)
    return kept


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    open_group = False
    for item in items:
        if open_group and not item.new_page:
            groups[-1].append(item)
        else:
            groups.append([item])
        open_group = item.with_next
    return groups
