"""What a summary can leave to the full plan, in the order in which it gives way."""

from __future__ import annotations

from dataclasses import dataclass

_GIVES_WAY = ("people", "numbers", "matters", "dosages", "conditions")


@dataclass(frozen=True)
class Choice:
    """What is on the sheet of those parts that may be left out."""

    shown: tuple[str, ...]


ALL = Choice(_GIVES_WAY)
CHOICES = tuple(Choice(_GIVES_WAY[start:]) for start in range(len(_GIVES_WAY) + 1))
