"""How hard a text is to read: the Flesch-Kincaid grade, for English.

Source: Kincaid et al. 1975: 0.39 x words per sentence + 11.8 x syllables per word - 15.59. Grade 6
is a reading age of about eleven. Syllables are counted by rule, not from a dictionary: the result
is near enough to compare wordings, and errs on the hard side for unknown endings.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)|\n+")
_COUNTED = {"area": 3, "create": 2, "diabetes": 4, "idea": 3, "people": 2, "quietest": 3}
_VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Return the number of syllables of an English word, at least 1."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if plain in _COUNTED:
        return _COUNTED[plain]
    count = len(_VOWELS.findall(plain))
    silent_ending = re.search(r"[^aeioul]e$|[^aeioudt]ed$|[^aeioucgsxz]es$", plain)
    if silent_ending and count > 1:
        count -= 1
    if re.search(r"[^aeiou]les?$", plain) and count == 1 and len(plain) > 4:
        count += 1
    if re.search(r"ia|io(?!us|n)|eo|[^q]ua(?!r)", plain):
        count += 1
    return max(count, 1)


def flesch_kincaid_grade(text: str) -> float:
    """Return the US school grade at which ``text`` can be read; 0.0 for a text without words.

    A line break or a colon ends a sentence, as a list item or heading does for its reader.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
