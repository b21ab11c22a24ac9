"""What a batch weighs in the post: the sheets and envelope of each letter, never two in one.

Royal Mail's letter class ends at 100 grams (and 5 millimetres, about 25 sheets folded to DL). The
weights are those of defaults.toml: estimates, which a letter on a scale can correct (grade C).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proactive_care.recall.settings import PostRules


@dataclass(frozen=True)
class Postage:
    """The weight of a batch. ``class_grams`` is the heaviest of the letter class; ``heavier``
    counts the letters above it. ``homes`` counts the addresses that the letters go to."""

    letters: int
    heavier: int
    heaviest_grams: int
    grams: int
    homes: int
    class_grams: int
    assumes: str

    @property
    def in_class(self) -> int:
        """How many letters are not heavier than the letter class."""
        return self.letters - self.heavier

    @property
    def words(self) -> str:
        """The class in words, for the sum of a batch."""
        if not self.letters:
            return "nothing to post"
        if not self.heavier:
            return f"all up to {self.class_grams} g"
        return f"{self.heavier:,} over {self.class_grams} g"


def postage_of(sheets: Iterable[int], homes: Iterable[str], rules: PostRules) -> Postage:
    """Return what letters of so many sheets each weigh; ``homes`` are their addresses."""
    weights = [rules.envelope_grams + count * rules.sheet_grams for count in sheets]
    return Postage(
        letters=len(weights),
        heavier=sum(weight > rules.letter_grams for weight in weights),
        heaviest_grams=max(weights, default=0),
        grams=sum(weights),
        homes=len(set(homes)),
        class_grams=rules.letter_grams,
        assumes=f"{rules.sheet_grams} g a sheet (A4, 80 gsm), {rules.envelope_grams} g an envelope",
    )
