"""Reading typed entries out of TOML tables, with errors that point at them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from proactive_care.frameworks.problems import did_you_mean
from proactive_care.frameworks.toml_source import TomlSource

T = TypeVar("T")
_KINDS: dict[type, str] = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    list: "a list in square brackets",
    dict: "a table",
    date: "a date such as 2026-09-14",
}


class Table:
    """One table of a file: typed access, and a check that nothing in it was misspelt."""

    def __init__(self, source: TomlSource, *path: str | int) -> None:
        self.source, self.path = source, path
        data: Any = source.data
        for step in path:
            data = data[step]
        if not isinstance(data, dict):
            raise source.problem(f"{path[-1]} must be a table.", *path)
        self.data: dict[str, Any] = data

    def only(self, *keys: str) -> None:
        """Raise PackProblem if the table has a key that is not one of these."""
        for key in self.data:
            if key not in keys:
                raise self.source.problem(
                    f'"{key}" is not known here.', *self.path, key, advice=did_you_mean(key, keys)
                )

    def get(self, key: str, kind: type[T], default: T) -> T:
        """Return an entry of the right type, or the default. Raises PackProblem."""
        value = self.data.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.source.problem(f"{key} must be {_KINDS[kind]}.", *self.path, key)
        return value

    def need(self, key: str, kind: type[T]) -> T:
        """Return an entry that must be there. Raises PackProblem."""
        if key not in self.data:
            raise self.source.problem(f"{key} is missing.", *self.path)
        value: T = self.data[key]
        return self.get(key, kind, value)

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; nothing when it is left out. Raises PackProblem."""
        values = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.source.problem(f"{key} must be a list of texts.", *self.path, key)
        return tuple(values)

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        """Return a word out of ``choices``. Raises PackProblem."""
        value = self.need(key, str)
        if value not in choices:
            raise self.source.problem(
                f'{key} cannot be "{value}".', *self.path, key, advice=did_you_mean(value, choices)
            )
        return value
