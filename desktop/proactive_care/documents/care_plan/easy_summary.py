"""The patient-held summary in easy read: one sheet, with pictures."""

from __future__ import annotations

from proactive_care.documents.care_plan.easy import easy_sections
from proactive_care.documents.care_plan.easy_sections import EasySections
from proactive_care.documents.care_plan.parts import LEFT, PlanParts
from proactive_care.documents.care_plan.summary_choice import ALL, Choice
from proactive_care.documents.easy_read.lines import EasyRow
from proactive_care.documents.paper.geometry import TOP
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill

_ZOOMS = (1.0, 0.88, 0.76, 0.64, 0.52, 0.44)  # of the pictures; the print stays


def easy_summary_pages(parts: PlanParts, choice: Choice, bottom: float) -> Pages:
    """Lay the summary out on the fewest pages, the pictures as large as that allows.

    When to get help begins a page, unless that makes it one page more.
    """
    frame = Frame(LEFT, TOP, TOP, bottom)
    tried = (
        fill(_items(parts, easy_sections(parts, zoom), choice, help_apart=apart), frame)
        for apart in (True, False)
        for zoom in _ZOOMS
    )
    return min(tried, key=lambda pages: len(pages.pages))


def _items(parts: PlanParts, make: EasySections, choice: Choice, *, help_apart: bool) -> list[Item]:
    rows, gap = make.rows, parts.scale.unit * make.rows.zoom
    warning = parts.data_warning()
    items = [Item(parts.head(title=make.words.say("head.summary"), short=True))]
    items += [Item(warning, gap)] if warning is not None else []
    items.append(Item(rows.named("summary.keep"), gap))
    items.append(Item(_to_write(make, "allergies")))
    if "matters" in choice.shown:
        items += rows.section("matters.heading", make.matters())
    if "conditions" in choice.shown:
        items += rows.section("conditions.heading", make.conditions(short=True))
    medicines = make.medicines(dosages="dosages" in choice.shown)
    items += rows.section("medicines.heading", medicines)
    items += make.help(new_page=help_apart)
    if "numbers" in choice.shown:
        items += rows.section("numbers.heading", make.numbers(short=True))
    if "people" in choice.shown:
        people = [*make.people(), _to_write(make, "emergency")]
        items += rows.section("people.heading", people)
    if choice != ALL:
        items.append(Item(rows.named("summary.elsewhere"), gap))
    return items


def _to_write(make: EasySections, name: str) -> EasyRow:
    picture = make.words.words(f"summary.{name}.picture")
    return make.rows.to_write(picture, f"summary.{name}.label")
