"""What a practice changed in the shipped English words: plain values, kept with what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from proactive_care.documents.words.wording import Wording


@dataclass(frozen=True)
class OwnWords:
    """The practice's ``version`` of a template (0: not kept yet), and its texts by key."""

    version: int
    texts: tuple[tuple[str, str], ...]

    def in_place_of(self, shipped: Wording) -> Wording:
        """Return the shipped words with these in their places. Raises BrokenTemplate."""
        return _changed(shipped, self)


def english_wording(shipped: Wording, own: OwnWords | None) -> Wording:
    """Return the English words with what the practice changed, if it did."""
    return shipped if own is None else own.in_place_of(shipped)


@lru_cache(maxsize=32)
def _changed(shipped: Wording, own: OwnWords) -> Wording:
    version = f"{shipped.version}.{own.version}" if own.version else shipped.version
    return shipped.changed(dict(own.texts), version)
