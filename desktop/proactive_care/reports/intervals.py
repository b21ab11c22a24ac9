"""How sure a share is: Wilson's score interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # 95 %, two sided


@dataclass(frozen=True)
class Share:
    """``count`` of ``of``, between 0 and 1, with its 95 % confidence interval."""

    count: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.count / self.of


def share(count: int, of: int) -> Share | None:
    """Return a share with Wilson's interval (E. B. Wilson, JASA 1927); None if there is nobody.

    Raises ValueError unless 0 ≤ count ≤ of.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is not a share")
    if of == 0:
        return None
    p, z2 = count / of, _Z * _Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * sqrt(p * (1 - p) / of + z2 / (4 * of * of))
    # At the ends the formula is exact; rounding must not move the interval off the share.
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return Share(count, of, low, high)
