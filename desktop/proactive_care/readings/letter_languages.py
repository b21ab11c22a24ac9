"""In which language a letter about readings or a monitor is printed, and choosing English.

A patient whose language is translated and signed off gets it. Any other letter waits for another
route, and is printed in English only after somebody chose so: that choice is kept, with the need
that was not met.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.documents import (
    ENGLISH,
    LOAN,
    RESULT,
    CanPrint,
    can_print,
    cannot_print_reason,
    language_need,
    letter_format,
    paper_words,
)
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound
from proactive_care.store import patients as patient_store
from proactive_care.store import reading_letters as store
from proactive_care.store.patients import PatientRow
from proactive_care.store.reading_letters import InEnglishRow, ReadingLetterRow

_KEPT = "The letter still waits."


@dataclass(frozen=True)
class LetterRoutes:
    """What letters can be printed in now, read once for a whole list.

    ``in_english`` are the letters for which somebody chose English.
    """

    result: CanPrint
    loan: CanPrint
    in_english: frozenset[str]

    def reason(self, row: ReadingLetterRow, person: PatientRow) -> str | None:
        """Return why a letter cannot be printed as its patient needs it, or None if it can.

        A language that cannot be printed is no reason any more once somebody chose English.
        """
        spoken = "" if self._goes_in_english(row, person) else person.language
        return cannot_print_reason(person.format_need, spoken, self._can(row))

    def unmet(self, row: ReadingLetterRow, person: PatientRow) -> str | None:
        """Return the need for a language that cannot be printed, or None."""
        return cannot_print_reason("", person.language, self._can(row))

    def english_would_do(self, row: ReadingLetterRow, person: PatientRow) -> bool:
        """Return whether only the language stands in the way."""
        return (
            cannot_print_reason(person.format_need, "", self._can(row)) is None
            and self.unmet(row, person) is not None
            and row.id not in self.in_english
        )

    def language(self, row: ReadingLetterRow, person: PatientRow) -> str:
        """Return the code of the language in which a letter is printed.

        Raises KnownError if there is none.
        """
        need = language_need(person.language)
        if need.language is not None and need.language.code in self._can(row).languages:
            return need.language.code
        if row.id in self.in_english:
            return ENGLISH.code
        raise KnownError(
            f"A letter cannot be printed in the language that is needed: {need.shown}.",
            kept="It was not printed in English instead.",
            advice="Reach this patient by another route, or choose English for this letter.",
        )

    def paper(self, row: ReadingLetterRow, person: PatientRow) -> str:
        """Return format and language in words, or the need that cannot be met."""
        if cannot_print_reason(person.format_need, ""):
            return person.format_need.strip()
        paper = letter_format(person.format_need)
        if self.reason(row, person):
            return paper.label
        need, code = language_need(person.language), self.language(row, person)
        named = "" if code == ENGLISH.code or need.language is None else need.language.name
        return paper_words(paper, named)

    def _can(self, row: ReadingLetterRow) -> CanPrint:
        return self.result if row.kind == store.RESULT else self.loan

    def _goes_in_english(self, row: ReadingLetterRow, person: PatientRow) -> bool:
        return row.id in self.in_english and self.unmet(row, person) is not None


def letter_routes(db: Database) -> LetterRoutes:
    """Return what letters can be printed in now, and which go in English."""
    in_english = frozenset(store.chosen_in_english(db))
    return LetterRoutes(can_print(db, RESULT), can_print(db, LOAN), in_english)


def letter_in_english(session: Session, letter_id: str, reason: str) -> None:
    """Let a letter go in English although its patient needs another language; ``reason``: why.

    Kept, and audited with the need that is not met. Raises InvalidInput without a reason, or if
    the language does not stand in the way; NotFound if the letter does not wait; NotPermitted.
    """
    if len(reason.strip()) < 3:
        raise InvalidInput("Say why English will do.", field="reason", kept=_KEPT)
    session.require(Permission.TAKE_READINGS)
    row = _waiting(session.practice.db, letter_id)
    with session.act(
        Permission.TAKE_READINGS, "letters.in_english", patient=row.patient, letter=letter_id
    ) as act:
        row = _waiting(act.db, letter_id)
        person = patient_store.patients_by_id(act.db, [row.patient])[row.patient]
        routes = letter_routes(act.db)
        unmet = routes.unmet(row, person)
        if unmet is None or not routes.english_would_do(row, person):
            raise InvalidInput("The language of this letter is no question.", kept=_KEPT)
        act.note(instead_of=unmet, reason=reason.strip())
        choice = InEnglishRow(
            **session.born(act.at), letter=row.id, instead_of=unmet, reason=reason.strip()
        )
        store.choose_english(act.db, choice)


def _waiting(db: Database, letter_id: str) -> ReadingLetterRow:
    row = store.waiting_letter(db, letter_id)
    if row is None:
        raise NotFound("This letter does not wait any more.", advice="Load the list again.")
    return row
