"""What kind of export a file is, by its content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from proactive_care.domain.date_text import DateText, Order
from proactive_care.domain.errors import FileProblem
from proactive_care.importing.columns import (
    Column,
    Layout,
    find_banded,
    make_columns,
    plain_name,
    read_preamble,
)
from proactive_care.importing.plan import RowPlan, make_plan
from proactive_care.importing.profiles import Profile, load_profiles
from proactive_care.importing.results import ListOffer
from proactive_care.importing.source_file import SourceFile
from proactive_care.importing.text_rows import Dialect, RowReader, first_lines, guess_dialect

_LOOK_AT = 60
_POINTING = 50
_WITH_VALUES = 50  # a table whose further columns have values is more than a list of patients
_DATE_IN_NAME = re.compile(r"[\s_.-]*(?:\d{1,4}[-_. ]\d{1,2}[-_. ]\d{1,4}|\d{6,}).*$")
_EXTRACT_NAME = re.compile(r"[^_]+_[^_]+_[^_]+_(\d{14})_")  # four-figure year to seconds
_MONTH_IN_NAME = re.compile(  # a month, a year, or the number that a browser adds
    r"[\s_.-]+(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[\s_.-]*(?:20)?\d\d"
    r"|20\d\d(?:[-_.]\d\d)?|\(\d+\))$",
    re.IGNORECASE,
)
_COUNTS = frozenset({"organisation", "population count", "males", "females"})
_SEXES = frozenset({"m", "f", "i", "u", "male", "female", "1", "2", ""})
_NO_NAME = re.compile(r"\d{4}|\d{3} \d{3} |\d[-/. ][\dA-Za-z]+[-/. ]\d\d|\ufffd")  # patients' data
_DAY = re.compile(r"(?:19|20)\d{6}")


class UnknownFile(FileProblem):
    """A table that no profile knows: a person can say what its columns mean."""

    def __init__(self, path: Path, happened: str, *, kept: str, advice: str) -> None:
        self.path = path
        super().__init__(happened, kept=kept, advice=advice)


@dataclass(frozen=True)
class Recognised:
    """A file with its profile and the place of its table.

    ``said_order`` is what a person said about dates that the file itself does not prove.
    """

    source: SourceFile
    dialect: Dialect
    layout: Layout
    profile: Profile
    plan: RowPlan
    offer: ListOffer | None = None
    said_order: Order | None = None

    @property
    def describes_patients(self) -> bool:
        """Whether the file may add and change patients, and not only point at them."""
        return self.profile.describes_patients and self.plan.describes_patients

    @property
    def order(self) -> int:
        """Files with patients are read before files that only point at patients."""
        return self.profile.order + (0 if self.describes_patients else _POINTING)

    @property
    def report(self) -> str:
        """The identity of the report: importing it again replaces these rows."""
        name = self.layout.preamble.search
        if self.offer is not None and not self.offer.choice.details:
            name = self.offer.choice.name
        elif not name and self.profile.named_by_file:
            bands = (column.band for column in self.layout.columns if column.band)
            name = next(bands, "") or _name_without_date(self.source.path.stem)
        if self.profile.report:
            return f"{self.profile.report}: {self.list_name.casefold()}"
        return f"{self.profile.id}: {name}" if name else self.profile.id

    @property
    def list_name(self) -> str:
        """What a list of patients is called by itself: its search, or its file."""
        stem = _MONTH_IN_NAME.sub("", _name_without_date(self.source.path.stem))
        return self.layout.preamble.search or stem.replace("_", " ").strip() or "Patients"

    @property
    def day_in_name(self) -> date | None:
        """The day of an EMIS bulk extract: the fourth of the five parts of its name."""
        found = _EXTRACT_NAME.match(self.source.path.name)
        if found is None or not self.profile.id.startswith("emis_bulk"):
            return None
        return DateText(latest_year=0).read(found[1])

    @property
    def own_name(self) -> str:
        """What a list of patients is known by from one export to the next."""
        return f"{self.profile.id}: {self.list_name.casefold()}"


def recognise(source: SourceFile) -> Recognised:
    """Find out what a file is. Raises UnknownFile if no profile fits its columns."""
    lines = first_lines(source, _LOOK_AT)
    dialect = guess_dialect(lines)
    numbers, rows = _first_rows(source, dialect)
    _refuse_counts(source, rows)
    banded = find_banded(numbers, rows)
    if banded is not None:
        profile = next((p for p in _profiles("banded") if p.fits(banded.columns)), None)
        if profile is None:
            raise UnknownFile(
                source.path,
                f"{source.path.name} is an EMIS report without NHS Number or EMIS Number.",
                kept="The practice is unchanged.",
                advice="Add the NHS Number to “Patient Details” in the report and export it again.",
            )
        return _recognised(source, dialect, banded, profile)
    found = _header(numbers, rows) or _headerless(rows) or _patient_list(numbers, rows)
    if found is None:
        raise _unknown_columns(source, rows)
    return _recognised(source, dialect, *found)


def _refuse_counts(source: SourceFile, rows: Sequence[Sequence[str]]) -> None:
    """An EMIS aggregate report or population count has no patients in it."""
    for row in rows:
        if {plain_name(cell) for cell in row} >= _COUNTS:
            raise FileProblem(
                f"{source.path.name} has counts of patients, not patients.",
                kept="The practice is unchanged.",
                advice="Export a list report of the same search instead, with the NHS Number.",
            )


def _recognised(
    source: SourceFile, dialect: Dialect, layout: Layout, profile: Profile
) -> Recognised:
    return Recognised(source, dialect, layout, profile, make_plan(profile, layout))


def _first_rows(source: SourceFile, dialect: Dialect) -> tuple[list[int], list[list[str]]]:
    block = next(RowReader(source, dialect).blocks(), None)
    if block is None:
        return [], []
    found = dict(zip(block.lines, block.rows, strict=True))
    found |= {damaged.line: [] for damaged in block.damaged}  # also read, to be reported
    numbers = sorted(found)[:_LOOK_AT]
    return numbers, [found[number] for number in numbers]


def _header(numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> tuple[Layout, Profile] | None:
    """Return the first row that can be a header, with the profile that knows it best."""
    for place, row in enumerate(rows):
        columns = make_columns(row)
        if len({plain_name(column.name) for column in columns}) < 2:
            continue
        best = _best(columns)
        if best is not None:
            following = numbers[place + 1] if place + 1 < len(numbers) else numbers[place] + 1
            preamble = read_preamble(numbers[:place], rows[:place])
            return Layout(columns, numbers[place], following, 0, preamble), best
    return None


def _best(columns: Sequence[Column]) -> Profile | None:
    """Return the profile that knows the columns best."""
    found: list[tuple[int, int, Profile]] = []
    for profile in _profiles("header"):
        score = profile.fits(columns)
        if score and profile.needs_groups:
            plan = make_plan(profile, Layout(tuple(columns), 1, 2))
            score = score + _WITH_VALUES if plan.groups else 0
        if score:
            found.append((score, -profile.order, profile))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _headerless(rows: Sequence[Sequence[str]]) -> tuple[Layout, Profile] | None:
    """Recognise an extract without a header by the number and the kind of its cells."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    for profile in _profiles("headerless"):
        columns = make_columns(profile.columns)
        fields = {profile.field_of(c) or profile.patient_field_of(c): c.index for c in columns}
        if filled and all(_looks_like(row, fields, len(columns)) for row in filled):
            return Layout(columns, 0, 1), profile
    return None


