"""What can be taken out of a worklist, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Framework
from proactive_care.worklists.rows import WorklistRow


@dataclass(frozen=True)
class ListField:
    """A field: its key (as in the window's columns), its heading, and how a patient's text is."""

    key: str
    title: str
    text: Callable[[WorklistRow], str]


def list_fields() -> tuple[ListField, ...]:
    """Return every field, in the order in which they are written."""
    return _FIELDS


def chosen_fields(keys: Iterable[str]) -> tuple[ListField, ...]:
    """Return the fields with these keys, in their own order. Raises InvalidInput for none."""
    wanted = set(keys)
    chosen = tuple(field for field in _FIELDS if field.key in wanted)
    if not chosen or len(chosen) < len(wanted):
        raise InvalidInput("Choose the fields of the list.", field="fields", kept="Nothing left.")
    return chosen


def _group(framework: Framework) -> ListField:
    def text(row: WorklistRow) -> str:
        mark = row.groups.get(framework)
        return f"{mark.group} {mark.tier.value}" if mark else ""

    return ListField(framework.value, f"{framework.label} group", text)


_FIELDS = (
    ListField("name", "Patient", lambda row: row.name),
    ListField("nhs", "NHS number", lambda row: row.nhs_number),
    ListField("birth", "Born", lambda row: show_date(row.birth) if row.birth else ""),
    ListField("age", "Age", lambda row: "" if row.age is None else str(row.age)),
    ListField("village", "Village", lambda row: row.village),
    *(_group(framework) for framework in Framework),
    ListField("tier", "Tier", lambda row: row.tier.value),
    ListField("why", "Why", lambda row: row.why),
    ListField("who", "Who", lambda row: row.who),
    ListField("conditions", "Conditions", lambda row: str(row.conditions)),
    ListField("unknown", "Could not check", lambda row: ", ".join(row.could_not_check)),
    ListField("flags", "Flags", lambda row: "; ".join(row.flags)),
    ListField("contact", "Last contact", lambda row: show_date(row.contact) if row.contact else ""),
    ListField("assigned", "Assigned to", lambda row: row.assigned),
)
