"""What kind of export a file is, by its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proactive_care.domain.errors import FileProblem
from proactive_care.importing.columns import (
    Layout,
    find_banded,
    make_columns,
    plain_name,
    read_preamble,
)
from proactive_care.importing.profiles import Profile, load_profiles
from proactive_care.importing.source_file import SourceFile
from proactive_care.importing.text_rows import Dialect, RowReader, first_lines, guess_dialect

_LOOK_AT = 60


@dataclass(frozen=True)
class Recognised:
    """A file with its profile and the place of its table."""

    source: SourceFile
    dialect: Dialect
    layout: Layout
    profile: Profile

    @property
    def report(self) -> str:
        """The identity of the report: importing it again replaces these rows."""
        search = self.layout.preamble.search
        return f"{self.profile.id}: {search}" if search else self.profile.id


def recognise(source: SourceFile) -> Recognised:
    """Find out what a file is. Raises FileProblem if no profile fits its columns."""
    lines = first_lines(source, _LOOK_AT)
    dialect = guess_dialect(lines)
    numbers, rows = _first_rows(source, dialect)
    banded = find_banded(numbers, rows)
    if banded is not None:
        for profile in _profiles("banded"):
            if profile.fits(banded.columns):
                return Recognised(source, dialect, banded, profile)
        raise FileProblem(
            f"{source.path.name} is an EMIS report without an NHS Number or EMIS Number column.",
            kept="The practice is unchanged.",
            advice="Add the NHS Number to “Patient Details” in the report and export it again.",
        )
    found = _header(numbers, rows)
    if found is None:
        raise _unknown_columns(source, rows)
    layout, profile = found
    return Recognised(source, dialect, layout, profile)


def _first_rows(source: SourceFile, dialect: Dialect) -> tuple[list[int], list[list[str]]]:
    block = next(RowReader(source, dialect).blocks(), None)
    if block is None:
        return [], []
    return block.lines[:_LOOK_AT], block.rows[:_LOOK_AT]


def _header(numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> tuple[Layout, Profile] | None:
    """Return the first row that can be a header, with the profile that knows it best."""
    for place, row in enumerate(rows):
        columns = make_columns(row)
        if len({plain_name(column.name) for column in columns}) < 2:
            continue
        scored = [
            (profile.fits(columns), -profile.order, profile) for profile in _profiles("header")
        ]
        score, _, best = max(scored, key=lambda entry: entry[:2])
        if score:
            following = numbers[place + 1] if place + 1 < len(numbers) else numbers[place] + 1
            preamble = read_preamble(numbers[:place], rows[:place])
            return Layout(columns, numbers[place], following, 0, preamble), best
    return None


def _profiles(layout: str) -> list[Profile]:
    return [profile for profile in load_profiles().values() if profile.layout == layout]


def _unknown_columns(source: SourceFile, rows: Sequence[Sequence[str]]) -> FileProblem:
    widest = max(rows, key=lambda row: sum(bool(cell.strip()) for cell in row), default=[])
    names = [cell.strip()[:30] for cell in widest if cell.strip()][:6]
    return FileProblem(
        f"The columns of {source.path.name} are not those of any export that is known here"
        + (f" ({', '.join(names)}…)." if names else "."),
        kept="The practice is unchanged.",
        advice="Check that it is the right file, or compare its first row with the help page"
        " “How to export”.",
    )
