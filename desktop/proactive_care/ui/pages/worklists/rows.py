"""The columns that show a patient in a worklist."""

from __future__ import annotations

from collections.abc import Sequence

from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.domain.vocabulary import Framework
from proactive_care.ui.tables import Cell, Column, Kind, dash
from proactive_care.ui.widgets import capitalised, lowered
from proactive_care.worklists import GroupMark, WorklistRow

__all__ = ["GroupMark", "WorklistRow", "columns_for"]


def columns_for(frameworks: Sequence[Framework]) -> list[Column[WorklistRow]]:
    """Return the columns of a list over these frameworks."""
    single = len(frameworks) == 1
    return [
        Column("name", "Patient", _name, lambda r: r.name.casefold(), 190, optional=False),
        Column("age", "Age", _age, lambda r: r.age, 52, figures=True),
        Column("village", "Village", _village, lambda r: r.village or None, 112),
        *(_framework_column(framework, single) for framework in frameworks),
        Column("tier", "Tier", _tier, lambda r: r.tier.rank, 108),
        Column("why", "Why", _why, lambda r: r.why or None, 180, stretch=True),
        Column("who", "Who, by when", _who, lambda r: r.who or None, 190),
        Column("conditions", "Conditions", _conditions, lambda r: r.conditions, 92, figures=True),
        Column("contact", "Last contact", _contact, lambda r: r.contact, 100),
        Column("assigned", "Assigned to", _assigned, lambda r: r.assigned or None, 150),
        Column("unknown", "Could not check", _unknown, _sort_unknown, 220),
        Column("flags", "Flags", _flags, lambda r: r.flags or None, 130),
        Column("nhs", "NHS number", _nhs, lambda r: r.nhs_number or None, 120),
        Column("birth", "Born", _birth, lambda r: r.birth, 104),
    ]


def _framework_column(framework: Framework, single: bool) -> Column[WorklistRow]:
    def cell(row: WorklistRow) -> Cell:
        mark = row.groups.get(framework)
        if mark is None:
            return dash(f"Not on the {lowered(framework.label)} register")
        return Cell(mark.group, Kind.MARK, mark.tier, tip=f"{mark.group}, {mark.tier.value}")

    def order(row: WorklistRow) -> tuple[int, str] | None:
        mark = row.groups.get(framework)
        return None if mark is None else (mark.tier.rank, mark.group)

    title = "Group" if single else framework.short_label
    return Column(framework.value, title, cell, order, 66 if single else 58, tip=framework.label)


def _name(row: WorklistRow) -> Cell:
    return Cell(row.name, Kind.STRONG)


def _age(row: WorklistRow) -> Cell:
    return dash("No date of birth in the extract") if row.age is None else Cell(str(row.age))


def _village(row: WorklistRow) -> Cell:
    return Cell(row.village) if row.village else dash("No village in the extract")


def _tier(row: WorklistRow) -> Cell:
    return Cell(row.tier.value.capitalize(), Kind.TAG, row.tier)


def shorter(why: str) -> str:
    """Return a reason in the words that a narrow column has room for."""
    for long, short in _SHORTER.items():
        why = why.replace(long, short)
    return capitalised(why)


_SHORTER = {"Stroke risk score (CHA2DS2-VASc)": "CHA2DS2-VASc"}


def _why(row: WorklistRow) -> Cell:
    return (
        Cell(shorter(row.why), tip=row.why) if row.why else dash("The last group needs no reason")
    )


def _who(row: WorklistRow) -> Cell:
    if not row.who:
        return dash("The rules in use do not name this group")
    words = ", ".join(part for part in (row.who, row.by) if part)
    return Cell(words, tip=words)


def _conditions(row: WorklistRow) -> Cell:
    return Cell(str(row.conditions))


def _contact(row: WorklistRow) -> Cell:
    if row.contact is None:
        return dash("No invitation, call or reading from here")
    return Cell(show_date(row.contact), tip=f"By {row.how}" if row.how in _WAYS else "")


_WAYS = {"letter", "phone", "text", "paper", "digital", "carer"}


def _assigned(row: WorklistRow) -> Cell:
    if not row.assigned:
        return dash("Assigned to nobody")
    return Cell(f"{row.assigned[:1].upper()}{row.assigned[1:]}", tip=row.assigned)


def _unknown(row: WorklistRow) -> Cell:
    if not row.could_not_check:
        return dash("Everything that the rules ask was known")
    words = ", ".join(row.could_not_check)
    return Cell(words, Kind.SECONDARY, tip=words)


def _sort_unknown(row: WorklistRow) -> int | None:
    return len(row.could_not_check) or None


def _flags(row: WorklistRow) -> Cell:
    if not row.flags:
        return dash("No flags")
    flags = tuple(map(capitalised, row.flags))
    return Cell("", chips=flags, tip=", ".join(flags))


def _nhs(row: WorklistRow) -> Cell:
    if not row.nhs_number:
        return dash("No valid NHS number in the extract")
    return Cell(show_nhs_number(row.nhs_number))


def _birth(row: WorklistRow) -> Cell:
    return dash("No date of birth") if row.birth is None else Cell(show_date(row.birth))
