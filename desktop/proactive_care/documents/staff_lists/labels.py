"""Address labels on A4 sheets: 3 x 7 (63.5 x 38.1 mm, as L7160) and 2 x 7 (99.1 x 38.1, L7163)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from proactive_care.documents.content import Addressee
from proactive_care.documents.letters.addresses import address_block
from proactive_care.documents.paper.geometry import MM, Area
from proactive_care.documents.paper.ink import Pen


@dataclass(frozen=True)
class Sheet:
    """A sheet of labels, in millimetres: how many, how large, and where the first one is."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step: float  # from one column to the next


class LabelSheet(Enum):
    """The sheets that stationers sell."""

    THREE_BY_SEVEN = Sheet(3, 7, 63.5, 38.1, 7.25, 15.15, 66.0)
    TWO_BY_SEVEN = Sheet(2, 7, 99.1, 38.1, 4.65, 15.15, 101.6)


_INSET = 3.0  # mm: printers pull a sheet in a little askew
_SIZE, _SMALLEST = 11.0, 7.0


def draw_labels(pen: Pen, addressees: Sequence[Addressee], kind: LabelSheet, used: int = 0) -> int:
    """Draw a label for each addressee and return the pages; ``used`` labels are gone already.

    Raises UnusableAddress or MissingGlyph before anything is drawn. Nothing but name and address
    is on a label.
    """
    sheet = kind.value
    each_page = sheet.columns * sheet.rows
    blocks = [
        address_block(to, _SIZE, _area(sheet, (used + index) % each_page), _SMALLEST)
        for index, to in enumerate(addressees)
    ]
    for index, block in enumerate(blocks):
        if index and (used + index) % each_page == 0:
            pen.new_page()
        block.draw(pen)
    if blocks:
        pen.new_page()
    return -(-(used % each_page + len(blocks)) // each_page) if blocks else 0


def _area(sheet: Sheet, place: int) -> Area:
    row, column = divmod(place, sheet.columns)
    left = sheet.left + column * sheet.step + _INSET
    top = sheet.top + row * sheet.height + _INSET
    right, bottom = left + sheet.width - 2 * _INSET, top + sheet.height - 2 * _INSET
    return Area(left * MM, top * MM, right * MM, bottom * MM)
