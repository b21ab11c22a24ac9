"""A patient's own cells: names, dates, sex, ethnic group, needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from proactive_care.domain.date_text import DateText
from proactive_care.domain.ethnicity import ethnicity_key
from proactive_care.domain.identifiers import clean_nhs_number
from proactive_care.importing.people import BITS, why_not_nhs_number
from proactive_care.importing.plan import RowPlan
from proactive_care.store.scratch import PATIENT_COLUMNS, PATIENT_DAYS, PATIENT_TEXTS

_SEX = {
    "m": "M", "male": "M", "f": "F", "female": "F", "i": "I", "indeterminate": "I", "other": "I",
    "u": "U", "unknown": "U", "not known": "U", "not specified": "I", "9": "I", "0": "U",
    "1": "M", "2": "F", "": "U",
}  # fmt: skip
_YES = frozenset({"y", "yes", "true", "1", "d", "needed", "required", "interpreter needed"})
_NO = frozenset({"n", "no", "false", "0", "not needed", "not required", "interpreter not needed"})
_NOT_REGULAR = {"dummy": "dummy patient", "test": "dummy patient", "temporary": "temporary patient",
                "temp": "temporary patient"}  # fmt: skip
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "rev", "sir", "lady", "master"})
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")
_OLDEST = 130  # years
_ENDS = {"date_of_death": "died", "deregistered_on": "left"}
# What an export writes where there is no such day. Anything else says that there was one.
_NO_DAY = frozenset({"-", "--", "n", "no", "n/a", "na", "nil", "none", "null", "false", "alive"})


@dataclass
class Details:
    """What one row says about a patient. ``problems`` are (column index, shown, reason)."""

    nhs_number: str | None = None
    local_id: str | None = None
    nhs_problem: tuple[int, str, str] | None = None
    born: int | None = None
    left_out: str = ""
    key: str = ""
    values: dict[str, object] = field(default_factory=dict)
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def staged(self) -> tuple[object, ...]:
        """Return the values in the order of PATIENT_COLUMNS; None where the file says nothing."""
        return tuple(self.values.get(name) for name in PATIENT_COLUMNS)


class DetailsReader:
    """Reads the patient cells of rows."""

    def __init__(
        self, plan: RowPlan, dates: DateText, run_date: date, newest: date | None = None
    ) -> None:
        """``newest`` is the run date of the newest file that was imported before."""
        self._columns = plan.patient
        self._dates = dates
        self._run_date = run_date
        self.is_older = newest is not None and run_date < newest
        self.covered = sum(BITS[name] for name in self.covers())
        self.unknown_ethnicities: dict[str, int] = {}

    def covers(self) -> tuple[str, ...]:
        """Return the patient columns of the practice that this file can fill."""
        covered = {_STORED_AS.get(name, name) for name in self._columns}
        if "full_name" in self._columns:
            covered |= {"family_name", "given_name"}
        if "patient_key" in self._columns:
            covered.add("local_id")
        return tuple(name for name in PATIENT_COLUMNS if name in covered)

    def covered_by(self, details: Details) -> int:
        """Return the bits of the columns that a row fills: all of the file's; but in an older file
        than those before, a blank is no news that somebody lives, or is still here."""
        if not self.is_older:
            return self.covered
        return self.covered & ~sum(BITS[name] for name in _ENDS if not details.values.get(name))

    def read(self, row: Sequence[str]) -> Details:
        """Return what a row says, with every cell that could not be understood."""
        details = Details()
        for name, index in self._columns.items():
            text = _clean(row[index]) if index < len(row) else ""
            reader = _READERS.get(name)
            if reader is not None:
                reader(self, details, name, text, index)
            elif name in PATIENT_TEXTS:
                details.values[name] = text
        self._check_dates(details)
        return details

    def _nhs(self, details: Details, name: str, text: str, index: int) -> None:
        details.nhs_number = clean_nhs_number(text)
        details.values["nhs_number"] = details.nhs_number
        if details.nhs_number is None:
            details.nhs_problem = (index, text, why_not_nhs_number(text))

    def _local(self, details: Details, name: str, text: str, index: int) -> None:
        details.local_id = (text[:-2] if text.endswith(".0") else text) or None
        details.values["local_id"] = details.local_id

    def _key(self, details: Details, name: str, text: str, index: int) -> None:
        details.key = text
        if "local_id" not in self._columns:
            details.local_id = text or None
            details.values["local_id"] = details.local_id

    def _removed(self, details: Details, name: str, text: str, index: int) -> None:
        if text.casefold() in _YES:
            details.left_out = "deleted in the clinical system"

    def _full_name(self, details: Details, name: str, text: str, index: int) -> None:
        title, given, family = split_name(text)
        for column, value in (("family_name", family), ("given_name", given)):
            details.values.setdefault(column, value)
        if title:
            details.values.setdefault("title", title)

    def _sex(self, details: Details, name: str, text: str, index: int) -> None:
        sex = _SEX.get(text.casefold())
        if sex is None:
            details.problems.append((index, text, "Not a sex: M, F, I or U"))
        details.values["sex"] = sex or "U"

    def _ethnicity(self, details: Details, name: str, text: str, index: int) -> None:
        key = ethnicity_key(text)
        details.values["ethnicity"] = key
        if text and key is None and len(self.unknown_ethnicities) < 1000:
            self.unknown_ethnicities[text] = self.unknown_ethnicities.get(text, 0) + 1

    def _day(self, details: Details, name: str, text: str, index: int) -> None:
        details.values[name] = None
        if not text or (name in _ENDS and text.casefold() in _NO_DAY):
            return
        day = self._dates.read(text)
        if day is None:
            self._no_such_day(details, name, text, index, "Not a date")
        elif day > self._run_date and name != "deregistered_on":  # one can be about to leave
            self._no_such_day(details, name, text, index, _after(self._run_date))
        elif name == "date_of_birth" and self._run_date.year - day.year > _OLDEST:
            details.problems.append((index, text, f"More than {_OLDEST} years ago"))
        else:
            details.values[name] = day.toordinal()

    def _no_such_day(self, details: Details, name: str, text: str, index: int, reason: str) -> None:
        """Leave a day out that cannot be right. But whoever has died or left, on a day that only a
        person can tell, is never written to: they count as gone on the run date."""
        details.values[name] = None
        if name in _ENDS:
            details.values[name] = self._run_date.toordinal()
            reason = f"{reason}: counts as {_ENDS[name]}, until it is corrected"
        details.problems.append((index, text, reason))

    def _yes_no(self, details: Details, name: str, text: str, index: int) -> None:
        plain = text.casefold()
        value = 1 if plain in _YES else 0 if plain in _NO else None
        if value is None and plain not in ("", "unknown", "not known"):
            details.problems.append((index, text, "Not yes or no"))
        details.values[name] = value

    def _sensitive(self, details: Details, name: str, text: str, index: int) -> None:
        """Any of the columns that say so makes a record sensitive."""
        before = details.values.get("sensitive")
        self._yes_no(details, "sensitive", text, index)
        details.values["sensitive"] = before or details.values["sensitive"]

    def _quintile(self, details: Details, name: str, text: str, index: int) -> None:
        most = 10 if name == "imd_decile" else 5
        number = int(float(text)) if re.fullmatch(r"\d{1,2}(\.0)?", text) else 0
        if 1 <= number <= most:
            details.values["imd_quintile"] = (number + 1) // 2 if most == 10 else number
            return
        if text:
            details.problems.append((index, text, f"Not a number from 1 to {most}"))
        details.values["imd_quintile"] = None

    def _email(self, details: Details, name: str, text: str, index: int) -> None:
        found = _EMAIL.search(text)
        details.values["email"] = found[0] if found else ""

    def _patient_type(self, details: Details, name: str, text: str, index: int) -> None:
        words = re.findall(r"[a-z]+", text.casefold())
        found = next((_NOT_REGULAR[word] for word in words if word in _NOT_REGULAR), "")
        details.left_out = details.left_out or found

    def _test_patient(self, details: Details, name: str, text: str, index: int) -> None:
        if text.casefold() in _YES:
            details.left_out = details.left_out or "dummy patient"

    def _check_dates(self, details: Details) -> None:
        born = details.values.get("date_of_birth")
        if not isinstance(born, int):
            return
        details.born = born
        for name in PATIENT_DAYS:
            day = details.values.get(name)
            if isinstance(day, int) and day < born:
                shown = date.fromordinal(day).isoformat()
                reason = "Before the date of birth"
                self._no_such_day(details, name, shown, self._columns[name], reason)


def split_name(text: str) -> tuple[str, str, str]:
    """Split a full name into (title, given name, family name).

    ``FIXTURE, Nia (Mrs)`` and ``Mrs Nia Fixture`` both give (Mrs, Nia, Fixture).
    """
    bracket = re.search(r"\((\w+)\.?\)\s*$", text)
    title = bracket[1] if bracket else ""
    text = text[: bracket.start()].strip() if bracket else text.strip()
    if "," in text:
        family, _, given = (part.strip() for part in text.partition(","))
        words = given.split()
    else:
        words = text.split()
        family = words.pop() if words else ""
    if words and words[0].casefold().strip(".") in _TITLES:
        title = title or words[0]
        words = words[1:]
    return title, " ".join(words), family.title() if family.isupper() else family


def _after(run_date: date) -> str:
    return f"After the run date of {run_date.day} {run_date:%b %Y}"


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


_Reader = Callable[[DetailsReader, Details, str, str, int], None]
_READERS: dict[str, _Reader] = {
    "nhs_number": DetailsReader._nhs,
    "local_id": DetailsReader._local,
    "full_name": DetailsReader._full_name,
    "sex": DetailsReader._sex,
    "ethnicity": DetailsReader._ethnicity,
    "date_of_birth": DetailsReader._day,
    **dict.fromkeys(PATIENT_DAYS, DetailsReader._day),
    "interpreter": DetailsReader._yes_no,
    "sensitive": DetailsReader._sensitive,
    "confidential": DetailsReader._sensitive,
    "imd_quintile": DetailsReader._quintile,
    "imd_decile": DetailsReader._quintile,
    "email": DetailsReader._email,
    "patient_type": DetailsReader._patient_type,
    "test_patient": DetailsReader._test_patient,
    "patient_key": DetailsReader._key,
    "removed": DetailsReader._removed,
}
_STORED_AS = {"imd_decile": "imd_quintile", "confidential": "sensitive"}
