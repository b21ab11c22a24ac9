"""SNOMED CT identifiers: what one looks like, and its check digit.

Source: SNOMED CT Technical Implementation Guide, "SCTID check-digit computation" (the Verhoeff
scheme, which finds every single wrong digit and every swap of neighbours).
"""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[1-9]\d{5,17}")


def is_snomed_code(text: str) -> bool:
    """Return whether ``text`` is 6 to 18 digits with a valid check digit.

    A code whose last digits Excel has turned into zeros fails this nine times in ten.
    """
    if not _SHAPE.fullmatch(text):
        return False
    check = 0
    for place, digit in enumerate(reversed(text)):
        check = _multiply(check, _permute(int(digit), place))
    return check == 0


def _multiply(first: int, second: int) -> int:
    """Combine two elements of the dihedral group of the pentagon: 0-4 turn it, 5-9 mirror it."""
    turn = first % 5 - second % 5 if first >= 5 else first % 5 + second % 5
    mirrored = (first >= 5) != (second >= 5)
    return turn % 5 + (5 if mirrored else 0)


def _permute(digit: int, place: int) -> int:
    """Apply the scheme's permutation as often as the digit's place says; it repeats after 8."""
    for _ in range(place % 8):
        digit = _ONCE[digit]
    return digit


_ONCE = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
