"""Where rows go while they are read: the scratch file, or only memory for a look at the first."""

from __future__ import annotations

from typing import Any, Protocol


class Staging(Protocol):
    """Takes rows; the columns are those of ``store.scratch.Scratch``."""

    def add_events(self, rows: list[tuple[Any, ...]]) -> None:
        """Add events with a value."""

    def add_plain_events(self, rows: list[tuple[Any, ...]]) -> None:
        """Add events without a value."""

    def add_issues(self, rows: list[tuple[Any, ...]]) -> None:
        """Add medicines."""

    def add_patients(self, rows: list[tuple[Any, ...]]) -> None:
        """Add or complete patients."""

    def add_seen(self, rows: list[tuple[int, int, int]]) -> None:
        """Remember that a file describes patients."""

    def add_rejections(self, rows: list[tuple[int, int, int, str, str, str]]) -> None:
        """Add what was rejected."""


class InMemory:
    """Keeps a few rows for showing; nothing is written anywhere."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, ...]] = []
        self.plain_events: list[tuple[Any, ...]] = []
        self.issues: list[tuple[Any, ...]] = []
        self.patients: list[tuple[Any, ...]] = []

    def add_events(self, rows: list[tuple[Any, ...]]) -> None:
        self.events += rows

    def add_plain_events(self, rows: list[tuple[Any, ...]]) -> None:
        self.plain_events += rows

    def add_issues(self, rows: list[tuple[Any, ...]]) -> None:
        self.issues += rows

    def add_patients(self, rows: list[tuple[Any, ...]]) -> None:
        self.patients += rows

    def add_seen(self, rows: list[tuple[int, int, int]]) -> None:
        """Nobody compares: who is in the file does not matter here."""

    def add_rejections(self, rows: list[tuple[int, int, int, str, str, str]]) -> None:
        """The tally keeps what is shown."""
