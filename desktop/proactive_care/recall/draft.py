"""Setting out the letters of a batch: form codes, pages, and the letters that will not print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from proactive_care.accounts import Session, practice_details
from proactive_care.documents import BatchPlace, RecallLetter, Sides, measure_letter
from proactive_care.domain.errors import KnownError
from proactive_care.domain.identifiers import new_form_code
from proactive_care.domain.progress import Progress
from proactive_care.own_words import editable_templates, practice_wording
from proactive_care.recall.decisions import ANOTHER_ROUTE, Due, OtherRoute
from proactive_care.recall.languages import letters_can_print
from proactive_care.recall.letters import recall_letter, wants_diary
from proactive_care.recall.settings import RecallSettings
from proactive_care.recall.streams import ADJUSTMENT, adjustments_of
from proactive_care.store import recall as store
from proactive_care.store import recall_streams as stream_store


@dataclass(frozen=True)
class SetOut:
    """The letters that will print, in order, and those that will not, with the reason."""

    due: tuple[Due, ...]
    letters: tuple[RecallLetter, ...]
    pages: int
    sheets_each: tuple[int, ...]
    refused: tuple[OtherRoute, ...]

    @property
    def sheets(self) -> int:
        """The paper of all letters."""
        return sum(self.sheets_each)


class LetterDraft:
    """Makes the letters of one batch from the practice's details and settings."""

    def __init__(
        self,
        session: Session,
        as_of: date,
        extract_date: date,
        settings: RecallSettings,
        sides: Sides,
    ) -> None:
        self._db = session.practice.db
        self._details = practice_details(session)
        self._as_of, self._extract_date = as_of, extract_date
        self._settings, self._sides = settings, sides
        self._wording = practice_wording(session, "recall_invitation")
        self._easy_wording = practice_wording(session, "recall_easy")
        self._streams = {
            name: practice_wording(session, name)
            for name in editable_templates()
            if name.startswith("recall_")
        }
        self._diary_wording = practice_wording(session, "bp_diary")
        self._easy_diary_wording = practice_wording(session, "bp_diary_easy")
        self._can = letters_can_print(self._db)
        self._number = store.next_batch_number(self._db, as_of.year)
        self._given: set[str] = set()
        self._adjustments: dict[int, tuple[str, ...]] = {}

    def letters(self, due: Sequence[Due], progress: Progress) -> SetOut:
        """Set every letter out as it will be printed, so that no surprise is left for printing.

        A letter with a letter that no font has, or an address that does not fit, goes to
        ``refused``; a template or a practice detail that is missing is a KnownError for all.
        """
        kept: list[tuple[Due, RecallLetter]] = []
        refused: list[OtherRoute] = []
        pages = 0
        sheets: list[int] = []
        self._adjustments = self._read_adjustments(due)
        for number, person in enumerate(due):
            progress(number, len(due), "Setting out letters")
            letter = self._letter(person)
            try:
                size = measure_letter(letter)
            except KnownError as error:
                refused.append(
                    OtherRoute(person.patient, ANOTHER_ROUTE, error.happened, person.tier)
                )
                continue
            kept.append((person, letter))
            sheets.append(size.sheets)
            pages += 2 * size.sheets if self._sides is Sides.TWO else size.pages
        return SetOut(
            tuple(person for person, _ in kept),
            tuple(
                replace(letter, place=BatchPlace(self._number, sequence, len(kept)))
                for sequence, (_, letter) in enumerate(kept, start=1)
            ),
            pages,
            tuple(sheets),
            tuple(refused),
        )

    def _letter(self, person: Due) -> RecallLetter:
        return recall_letter(
            person,
            details=self._details,
            settings=self._settings,
            as_of=self._as_of,
            extract_date=self._extract_date,
            place=BatchPlace(self._number, 1, 1),
            form_code=self._fresh_code(),
            diary_code=self._fresh_code() if wants_diary(person, self._settings) else "",
            sides=self._sides,
            wording=self._wording,
            easy_wording=self._easy_wording,
            diary_wording=self._diary_wording,
            easy_diary_wording=self._easy_diary_wording,
            stream_wordings=self._streams,
            can=self._can,
            adjustments=self._adjustments.get(person.patient.id, ()),
        )

    def _read_adjustments(self, due: Sequence[Due]) -> dict[int, tuple[str, ...]]:
        """Return what the record says helps those whose letter names it."""
        people = [person.patient.id for person in due if person.stream == ADJUSTMENT]
        codes = stream_store.codes_of(self._db, ADJUSTMENT, people, self._as_of)
        return {patient: adjustments_of(found) for patient, found in codes.items()}

    def _fresh_code(self) -> str:
        """Return a form code that this practice has never printed."""
        code = new_form_code()
        while code in self._given or store.form_code_taken(self._db, code):
            code = new_form_code()
        self._given.add(code)
        return code
