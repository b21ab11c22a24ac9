"""Lists of codes as files: reference sets as published by TRUD, and lists with code and term."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from proactive_care.domain.errors import FileProblem
from proactive_care.domain.snomed import is_snomed_code
from proactive_care.importing.source_file import inspect_file
from proactive_care.store.codes import listed_codes

_KEPT = "The code lists are unchanged."
_CODE = ("snomedcode", "snomedctcode", "snomedct", "snomedctconceptid", "snomedconceptid",
         "conceptid", "referencedcomponentid", "code")  # fmt: skip
_TERM = ("snomedcodedescription", "snomeddescription", "conceptiddescription", "preferredterm",
         "fullyspecifiedname", "term", "description", "name")  # fmt: skip
_SET = ("clusterid", "refsetid")
_TITLE = ("clusterdescription", "refsetdescription")
_ACTIVE = ("isactive", "active")
_RETIRED = frozenset({"0", "false", "no", "n", "inactive"})
_PUBLISHED = "nhsd-primary-care-domain-refsets-"
_SHORT_PUBLISHED = "nhsd-"
_LONGEST_SHOWN = 40
_NEARLY_ALL = 0.75


@dataclass(frozen=True)
class ListCode:
    """One code of a list. ``system`` is snomed, or what an export calls its own."""

    system: str
    code: str
    term: str


@dataclass(frozen=True)
class CodeSet:
    """One list of a file. ``name`` is the cluster's or reference set's id, or the file's name.

    ``suggested`` is the concept that was built from the published list of this name, or "".
    """

    name: str
    title: str
    codes: tuple[ListCode, ...]
    suggested: str


@dataclass(frozen=True)
class RefusedCode:
    """A row that was not taken: its line in the file, what stands there, and why."""

    line: int
    shown: str
    reason: str


@dataclass(frozen=True)
class CodeFile:
    """A file of code lists. ``retired`` counts rows that the file itself calls inactive."""

    file_name: str
    sets: tuple[CodeSet, ...]
    refused: tuple[RefusedCode, ...]
    retired: int


@dataclass(frozen=True)
class _Columns:
    code: int
    term: int | None
    set: int | None
    title: int | None
    active: int | None


def read_code_file(path: Path) -> CodeFile:
    """Read a file with a heading row; commas or tabs. Nothing is changed.

    Only SNOMED CT codes are taken: the same Read code can mean different things in different
    versions. Raises FileProblem for a file without a column of codes or without any code.
    """
    rows = _rows(path)
    _, heading = next(rows)
    columns = _columns(heading, path.name)
    codes: dict[str, dict[str, ListCode]] = {}
    titles: dict[str, str] = {}
    refused: list[RefusedCode] = []
    retired = 0
    for line, row in rows:
        if not any(row):
            continue
        code = _cell(row, columns.code)
        if _cell(row, columns.active).casefold() in _RETIRED:
            retired += 1
        elif is_snomed_code(code):
            name = _cell(row, columns.set) or path.stem
            term = " ".join(_cell(row, columns.term).split())
            codes.setdefault(name, {}).setdefault(code, ListCode("snomed", code, term))
            titles.setdefault(name, _cell(row, columns.title))
        else:
            refused.append(RefusedCode(line, code[:_LONGEST_SHOWN], _why_not(code)))
    if not codes:
        raise FileProblem(
            f"{path.name} has no SNOMED CT codes in it.",
            kept=_KEPT,
            advice="Choose a list with a column of SNOMED CT codes, and do not open it in Excel "
            "before: Excel changes long numbers.",
        )
    suggestions = _suggestions()
    sets = (
        CodeSet(name, titles[name], tuple(found.values()), suggestions.get(_list_key(name), ""))
        for name, found in sorted(codes.items())
    )
    return CodeFile(path.name, tuple(sets), tuple(refused), retired)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = "".join(inspect_file(path).text()).removeprefix("\ufeff")
    lines = text.splitlines(keepends=True)
    first = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter="\t" if first.count("\t") > first.count(",") else ",")
    try:
        for row in reader:
            yield reader.line_num, [cell.replace("\x00", "").strip() for cell in row]
    except csv.Error as error:
        raise FileProblem(
            f"{path.name} cannot be read as a table near line {reader.line_num}.",
            kept=_KEPT,
            advice="Download the list again.",
        ) from error


def _columns(heading: Sequence[str], file_name: str) -> _Columns:
    plain = ["".join(c for c in cell.casefold() if c.isalnum()) for cell in heading]

    def find(names: Sequence[str]) -> int | None:
        return next((plain.index(name) for name in names if name in plain), None)

    code = find(_CODE)
    if code is None:
        raise FileProblem(
            f"{file_name} has no column of codes: its first line must name the columns.",
            kept=_KEPT,
            advice='Name the column of codes "code" and that of descriptions "term".',
        )
    return _Columns(code, find(_TERM), find(_SET), find(_TITLE), find(_ACTIVE))


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _why_not(code: str) -> str:
    if not code:
        return "No code"
    if "E+" in code.upper() or (code.isdigit() and len(code) > 15 and code.endswith("00")):
        return "Excel has changed this code"
    return "Not a SNOMED CT code" if not code.isdigit() else "The check digit is wrong"


def _suggestions() -> dict[str, str]:
    """Return which concept each published list was used for, where it was nearly all for one."""
    found: dict[str, Counter[str]] = {}
    for code in listed_codes():
        found.setdefault(_list_key(code.source), Counter())[code.concept] += 1
    first = {source: concepts.most_common(1)[0] for source, concepts in found.items()}
    return {
        source: concept
        for source, (concept, codes) in first.items()
        if codes >= _NEARLY_ALL * found[source].total()
    }


def _list_key(name: str) -> str:
    return name.casefold().removeprefix(_PUBLISHED).removeprefix(_SHORT_PUBLISHED)
