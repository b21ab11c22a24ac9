"""From a mapping to the plan by which the rows of a file are read, as for shipped profiles."""

from __future__ import annotations

from proactive_care.importing.columns import Column, Layout
from proactive_care.importing.mapping.model import (
    HAPPENED,
    MEASURE,
    MEDICINE_FIELDS,
    ColumnMeaning,
    FileMapping,
    choice_label,
    column_key,
    column_shown,
    concepts_of,
    meaning_label,
    meanings,
)
from proactive_care.importing.meanings import Chosen
from proactive_care.importing.plan import Group, RowPlan, target_name
from proactive_care.importing.profiles import Profile
from proactive_care.store.codes import plain_term

_PATIENT = frozenset(m.id for m in meanings() if m.kind == "patient")
_FIELD = {"drug": "drug", "drug_code": "code", "quantity": "quantity", "dosage": "dosage"}


def plan_rows(mapping: FileMapping, layout: Layout) -> RowPlan:
    """Return what every column of a file is used as. The mapping must have no problems."""
    return _Planning(mapping, layout).plan()


def mapped_profile(profile: str, name: str, report: str, plan: RowPlan) -> Profile:
    """Return the profile of files that are read with a mapping.

    ``profile`` and ``report`` are what the import history keeps: the first tells who reads it later
    what kind of file it was, and files that replace each other share the second.
    """
    lone = len(plan.groups) == 1 and not plan.describes_patients and not plan.continues
    rows = "list"
    if not plan.groups:
        rows = "patient"
    elif lone:
        rows = "issue" if plan.groups[0].is_issue else "event"
    return Profile(
        id=profile,
        name=name,
        layout="mapped",
        rows=rows,
        order=20,
        describes_patients=True,
        needs=(),
        patient={},
        fields={},
        marks=frozenset(),
        columns=(),
        lookup="",
        named_by_file=True,
        needs_groups=False,
        report=report,
    )


class _Planning:
    def __init__(self, mapping: FileMapping, layout: Layout) -> None:
        self._mapping = mapping
        self._by_key = {column_key(column): column for column in layout.columns}
        self._plan = RowPlan(len(layout.columns), continues=mapping.rows_continue)
        self._entries: dict[str, Group] = {}  # by the key of their date column
        self._medicines: dict[str, Group] = {}

    def plan(self) -> RowPlan:
        plan = self._plan
        for meaning in self._mapping.columns:
            column = self._by_key[meaning.key]
            if meaning.means in _PATIENT:
                plan.patient[meaning.means] = column.index
            elif meaning.means in (MEASURE, HAPPENED):
                self._add_concept(meaning, column)
            elif meaning.means in MEDICINE_FIELDS:
                self._set(self._medicines, meaning, column, is_issue=True)
            elif meaning.means in ("code", "term", "value"):
                self._set(self._entries, meaning, column, is_issue=False)
            if meaning.means:
                plan.used[column.index] = _used_as(meaning)
        self._add_units()
        self._share_dates()
        for each in self._mapping.descriptions:
            plan.chosen_terms[plain_term(each.text)] = _chosen(each.concept, each.unit)
        return plan

    def _add_concept(self, meaning: ColumnMeaning, column: Column) -> None:
        title = column_shown(column)
        group = Group(title=title, date=column.index)
        if meaning.means == MEASURE:
            group.value, group.date = column.index, self._by_key[meaning.date].index
        self._plan.groups.append(group)
        self._plan.chosen[title] = _chosen(meaning.concept, meaning.unit)

    def _set(
        self, groups: dict[str, Group], meaning: ColumnMeaning, column: Column, *, is_issue: bool
    ) -> None:
        key = meaning.date or self._medicine_date()
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(is_issue=is_issue, date=self._by_key[key].index)
            self._plan.groups.append(group)
        setattr(group, _FIELD.get(meaning.means, meaning.means), column.index)

    def _medicine_date(self) -> str:
        """The date of the medicine is that of its quantity and dosage, wherever they stand."""
        return next(column.date for column in self._mapping.having("drug", "drug_code"))

    def _add_units(self) -> None:
        """A unit column belongs to the value left of it, else to the first one right of it."""
        for meaning in self._mapping.having("unit"):
            index = self._by_key[meaning.key].index
            with_value = [group for group in self._plan.groups if group.value >= 0]
            left = [group for group in with_value if group.value < index]
            if left:
                max(left, key=lambda group: group.value).unit = index
            elif with_value:
                min(with_value, key=lambda group: group.value).unit = index

    def _share_dates(self) -> None:
        """A date that several entries share does not by itself make any of them present."""
        days = [group.date for group in self._plan.groups]
        for group in self._plan.groups:
            group.shares_date = days.count(group.date) > 1
        self._plan.drops_repeats = len(set(days)) > 1


def _chosen(concept: str, unit: str) -> Chosen:
    found = concepts_of(concept)
    return Chosen(tuple(each.id for each in found), choice_label(concept), unit)


def _used_as(meaning: ColumnMeaning) -> str:
    if meaning.means == MEASURE:
        return choice_label(meaning.concept)
    if meaning.means == HAPPENED:
        return f"{choice_label(meaning.concept)}: its day"
    if meaning.means in ("value", "unit"):
        return meaning.means
    return target_name(meaning.means) or meaning_label(meaning.means)
