"""The words of a letter to people who are kept apart, over those of the usual letter."""

from __future__ import annotations

from functools import lru_cache

from proactive_care.documents.words.wording import Wording, shipped_wording


@lru_cache(maxsize=64)
def stream_wording(
    words: Wording, stream: str, *, easy_read: bool = False, over: Wording | None = None
) -> Wording:
    """Return the words of the usual letter with those of a stream over them; as they are without
    a stream. ``over`` are the practice's own words of the stream, None the shipped ones. Raises
    BrokenTemplate for words that cannot be used."""
    if not stream:
        return words
    return words.overlaid(over or shipped_wording(f"{stream_template(stream, easy_read)}.en"))


def stream_template(stream: str, easy_read: bool) -> str:
    """Return the name of the template of a stream's letter."""
    return f"recall_{'easy_' if easy_read else ''}{stream}"
