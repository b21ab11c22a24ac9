"""The words of a letter to people who are kept apart, over those of the usual letter."""

from __future__ import annotations

from functools import lru_cache

from proactive_care.documents.words.wording import Wording, shipped_wording


@lru_cache(maxsize=64)
def stream_wording(words: Wording, stream: str, *, easy_read: bool = False) -> Wording:
    """Return the words of the usual letter with those of a stream over them; as they are without
    a stream. Raises BrokenTemplate for words that cannot be used."""
    if not stream:
        return words
    return words.overlaid(shipped_wording(f"recall_{'easy_' if easy_read else ''}{stream}.en"))
