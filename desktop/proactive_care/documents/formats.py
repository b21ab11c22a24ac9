"""Which format a patient needs, and whether this program can print it.

The Accessible Information Standard (DAPB1605): a recorded need is met or reported, never
quietly replaced by another format. A need that is not understood counts as one that is not met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.domain.errors import KnownError


class FormatKind(StrEnum):
    """What a patient needs to be able to read a letter."""

    STANDARD = "standard"
    LARGE_PRINT = "large print"
    EASY_READ = "easy read"
    BRAILLE = "braille"
    AUDIO = "audio"
    SIGN_LANGUAGE = "sign language"
    ELECTRONIC = "electronic"
    COLOURED_PAPER = "coloured paper"
    UNKNOWN = "not understood"


@dataclass(frozen=True)
class FormatNeed:
    """A recorded need. ``points`` is the smallest type size asked for, 0 if none was named."""

    kind: FormatKind
    points: int = 0


@dataclass(frozen=True)
class LetterFormat:
    """A format that can be printed: standard (12 points) or large print (16 to 24 points)."""

    points: int

    @property
    def is_large(self) -> bool:
        """True for large print."""
        return self.points > STANDARD.points

    @property
    def label(self) -> str:
        """The words on run sheets and on screen."""
        return f"Large, {self.points} point" if self.is_large else "Standard"

    @property
    def form_suffix(self) -> str:
        """What is added to a form's number, for example ``-L18``."""
        return f"-L{self.points}" if self.is_large else ""


STANDARD = LetterFormat(12)
LARGE_SIZES = (16, 18, 20, 24)
USUAL_LARGE = 18
LARGE_FORMATS = tuple(LetterFormat(size) for size in LARGE_SIZES)

_NOTHING = frozenset(
    {
        "", "-", "no", "none", "nil", "n/a", "na", "not required", "not needed", "no need",
        "no needs", "standard", "standard print", "standard letter", "normal", "normal print",
        "letter", "post", "written", "print", "none recorded", "no format need",
    }
)  # fmt: skip
_OTHER_FORMATS = (
    (FormatKind.EASY_READ, re.compile(r"\beasy[\s-]*read")),
    (FormatKind.BRAILLE, re.compile(r"\bbraill?e")),
    (FormatKind.AUDIO, re.compile(r"\b(?:audio|tape\b|cd\b|spoken\b|daisy\b|read (?:out|aloud))")),
    (FormatKind.SIGN_LANGUAGE, re.compile(r"\bbsl\b|\bmakaton\b|\bsign(?:ed)?\b")),
    (
        FormatKind.ELECTRONIC,
        re.compile(r"\b(?:e-?mail|electronic|text message|sms\b|screen reader)"),
    ),
    (
        FormatKind.COLOURED_PAPER,
        re.compile(
            r"\b(?:colou?red|yellow|blue|green|pink|cream|buff) (?:paper|background)|\boverlay"
        ),
    ),
)
_LARGE_WORDS = re.compile(r"\b(?:large|larger|big|bigger|giant)\b")
_POINTS = re.compile(
    r"(?<![\d.])(\d{1,2})(?:\.\d+)?\s*(?:-\s*)?(?:pt|pts|point|points|font)\b"
    r"|\b(?:font|size|print|point|pt|n)\s*(?:size|of|at|:)*\s*(\d{1,2})(?![\d.])"
)


def parse_format_need(recorded: str) -> FormatNeed:
    """Read a recorded format need, such as ``Large print 18pt``, ``16 point`` or ``Braille``.

    Nothing recorded, or ``none``, is the standard letter. When two formats are named, the one
    that cannot be printed wins. Words that are not understood give ``FormatKind.UNKNOWN``: a
    need is never guessed away.
    """
    text = " ".join(recorded.casefold().replace("_", " ").split()).strip(" .;,")
    if text in _NOTHING:
        return FormatNeed(FormatKind.STANDARD)
    for kind, pattern in _OTHER_FORMATS:
        if pattern.search(text):
            return FormatNeed(kind)
    sizes = [int(a or b) for a, b in _POINTS.findall(text)]
    if sizes:
        points = max(sizes)
        kind = FormatKind.STANDARD if points <= STANDARD.points else FormatKind.LARGE_PRINT
        if kind is FormatKind.STANDARD and _LARGE_WORDS.search(text):
            return FormatNeed(FormatKind.LARGE_PRINT)
        return FormatNeed(kind, points)
    if _LARGE_WORDS.search(text):
        return FormatNeed(FormatKind.LARGE_PRINT)
    return FormatNeed(FormatKind.UNKNOWN)


def letter_format(recorded: str) -> LetterFormat:
    """Return the format in which to print for a recorded need; never a smaller type than asked.

    Large print without a size is 18 points. A size between two that are printed is rounded up.
    Raises KnownError with the reason when the need cannot be met: ask ``cannot_print_reason``
    first, and put the patient on the list for another route.
    """
    need = parse_format_need(recorded)
    reason = _format_reason(need, recorded)
    if reason is not None:
        raise KnownError(
            f"A letter cannot be printed in the format that is needed: {reason}.",
            kept="It was not printed in another format instead.",
            advice="Reach this patient by another route.",
        )
    if need.kind is FormatKind.STANDARD:
        return STANDARD
    wanted = need.points or USUAL_LARGE
    return LetterFormat(min(size for size in LARGE_SIZES if size >= wanted))


def cannot_print_reason(format_need: str, language: str) -> str | None:
    """Return why no letter can be printed for this patient, or None if one can.

    ``format_need`` and ``language`` are as recorded; either may be empty. The reason is fit for
    the list "needs another route".
    """
    return _format_reason(parse_format_need(format_need), format_need) or _language_reason(language)


def _format_reason(need: FormatNeed, recorded: str) -> str | None:
    if need.kind is FormatKind.UNKNOWN:
        shown = " ".join(recorded.split())
        shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
        return f"the recorded format need “{shown}” is not understood"
    if need.kind is FormatKind.LARGE_PRINT and need.points > LARGE_SIZES[-1]:
        return f"needs {need.points} point print (the largest here is {LARGE_SIZES[-1]} point)"
    if need.kind in {FormatKind.STANDARD, FormatKind.LARGE_PRINT}:
        return None
    return f"needs {need.kind.value}"


_ENGLISH = re.compile(r"\benglish\b|^en(?:g|-gb|-us|_gb)?$")
_NOT_ENGLISH = re.compile(r"\b(?:not|no|non|other than|little|limited|cannot|unable)\b")
_UNSTATED = frozenset(
    {"", "-", "unknown", "not known", "not stated", "not recorded", "not given", "n/a", "none"}
)
_LANGUAGE_CODES = {
    "cy": "Welsh", "pl": "Polish", "ro": "Romanian", "ur": "Urdu", "pa": "Punjabi",
    "bn": "Bengali", "gu": "Gujarati", "ar": "Arabic", "pt": "Portuguese",
}  # fmt: skip


def _language_reason(language: str) -> str | None:
    shown = " ".join(language.split())
    text = shown.casefold()
    if text in _UNSTATED:
        return None
    if "sign language" in text or text == "bsl":
        return "needs sign language"
    if _ENGLISH.search(text):
        return "needs a language other than English" if _NOT_ENGLISH.search(text) else None
    name = _LANGUAGE_CODES.get(text, shown if len(shown) <= 40 else f"{shown[:39]}…")
    return f"needs {name}: no wording in it has been signed off"
