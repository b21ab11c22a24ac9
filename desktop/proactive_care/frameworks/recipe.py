"""One fact's table while it is read: typed entries, and no entry left unread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from proactive_care.frameworks.conditions import Condition, Quantity
from proactive_care.frameworks.facts import Fact, Words, has_day
from proactive_care.frameworks.parser import Scope, parse_condition, parse_quantity
from proactive_care.frameworks.problems import RuleError, did_you_mean
from proactive_care.frameworks.windows import Span, Window, parse_offset, parse_span
from proactive_care.store.concepts import Concept

_WORD_KEYS = ("says", "missing", "says_no", "unit")


class Book(Scope, Protocol):
    """What recipes need to know beside their own table."""

    def concept(self, name: str) -> Concept: ...


class Recipe:
    """Reads the entries of one fact. Every method raises RuleError for a wrong entry."""

    def __init__(self, name: str, raw: Mapping[str, Any], book: Book) -> None:
        self.name, self._raw, self._book = name, raw, book
        self._read: set[str] = set()
        self.at = ""  # the entry that is being read, for the line of an error

    def refuse_leftovers(self) -> None:
        for key in self._raw:
            if key not in self._read and key not in _WORD_KEYS:
                self.at = key
                raise RuleError(f'"{key}" is not known here.', did_you_mean(key, self._read))

    def text(self, key: str, default: str = "") -> str:
        value = self._entry(key, default)
        if not isinstance(value, str):
            raise RuleError(f"{key} must be text in quotes.")
        return value

    def number(self, key: str) -> float | None:
        value = self._entry(key, None)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise RuleError(f"{key} must be a number.")
        return None if value is None else float(value)

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of names; a single text is a list of one."""
        value = self._entry(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise RuleError(f"{key} must be a name, or a list of names.")
        return tuple(values)

    def table(self, key: str) -> dict[str, float]:
        value = self._entry(key, {})
        if not isinstance(value, dict) or not all(
            isinstance(number, int | float) for number in value.values()
        ):
            raise RuleError(f"{key} must be a table of numbers, such as {{ mrc_1 = 1 }}.")
        return {name: float(number) for name, number in value.items()}

    def concepts(self, key: str, *kinds: str) -> tuple[Concept, ...]:
        """Return concepts of the right kinds; all drugs, or none of them."""
        return self.check_concepts(self.names(key), *kinds)

    def check_concepts(self, names: tuple[str, ...], *kinds: str) -> tuple[Concept, ...]:
        found = tuple(self._book.concept(name) for name in names)
        if not found:
            raise RuleError(f'"{self.name}" names no concept.')
        for concept in found:
            if concept.kind not in kinds:
                raise RuleError(
                    f'"{concept.name}" is a {concept.kind}; needed here: {" or ".join(kinds)}.'
                )
        if len({concept.kind == "medication" for concept in found}) > 1:
            raise RuleError("drugs and codes cannot be mixed in one fact.", "Join two with or.")
        return found

    def window(self) -> Window:
        near, newer, older = (self._span(key) for key in ("within", "newer_than", "older_than"))
        after, before = self.text("after"), self.text("before")
        edges = [parse_offset(text) if text else None for text in (after, before)]
        for edge in filter(None, edges):
            if not has_day(self._known(edge.fact)):
                raise RuleError(f'"{edge.fact}" has no day.')
        window = Window(near, newer, older, *edges)
        if window.empty or (window.within and window.newer_than):
            raise RuleError("these windows exclude each other.", "No record can be in both.")
        return window

    def facts(self, key: str, *gives: str) -> tuple[Fact, ...]:
        """Return facts that give one of ``gives``."""
        found = tuple(self._known(name) for name in self.names(key))
        if len(found) < 2:
            raise RuleError(f"{key} needs at least two facts.")
        for fact in found:
            if fact.gives not in gives:
                raise RuleError(f'"{fact.name}" is not a number.')
        if len({fact.words.unit for fact in found}) > 1:
            raise RuleError(f"the facts of {key} have different units.")
        return found

    def condition_rows(self, key: str) -> list[tuple[Condition, float | str]]:
        """Return rows of a condition and a number or an expression."""
        rows = self._entry(key, [])
        if not isinstance(rows, list) or not rows:
            raise RuleError(f"{key} must be a list of [condition, value] pairs.")
        return [self._row(key, row) for row in rows]

    def quantity(self, text: str) -> Quantity:
        return parse_quantity(text, self._book)

    def words(self, default: Words) -> Words:
        """Return the default words, with what the table says instead."""
        if default.unit and "unit" in self._raw and self.text("unit") != default.unit:
            raise RuleError(
                f'the unit of "{self.name}" is {default.unit}, not "{self.text("unit")}".'
            )
        return Words(
            self.text("says", default.says),
            self.text("missing", default.missing),
            self.text("says_no", default.says_no),
            self.text("unit", default.unit),
        )

    def need_unit(self, concept: Concept) -> None:
        """Insist that a measured fact names its unit: thresholds are read beside it."""
        if self.text("unit") != concept.unit:
            raise RuleError(
                f'unit must be "{concept.unit}" for {concept.name}, not "{self.text("unit")}".'
            )

    def _span(self, key: str) -> Span | None:
        text = self.text(key)
        return parse_span(text) if text else None

    def _known(self, name: str) -> Fact:
        fact = self._book.fact(name)
        if fact is None:
            raise RuleError(
                f'there is no fact called "{name}".', did_you_mean(name, self._book.names())
            )
        return fact

    def _row(self, key: str, row: object) -> tuple[Condition, float | str]:
        match row:
            case [str(text), (int() | float() | str()) as value]:
                condition = parse_condition(text, self._book)
                return condition, value if isinstance(value, str) else float(value)
        raise RuleError(f'a row of {key} must look like ["condition", 1], not {row}.')

    def _entry(self, key: str, default: object) -> Any:
        self._read.add(key)
        self.at = key
        return self._raw.get(key, default)
