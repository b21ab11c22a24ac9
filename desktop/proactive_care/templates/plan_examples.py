"""Previews of the care plan: on paper as the nurse prints it, and as the summary to carry."""

from __future__ import annotations

from dataclasses import replace

from proactive_care.care_plans import ExamplePlan, example_paper
from proactive_care.documents import LetterFormat, care_plan_pdf, summary_pdf
from proactive_care.templates.examples import Asked, Drawn
from proactive_care.templates.people import person

PLANS = {
    "usual": "Two conditions",
    "longest": "Many conditions, longest name",
    "one": "Nothing is known yet, shortest name",
}


def care_plan(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The care plan; for a text of the summary, the summary."""
    left_out = text == "summary.elsewhere"  # said when not all of it fits one sheet
    plan = replace(_plan(asked, example), letter_format=letter_format)
    if left_out:
        plan = replace(plan, many=True, letter_format=LetterFormat(16))
    paper = example_paper(plan, asked.own, text)
    if text.startswith("summary.") or text == "head.summary":
        made = summary_pdf(paper, made_at=asked.now)
        return Drawn(made.data, asked.every_text(), "Shown on the summary of the plan.")
    return Drawn(care_plan_pdf(paper, made_at=asked.now).data, asked.every_text())


def easy_care_plan(asked: Asked, example: str, letter_format: LetterFormat, text: str) -> Drawn:
    """The care plan in easy read: its headings and lines; the advice is that of the care plan."""
    plan = replace(_plan(asked, example), letter_format=letter_format)
    if text.startswith("summary.elsewhere"):  # said when not all of it fits one sheet
        plan = replace(plan, many=True)
    paper = example_paper(plan, None, text, asked.own)
    if text.startswith("summary.") or text == "head.summary":
        made = summary_pdf(paper, made_at=asked.now)
        return Drawn(made.data, asked.every_text(), "Shown on the summary of the plan.")
    return Drawn(care_plan_pdf(paper, made_at=asked.now).data, asked.every_text())


def _plan(asked: Asked, example: str) -> ExamplePlan:
    return ExamplePlan(
        asked.details.name,
        asked.practice.phone,
        person(example).to,
        asked.day,
        many=example == "longest",
        blank=example == "one",
    )
