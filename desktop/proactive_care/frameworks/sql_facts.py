"""Facts as SQL: columns of one row per patient, each a seek on the clustered primary key.

A fact needs one or more stages: a later stage reads the columns of the earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from proactive_care.frameworks import facts as kinds
from proactive_care.frameworks.conditions import ValueOf
from proactive_care.frameworks.facts import DECIMALS, JUST_BESIDE, SETTINGS, Fact, Recorded
from proactive_care.frameworks.sql_conditions import CLINIC, SqlScope
from proactive_care.store.concepts import Concept

Column: TypeAlias = tuple[str, str]  # name, expression
Stages: TypeAlias = list[list[Column]]

_NEWEST = "ORDER BY e.day DESC, e.source DESC, e.line DESC, e.item DESC, e.concept DESC LIMIT 1"
_PACKED = "e.day * 4 + coalesce(e.comparator, 0) + 1"
_ADJUSTED = f"(e.value + coalesce(e.comparator, 0) * {JUST_BESIDE!r})"


def fact_stages(fact: Fact, scope: SqlScope) -> Stages:
    """Return the columns that hold a fact; nothing when the patient's own columns hold it."""
    build = _BUILD.get(type(fact))
    return build(fact, scope) if build else []


# Parts of a query -------------------------------------------------------------------------------


def _table(fact: Recorded) -> str:
    return "medication_issue e" if fact.is_drug else "clinical_event e"


def _in(concepts: tuple[Concept, ...]) -> str:
    ids = ", ".join(str(concept.id) for concept in concepts)
    return f"= {ids}" if len(concepts) == 1 else f"IN ({ids})"


def _days(fact: Recorded, scope: SqlScope) -> str:
    """Return the condition on ``e.day``: lived, not in the future, inside the window."""
    window = fact.window
    first = window.first_day(scope.as_of)
    low = "m.birth" if first is None else f"max(m.birth, {first})"
    tests = [f"e.day BETWEEN {low} AND {window.last_day(scope.as_of)}"]
    for edge, sign in ((window.after, ">"), (window.before, "<")):
        if edge:
            tests.append(f"e.day {sign} {scope.day(edge.fact)} + {edge.days}")
    return " AND ".join(tests)


def _plausible(concept: Concept, alias: str = "e") -> str:
    return f"{alias}.value BETWEEN {concept.low!r} AND {concept.high!r}"


def _where(fact: Recorded, scope: SqlScope, concepts: tuple[Concept, ...] | None = None) -> str:
    concepts = concepts or fact.concepts
    tests = f"e.patient = m.patient AND e.concept {_in(concepts)} AND {_days(fact, scope)}"
    if concepts[0].kind != "measurement":
        return tests
    if len(concepts) == 1:
        return f"{tests} AND {_plausible(concepts[0])}"
    each = " OR ".join(
        f"e.concept = {concept.id} AND {_plausible(concept)}" for concept in concepts
    )
    return f"{tests} AND ({each})"


def _select(what: str, fact: Recorded, scope: SqlScope, tail: str = "") -> str:
    return f"(SELECT {what} FROM {_table(fact)} WHERE {_where(fact, scope)} {tail})"


# One function for each kind ---------------------------------------------------------------------


def _latest(fact: kinds.Latest, scope: SqlScope) -> Stages:
    return [
        [
            (f"f_{fact.name}", _select(_ADJUSTED, fact, scope, _NEWEST)),
            (f"d_{fact.name}", _select(_PACKED, fact, scope, _NEWEST)),
        ]
    ]


def _highest(fact: kinds.Highest, scope: SqlScope) -> Stages:
    young = (
        "" if fact.before_age is None else f"AND e.day < rule_birthday(m.dob, {fact.before_age})"
    )
    return [[(f"f_{fact.name}", _select(f"max({_ADJUSTED})", fact, scope, young))]]


def _difference(fact: kinds.Difference, scope: SqlScope) -> Stages:
    minuend, subtrahend = fact.concepts
    other = (
        f"(SELECT h.value + coalesce(h.comparator, 0) * {JUST_BESIDE!r} FROM clinical_event h"
        f" WHERE h.patient = e.patient AND h.concept = {subtrahend.id} AND h.day = e.day"
        f" AND {_plausible(subtrahend, 'h')}"
        " ORDER BY h.source DESC, h.line DESC, h.item DESC LIMIT 1)"
    )
    pairs = (
        f"SELECT e.day AS day, e.source AS source, e.line AS line, e.item AS item,"
        f" round({_ADJUSTED} - {other}, {DECIMALS}) AS value"
        f" FROM clinical_event e WHERE {_where(fact, scope, (minuend,))}"
    )
    newest = (
        f"FROM ({pairs}) p WHERE p.value BETWEEN {fact.of.low!r} AND {fact.of.high!r}"
        " ORDER BY p.day DESC, p.source DESC, p.line DESC, p.item DESC LIMIT 1"
    )
    return [
        [
            (f"f_{fact.name}", f"(SELECT p.value {newest})"),
            (f"d_{fact.name}", f"(SELECT p.day * 4 + 1 {newest})"),
        ]
    ]


