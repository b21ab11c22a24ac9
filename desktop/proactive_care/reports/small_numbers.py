"""Small numbers: what may leave the practice without pointing at somebody.

Counts of 1 to 4 are not shown, and every other count is rounded to the nearest 5, so that nobody
can work the hidden ones out by taking one figure from another. Shares are computed from the
rounded counts, and not at all of fewer than 20, where rounding alone could move them by a tenth.
"""

from __future__ import annotations

SMALLEST_SHOWN = 5
SMALLEST_DENOMINATOR = 20
HIDDEN = "under 5"


def for_outside(count: int) -> int | None:
    """Return a count as it may leave the practice: rounded to 5, or None if it is 1 to 4."""
    if 0 < count < SMALLEST_SHOWN:
        return None
    return (count + 2) // 5 * 5
