"""Names of people in the form in which two spellings of one name are the same."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

_NOT_LETTER = re.compile(r"[^a-z]+")
_APOSTROPHE = re.compile(r"['’`]")


class GivenNames(IntEnum):
    """How far two given names agree."""

    DIFFER = 0
    UNKNOWN = 1  # one of them is not recorded
    INITIAL = 2  # one is only an initial, and it is the other's
    SAME = 3


def family_key(name: str) -> str:
    """Return a family name without capitals, accents, spaces and punctuation.

    ``O’Sample-Jones``, ``OSAMPLE JONES`` and ``Osample Jones`` are the same.
    """
    return "".join(_words(name))


def given_names_agree(first: str, second: str) -> GivenNames:
    """Compare the first given names; a single letter stands for every name that begins with it."""
    one, other = _words(first)[:1], _words(second)[:1]
    if not one or not other:
        return GivenNames.UNKNOWN
    if one == other:
        return GivenNames.SAME
    short = min(one[0], other[0], key=len)
    if len(short) == 1 and one[0][0] == other[0][0]:
        return GivenNames.INITIAL
    return GivenNames.DIFFER


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", name)).casefold()
    without = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_LETTER.sub(" ", without).split()
