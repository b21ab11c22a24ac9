"""The panel of a result letter: the average, the target, and where one stands to the other."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.documents.letters.result_letter_content import HomeResult
from proactive_care.documents.paper.blocks import Block, Columns, Framed, Gap, Stack
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.geometry import MM, TEXT_WIDTH
from proactive_care.documents.paper.ink import BLUE, GREY, INK, PALE, TINT, WHITE, Pen
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import CAPITAL_MIDDLE, Type, paragraph, plain
from proactive_care.documents.words.wording import Wording

_WIDEST_INSET = 5.8 * MM
_LEAST_INSET = 3.2 * MM
_LEFT_SHARE = 0.4  # of the panel, for the figures; the bars have the rest
_LABEL_SHARE = 0.2  # of the bars' side, for what a bar is about
_REACH = {"top": 40, "bottom": 25}  # mmHg that a bar shows on each side of the target


@dataclass(frozen=True)
class Figures:
    """The average, large, with its unit behind it."""

    text: str
    unit: str
    type: Type
    unit_size: float

    @property
    def height(self) -> float:
        return self.type.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the figures bold and the unit grey."""
        baseline = y + self.type.leading * 0.5 + self.type.size * CAPITAL_MIDDLE
        pen.text(x, baseline, self.text, self.type.size, True)
        right = x + text_width(self.text, self.type.size, True) + self.unit_size * 0.4
        pen.text(right, baseline, self.unit, self.unit_size, ink=GREY)


@dataclass(frozen=True)
class TargetBar:
    """A bar whose tinted half is below the target, and a mark with its words where "you" are.

    Nothing is told by colour alone: the words say both numbers.
    """

    value: int
    target: int
    reach: int
    you: str
    below: str
    type: Type
    width: float

    @property
    def height(self) -> float:
        return self._top + self._thick

    @property
    def middle(self) -> float:
        """How far below its top the bar itself has its middle, for a label beside it."""
        return self._top + self._thick / 2

    @property
    def _thick(self) -> float:
        return self.type.size * 1.6

    @property
    def _mark(self) -> float:
        return self.type.size * 0.75

    @property
    def _top(self) -> float:
        return self.type.leading + self._mark

    def place(self, value: int) -> float:
        """Return how far along the bar a value stands, in points; beyond its ends at the end."""
        share = 0.5 + (value - self.target) / (2 * self.reach)
        return self.width * min(max(share, 0.0), 1.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw bar, target line and mark, with their words."""
        size, top, half = self.type.size, y + self._top, self.width / 2
        pen.box(x, top, self.width, self._thick, fill=WHITE, edge=GREY)
        pen.box(x, top, half, self._thick, fill=TINT, edge=GREY)
        pen.line(x + half, top, x + half, top + self._thick, 2.2, BLUE)
        middle = top + self._thick / 2 + size * CAPITAL_MIDDLE
        rtl = self.type.rtl
        pen.text(x + size * 0.6, middle, self.below, size, rtl=rtl)
        at, side = x + self.place(self.value), self._mark * 0.75
        pen.polygon([(at - side, top - self._mark), (at + side, top - self._mark), (at, top)], INK)
        words = text_width(self.you, size, True)
        left = min(max(at - words / 2, x), x + self.width - words)
        baseline = y + self.type.leading * 0.5 + size * CAPITAL_MIDDLE
        pen.text(left, baseline, self.you, size, True, rtl=rtl)


def result_panels(result: HomeResult, words: Wording, scale: Scale) -> tuple[Framed, ...]:
    """Return the panel; in large print one with the figures and one with the bars."""
    inset = min(max(scale.unit * 2.4, _LEAST_INSET), _WIDEST_INSET)
    inner = TEXT_WIDTH - 2 * inset
    if scale.is_large:
        figures = _figures(result, words, scale, inner)
        bars = _bars_in_turn(result, words, scale, inner)
        return (_panel(figures, inset), _panel(bars, inset))
    left = inner * _LEFT_SHARE
    right = inner - left
    columns = Columns(
        (_figures(result, words, scale, left), _bars_beside(result, words, scale, right)),
        (0.0, left),
    )
    return (_panel(columns, inset),)


def _panel(content: Block, inset: float) -> Framed:
    return Framed(content, TEXT_WIDTH, inset, fill=PALE)


def _figures(result: HomeResult, words: Wording, scale: Scale, width: float) -> Stack:
    size = scale.points * (1.9 if scale.is_large else 2.6)
    top, bottom = result.average
    target = f"{result.target[0]}/{result.target[1]}"
    return Stack(
        (
            paragraph(words.say("panel.average"), scale.body, width),
            Figures(
                f"{top}/{bottom}",
                words.words("panel.unit"),
                Type(size, size * 1.3, True),
                scale.points,
            ),
            Gap(scale.unit * 1.4),
            paragraph(words.say("panel.target_lead"), scale.body, width),
            paragraph(words.say("panel.target", target=target), scale.body, width),
        )
    )


def _bar(result: HomeResult, which: str, words: Wording, scale: Scale, width: float) -> TargetBar:
    at = 0 if which == "top" else 1
    return TargetBar(
        result.average[at],
        result.target[at],
        _REACH[which],
        words.words("panel.you", value=result.average[at]),
        words.words("panel.below", value=result.target[at]),
        scale.body,
        width,
    )


def _bars_beside(result: HomeResult, words: Wording, scale: Scale, width: float) -> Stack:
    label = width * _LABEL_SHARE
    blocks: list[Block] = []
    for which in ("top", "bottom"):
        bar = _bar(result, which, words, scale, width - label)
        name = paragraph(words.say(f"panel.{which}"), scale.body, label)
        lowered = Stack((Gap(bar.middle - name.height / 2), name))
        blocks += [Columns((lowered, bar), (0.0, label)), Gap(scale.unit * 1.4)]
    return Stack(tuple(blocks[:-1]))


def _bars_in_turn(result: HomeResult, words: Wording, scale: Scale, width: float) -> Stack:
    blocks: list[Block] = []
    for which in ("top", "bottom"):
        name = paragraph(plain(words.words(f"panel.{which}")), scale.strong, width)
        blocks += [name, _bar(result, which, words, scale, width), Gap(scale.unit * 1.4)]
    return Stack(tuple(blocks[:-1]))
