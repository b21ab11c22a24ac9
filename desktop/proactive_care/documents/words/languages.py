"""The languages that letters can be printed in, and which one a patient's record asks for.

English is final. Every other language is a draft until the practice has had it checked and has
signed it off; that is kept by whoever prints, who says which languages may be used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """``code`` is BCP 47; ``leading`` is the distance of its lines, relative to English."""

    code: str
    name: str
    own_name: str
    rtl: bool = False
    leading: float = 1.0


ENGLISH = Language("en", "English", "English")
LANGUAGES = (
    ENGLISH,
    Language("cy", "Welsh", "Cymraeg"),
    Language("pl", "Polish", "Polski"),
    Language("ro", "Romanian", "Română"),
    Language("ur", "Urdu", "اردو", rtl=True, leading=1.1),
    Language("pa", "Punjabi (Gurmukhi)", "ਪੰਜਾਬੀ", leading=1.06),
    Language("bn", "Bengali", "বাংলা", leading=1.06),
    Language("gu", "Gujarati", "ગુજરાતી", leading=1.06),
    Language("ar", "Arabic", "العربية", rtl=True, leading=1.13),
    Language("pt", "Portuguese", "Português"),
)
TRANSLATIONS = LANGUAGES[1:]
_BY_CODE = {each.code: each for each in LANGUAGES}

_UNSTATED = frozenset(
    {"", "-", "unknown", "not known", "not stated", "not recorded", "not given", "n/a", "none"}
)
# Speaking a language is not reading it, and Punjabi has a second script that is not printed here.
_NOT_SO = re.compile(
    r"\b(?:not|no|non|other than|little|limited|cannot|unable|shahmukhi|western punjabi|mirpuri)\b"
)
_NAMES = {
    "en": r"english|eng",
    "cy": r"welsh|cymraeg|cym|wel",
    "pl": r"polish|polski|pol",
    "ro": r"romanian|moldovan|moldavian|ron|rum",
    "ur": r"urdu|urd",
    "pa": r"punjabi|panjabi|gurmukhi|pan",
    "bn": r"bengali|bangla|ben",
    "gu": r"gujarati|gujerati|guj",
    "ar": r"arabic|ara",
    "pt": r"portuguese|por",
}
_PATTERNS = {code: re.compile(rf"\b(?:{names})\b") for code, names in _NAMES.items()}


@dataclass(frozen=True)
class LanguageNeed:
    """What a record asks for: a language that exists here, or the words of one that does not.

    ``exists_nowhere``: a language was named, and no letter is translated into it.
    """

    language: Language | None
    shown: str
    exists_nowhere: bool = False


def language_of(code: str) -> Language:
    """Return the language of a code such as ``pt-PT``. Raises KeyError for one that is not here."""
    return _BY_CODE[code.split("-")[0]]


def language_need(recorded: str) -> LanguageNeed:
    """Read a recorded language: a name, a code, or a clinical term that holds a name.

    Nothing recorded is English. Two languages, of which one is English, are English: the patient
    can be written to in it. A language that is recorded with a "not" is not understood.
    """
    shown = " ".join(recorded.split())
    text = shown.casefold()
    if text in _UNSTATED:
        return LanguageNeed(ENGLISH, "")
    shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
    if "sign language" in text or text == "bsl":
        return LanguageNeed(None, "sign language")
    found = [_BY_CODE[each] for each, names in _PATTERNS.items() if names.search(text)]
    code = text.replace("_", "-").split("-")[0]
    if code in _BY_CODE and len(text) in {2, 5}:
        found, shown = [_BY_CODE[code]], _BY_CODE[code].name
    if _NOT_SO.search(text):
        if ENGLISH in found:
            return LanguageNeed(None, "a language other than English")
        return LanguageNeed(None, shown, exists_nowhere=True)
    if not found:
        return LanguageNeed(None, shown, exists_nowhere=True)
    return LanguageNeed(found[0], shown)
