"""Who a row is about. Patients are known by their NHS number; nobody is merged by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.store.scratch import PATIENT_COLUMNS

BITS = {name: 1 << bit for bit, name in enumerate(PATIENT_COLUMNS)}
_MOST_REMEMBERED = 300_000
_LOOKS_LIKE_NUMBER = re.compile(r"[\d\s\-.]{9,}")


@dataclass(frozen=True, slots=True)
class Person:
    """A patient as rows refer to them. ``born`` is a day number, 0 when unknown."""

    id: int
    born: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody: why an identifier leads to no patient. ``left_out`` is no fault of the row."""

    reason: str
    left_out: bool = False


class People:
    """The patients of the practice and of the files that are being checked."""

    def __init__(
        self,
        known: Iterable[tuple[int, str | None, str | None, int | None]],
        next_id: int,
        merged: Mapping[int, int] = MappingProxyType({}),
    ) -> None:
        """``merged`` is {record: the record of the same person that is kept}."""
        self.next_id = next_id
        self._merged = merged
        self._by_nhs: dict[str, Person] = {}
        self._by_local: dict[str, Person | None] = {}  # None: two patients share it
        self._local_only: dict[str, Person] = {}  # by local number, without an NHS number
        self._with_nhs: set[int] = set()
        self._by_key: dict[str, Person] = {}
        self._left_out: dict[str, str] = {}
        self._texts: dict[str, Person | Unknown] = {}
        for number, nhs, local, born in known:
            self._remember(Person(number, born or 0), nhs, local)

    @property
    def remembered(self) -> dict[str, Person | Unknown]:
        """The patients of texts that were looked up before; for the hot loop."""
        return self._texts

    def by_nhs_text(self, text: str) -> Person | Unknown:
        """Return the patient of an NHS number as it stands in a cell, or why there is none."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) > _MOST_REMEMBERED:
                self._texts.clear()
            found = self._texts[text] = self._find_nhs(text)
        return found

    def by_local_id(self, text: str) -> Person | Unknown:
        """Return the patient of a practice-local number, or why there is none."""
        local = text.strip()
        found = self._by_local.get(local)
        if found is not None:
            return found
        if local in self._by_local:
            return Unknown("Two patients have this local number")
        if local in self._left_out:
            return Unknown(self._left_out[local], left_out=True)
        return Unknown("No patient with this local number in the practice or in these files")

    def by_key(self, text: str) -> Person | Unknown:
        """Return the patient of an extract's own key (a GUID), known within these files only."""
        key = text.strip()
        if key in self._by_key:
            return self._by_key[key]
        if key in self._left_out:
            return Unknown(self._left_out[key], left_out=True)
        return Unknown("No patient with this key: choose the extract's patient file as well")

    def know_key(self, key: str, person: Person) -> None:
        """Remember the key under which the other files of an extract know a patient."""
        self._by_key[key] = person

    def find(self, nhs: str | None, local: str | None) -> Person | None:
        """Return the patient whom a row of demographics is about, or None for a new one.

        A patient who was kept with a local number only is recognised by it when the NHS number
        arrives, unless somebody else has that NHS number.
        """
        if nhs is not None:
            found = self._by_nhs.get(nhs)
            if found is not None:
                return found
        if not local:
            return None
        by_local = self._by_local.get(local)
        if nhs is None:  # two may share it: then the row is the one's who has nothing else
            return self._local_only.get(local) or by_local
        if by_local is None or by_local.id in self._with_nhs:
            return None
        return by_local

    def add(self, nhs: str | None, local: str | None, born: int | None) -> Person:
        """Make a new patient and return them."""
        person = Person(self.next_id, born or 0)
        self.next_id += 1
        self._remember(person, nhs, local)
        return person

    def update(
        self, person: Person, nhs: str | None, local: str | None, born: int | None
    ) -> Person:
        """Remember what a row of demographics says about a known patient."""
        newer = Person(person.id, born or person.born)
        self._remember(newer, nhs, local)
        return newer

    def leave_out(self, identifiers: Iterable[str | None], why: str) -> None:
        """Remember that a person is not to be a patient here (a dummy, a temporary resident)."""
        for identifier in identifiers:
            if identifier:
                self._left_out[identifier] = why
        self._texts.clear()

    def _remember(self, person: Person, nhs: str | None, local: str | None) -> None:
        if nhs:
            self._by_nhs[nhs] = person
            self._with_nhs.add(person.id)
        if local:
            self._by_local[local] = self._one_of(self._by_local.get(local, person), person)
            if person.id not in self._with_nhs:
                self._local_only[local] = person
            elif (alone := self._local_only.get(local)) and alone.id == person.id:
                del self._local_only[local]
        if self._texts:
            self._texts.clear()

    def _one_of(self, there: Person | None, person: Person) -> Person | None:
        """Return whom a local number means: nobody if it is two people's."""
        if there is None:
            return None
        kept = self._merged.get(person.id, person.id)
        if self._merged.get(there.id, there.id) != kept:
            return None
        return there if there.id == kept and there.id != person.id else person

    def _find_nhs(self, text: str) -> Person | Unknown:
        digits = clean_nhs_number(text.replace("\x00", ""))
        if digits is None:
            return Unknown(why_not_nhs_number(text))
        found = self._by_nhs.get(digits)
        if found is not None:
            return found
        if digits in self._left_out:
            return Unknown(self._left_out[digits], left_out=True)
        return Unknown("No patient with this NHS number in the practice or in these files")


def why_not_nhs_number(text: str) -> str:
    """Return the reason why a cell is not a valid NHS number."""
    text = text.strip()
    if not text:
        return "No NHS number"
    digits = re.sub(r"\D", "", text[:-2] if text.endswith(".0") else text)
    if not _LOOKS_LIKE_NUMBER.fullmatch(text):
        return "Not an NHS number"
    if len(digits) != 10:
        return f"{len(digits)} digits: an NHS number has ten"
    if len(set(digits)) == 1:
        return "Ten times the same digit: no real NHS number"
    return "Check digit fails: patient not matched"
