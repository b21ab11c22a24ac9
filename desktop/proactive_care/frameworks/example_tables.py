"""Reading the fictional patients that belong to a framework."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.frameworks.model import CANNOT_CHECK, Example, Group
from proactive_care.frameworks.problems import PackProblem, did_you_mean
from proactive_care.frameworks.tables import Table
from proactive_care.frameworks.toml_source import read_toml

_KEYS = (
    "name", "born", "sex", "ethnicity", "imd_quintile", "events", "imported", "expect", "just_out",
    "flags", "could_not_check", "shows",
)  # fmt: skip
SOURCES = ("patients", "events", "medications")


def read_examples(path: Path, groups: tuple[Group, ...]) -> tuple[date, tuple[Example, ...]]:
    """Return the day on which the examples are looked at, and the examples.

    Raises PackProblem if a group has fewer than two patients in it or none just out of it.
    """
    source = read_toml(path)
    head = Table(source)
    head.only("as_of", "patients")
    as_of = head.need("as_of", date)
    known = [*(group.id for group in groups), CANNOT_CHECK, ""]
    examples = tuple(
        _example(Table(source, "patients", index), known)
        for index in range(len(source.data.get("patients", [])))
    )
    for group in groups:
        inside = sum(example.expect == group.id for example in examples)
        just_out = sum(group.id in example.just_out for example in examples)
        if inside < 2 or just_out < 1:
            raise PackProblem(
                f'group "{group.id}" has {inside} patients in it and {just_out} just out of it; '
                "at least 2 and 1 are needed.",
                file=f"examples/{path.name}",
                line=1,
                advice="Add fictional patients: they are the safety evidence of the rule.",
            )
    return as_of, examples


def _example(table: Table, known: list[str]) -> Example:
    table.only(*_KEYS)
    example = Example(
        name=table.need("name", str),
        born=table.get("born", date, date.min) if "born" in table.data else None,
        sex=table.get("sex", str, "U"),
        ethnicity=table.get("ethnicity", str, "") or None,
        imd_quintile=table.get("imd_quintile", int, 0) or None,
        events=table.words("events"),
        imported=table.words("imported") or SOURCES,
        expect=table.need("expect", str),
        just_out=table.words("just_out"),
        flags=table.words("flags") if "flags" in table.data else None,
        could_not_check=table.words("could_not_check") if "could_not_check" in table.data else None,
        shows=table.get("shows", str, ""),
        line=table.source.line(*table.path),
    )
    for group in (example.expect, *example.just_out):
        if group not in known:
            raise table.source.problem(
                f'there is no group "{group}".', *table.path, "expect",
                advice=did_you_mean(group, known),
            )  # fmt: skip
    if example.ethnicity and example.ethnicity not in ethnic_groups():
        raise table.source.problem(
            f'there is no ethnic group "{example.ethnicity}".', *table.path, "ethnicity",
            advice=did_you_mean(example.ethnicity, ethnic_groups()),
        )  # fmt: skip
    return example
