"""In which format and language a plan is printed: as recorded, or as a person chose with the
patient. Nothing is printed in another language than the recorded one by itself."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.care_plans.words import PlanWords
from proactive_care.documents import (
    ENGLISH,
    PLAN,
    STANDARD,
    CanPrint,
    LetterFormat,
    cannot_print_reason,
    has_translation,
    language_need,
    language_of,
    letter_format,
)


@dataclass(frozen=True)
class PaperChoice:
    """How a plan is set. ``language`` is a code; ``draft``: its wording is not signed off.

    ``cannot_print`` says why it may not be printed so. ``against_record``: a person chose another
    language than the one that is recorded.
    """

    letter_format: LetterFormat
    language: str
    draft: bool
    cannot_print: str
    against_record: bool

    @property
    def label(self) -> str:
        """The words of the list of versions: format, and the language unless it is English."""
        if self.language != ENGLISH.code:
            return f"{self.letter_format.label}, {language_of(self.language).name}"
        by_choice = ", English by choice" if self.against_record else ""
        return f"{self.letter_format.label}{by_choice}"


def choose_paper(
    words: PlanWords, can: CanPrint, print_as: LetterFormat | None, language: str | None
) -> PaperChoice:
    """Return how to set a plan. ``print_as`` and ``language`` are what a person chose, or None.

    A language that is not signed off is set as a draft, to be looked at; one that does not exist
    here is shown in English. Neither can be printed by itself.
    """
    need = language_need(words.language)
    recorded = need.language.code if need.language is not None else None
    exists = recorded is not None and (recorded == ENGLISH.code or has_translation(PLAN, recorded))
    code = language or (recorded if exists and recorded else ENGLISH.code)
    asked = words.format_need if print_as is None else print_as.label
    told = words.language if language is None else language_of(language).name
    no_format = cannot_print_reason(asked, "", can)
    reason = cannot_print_reason(asked, told, can) or ""
    paper = print_as or (STANDARD if no_format else letter_format(words.format_need, can))
    if paper.easy_read and code != ENGLISH.code:
        paper = LetterFormat(paper.points)
    return PaperChoice(
        paper,
        code,
        draft=code not in can.languages,
        cannot_print=reason,
        against_record=language is not None and language != recorded,
    )
