"""The care plan as a PDF."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from proactive_care.documents.care_plan.content import CarePlanPaper
from proactive_care.documents.care_plan.easy import easy_plan_pages
from proactive_care.documents.care_plan.footer import PlanFooter, plan_footer
from proactive_care.documents.care_plan.layout import plan_pages
from proactive_care.documents.care_plan.parts import PlanParts
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.paging import Pages, Placed
from proactive_care.documents.paper.pdf_file import PdfFile
from proactive_care.documents.paper.scale import Scale, scale_for
from proactive_care.documents.words.languages import ENGLISH, language_of
from proactive_care.documents.words.own import english_wording
from proactive_care.documents.words.translations import PLAN, translated_wording
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.errors import KnownError

_ABOVE_FOOT = 3 * MM
DRAFT = "DRAFT, not checked"


@dataclass(frozen=True)
class PlanPdf:
    """A finished document."""

    data: bytes
    pages: int


def plan_wording(code: str = ENGLISH.code) -> Wording:
    """Return the shipped words of the plan in a language."""
    return translated_wording(PLAN, code)


def plan_type(paper: CarePlanPaper) -> tuple[Wording, Scale]:
    """Return the words and the type of a plan's language and print size.

    Raises KnownError for easy read in another language than English: there are no words of it.
    """
    language = language_of(paper.language)
    if paper.letter_format.easy_read and language is not ENGLISH:
        raise KnownError(
            f"There is no easy read in {language.name}: it exists in English only.",
            kept="Nothing was printed.",
            advice="Choose large print in this language, or easy read in English.",
        )
    own = paper.own_words if language is ENGLISH else None  # a translation is checked as shipped
    words = english_wording(plan_wording(language.code), own)
    return words, scale_for(paper.letter_format.points, language)


def care_plan_pdf(paper: CarePlanPaper, *, made_at: datetime) -> PlanPdf:
    """Print a plan. The same content and time give the same bytes.

    Raises MissingGlyph for a letter that cannot be printed; nothing is drawn before that is known.
    """
    laid_out = lay_out_plan(paper)
    return draw_pages(laid_out, made_at)


@dataclass(frozen=True)
class LaidOutPlan:
    """Pages whose every line has its place, with their footer and the document's title."""

    pages: tuple[tuple[Placed, ...], ...]
    footer: PlanFooter
    title: str
    draft: bool

    def draw(self, pen: Pen) -> None:
        """Draw each page and finish it."""
        for number, page in enumerate(self.pages, 1):
            if self.draft:
                pen.watermark(DRAFT)
            with pen.mirrored() if self.footer.scale.rtl else contextlib.nullcontext():
                for placed in page:
                    placed.draw(pen)
                self.footer.draw(pen, number, len(self.pages))
            pen.new_page()


def lay_out_plan(paper: CarePlanPaper) -> LaidOutPlan:
    """Lay a plan out completely, before anything is drawn. Raises MissingGlyph."""
    words, scale = plan_type(paper)
    parts = PlanParts(paper, words, scale)
    footer = plan_footer(paper, words, scale, "footer.form")
    compose = easy_plan_pages if paper.letter_format.easy_read else plan_pages
    pages = compose(parts, footer.rule - _ABOVE_FOOT)
    return laid_out_pages(pages, footer, words.title, draft=paper.draft)


def laid_out_pages(pages: Pages, footer: PlanFooter, title: str, *, draft: bool) -> LaidOutPlan:
    """Return pages with their footer."""
    return LaidOutPlan(tuple(tuple(page) for page in pages.pages), footer, title, draft)


def draw_pages(plan: LaidOutPlan, made_at: datetime) -> PlanPdf:
    """Draw laid-out pages with their footer into a PDF in memory."""
    stream = BytesIO()
    language = plan.footer.words.language
    file = PdfFile(stream, title=plan.title, language=language, made_at=made_at)
    plan.draw(Pen(file.canvas))
    file.finish()
    return PlanPdf(stream.getvalue(), len(plan.pages))
