"""The rows of the wizard: the columns of the file, its unknown descriptions, and what was read."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.importing import (
    ASK,
    ColumnMeaning,
    FileMapping,
    MappingProblem,
    TriedEntry,
    Unknown,
    description_meaning,
    meaning_words,
)
from proactive_care.ui.tables import Cell, Column, Kind, dash

_UNKNOWN = "Kept, but no rule knows it"


@dataclass(frozen=True)
class ExplainRow:
    """A column, or a description that stands in one (``text``), with what it means so far."""

    key: str
    name: str
    samples: str
    filled: str
    means: str
    detail: str
    why: str
    text: str = ""
    used: bool = False
    problem: str = ""


def explain_rows(
    unknown: Unknown, mapping: FileMapping, problems: tuple[MappingProblem, ...]
) -> list[ExplainRow]:
    """Return the rows to show: every column, then what stands unexplained in the descriptions."""
    wrong = {problem.key: problem.words for problem in reversed(problems)}
    rows = [
        _column_row(unknown, mapping, column, wrong.get(column.key, ""))
        for column in mapping.columns
    ]
    for each in unknown.unknown_descriptions(mapping):
        said = description_meaning(mapping, each.text)
        asks = said is not None and said.unit == ASK
        times = "1 row" if each.rows == 1 else f"{each.rows:,} rows"
        rows.append(
            ExplainRow(
                key=f"text {each.text}",
                name=f"“{each.text}”",
                samples="A description that no code list knows",
                filled=times,
                means=meaning_words(mapping, "", each.text)[0] if said else _UNKNOWN,
                detail=meaning_words(mapping, "", each.text)[1],
                why="Choose what it means here, or map it later under Settings, Codelists.",
                text=each.text,
                used=said is not None,
                problem="Choose the unit" if asks else "",
            )
        )
    return rows


def _column_row(
    unknown: Unknown, mapping: FileMapping, column: ColumnMeaning, problem: str
) -> ExplainRow:
    seen = unknown.looked.seen(column.key)
    assert seen is not None
    means, detail = meaning_words(mapping, column.key)
    samples = " · ".join(sample[:40] for sample in seen.samples)
    return ExplainRow(
        key=column.key,
        name=column.shown,
        samples=samples,
        filled=f"{seen.filled:,} of {unknown.looked.rows:,} filled",
        means=means,
        detail=detail,
        why=unknown.guess.why.get(column.key, "Nothing in it says what it means."),
        used=bool(column.means),
        problem=problem,
    )


def row_columns() -> list[Column[ExplainRow]]:
    """The table of what each column means."""
    return [
        Column("name", "Column of the file", _name, None, 170),
        Column("samples", "What stands in it", _samples, None, 200, stretch=True),
        Column("means", "What it means", _means, None, 250),
    ]


def problem_columns() -> list[Column[MappingProblem]]:
    """The list of what is still to be settled."""
    return [
        Column(
            "words", "Enter goes to the column", lambda p: Cell(p.words, Kind.WARNING), None, 260,
            stretch=True,
        )
    ]  # fmt: skip


def trial_columns() -> list[Column[TriedEntry]]:
    """What the first rows become."""
    return [
        Column(
            "row", "File row", lambda e: Cell(f"{e.row:,}", Kind.SECONDARY), None, 70, figures=True
        ),
        Column("patient", "Patient", _patient, None, 150),
        Column("day", "Day", _day, None, 96),
        Column("what", "What", lambda e: Cell(e.what, _kind(e), tip=e.what), None, 210),
        Column("value", "Value", _value, None, 190, stretch=True),
    ]


def _name(row: ExplainRow) -> Cell:
    return Cell(row.name, Kind.STRONG, tip=row.name, second=row.filled)


def _samples(row: ExplainRow) -> Cell:
    if not row.samples:
        return dash("Every cell of this column is empty")
    return Cell(row.samples, tip=row.samples)


def _means(row: ExplainRow) -> Cell:
    if row.problem:
        return Cell(row.means, Kind.WARNING, second="to settle", tip=row.problem)
    if not row.used:
        return Cell(row.means, Kind.SECONDARY, tip=row.why)
    return Cell(row.means, Kind.GOOD, second=row.detail, tip=row.why)


def _kind(entry: TriedEntry) -> Kind:
    return Kind.DANGER if entry.refused else Kind.TEXT


def _patient(entry: TriedEntry) -> Cell:
    if entry.refused:
        return Cell("not taken", Kind.DANGER)
    return Cell(entry.patient, tip=entry.patient) if entry.patient else dash("No name in the file")


def _day(entry: TriedEntry) -> Cell:
    return Cell(entry.day) if entry.day else dash("Nothing that has a day")


def _value(entry: TriedEntry) -> Cell:
    if not entry.value:
        return dash("Recorded without a value")
    return Cell(entry.value, _kind(entry), tip=entry.value)
