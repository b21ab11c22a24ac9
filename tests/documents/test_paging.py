"""Blocks over pages: what is kept together, and what is said again on the next page."""

from __future__ import annotations

from proactive_care.documents.paper.blocks import Gap
from proactive_care.documents.paper.paging import Frame, Item, fill, not_alone

FRAME = Frame(left=0, first_top=0, top=0, bottom=100)


def heights(items):
    return [[placed.block.height for placed in page] for page in fill(items, FRAME).pages]


def test_the_last_block_is_never_alone_on_its_page():
    items = [Item(Gap(60.0)), Item(Gap(30.0)), Item(Gap(20.0))]
    assert heights(items) == [[60, 30], [20]]
    assert heights(not_alone(items)) == [[60], [30, 20]]
    assert not_alone(items[:1]) == items[:1]


def test_a_list_that_runs_on_has_its_heading_again():
    heading = Gap(5.0)
    rows = [Item(Gap(40.0), above=heading) for _ in range(4)]
    assert heights([Item(heading, with_next=True), *rows]) == [[5, 40, 40], [5, 40, 40]]
    second = fill([Item(heading, with_next=True), *rows], FRAME).pages[1]
    assert [placed.y for placed in second] == [0, 5, 45]
