"""How to read the rows of one file: which column is what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from proactive_care.importing.columns import Column, Layout, plain_name
from proactive_care.importing.meanings import Chosen
from proactive_care.importing.profiles import Profile

NONE = -1
_REPEATABLE = frozenset({"text"})
_DEMOGRAPHICS = frozenset(
    {"date_of_birth", "sex", "family_name", "full_name", "registered_on", "home_phone"}
)


@dataclass
class Group:
    """One group of columns that together are one event or one medicine.

    The attributes are column indexes, or NONE. ``title`` (a band's or a column's own name) says
    what the event is when it has neither code nor term.
    """

    title: str = ""
    code: int = NONE
    other_code: int = NONE
    term: int = NONE
    date: int = NONE
    value: int = NONE
    second_value: int = NONE
    comparator: int = NONE
    is_number: int = NONE
    unit: int = NONE
    drug: int = NONE
    quantity: int = NONE
    dosage: int = NONE
    form: int = NONE
    removed: int = NONE
    is_issue: bool = False
    shares_date: bool = False  # its date alone does not make it present

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
    """What every column of a file is used as.

    ``continues``: a row without a patient belongs to the patient above. ``drops_repeats``: what is
    exactly as in the patient's row above was only repeated. ``chosen`` and ``chosen_terms`` are
    the concepts that a person chose for groups (by title) and descriptions (by plain term).
    """

    width: int
    patient: dict[str, int] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    used: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    continues: bool = True
    drops_repeats: bool = True
    chosen: dict[str, Chosen] = field(default_factory=dict)
    chosen_terms: dict[str, Chosen] = field(default_factory=dict)

    @property
    def is_joined(self) -> bool:
        """Whether rows need more than one look: keys of other files, second values, deletions."""
        extra = ("second_value", "comparator", "form", "removed", "other_code")
        return "patient_key" in self.patient or any(
            getattr(group, name) != NONE for group in self.groups for name in extra
        )

    @property
    def describes_patients(self) -> bool:
        """Whether rows say more about a patient than who it is."""
        return not _DEMOGRAPHICS.isdisjoint(self.patient)

    @property
    def only_completes(self) -> bool:
        """Whether rows complete patients of another file, and cannot make new ones."""
        return "patient_key" in self.patient and "nhs_number" not in self.patient

    @property
    def identifies(self) -> tuple[int, ...]:
        """The columns that say who a row is about."""
        return tuple(
            self.patient[name]
            for name in ("nhs_number", "local_id", "patient_key")
            if name in self.patient
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
    if profile.rows not in ("patient", "members"):
        plan.groups.append(group)
    return plan


def _plan_list(plan: RowPlan, profile: Profile, columns: Sequence[Column]) -> None:
    """Patient columns first, then groups: a new group begins where a field repeats."""
    group: Group | None = None
    band = None
    named_by_date = _named_by_their_date(profile, columns)
    for column in columns:
        if column.index in named_by_date:
            _add_named_by_date(plan, column, named_by_date[column.index])
            group, band = None, None
            continue
        in_patient_band = plain_name(column.band) in ("", "patient details")
        if in_patient_band and _take_patient(plan, profile, column):
            group, band = None, None
            continue
        name = profile.field_of(column)
        if name is None or column.index in plan.used:
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


@dataclass(frozen=True)
class _Dated:
    """A column without a known name that has a date column of its own."""

    date: int
    is_issue: bool


def _named_by_their_date(profile: Profile, columns: Sequence[Column]) -> dict[int, _Dated]:
    """Find columns that are known by their date: a drug before ``Date of issue``, and in wide
    tables ``HbA1c`` with ``HbA1c Date``."""
    by_name = {plain_name(column.name): column.index for column in columns if not column.band}
    found = {}
    for column, following in zip(columns, [*columns[1:], None], strict=True):
        if profile.field_of(column) or profile.patient_field_of(column) or not column.name:
            continue
        name = plain_name(column.name)
        dates = (f"{name} date", f"date of {name}", f"{name.removesuffix(' value')} date")
        wide = next((by_name[date] for date in dates if date in by_name), None)
        if (
            following
            and following.band == column.band
            and profile.field_of(following) == "issue_date"
        ):
            found[column.index] = _Dated(following.index, is_issue=True)
        elif wide is not None:
            found[column.index] = _Dated(wide, is_issue=False)
    return found


def _add_named_by_date(plan: RowPlan, column: Column, dated: _Dated) -> None:
    group = Group(
        title=column.name.removesuffix(" value"), date=dated.date, is_issue=dated.is_issue
    )
    if dated.is_issue:
        group.drug = column.index
    else:
        group.value = column.index
    plan.groups.append(group)
    plan.used[column.index] = "medicine" if dated.is_issue else "value"
    plan.used[dated.date] = "issued on" if dated.is_issue else "taken on"


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


def target_name(field: str) -> str:
    """Return what a field is called where columns are listed by their use; "" if it has none."""
    return _TARGETS.get(field, field.replace("_", " "))


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
