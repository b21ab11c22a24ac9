"""Measures: how many of whom meet a condition, written in the rule language.

A file of measures has ``[facts]`` and ``[conditions]`` like a pack, and ``[measures.ID]`` tables:
``who`` (the denominator), ``met``, ``left_out`` (who is taken out unless they meet it), ``needs``
(data that must have been imported), ``how`` (how it is counted, in words), ``beside`` (frameworks).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from proactive_care.accounts import Permission, Session
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks.checks import check_thresholds
from proactive_care.frameworks.compiler import add_functions
from proactive_care.frameworks.conditions import Condition, facts_in
from proactive_care.frameworks.fact_book import FactBook
from proactive_care.frameworks.model import FrameworkRules, Group
from proactive_care.frameworks.parser import parse_condition
from proactive_care.frameworks.problems import RuleError
from proactive_care.frameworks.sql_measures import FIGURES, compile_measures
from proactive_care.frameworks.tables import Table
from proactive_care.frameworks.toml_source import TomlSource, read_toml
from proactive_care.store.concepts import load_concepts
from proactive_care.store.connection import Connection
from proactive_care.store.stratification import coverage

_KEYS = ("title", "who", "met", "left_out", "needs", "beside", "how", "grade", "source")


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure. The texts are as written; ``rules`` is what is compiled."""

    id: str
    title: str
    who: str
    met: str
    left_out: str
    needs: tuple[str, ...]
    beside: tuple[Framework, ...]
    how: str
    grade: str
    source: str
    rules: FrameworkRules


@dataclass(frozen=True)
class MeasureCount:
    """``patients`` = ``met`` + ``not_met`` + ``not_known``; ``left_out`` are not among them.

    ``not_known``: nothing is recorded that would settle it. ``missing`` names data that was never
    imported; then nothing was counted and every figure is 0.
    """

    patients: int
    met: int
    not_met: int
    not_known: int
    left_out: int
    missing: tuple[str, ...] = ()


def load_measures(path: Path) -> dict[str, Measure]:
    """Read a file of measures, by id. Raises PackProblem with file and line."""
    return dict(_read(path))


def count_measures(
    session: Session, measures: Sequence[Measure], as_of: date
) -> dict[str, MeasureCount]:
    """Count measures of one file, by id, among the living, registered patients on a day.

    All of them together: the records are gone through once. Raises NotPermitted.
    """
    session.require(Permission.VIEW_REPORTS)
    db = session.practice.db
    covered = coverage(db) & {"events", "medications"}
    found = {
        measure.id: MeasureCount(
            0, 0, 0, 0, 0, tuple(need for need in measure.needs if need not in covered)
        )
        for measure in measures
    }
    countable = [measure for measure in measures if not found[measure.id].missing]
    if countable:
        connection: Connection = db.conn
        add_functions(connection)
        sql = compile_measures(tuple(each.rules for each in countable), as_of, covered)
        figures = [int(figure or 0) for figure in connection.execute(sql).fetchone()]
        for place, measure in enumerate(countable):
            everybody, met, left_out, not_known = figures[place * FIGURES : (place + 1) * FIGURES]
            patients = everybody - left_out
            found[measure.id] = MeasureCount(
                patients, met, patients - met - not_known, not_known, left_out
            )
    return found


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, Measure]:
    source = read_toml(path)
    Table(source).only("facts", "conditions", "measures")
    book = FactBook(load_concepts(), (source,))
    book.build_all()
    return {name: _measure(source, book, name) for name in source.data.get("measures", {})}


def _measure(source: TomlSource, book: FactBook, name: str) -> Measure:
    table = Table(source, "measures", name)
    table.only(*_KEYS)
    who, met, left_out = (
        table.need("who", str),
        table.need("met", str),
        table.get("left_out", str, ""),
    )
    beside = tuple(Framework(each) for each in table.words("beside"))
    conditions = {
        key: _condition(source, book, text, "measures", name, key)
        for key, text in (("who", who), ("met", met), ("left_out", left_out))
        if text
    }
    groups = [_group("met", conditions["met"], met)]
    if left_out:
        groups.append(_group("left out", conditions["left_out"], left_out))
    groups.append(_group("not met", None, ""))
    used = tuple(fact for condition in conditions.values() for fact in facts_in(condition))
    rules = FrameworkRules(
        framework=beside[0],
        title=name,
        note="",
        register=conditions["who"],
        register_text=who,
        key_facts=(),
        needs=(),
        without=conditions["who"],
        facts=book.in_order(used),
        groups=tuple(groups),
        flags=(),
        content_hash="",
        examples_as_of=date.min,
        examples=(),
    )
    return Measure(
        id=name,
        title=table.need("title", str),
        who=who,
        met=met,
        left_out=left_out,
        needs=table.words("needs"),
        beside=beside,
        how=table.get("how", str, ""),
        grade=table.need("grade", str),
        source=table.need("source", str),
        rules=rules,
    )


def _condition(source: TomlSource, book: FactBook, text: str, *where: str) -> Condition:
    try:
        condition = parse_condition(text, book)
        check_thresholds(condition, book.in_order(facts_in(condition)))
    except RuleError as error:
        raise source.problem(error.what, *where, advice=error.advice) from error
    return condition


def _group(name: str, when: Condition | None, text: str) -> Group:
    return Group(name, Tier.LOW, when, text, "", 1, "", "", "", "")
