"""Conditions as SQL expressions. SQLite's NULL logic is Kleene's, so unknown needs no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from proactive_care.domain.dates import latest_birth_for_age
from proactive_care.frameworks import conditions as trees
from proactive_care.frameworks.facts import (
    DECIMALS,
    SETTINGS,
    EthnicityIn,
    Fact,
    LatestIs,
    PatientNumber,
    Pressure,
    SexIs,
)
from proactive_care.frameworks.values import sources_of

CLINIC = SETTINGS.index("clinic")


@dataclass(frozen=True)
class SqlScope:
    """What conditions need to know: the facts, the day, and what has been imported.

    The columns of a row ``m``: ``f_NAME`` the value (the day of a yes), ``h_NAME`` the upper end
    of a range, ``d_NAME`` day × 4 + comparator + 1, ``s_``, ``y_`` and ``z_NAME`` setting,
    systolic and diastolic of a pair.
    """

    facts: Mapping[str, Fact]
    as_of: date
    covered: frozenset[str]

    def condition(self, condition: trees.Condition) -> str:
        """Return an SQL expression that is 1, 0 or NULL."""
        match condition:
            case trees.All(parts):
                return f"({' AND '.join(map(self.condition, parts))})"
            case trees.AnyOf(parts):
                return f"({' OR '.join(map(self.condition, parts))})"
            case trees.Not(part):
                return f"(NOT {self.condition(part)})"
            case trees.Named(_, part):
                return self.condition(part)
            case _:
                return self._leaf(condition)

    def _leaf(self, leaf: trees.Leaf) -> str:
        match leaf:
            case trees.YesNo(fact):
                return self.yes(fact)
            case trees.Missing(fact):
                return self._missing(fact)
            case trees.PressureTest():
                return self._pressure(leaf)
            case _:
                return self._comparison(leaf)

    def yes(self, name: str) -> str:
        """Return the truth of a yes-or-no fact."""
        fact = self.facts[name]
        if isinstance(fact, SexIs):
            return f"(CASE WHEN m.sex IN ('M', 'F') THEN m.sex = '{fact.sex}' END)"
        if isinstance(fact, EthnicityIn):
            keys = ", ".join(f"'{key}'" for key in fact.keys)
            return f"(m.ethnicity IN ({keys}))"
        absent = "0" if fact.source in self.covered else "NULL"
        if isinstance(fact, LatestIs):
            none = absent if fact.none_is_no else "NULL"
            return f"(CASE WHEN m.f_{name} IS NULL THEN {none} ELSE m.f_{name} > 0 END)"
        return f"(CASE WHEN m.f_{name} IS NULL THEN {absent} ELSE 1 END)"

    def range(self, quantity: trees.Quantity) -> tuple[str, str]:
        """Return the lower and the upper end of a quantity: the same text unless it is a range."""
        if isinstance(quantity, trees.ValueOf) and self.facts[quantity.fact].gives == "range":
            return f"m.f_{quantity.fact}", f"m.h_{quantity.fact}"
        text = self.number(quantity)
        return text, text

    def number(self, quantity: trees.Quantity) -> str:
        """Return a settled quantity."""
        match quantity:
            case trees.Literal(value):
                return repr(value)
            case trees.ValueOf(fact):
                return self._value(fact)
            case trees.DayOf(fact, days):
                return f"({self.day(fact)} + {days})"
            case trees.FigureOf(figure, fact):
                return f"m.{'y' if figure == 'systolic' else 'z'}_{fact}"
            case _:
                return f"round({self._calculated(quantity)}, {DECIMALS})"

    def _calculated(self, quantity: trees.Quantity) -> str:
        """Return a quantity before it is rounded."""
        if not isinstance(quantity, trees.Arithmetic):
            return self.number(quantity)
        left, right = self._calculated(quantity.left), self._calculated(quantity.right)
        return f"({left} {quantity.operator} {right})"

    def day(self, name: str) -> str:
        """Return the day (ordinal) of a fact."""
        fact = self.facts[name]
        if fact.gives == "yes":
            return f"abs(m.f_{name})"
        return f"m.d_{name}" if isinstance(fact, Pressure) else f"(m.d_{name} >> 2)"

    def _value(self, name: str) -> str:
        if isinstance(self.facts[name], PatientNumber):
            if name == "age":
                return f"rule_age(m.dob, {self.as_of.toordinal()})"
            return f"(m.{name} * 1.0)"
        return f"m.f_{name}"

    def _missing(self, name: str) -> str:
        fact = self.facts[name]
        if fact.gives == "pressure":
            missing = f"m.d_{name} IS NULL"
        elif fact.gives == "range":
            missing = f"(m.f_{name} = m.h_{name}) IS NOT TRUE"
        else:
            missing = f"{self._value(name)} IS NULL"
        if sources_of(name, self.facts) <= self.covered:
            return f"({missing})"
        return f"(CASE WHEN NOT ({missing}) THEN 0 END)"

    def _pressure(self, test: trees.PressureTest) -> str:
        joined = "OR" if test.operator in (">", ">=") else "AND"
        clinic, home = (
            f"(m.y_{test.fact} {test.operator} {systolic!r} {joined}"
            f" m.z_{test.fact} {test.operator} {diastolic!r})"
            for systolic, diastolic in (test.clinic, test.home)
        )
        if clinic == home:
            return clinic
        return f"(CASE WHEN m.s_{test.fact} = {CLINIC} THEN {clinic} ELSE {home} END)"

    def _comparison(self, test: trees.Comparison) -> str:
        for quantity, sign, other in (
            (test.left, test.operator, test.right),
            (test.right, trees.MIRRORED[test.operator], test.left),
        ):
            if quantity == trees.ValueOf("age") and isinstance(other, trees.Literal):
                return self._age(sign, int(other.value))
        left, right = self.range(test.left), self.range(test.right)
        if left[0] == left[1] and right[0] == right[1]:
            return f"({left[0]} {test.operator} {right[0]})"
        return _compare_ranges(left, test.operator, right)

    def _age(self, sign: str, years: int) -> str:
        """Return an age test as a comparison of dates of birth."""
        at_least, more = (
            f"m.dob <= {latest_birth_for_age(age, self.as_of).toordinal()}"
            for age in (years, years + 1)
        )
        return {
            ">=": f"({at_least})",
            ">": f"({more})",
            "<": f"(NOT {at_least})",
            "<=": f"(NOT {more})",
            "=": f"({at_least} AND NOT {more})",
            "!=": f"(NOT ({at_least} AND NOT {more}))",
        }[sign]


def _compare_ranges(left: tuple[str, str], sign: str, right: tuple[str, str]) -> str:
    (low, high), (other_low, other_high) = left, right
    if sign in ("=", "!="):
        same = f"{low} = {high} AND {other_low} = {other_high} AND {low} = {other_low}"
        apart = f"{high} < {other_low} OR {low} > {other_high}"
        return (
            f"(CASE WHEN {same} THEN {int(sign == '=')} WHEN {apart} THEN {int(sign == '!=')} END)"
        )
    least, most = (f"{low} {sign} {other_high}", f"{high} {sign} {other_low}")
    if sign in ("<", "<="):
        least, most = most, least
    return f"(CASE WHEN {least} THEN 1 WHEN NOT ({most}) THEN 0 END)"