def _pressure(fact: kinds.Pressure, scope: SqlScope) -> Stages:
    name = fact.name
    first = [(f"d{i}_{name}", _pair_day(fact, scope, i)) for i in range(len(SETTINGS))]
    days = [f"coalesce(m.d{i}_{name}, -1)" for i in range(len(SETTINGS))]
    newest = f"nullif(max({', '.join(days)}), -1)"
    which = " ".join(f"WHEN m.d{i}_{name} = {newest} THEN {i}" for i in range(len(SETTINGS)))
    second = [(f"d_{name}", newest), (f"s_{name}", f"CASE {which} END")]
    third = [(f"y_{name}", _lowest(fact, 0)), (f"z_{name}", _lowest(fact, 1))]
    return [first, second, third]


def _pair_day(fact: kinds.Pressure, scope: SqlScope, setting: int) -> str:
    """Return the newest day with a pair in one setting: its lowest figures, systolic above."""
    systolic, diastolic = fact.concepts[setting * 2 : setting * 2 + 2]
    other = (
        f"(SELECT min(h.value + coalesce(h.comparator, 0) * {JUST_BESIDE!r}) FROM clinical_event h"
        f" WHERE h.patient = e.patient AND h.concept = {diastolic.id} AND h.day = e.day"
        f" AND {_plausible(diastolic, 'h')})"
    )
    return (
        f"(SELECT e.day FROM clinical_event e WHERE {_where(fact, scope, (systolic,))}"
        f" GROUP BY e.day HAVING min({_ADJUSTED}) > {other} ORDER BY e.day DESC LIMIT 1)"
    )


def _lowest(fact: kinds.Pressure, figure: int) -> str:
    concepts = fact.concepts[figure::2]
    chosen = " ".join(f"WHEN {i} THEN {concept.id}" for i, concept in enumerate(concepts))
    return (
        f"(SELECT min({_ADJUSTED}) FROM clinical_event e WHERE e.patient = m.patient"
        f" AND e.concept = CASE m.s_{fact.name} {chosen} END AND e.day = m.d_{fact.name}"
        f" AND {_plausible(concepts[CLINIC])})"
    )


def _diagnosis(fact: kinds.Diagnosis, scope: SqlScope) -> Stages:
    latest = _select("max(e.day)", fact, scope)
    if not fact.resolved:
        return [[(f"f_{fact.name}", latest)]]
    undone = (
        "SELECT 1 FROM clinical_event r WHERE r.patient = m.patient"
        f" AND r.concept {_in(fact.resolved)}"
        f" AND r.day BETWEEN x.day AND {scope.as_of.toordinal()}"
    )
    standing = f"(SELECT x.day FROM (SELECT {latest} AS day) x WHERE NOT EXISTS ({undone}))"
    return [[(f"f_{fact.name}", standing)]]


def _any_record(fact: kinds.AnyRecord, scope: SqlScope) -> Stages:
    return [[(f"f_{fact.name}", _select("max(e.day)", fact, scope))]]


def _first_record(fact: kinds.FirstRecord, scope: SqlScope) -> Stages:
    window = fact.window
    first = window.first_day(scope.as_of)
    last = window.last_day(scope.as_of)
    test = f"min(e.day) BETWEEN {0 if first is None else first} AND {last}"
    query = (
        f"(SELECT CASE WHEN {test} THEN min(e.day) END FROM {_table(fact)}"
        f" WHERE e.patient = m.patient AND e.concept {_in(fact.concepts)}"
        f" AND e.day BETWEEN m.birth AND {scope.as_of.toordinal()})"
    )
    return [[(f"f_{fact.name}", query)]]


def _latest_is(fact: kinds.LatestIs, scope: SqlScope) -> Stages:
    wanted = ", ".join(map(str, fact.wanted))
    signed = f"CASE WHEN e.concept IN ({wanted}) THEN e.day ELSE -e.day END"
    return [[(f"f_{fact.name}", _select(signed, fact, scope, _NEWEST))]]


