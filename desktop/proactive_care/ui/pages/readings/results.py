"""What filing did, told in one message."""

from __future__ import annotations

from proactive_care.domain.blood_pressure import Pressure
from proactive_care.readings import FiledReadings, Regrouped
from proactive_care.ui.pages.readings.diary.side import long_day


def filed_words(name: str, filed: FiledReadings) -> tuple[str, str]:
    """Return the heading and the rest of the message after something was filed."""
    shown = ""
    if filed.systolic is not None and filed.diastolic is not None:
        shown = f" {Pressure(filed.systolic, filed.diastolic)}"
    band = "" if filed.band is None else f", {filed.band.value}"
    parts = []
    for todo in filed.follow_ups:
        due = "" if todo.due is None else f" by {long_day(todo.due)}"
        who = f": {todo.who}" if todo.who else ""
        parts.append(f"{todo.what.capitalize()}{who}{due}.")
    if filed.letter_waits and not any(todo.what == "result letter" for todo in filed.follow_ups):
        parts.append("A letter waits to be printed.")
    parts += regrouped_words(filed.groups)
    return f"Filed for {name}:{shown or ' readings'}{band}.", " ".join(parts)


def regrouped_words(groups: Regrouped) -> list[str]:
    """Return the changes of priority group in words, one sentence each."""
    said = []
    for change in groups.changes:
        before, after = change.before or "not sorted", change.after or "not on the register"
        said.append(f"{change.framework.label}: {before} to {after}.")
    if groups.problem:
        said.append(f"The groups could not be worked out: {groups.problem}")
    return said
