"""Reading conditions: a small recursive-descent parser. LANGUAGE.md defines what it accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from proactive_care.frameworks.conditions import (
    All,
    AnyOf,
    Arithmetic,
    Comparison,
    Condition,
    DayOf,
    FigureOf,
    Literal,
    Missing,
    Named,
    Not,
    PressureTest,
    Quantity,
    ValueOf,
    YesNo,
)
from proactive_care.frameworks.facts import Fact, has_day
from proactive_care.frameworks.problems import RuleError, did_you_mean

_TOKEN = re.compile(
    r"\s*(?:(?P<pressure>\d+/\d+)|(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)"
    r"|(?P<operator><=|>=|!=|[<>=≤≥+\-*/(),|]))"
)
_COMPARISONS = {
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    "=": "=",
    "!=": "!=",
    ">=": ">=",
    "≥": ">=",
    ">": ">",
}
RESERVED = frozenset(
    {"and", "or", "not", "no", "known", "count", "any", "date", "systolic", "diastolic"}
)
_FUNCTIONS = ("any", "count", "date", "diastolic", "systolic")


class Scope(Protocol):
    """What names mean where a condition stands."""

    def fact(self, name: str) -> Fact | None: ...

    def condition(self, name: str) -> Condition | None: ...

    def inline(self, kind: str, concept: str, span: str) -> Fact: ...

    def names(self) -> list[str]: ...


@dataclass(frozen=True)
class _Pair:
    """A fact that is a blood pressure: only a comparison may follow."""

    fact: str


_Node: TypeAlias = "Condition | Quantity | _Pair"
_QUANTITIES = (Literal, ValueOf, DayOf, FigureOf, Arithmetic)


def parse_condition(text: str, scope: Scope) -> Condition:
    """Read a condition. Raises RuleError that says what is wrong and what was meant, if it can."""
    parser = _Parser(text, scope)
    return parser.condition(parser.everything())


def parse_quantity(text: str, scope: Scope) -> Quantity:
    """Read a number, a fact or an arithmetic expression. Raises RuleError."""
    parser = _Parser(text, scope)
    return parser.number(parser.everything())


class _Parser:
    def __init__(self, text: str, scope: Scope) -> None:
        self._text, self._scope = text, scope
        self._tokens = _tokens(text)
        self._next = 0

    def everything(self) -> _Node:
        node = self._any_of()
        if self._peek():
            raise RuleError(f'"{self._peek()}" is not expected there, in "{self._text}".')
        return node

    def condition(self, node: _Node) -> Condition:
        if isinstance(node, (*_QUANTITIES, _Pair)):
            raise RuleError(
                f'"{self._text}" uses a number where a yes or no is needed.',
                "Compare it with something, for example hba1c > 75.",
            )
        return node

    def quantity(self, node: _Node) -> Quantity:
        if not isinstance(node, _QUANTITIES):
            raise RuleError(f'"{self._text}" uses a yes or no where a number is needed.')
        return node

    def number(self, node: _Node) -> Quantity:
        """Like ``quantity``, but not a score that may be a range."""
        quantity = self.quantity(node)
        if isinstance(quantity, ValueOf) and self._gives(quantity.fact) == "range":
            raise RuleError(f'"{quantity.fact}" is a sum of points: it can only be compared.')
        return quantity

    # Grammar, from the loosest binding to the tightest ------------------------------------------

    def _any_of(self) -> _Node:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(map(self.condition, parts)))

    def _all(self) -> _Node:
        parts = [self._negation()]
        while self._take("and"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else All(tuple(map(self.condition, parts)))

    def _negation(self) -> _Node:
        if self._take("not"):
            return Not(self.condition(self._negation()))
        if self._take("no"):
            return self._missing("no")
        if self._take("known"):
            return Not(self._missing("known"))
        return self._comparison()

    def _missing(self, word: str) -> Missing:
        fact = self._fact(self._word(f"a fact after {word}"))
        if fact.gives == "yes":
            raise RuleError(
                f'"{word} {fact.name}" asks for a value, but it is a yes or no.',
                f'Write "{fact.name}" or "not {fact.name}".',
            )
        return Missing(fact.name)

    def _comparison(self) -> _Node:
        left = self._sum()
        operator = self._operator()
        if operator is None:
            return left
        if isinstance(left, _Pair):
            return self._pressure(left, operator)
        right = self._sum()
        first = self._compared(left, operator, right)
        second = self._operator()
        if second is None:
            return first
        return All((first, self._compared(right, second, self._sum())))

    def _compared(self, left: _Node, operator: str, right: _Node) -> Comparison:
        if isinstance(left, DayOf) != isinstance(right, DayOf):
            raise RuleError(f'"{self._text}" compares a date with a number.')
        return Comparison(self.quantity(left), operator, self.quantity(right))

    def _pressure(self, pair: _Pair, operator: str) -> Condition:
        if operator in ("=", "!="):
            raise RuleError("A blood pressure pair cannot be equal to another.", "Use >= or <.")
        clinic = self._figures()
        home = self._figures() if self._take("|") else clinic
        return PressureTest(pair.fact, operator, clinic, home)

    def _sum(self) -> _Node:
        node = self._product()
        while self._peek() in ("+", "-"):
            node = self._moved(node, self._advance(), self._product())
        return node

    def _moved(self, left: _Node, operator: str, right: _Node) -> Quantity:
        """Days are moved by whole days ("date(x) - 93 days"); numbers are added up."""
        if isinstance(left, DayOf) and isinstance(right, Literal):
            if not (self._take("days") or self._take("day")):
                raise RuleError("A date is moved by days.", 'Write "- 93 days".')
            return DayOf(left.fact, left.days + int(right.value) * (1 if operator == "+" else -1))
        return Arithmetic(operator, self.number(left), self.number(right))

    def _product(self) -> _Node:
        node = self._atom()
        while self._peek() in ("*", "/"):
            operator = self._advance()
            node = Arithmetic(operator, self.number(node), self.number(self._atom()))
        return node

    def _atom(self) -> _Node:
        token = self._advance()
        if token == "(":  # noqa: S105 - a bracket, not a password
            node = self._any_of()
            self._expect(")")
            return node
        if token[0].isdigit() and "/" not in token:
            return Literal(float(token))
        if token in _FUNCTIONS:
            return self._function(token)
        if token[0].isalpha() and token not in RESERVED:
            return self._name(token)
        raise RuleError(f'"{token}" is not expected there, in "{self._text}".')

    def _function(self, name: str) -> _Node:
        self._expect("(")
        if name in ("count", "any"):
            node = self._inline(name)
        else:
            fact = self._fact(self._word("a fact"))
            node = DayOf(fact.name) if name == "date" else FigureOf(name, fact.name)
            suits = has_day(fact) if name == "date" else fact.gives == "pressure"
            if not suits:
                raise RuleError(f'{name}({fact.name}): "{fact.name}" has no {name}.')
        self._expect(")")
        return node

    def _inline(self, kind: str) -> _Node:
        concept, span = self._word("a concept"), ""
        if self._take(","):
            span = f"{self._advance()} {self._advance()}"
        fact = self._scope.inline(kind, concept, span)
        return ValueOf(fact.name) if kind == "count" else YesNo(fact.name)

    def _name(self, name: str) -> _Node:
        condition = self._scope.condition(name)
        if condition is not None:
            return Named(name, condition)
        fact = self._fact(name)
        if fact.gives == "yes":
            return YesNo(name)
        return _Pair(name) if fact.gives == "pressure" else ValueOf(name)

    # Tokens -------------------------------------------------------------------------------------

    def _fact(self, name: str) -> Fact:
        fact = self._scope.fact(name)
        if fact is None:
            raise RuleError(
                f'there is no fact or condition called "{name}".',
                did_you_mean(name, self._scope.names()),
            )
        return fact

    def _gives(self, name: str) -> str:
        return self._fact(name).gives

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _advance(self) -> str:
        token = self._peek()
        if not token:
            raise RuleError(f'"{self._text}" ends too early.')
        self._next += 1
        return token

    def _take(self, token: str) -> bool:
        if self._peek() == token:
            self._next += 1
            return True
        return False

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise RuleError(f'"{token}" is missing in "{self._text}".')

    def _word(self, what: str) -> str:
        token = self._advance()
        if not token[0].isalpha() or token in RESERVED:
            raise RuleError(f'{what} is needed, not "{token}", in "{self._text}".')
        return token

    def _operator(self) -> str | None:
        operator = _COMPARISONS.get(self._peek())
        if operator:
            self._next += 1
        return operator

    def _figures(self) -> tuple[float, float]:
        token = self._advance()
        if "/" not in token[1:]:
            raise RuleError(f'a blood pressure such as 140/90 is needed, not "{token}".')
        systolic, diastolic = token.split("/")
        return float(systolic), float(diastolic)


def _tokens(text: str) -> list[str]:
    tokens, position, end = [], 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if not match:
            raise RuleError(
                f'"{text[position:].strip()[:12]}" cannot be read, in "{text}".',
                "Names are small letters, digits and _; see LANGUAGE.md.",
            )
        tokens.append(match.group().strip())
        position = match.end()
    return tokens
