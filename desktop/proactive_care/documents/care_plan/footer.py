"""The marks at the foot of each page of a plan: whose it is, which version, how old the data is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proactive_care.documents.care_plan.content import CarePlanPaper
from proactive_care.documents.care_plan.parts import LEFT, RIGHT, WIDTH, first_line_width
from proactive_care.documents.paper.blocks import Block, Gap, Stack
from proactive_care.documents.paper.fonts import clean_text, keep_together, text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT, PAGE_WIDTH
from proactive_care.documents.paper.ink import HAIRLINE, Pen
from proactive_care.documents.paper.scale import Scale
from proactive_care.documents.paper.text import Paragraph, Run, Runs, data, paragraph
from proactive_care.documents.words.dates import day_in
from proactive_care.documents.words.wording import Wording

_FOOT = PAGE_HEIGHT - 8 * MM
_LEFT_SHARE = 0.7
_JOINT = " · "


@dataclass(frozen=True)
class PlanFooter:
    """Practice, version, print and data dates at the left; person and page at the right.

    A name that is too long for the right stands above the marks, at the left.
    """

    words: Wording
    scale: Scale
    left: tuple[Block, ...]
    right: tuple[Paragraph, ...]

    @property
    def rule(self) -> float:
        """Where the plan's own text must end, in points from the top."""
        height = max(Stack(self.left).height, Stack(self.right).height + self._line)
        return _FOOT - height - self.scale.unit * 0.5

    @property
    def _line(self) -> float:
        return self.scale.footer.leading

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draw the marks of one page (from 1)."""
        pen.rule(LEFT, self.rule, RIGHT, 0.7, HAIRLINE)
        top = self.rule + self.scale.unit * 0.5
        Stack(self.left).draw(pen, LEFT, top)
        place = _kept(self.words.say("footer.page", number=page, total=pages))
        for block in (*self.right, paragraph(place, self.scale.footer, WIDTH)):
            block.draw(pen, RIGHT - first_line_width(block), top)
            top += block.height


def plan_footer(paper: CarePlanPaper, words: Wording, scale: Scale, form: str) -> PlanFooter:
    """Lay out the marks; ``form`` is the key of the document's name."""
    dates = [words.say("footer.printed", date=paper.printed)]
    if paper.data_of is not None:
        dates.append(words.say("footer.data_of", date=day_in(words, paper.data_of)))
    practice = [words.say(form, version=paper.version)]
    if not scale.is_large:  # it stands at the head of the plan, and lines are dear here
        practice.insert(0, data(clean_text(paper.practice)))
    subject = paper.subject
    initial = subject.given_name.strip()[:1]
    person = clean_text(f"{subject.title} {initial} {subject.family_name}")
    short = text_width(person, scale.footer.size) <= WIDTH * (1 - _LEFT_SHARE)
    right = (paragraph(data(keep_together(person)), scale.footer, WIDTH),) if short else ()
    beside = len(right) + 1  # lines that the right side takes; below them there is more room
    left: list[Block] = []
    for marks in [*([] if short else [[data(person)]]), practice, dates]:
        free = beside * scale.footer.leading - Stack(tuple(left)).height
        narrow = _packed(marks, scale, WIDTH * _LEFT_SHARE - 4 * MM)
        below = _packed(marks, scale, WIDTH)
        if free <= 0:
            left += below
        elif marks is dates and any(len(block.lines) > 1 for block in narrow):
            left += [Gap(free), *below]
        else:
            left += narrow
    return PlanFooter(words, scale, tuple(left), right)


def _packed(marks: list[Runs], scale: Scale, width: float) -> list[Paragraph]:
    """Put marks on one line, or each on its own where they do not fit."""
    joined = list(marks[0])
    for mark in marks[1:]:
        joined += [Run(_JOINT), *mark]
    whole = paragraph(_kept(tuple(joined)), scale.footer, PAGE_WIDTH * 4)
    if first_line_width(whole) <= width:
        return [paragraph(_kept(tuple(joined)), scale.footer, width)]
    return [paragraph(mark, scale.footer, width) for mark in marks]


def _kept(runs: Runs) -> Runs:
    """Return runs that do not break into lines."""
    return tuple(replace(run, text=keep_together(run.text)) for run in runs)