def _latest_grade(fact: kinds.LatestGrade, scope: SqlScope) -> Stages:
    pairs = zip(fact.ids, fact.grades, strict=True)
    grade = "CASE e.concept " + " ".join(f"WHEN {i} THEN {g!r}" for i, g in pairs) + " END"
    return [
        [
            (f"f_{fact.name}", _select(grade, fact, scope, _NEWEST)),
            (f"d_{fact.name}", _select("e.day * 4 + 1", fact, scope, _NEWEST)),
        ]
    ]


def _count(fact: kinds.Count, scope: SqlScope) -> Stages:
    tests = []
    if fact.above is not None:
        tests.append(f"{_ADJUSTED} > {fact.above!r}")
    if fact.below is not None:
        tests.append(f"{_ADJUSTED} < {fact.below!r}")
    counted = f"CASE WHEN {' AND '.join(tests)} THEN e.day END" if tests else "e.day"
    distinct = "" if fact.records else "DISTINCT "
    total = f"count({distinct}{counted}) * 1.0"
    if tests or fact.source not in scope.covered:  # nothing at all: unknown, not 0
        total = f"CASE WHEN count(*) > 0 THEN {total} END"
    return [[(f"f_{fact.name}", _select(total, fact, scope))]]


def _strength(fact: kinds.Strength, scope: SqlScope) -> Stages:
    term = "rule_strength((SELECT c.term FROM code c WHERE c.id = e.product))"
    return [
        [
            (f"f_{fact.name}", _select(term, fact, scope, _NEWEST)),
            (f"d_{fact.name}", _select("e.day * 4 + 1", fact, scope, _NEWEST)),
        ]
    ]


def _points(fact: kinds.Points, scope: SqlScope) -> Stages:
    tests = [(scope.condition(when), points) for when, points in fact.items]
    low = " + ".join(f"(CASE WHEN {test} THEN {points!r} ELSE 0.0 END)" for test, points in tests)
    high = " + ".join(
        f"(CASE WHEN {test} IS NOT FALSE THEN {points!r} ELSE 0.0 END)" for test, points in tests
    )
    return [[(f"f_{fact.name}", low), (f"h_{fact.name}", high)]]


def _choose(fact: kinds.Choose, scope: SqlScope) -> Stages:
    rows = [(scope.condition(when), scope.number(value)) for when, value in fact.items]
    cases = " ".join(
        f"WHEN {test} THEN {value} WHEN {test} IS NULL THEN NULL" for test, value in rows
    )
    return [[(f"f_{fact.name}", f"CASE {cases} END")]]


def _formula(fact: kinds.Formula, scope: SqlScope) -> Stages:
    return [[(f"f_{fact.name}", scope.number(fact.quantity))]]


def _newest(fact: kinds.Newest, scope: SqlScope) -> Stages:
    newest = f"max({', '.join(f'coalesce({scope.day(name)}, -1)' for name in fact.facts)})"
    columns = []
    for letter in ("f", "d"):
        cases = [f"WHEN {scope.day(name)} = {newest} THEN m.{letter}_{name}" for name in fact.facts]
        columns.append((f"{letter}_{fact.name}", f"CASE {' '.join(cases)} END"))
    return [columns]


def _largest(fact: kinds.Largest, scope: SqlScope) -> Stages:
    values = [f"coalesce({scope.number(ValueOf(name))}, -1e308)" for name in fact.facts]
    return [[(f"f_{fact.name}", f"nullif(max({', '.join(values)}), -1e308)")]]


def _first_known(fact: kinds.FirstKnown, scope: SqlScope) -> Stages:
    ends = [scope.range(ValueOf(name)) for name in fact.facts]
    columns = []
    for letter, index in (("f", 0), ("h", 1)):
        cases = [f"WHEN {low} = {high} THEN {low}" for low, high in ends]
        columns.append(
            (f"{letter}_{fact.name}", f"CASE {' '.join(cases)} ELSE {ends[0][index]} END")
        )
    return [columns]


_BUILD: Mapping[type[Fact], Callable[..., Stages]] = {
    kinds.Latest: _latest,
    kinds.Highest: _highest,
    kinds.Difference: _difference,
    kinds.Pressure: _pressure,
    kinds.Diagnosis: _diagnosis,
    kinds.AnyRecord: _any_record,
    kinds.FirstRecord: _first_record,
    kinds.LatestIs: _latest_is,
    kinds.LatestGrade: _latest_grade,
    kinds.Count: _count,
    kinds.Strength: _strength,
    kinds.Points: _points,
    kinds.Choose: _choose,
    kinds.Formula: _formula,
    kinds.Newest: _newest,
    kinds.Largest: _largest,
    kinds.FirstKnown: _first_known,
}
