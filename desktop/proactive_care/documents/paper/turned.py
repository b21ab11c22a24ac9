"""What somebody typed, in the direction of its own script, on a page that runs the other way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.shaping import own_way
from proactive_care.documents.paper.text import (
    Line,
    Paragraph,
    Runs,
    Type,
    line_width,
    paragraph,
)

_AIR = 1.12  # between lines of joined letters in a type that was made for plain ones


@dataclass(frozen=True)
class Turned:
    """Lines that run against the page, aligned at the far edge of ``width``.

    English in an Urdu plan keeps its lines aligned at the left of their column.
    """

    content: Paragraph
    width: float

    @property
    def height(self) -> float:
        return self.content.height

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, in reading order."""
        return self.content.lines

    def single_lines(self) -> tuple[Turned, ...]:
        """Return its lines one by one, to be broken over pages."""
        return tuple(Turned(line, self.width) for line in self.content.single_lines())

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw its lines in their own direction."""
        with pen.upright(x, self.width) as left:
            if not self.content.type.rtl:
                self.content.draw(pen, left, y)
                return
            with pen.mirrored(2 * left + self.width):
                self.content.draw(pen, left, y)


def own_direction(
    runs: Runs, setting: Type, width: float, *, whole_width: bool | None = None
) -> Paragraph | Turned:
    """Set what was typed in its own direction; without letters, in the page's.

    Several lines are aligned at the far edge of ``width``, a single one stands where the page's
    lines start; ``whole_width`` says that any stands at the far edge, or none.
    """
    text = "".join(run.text for run in runs)
    rtl = own_way(text, setting.rtl)
    if rtl == setting.rtl or not any(letter.isalpha() for letter in text):
        return paragraph(runs, setting, width)
    leading = setting.leading * (_AIR if rtl else 1.0)
    content = paragraph(runs, replace(setting, rtl=rtl, leading=leading), width)
    far = len(content.lines) > 1 if whole_width is None else whole_width
    if far:
        return Turned(content, width)
    widest = max((line_width(line, content.type) for line in content.lines), default=0.0)
    return Turned(content, widest)
