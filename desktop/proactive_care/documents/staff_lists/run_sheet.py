"""The run sheet: what a printed batch holds, letter by letter, for the person who posts it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from proactive_care.documents.content import RunSheet, RunSheetRow, Sides
from proactive_care.documents.paper.fonts import staff_text, text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, GREY, HAIRLINE, INK, Pen
from proactive_care.documents.paper.text import Paragraph, Type, paragraph, plain, strong
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, TOP, fitted, write_in_foot
from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_form_code, show_nhs_number

_BLANKS = (("Printed by", 0, 53), ("Posted by", 58, 110), ("Date", 115, 152))
_ROW = 9.6 * MM
_FOOT = PAGE_HEIGHT - 17 * MM
_BOX_WIDTH = (RIGHT - LEFT - 8 * MM) / 2
_LAST_ROWS = 4  # the last page is not left with a row or two
_MOST_NAMED = 12
_FIRST_ROWS, _LATER_ROWS = 62 * MM, 33 * MM  # where they begin
_NOTES_ROOM = 110 * MM
_SMALL = 8.0
_TEXT = 9.5
_NOTE = Type(_TEXT, 12.6)


@dataclass(frozen=True)
class _Column:
    heading: str
    left: float
    right: float
    align_right: bool = False


_COLUMNS = {
    "number": _Column("No.", LEFT, LEFT + 10 * MM),
    "name": _Column("Name and NHS number", LEFT + 11 * MM, LEFT + 55 * MM),
    "village": _Column("Village", LEFT + 57 * MM, LEFT + 83 * MM),
    "letter": _Column("Letter", LEFT + 85 * MM, LEFT + 107 * MM),
    "conditions": _Column("Conditions", LEFT + 109 * MM, LEFT + 136 * MM),
    "sheets": _Column("Sheets", LEFT + 136 * MM, LEFT + 146 * MM, True),
    "diary": _Column("Diary", LEFT + 147 * MM, LEFT + 154.5 * MM, True),
    "checked": _Column("Checked", LEFT + 155 * MM, LEFT + 167 * MM, True),
    "posted": _Column("Posted", LEFT + 168 * MM, RIGHT, True),
}


def draw_run_sheet(pen: Pen, sheet: RunSheet, sizes: Mapping[int, tuple[int, int]]) -> int:
    """Draw the run sheet and return its pages. ``sizes`` gives (pages, sheets) by sequence."""
    pages = _split(sheet)
    apart = _boxes_apart(sheet, pages)
    count = len(pages) + apart
    for index, rows in enumerate(pages):
        y = _head(pen, sheet, sizes) if index == 0 else _running_head(pen, sheet)
        y = _table_head(pen, y)
        before = pages[index - 1][-1].village if index and pages[index - 1] else None
        for row in rows:
            y = _row(pen, row, sizes[row.sequence], y, new_village=row.village != before)
            before = row.village
        if index == len(pages) - 1:
            y = _totals(pen, sheet, sizes, y)
            hints = _hints(sheet)
            hints.draw(pen, LEFT, y + 2 * MM)
            if not apart:
                _boxes(pen, sheet, y + 5 * MM + hints.height)
        write_in_foot(pen, _BLANKS, index + 1, count)
        pen.new_page()
    if apart:
        _boxes(pen, sheet, _running_head(pen, sheet))
        write_in_foot(pen, _BLANKS, count, count)
        pen.new_page()
    return count


def _split(sheet: RunSheet) -> list[Sequence[RunSheetRow]]:
    """Return the rows of each page; the last page has room for the totals."""
    for_totals = int((12 * MM + _hints(sheet).height) / _ROW) + 1
    pages: list[Sequence[RunSheetRow]] = []
    rows: Sequence[RunSheetRow] = sheet.rows
    room = int((_FOOT - _FIRST_ROWS) / _ROW)
    while len(rows) > room - for_totals:
        take = min(room, max(len(rows) - _LAST_ROWS, 1))
        pages.append(rows[:take])
        rows, room = rows[take:], int((_FOOT - _LATER_ROWS) / _ROW)
    return [*pages, rows]


def _boxes_apart(sheet: RunSheet, pages: Sequence[Sequence[RunSheetRow]]) -> bool:
    """Tell if there is no room for the notes below the last rows and the totals."""
    top = _FIRST_ROWS if len(pages) == 1 else _LATER_ROWS
    below = 12 * MM + _hints(sheet).height + _boxes_height(sheet)
    return top + len(pages[-1]) * _ROW + below > _FOOT


def _head(pen: Pen, sheet: RunSheet, sizes: Mapping[int, tuple[int, int]]) -> float:
    pen.text(LEFT, TOP + 6.5 * MM, "Run sheet", 24, True, BLUE)
    order = staff_text(f"{sheet.practice_name} · recall letters by {sheet.order}")
    fitted(pen, LEFT, TOP + 13.5 * MM, order, 10.5, 103 * MM, ink=GREY)
    facts = (
        ("Batch", sheet.batch, True),
        ("Approved", f"{show_date(sheet.approved_on)}, {staff_text(sheet.approved_by)}", False),
        ("Data of", show_date(sheet.data_of), False),
    )
    for index, (label, value, bold) in enumerate(facts):
        y = TOP + 3 * MM + index * 5.2 * MM
        pen.text(LEFT + 110 * MM, y, label, 10.5, ink=GREY)
        fitted(pen, LEFT + 131 * MM, y, value, 10.5, RIGHT - LEFT - 131 * MM, bold)
    pen.rule(LEFT, TOP + 19 * MM, RIGHT, 2.0, BLUE)
    _staff_only(pen, RIGHT, TOP - 3.5 * MM)
    y = TOP + 27 * MM
    for index, (number, label) in enumerate(_counts(sheet, sizes)):
        x = LEFT + index * 35.6 * MM
        pen.text(x, y, str(number), 17, True)
        pen.text(x, y + 5.5 * MM, label, 9.5, ink=GREY)
    return y + 14 * MM


def _counts(sheet: RunSheet, sizes: Mapping[int, tuple[int, int]]) -> list[tuple[int, str]]:
    letters = len(sheet.rows)
    diaries = sum(row.home_diary for row in sheet.rows)
    formats = [row.letter_format for row in sheet.rows]
    large = sum(each.is_large and not each.easy_read for each in formats)
    sheets = sum(sizes[row.sequence][1] for row in sheet.rows)
    pages = sum(sizes[row.sequence][0] for row in sheet.rows)
    return [
        (letters, "Letters"),
        (sheets, "Sheets"),
        (pages, "Printed pages"),
        (diaries, "BP diaries"),
        (large, "In large print"),
    ]


def _running_head(pen: Pen, sheet: RunSheet) -> float:
    pen.text(LEFT, TOP + 3 * MM, "Run sheet", 12, True, BLUE)
    text = staff_text(
        f"{sheet.practice_name}  ·  Batch {sheet.batch}  ·  Data of {show_date(sheet.data_of)}"
    )
    fitted(pen, LEFT + 26 * MM, TOP + 3 * MM, text, 9.5, 76 * MM, ink=GREY)
    _staff_only(pen, RIGHT, TOP + 3 * MM)
    pen.rule(LEFT, TOP + 6 * MM, RIGHT, 1.2, BLUE)
    return TOP + 12 * MM


def _staff_only(pen: Pen, right: float, y: float) -> None:
    text = "For staff only. Do not post. Shred when done."
    pen.text(right - text_width(text, 9, True), y, text, 9, True)


def _table_head(pen: Pen, y: float) -> float:
    for column in _COLUMNS.values():
        x = column.left
        if column.align_right:
            x = column.right - text_width(column.heading, _SMALL)
        pen.text(x, y, column.heading, _SMALL, ink=GREY)
    pen.rule(LEFT, y + 2 * MM, RIGHT, 0.9, GREY)
    return y + 2 * MM


def _row(
    pen: Pen, row: RunSheetRow, size: tuple[int, int], y: float, *, new_village: bool
) -> float:
    upper, lower = y + 4.1 * MM, y + 7.9 * MM
    name = _COLUMNS["name"]
    pen.rule(LEFT, y, RIGHT, 0.7 if new_village else 0.4, GREY if new_village else HAIRLINE)
    pen.text(LEFT, upper, f"{row.sequence:03}", _TEXT, ink=GREY)
    _name(pen, row, name.left, upper, name.right - name.left)
    pen.text(name.left, lower, show_nhs_number(row.nhs_number), _SMALL, ink=GREY)
    _cell(pen, "village", upper, row.village or "–", ink=INK if new_village else GREY)
    where = f"{row.postcode}  same home" if row.same_home else row.postcode
    _cell(pen, "village", lower, where, size=_SMALL, bold=row.same_home, ink=GREY)
    _cell(pen, "letter", upper, row.paper, bold=row.letter_format.is_large or bool(row.language))
    _cell(pen, "letter", lower, show_form_code(row.form_code), size=_SMALL, ink=GREY)
    for text, line in zip(_conditions(row), (upper, lower), strict=True):
        _cell(pen, "conditions", line, text, size=_SMALL)
    pages, sheets = size
    _number(pen, "sheets", upper, str(sheets), _TEXT, INK)
    _number(pen, "sheets", lower, f"{pages} pp", _SMALL, GREY)
    _number(pen, "diary", upper, "1" if row.home_diary else "–", _TEXT, INK)
    for key in ("checked", "posted"):
        column = _COLUMNS[key]
        centre = column.right - text_width(column.heading, _SMALL) / 2
        pen.tick_box(centre - 5.25, y + (_ROW - 10.5) / 2, 10.5)
    return y + _ROW


def _conditions(row: RunSheetRow) -> tuple[str, str]:
    """Return the conditions, on two lines if they are many, and after them the tier."""
    names = [each.short_label for each in row.conditions]
    tier = row.tier.value if row.tier else "–"
    if len(names) <= 3:
        return ", ".join(names), tier
    half = (len(names) + 1) // 2
    return f"{', '.join(names[:half])},", f"{', '.join(names[half:])} · {tier}"


def _name(pen: Pen, row: RunSheetRow, x: float, y: float, width: float) -> None:
    family = staff_text(row.family_name)
    given = staff_text(f"{row.title} {row.given_name}")
    runs = (*strong(f"{family},"), *plain(f" {given}")) if given else strong(family)
    fitted(pen, x, y, runs, _TEXT, width)


def _cell(
    pen: Pen,
    key: str,
    y: float,
    text: str,
    *,
    size: float = _TEXT,
    bold: bool = False,
    ink: tuple[float, float, float] = INK,
) -> None:
    column = _COLUMNS[key]
    fitted(pen, column.left, y, staff_text(text), size, column.right - column.left, bold, ink)


def _number(
    pen: Pen, key: str, y: float, text: str, size: float, ink: tuple[float, float, float]
) -> None:
    pen.text(_COLUMNS[key].right - text_width(text, size), y, text, size, ink=ink)


def _totals(pen: Pen, sheet: RunSheet, sizes: Mapping[int, tuple[int, int]], y: float) -> float:
    pen.rule(LEFT, y, RIGHT, 1.4, INK)
    y += 5.5 * MM
    count = len(sheet.rows)
    pen.text(LEFT, y, f"Total, {count} {'letter' if count == 1 else 'letters'}", _TEXT, True)
    sheets = str(sum(sizes[row.sequence][1] for row in sheet.rows))
    diaries = str(sum(row.home_diary for row in sheet.rows))
    for key, total in (("sheets", sheets), ("diary", diaries)):
        pen.text(_COLUMNS[key].right - text_width(total, _TEXT, True), y, total, _TEXT, True)
    return y


def _hints(sheet: RunSheet) -> Paragraph:
    """Return how to set the printer, and what to watch when the envelopes are filled."""
    two = sheet.sides is Sides.TWO
    words = [
        "Print on two sides, turned on the long edge: every letter starts on a new sheet."
        if two
        else "Print on one side.",
        "White paper from one tray, actual size: the letterhead is printed with the letter.",
    ]
    after = _village_ends(sheet.rows)
    if after:
        shown = ", ".join(f"{number:03}" for number in after[:_MOST_NAMED])
        more = " and so on" if len(after) > _MOST_NAMED else ""
        words.append(f"A coloured sheet between villages helps: after {shown}{more}.")
    together = sum(row.same_home for row in sheet.rows)
    if together:
        words.append(f"{together} letters are marked “same home”: each in its own envelope.")
    others = [
        text
        for count, text in (
            (sheet.calls, f"{sheet.calls} to phone"),
            (sheet.texts, f"{sheet.texts} to text"),
        )
        if count
    ]
    if others:
        words.append(f"Invited without a letter: {', '.join(others)}, on lists of their own.")
    return paragraph(plain(" ".join(words)), _NOTE, RIGHT - LEFT)


def _village_ends(rows: Sequence[RunSheetRow]) -> list[int]:
    """Return the sequence numbers after which another village begins, if they are in its order."""
    ends = [a.sequence for a, b in itertools.pairwise(rows) if a.village != b.village]
    villages = {row.village for row in rows}
    return ends if len(ends) == len(villages) - 1 else []


def _boxes_height(sheet: RunSheet) -> float:
    notes = sum(note.height for note in _not_printed(sheet))
    return max(33 * MM, 9.5 * MM + notes + 3 * MM)


def _boxes(pen: Pen, sheet: RunSheet, y: float) -> None:
    height = _boxes_height(sheet)
    for x in (LEFT, RIGHT - _BOX_WIDTH):
        pen.box(x, y, _BOX_WIDTH, height, edge=HAIRLINE, weight=0.9, radius=5)
    left = LEFT + 5 * MM
    pen.text(left, y + 7 * MM, "If the printer stops", 10.5, True)
    text = (
        "Write down the last good letter. In Recall, Batches, print again from the next one: the"
        " same letters, and nobody is invited twice."
    )
    paragraph(plain(text), _NOTE, _BOX_WIDTH - 10 * MM).draw(pen, left, y + 9 * MM)
    pen.text(left, y + 28.5 * MM, "Last good letter", _TEXT)
    for index in range(len(f"{len(sheet.rows):03}")):
        x = left + (36 + index * 7.2) * MM
        pen.box(x, y + 23.5 * MM, 7.2 * MM, 7.4 * MM, edge=GREY, weight=0.7)
    left, top = RIGHT - _BOX_WIDTH + 5 * MM, y + 9.5 * MM
    pen.text(left, y + 7 * MM, "Not printed: needs another route", 10.5, True)
    for note in _not_printed(sheet):
        note.draw(pen, left, top)
        top += note.height


def _not_printed(sheet: RunSheet) -> list[Paragraph]:
    """Return a line or two for each; after ``_MOST_NAMED``, how many more there are."""
    notes = [_note(f"{each.name}: {each.reason}") for each in sheet.not_printed[:_MOST_NAMED]]
    while sum(note.height for note in notes) > _NOTES_ROOM:
        notes.pop()
    more = len(sheet.not_printed) - len(notes)
    if not sheet.not_printed:
        notes.append(_note("Nobody."))
    if more:
        notes.append(_note(f"And {more} more. Names: on screen, Recall."))
    if sheet.left_out:
        others = "1 other" if sheet.left_out == 1 else f"{sheet.left_out} others"
        text = f"{others} left out. Reasons: on screen, Recall."
        notes.append(_note(text, replace(_NOTE, ink=GREY)))
    return notes


def _note(text: str, setting: Type = _NOTE) -> Paragraph:
    return paragraph(plain(staff_text(text)), setting, _BOX_WIDTH - 10 * MM)
