"""Which format a patient needs, and whether this program can print it.

The Accessible Information Standard (DAPB1605): a recorded need is met or reported, never
quietly replaced by another format. A need that is not understood counts as one that is not met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.documents.words.languages import ENGLISH, language_need
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
    """A format that can be printed: standard (12 points) or large print (16 to 24 points).

    ``easy_read``: short sentences, each with a picture, in 16 points or larger.
    """

    points: int
    easy_read: bool = False

    @property
    def is_large(self) -> bool:
        """True for large print."""
        return self.points > STANDARD.points

    @property
    def label(self) -> str:
        """The words on run sheets and on screen."""
        size = f"{self.points} point"
        if self.easy_read:
            return "Easy read" if self.points == EASY_READ.points else f"Easy read, {size}"
        return f"Large, {size}" if self.is_large else "Standard"

    @property
    def form_suffix(self) -> str:
        """What is added to a form's number, for example ``-L18`` or ``-ER``."""
        if self.easy_read:
            return "-ER" if self.points == EASY_READ.points else f"-ER{self.points}"
        return f"-L{self.points}" if self.is_large else ""


@dataclass(frozen=True)
class CanPrint:
    """What a kind of document can be printed in.

    ``languages`` are the codes that may be used now; ``translated`` says that there is wording in
    others that waits for its sign-off. Easy read exists in English only.
    """

    languages: frozenset[str] = frozenset({ENGLISH.code})
    easy_read: bool = False
    translated: bool = False


STANDARD = LetterFormat(12)
EASY_READ = LetterFormat(16, easy_read=True)
ENGLISH_ONLY = CanPrint()
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
_EASY_READ = re.compile(r"\beasy[\s-]*read")
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
    if _EASY_READ.search(text):
        usual = USUAL_LARGE if _LARGE_WORDS.search(text) else 0
        return FormatNeed(FormatKind.EASY_READ, max(sizes, default=usual))
    if sizes:
        points = max(sizes)
        kind = FormatKind.STANDARD if points <= STANDARD.points else FormatKind.LARGE_PRINT
        if kind is FormatKind.STANDARD and _LARGE_WORDS.search(text):
            return FormatNeed(FormatKind.LARGE_PRINT)
        return FormatNeed(kind, points)
    if _LARGE_WORDS.search(text):
        return FormatNeed(FormatKind.LARGE_PRINT)
    return FormatNeed(FormatKind.UNKNOWN)


def letter_format(recorded: str, can: CanPrint = ENGLISH_ONLY) -> LetterFormat:
    """Return the format in which to print for a recorded need; never a smaller type than asked.

    Large print without a size is 18 points. A size between two that are printed is rounded up.
    Raises KnownError with the reason when the need cannot be met: ask ``cannot_print_reason``
    first, and put the patient on the list for another route.
    """
    need = parse_format_need(recorded)
    reason = _format_reason(need, recorded, can)
    if reason is not None:
        raise KnownError(
            f"A letter cannot be printed in the format that is needed: {reason}.",
            kept="It was not printed in another format instead.",
            advice="Reach this patient by another route.",
        )
    if need.kind is FormatKind.STANDARD:
        return STANDARD
    easy = need.kind is FormatKind.EASY_READ
    wanted = need.points or (EASY_READ.points if easy else USUAL_LARGE)
    return LetterFormat(min(size for size in LARGE_SIZES if size >= wanted), easy)


def cannot_print_reason(
    format_need: str, language: str, can: CanPrint = ENGLISH_ONLY
) -> str | None:
    """Return why no letter can be printed for this patient, or None if one can.

    ``format_need`` and ``language`` are as recorded; either may be empty. ``can`` is what the kind
    of letter can be printed in. The reason is fit for the list "needs another route".
    """
    need = parse_format_need(format_need)
    return _format_reason(need, format_need, can) or _language_reason(need, language, can)


def _format_reason(need: FormatNeed, recorded: str, can: CanPrint) -> str | None:
    if need.kind is FormatKind.UNKNOWN:
        shown = " ".join(recorded.split())
        shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
        return f"the recorded format need “{shown}” is not understood"
    if need.points > LARGE_SIZES[-1]:
        return f"needs {need.points} point print (the largest here is {LARGE_SIZES[-1]} point)"
    if need.kind in {FormatKind.STANDARD, FormatKind.LARGE_PRINT}:
        return None
    if need.kind is FormatKind.EASY_READ and can.easy_read:
        return None
    return f"needs {need.kind.value}"


def _language_reason(need: FormatNeed, recorded: str, can: CanPrint) -> str | None:
    wanted = language_need(recorded)
    if wanted.language is ENGLISH:
        return None
    if wanted.language is None:
        unknown = wanted.exists_nowhere and can.translated
        return (
            f"needs {wanted.shown}: there is no wording in it"
            if unknown
            else (f"needs {wanted.shown}")
        )
    if wanted.language.code not in can.languages:
        if can.translated:
            return f"needs {wanted.shown}: no wording in it has been signed off"
        return f"needs {wanted.shown}: this is printed in English only"
    if need.kind is FormatKind.EASY_READ:
        return f"needs easy read in {wanted.shown}: it exists in English only"
    return None
