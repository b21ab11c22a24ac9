"""The words that a practice may change, and what it changed, for every document."""

from proactive_care.own_words.book import (
    EASY_PLAN,
    LANGUAGE,
    EditableTemplate,
    Room,
    editable,
    editable_templates,
    shipped_words,
)
from proactive_care.own_words.current import (
    own_words,
    practice_wording,
    still_applies,
)

__all__ = [
    "EASY_PLAN",
    "LANGUAGE",
    "EditableTemplate",
    "Room",
    "editable",
    "editable_templates",
    "own_words",
    "practice_wording",
    "shipped_words",
    "still_applies",
]