def _patient_list(
    numbers: Sequence[int], rows: Sequence[Sequence[str]]
) -> tuple[Layout, Profile] | None:
    """Recognise a header that says who the patients are and nothing else."""
    (profile,) = _profiles("patient list")
    for place, row in enumerate(rows):
        columns = make_columns(row)
        known = [profile.field_of(c) or profile.patient_field_of(c) for c in columns if c.name]
        if columns and all(known) and profile.fits(columns):
            preamble = read_preamble(numbers[:place], rows[:place])
            following = numbers[place + 1] if place + 1 < len(numbers) else numbers[place] + 1
            return Layout(columns, numbers[place], following, 0, preamble), profile
    return None


def _looks_like(row: Sequence[str], fields: Mapping[str | None, int], width: int) -> bool:
    if not width <= len(row) <= width + 1:
        return False
    days = [row[fields[name]] for name in ("date", "date_of_birth") if name in fields]
    sexes = [row[fields["sex"]]] if "sex" in fields else []
    return all(not day or _DAY.fullmatch(day) for day in days) and all(
        sex.casefold() in _SEXES for sex in sexes
    )


def _name_without_date(stem: str) -> str:
    return _DATE_IN_NAME.sub("", stem) or stem


def _profiles(layout: str) -> list[Profile]:
    return [profile for profile in load_profiles().values() if profile.layout == layout]


def _unknown_columns(source: SourceFile, rows: Sequence[Sequence[str]]) -> UnknownFile:
    widest = max(rows, key=lambda row: sum(bool(cell.strip()) for cell in row), default=[])
    filled = [" ".join(cell.split()) for cell in widest if cell.strip()]
    named = not any(_NO_NAME.search(cell) or not cell.isprintable() for cell in filled)
    names = [cell[:30] for cell in filled[:6]] if named else []
    return UnknownFile(
        source.path,
        f"The columns of {source.path.name} are not those of any export that is known here"
        + (f" ({', '.join(names)}…)." if names else "."),
        kept="The practice is unchanged.",
        advice="Check that it is the right file. If it is, import it once in the window (Data,"
        " Choose files) and say what its columns mean: then it is read without a question.",
    )
