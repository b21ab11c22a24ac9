"""One place for how everything looks: tokens, contrast, style sheet, fonts, icons, tier marks."""

from proactive_care.ui.theme.look import LARGE_TEXT, LARGEST_TEXT, SMALLEST_TEXT, Look
from proactive_care.ui.theme.marks import paint_tier_mark
from proactive_care.ui.theme.tokens import THEMES, TierColours, Tokens, load_tokens

__all__ = [
    "LARGEST_TEXT",
    "LARGE_TEXT",
    "SMALLEST_TEXT",
    "THEMES",
    "Look",
    "TierColours",
    "Tokens",
    "load_tokens",
    "paint_tier_mark",
]
