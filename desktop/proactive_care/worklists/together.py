"""Conditions together: who has all, or any, of some conditions, or at least so many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from proactive_care.domain.vocabulary import Framework
from proactive_care.worklists.rows import WorklistRow


@dataclass(frozen=True)
class Together:
    """A choice of conditions. ``all_of``: every chosen one, else any of them; ``at_least``: so many
    conditions in all, chosen or not (0 and 1: any number). Nothing chosen: everybody fits."""

    chosen: frozenset[Framework] = frozenset()
    all_of: bool = True
    at_least: int = 0

    def __bool__(self) -> bool:
        return bool(self.chosen) or self.at_least > 1

    def fits(self, row: WorklistRow) -> bool:
        """Whether somebody's conditions are such. A condition is a register that they are on."""
        has = row.groups.keys()
        if len(has) < self.at_least:
            return False
        if not self.chosen:
            return True
        return self.chosen <= has if self.all_of else bool(self.chosen & has)

    @property
    def words(self) -> str:
        """The choice in short: ``HTN + T2DM``, ``Asth or COPD, 3 or more conditions``."""
        names = [each.short_label for each in Framework if each in self.chosen]
        parts = [(" + " if self.all_of else " or ").join(names)] if names else []
        if self.at_least > 1:
            parts.append(f"{self.at_least} or more conditions")
        return ", ".join(parts)

    def state(self) -> dict[str, Any]:
        """Return the choice, to be saved with a list."""
        chosen = [each.value for each in Framework if each in self.chosen]
        return {"chosen": chosen, "all_of": self.all_of, "at_least": self.at_least}

    @classmethod
    def from_state(cls, state: Mapping[str, Any] | None) -> Together:
        """Return what ``state`` said; None, of a list that was saved without it: everybody."""
        if not state:
            return cls()
        known = frozenset(Framework(each) for each in state["chosen"] if each in tuple(Framework))
        return cls(known, bool(state["all_of"]), int(state["at_least"]))


def condition_counts(
    rows: Iterable[WorklistRow],
) -> tuple[Mapping[Framework, int], tuple[int, ...]]:
    """Return how many have each condition, and how many have at least 0, 1, 2 … conditions."""
    each: Counter[Framework] = Counter()
    numbers: Counter[int] = Counter()
    for row in rows:
        each.update(row.groups.keys())
        numbers[len(row.groups)] += 1
    at_least = tuple(
        sum(count for number, count in numbers.items() if number >= least)
        for least in range(len(Framework) + 1)
    )
    return dict(each), at_least
