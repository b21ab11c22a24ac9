"""All papers, in the order in which people look at them."""

from __future__ import annotations

from collections.abc import Iterator

from proactive_care.papers.handed_out import (
    easy_diary_papers,
    plan_papers,
    sheet_papers,
    text_message_papers,
)
from proactive_care.papers.languages import language_papers
from proactive_care.papers.letters import reading_papers, recall_papers, stream_papers
from proactive_care.papers.lists import list_papers
from proactive_care.papers.paper import Paper


def every_paper() -> Iterator[Paper]:
    """Return every document whose content can be invented without a practice."""
    yield from recall_papers()
    yield from stream_papers()
    yield from language_papers()
    yield from reading_papers()
    yield from sheet_papers()
    yield from easy_diary_papers()
    yield from text_message_papers()
    yield from plan_papers()
    yield from list_papers()
