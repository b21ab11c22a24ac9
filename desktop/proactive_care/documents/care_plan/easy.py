"""The care plan in easy read, in as few pages as its pictures allow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from proactive_care.documents.care_plan.easy_rows import EasyRows
from proactive_care.documents.care_plan.easy_sections import HELP_BEGINS, HELP_ENDS, EasySections
from proactive_care.documents.care_plan.parts import LEFT, PlanParts
from proactive_care.documents.paper.blocks import Block
from proactive_care.documents.paper.geometry import TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.words.own import english_wording
from proactive_care.documents.words.wording import Wording, load_wording
from proactive_care.resource_files import resource_path

_ZOOMS = (1.0, 0.88, 0.76)  # of the pictures


@lru_cache(maxsize=1)
def easy_plan_wording() -> Wording:
    """Return the shipped words; they exist in English only."""
    return load_wording(resource_path("care_plans", "easy_read.en.toml"))


def easy_sections(parts: PlanParts, zoom: float) -> EasySections:
    """Return what makes the sections of a plan, in the practice's words."""
    words = english_wording(easy_plan_wording(), parts.paper.own_easy_words)
    return EasySections(parts.paper, EasyRows(words, parts.scale, zoom))


def easy_plan_pages(parts: PlanParts, bottom: float) -> Pages:
    """Lay out a plan in easy read, the pictures as large as they can be on the fewest pages.

    When to get help stands on one of them if it can.
    """
    frame = Frame(LEFT, TOP, TOP, bottom)
    tried = (fill(_items(parts, easy_sections(parts, zoom)), frame) for zoom in _ZOOMS)
    return min(tried, key=lambda pages: (len(pages.pages), _help_is_parted(pages)))


def _help_is_parted(pages: Pages) -> bool:
    return pages.marks[HELP_BEGINS] != pages.marks[HELP_ENDS]


def _items(parts: PlanParts, make: EasySections) -> list[Item]:
    warning = parts.data_warning()
    items = [Item(parts.head(title=make.words.say("head.title")))]
    items += [Item(warning, parts.scale.unit * 1.6)] if warning is not None else []
    before: tuple[tuple[str, Iterable[Block]], ...] = (
        ("matters", make.matters()),
        ("about", make.about()),
        ("help_me", make.help_me()),
        ("conditions", make.conditions()),
        ("numbers", (*make.numbers(), *make.checks())),
        ("goals", make.goals()),
        ("medicines", make.medicines()),
        ("self_care", make.self_care()),
    )
    for name, blocks in before:
        items += make.rows.section(f"{name}.heading", blocks)
    items += make.help(new_page=True)
    items += make.rows.section("people.heading", make.people())
    items += make.rows.section("next.heading", make.next_steps())
    return items
