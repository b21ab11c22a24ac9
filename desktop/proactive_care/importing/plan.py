"""How to read the rows of one file: which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from proactive_care.importing.columns import Column, Layout, plain_name
from proactive_care.importing.profiles import Profile

NONE = -1
_REPEATABLE = frozenset({"text"})


@dataclass
class Group:
    """One group of columns that together are one event or one medicine.

    The attributes are column indexes, or NONE. ``title`` (a band's or a column's own name) says
    what the event is when it has neither code nor term.
    """

    title: str = ""
    code: int = NONE
    term: int = NONE
    date: int = NONE
    value: int = NONE
    unit: int = NONE
    drug: int = NONE
    quantity: int = NONE
    dosage: int = NONE
    is_issue: bool = False

    @property
    def cells(self) -> tuple[int, ...]:
        """The columns that make the group present when one of them is filled."""
        indexes = (
            self.code,
            self.term,
            self.date,
            self.value,
            self.drug,
            self.quantity,
            self.dosage,
        )
        return tuple(index for index in indexes if index != NONE)


@dataclass
class RowPlan:
    """What every column of a file is used as."""

    width: int
    patient: dict[str, int] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    used: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def identifies(self) -> tuple[int, ...]:
        """The columns that say who a row is about."""
        return tuple(
            self.patient[name] for name in ("nhs_number", "local_id") if name in self.patient
        )


def make_plan(profile: Profile, layout: Layout) -> RowPlan:
    """Decide what every column is, from the profile's names."""
    plan = RowPlan(len(layout.columns))
    if profile.rows == "list":
        _plan_list(plan, profile, layout.columns)
        return plan
    group = Group(is_issue=profile.rows == "issue")
    for column in layout.columns:
        name = profile.field_of(column)
        if name is not None and _take(group, name, column, is_issue=group.is_issue):
            plan.used[column.index] = _TARGETS.get(name, name)
            continue
        _take_patient(plan, profile, column)
    if profile.rows != "patient":
        plan.groups.append(group)
    return plan


def _plan_list(plan: RowPlan, profile: Profile, columns: Sequence[Column]) -> None:
    """Patient columns first, then groups: a new group begins where a field repeats."""
    group: Group | None = None
    band = None
    for column in columns:
        in_patient_band = plain_name(column.band) in ("", "patient details")
        if in_patient_band and _take_patient(plan, profile, column):
            group, band = None, None
            continue
        name = profile.field_of(column)
        if name is None:
            continue
        target = _group_field(name)
        if (
            group is None
            or column.band != band
            or (target not in _REPEATABLE and getattr(group, target, NONE) != NONE)
        ):
            group, band = Group(title=_title(column)), column.band
            plan.groups.append(group)
        if target not in _REPEATABLE:
            setattr(group, target, column.index)
            plan.used[column.index] = _TARGETS.get(name, name)
        group.is_issue = group.is_issue or name in ("drug", "drug_code", "issue_date")
    _drop_useless(plan)


def _drop_useless(plan: RowPlan) -> None:
    kept = []
    for group in plan.groups:
        if group.date != NONE:
            kept.append(group)
        elif group.cells:
            plan.warnings.append(f"“{group.title}” has no date column: it was not used.")
    plan.groups[:] = kept


def _title(column: Column) -> str:
    return "" if plain_name(column.band) == "patient details" else column.band


def _group_field(name: str) -> str:
    return {"issue_date": "date", "drug_code": "code"}.get(name, name)


def _take(group: Group, name: str, column: Column, *, is_issue: bool) -> bool:
    target = "drug" if is_issue and name == "name" else name
    if not hasattr(group, target) or target in ("title", "is_issue", "cells"):
        return name in ("text", "type")
    if getattr(group, target) == NONE:
        setattr(group, target, column.index)
        return True
    return False


def _take_patient(plan: RowPlan, profile: Profile, column: Column) -> bool:
    name = profile.patient_field_of(column)
    if name is None or name in plan.patient:
        return False
    plan.patient[name] = column.index
    plan.used[column.index] = _TARGETS.get(name, name.replace("_", " "))
    return True


_TARGETS = {
    "nhs_number": "NHS number",
    "local_id": "local number",
    "full_name": "patient",
    "date_of_birth": "date of birth",
    "usual_gp": "usual GP",
    "imd_quintile": "IMD quintile",
    "imd_decile": "IMD quintile",
    "date": "taken on",
    "issue_date": "issued on",
    "term": "description",
    "drug": "medicine",
    "name": "medicine",
    "drug_code": "dm+d code",
    "text": "",
    "type": "",
}
