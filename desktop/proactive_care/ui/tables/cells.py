"""What a cell shows and what a column is: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from proactive_care.domain.triage import Band
from proactive_care.domain.vocabulary import Tier

Row = TypeVar("Row")


class Sortable(Protocol):
    """Something that can be put in order."""

    def __lt__(self, other: Any, /) -> bool: ...


class Kind(Enum):
    """How a cell is painted."""

    TEXT = "text"
    STRONG = "strong"
    SECONDARY = "secondary"
    TAG = "tag"  # a tier: tint, mark and word
    MARK = "mark"  # a tier's mark and a group's name, without tint
    BOXED = "boxed"  # a value as it stands in a file
    CHIPS = "chips"  # several short words, each in a frame
    SECTION = "section"  # a heading between rows
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True)
class Cell:
    """One cell. ``second`` is a smaller line below; ``tip`` is shown on hover and read aloud.

    A tag with a ``band`` has the band's own mark instead of that of a tier.
    """

    text: str
    kind: Kind = Kind.TEXT
    tier: Tier | None = None
    second: str = ""
    tip: str = ""
    chips: tuple[str, ...] = ()
    band: Band | None = None

    def spoken(self) -> str:
        """The cell as a screen reader says it and as it is copied."""
        words = "; ".join(self.chips) if self.chips else self.text
        if self.kind is Kind.MARK and self.tier is not None:
            words = f"{words} {self.tier.value}"
        return f"{words}, {self.second}" if self.second else words


def dash(why: str) -> Cell:
    """Return the cell for a value that there is none of; ``why`` says why."""
    return Cell("–", Kind.SECONDARY, tip=why)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, how a row's cell looks, and what it is sorted by.

    ``width`` is in pixels at 100 % text; ``figures`` are aligned right; ``stretch`` takes the room
    that is left over. ``key`` is remembered in the user's settings, so it must stay the same.
    ``sort`` returns None for rows without a value: they come last in either direction.
    """

    key: str
    title: str
    cell: Callable[[Row], Cell]
    sort: Callable[[Row], Sortable | None] | None = None
    width: int = 100
    figures: bool = False
    stretch: bool = False
    optional: bool = True
    tip: str = ""
