"""What is wrong with a rule pack, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from proactive_care.domain.errors import KnownError


class PackProblem(KnownError):
    """A rule pack that cannot be used. ``file`` and ``line`` (1-based, 0 unknown) say where."""

    def __init__(self, what: str, *, file: str = "", line: int = 0, advice: str = "") -> None:
        self.what, self.file, self.line = what, file, line
        where = f"{file}, line {line}: " if line else f"{file}: " if file else ""
        super().__init__(
            f"{where}{what}",
            kept="The pack was not loaded; the active rules are unchanged.",
            advice=advice,
        )


class RuleError(Exception):
    """A fault inside one entry of a pack; the loader adds the file and the line.

    ``key`` is the entry of a table, where that is known.
    """

    def __init__(self, what: str, advice: str = "", key: str = "") -> None:
        self.what, self.advice, self.key = what, advice, key
        super().__init__(what)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a suggestion, "Did you mean X?" or the list of what there is, as one sentence."""
    choices = sorted(set(known))
    close = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"There is: {', '.join(choices)}." if 0 < len(choices) <= 12 else ""
