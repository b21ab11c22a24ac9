"""A TOML file with the line of every key: ``tomllib`` does not keep them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from proactive_care.frameworks.problems import PackProblem

Path_: TypeAlias = tuple[str | int, ...]
_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+)\s*=")
_TOML_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True)
class TomlSource:
    """``data`` as tomllib reads it, and where each table and key begins."""

    file: str
    data: dict[str, Any]
    lines: dict[Path_, int]

    def line(self, *path: str | int) -> int:
        """Return the 1-based line of a key, or of the nearest table around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def problem(self, what: str, *path: str | int, advice: str = "") -> PackProblem:
        """Return the error that points at ``path``."""
        return PackProblem(what, file=self.file, line=self.line(*path), advice=advice)


def read_toml(path: Path) -> TomlSource:
    """Read a file. Raises PackProblem if it cannot be read or is not TOML, with the line."""
    try:
        text = path.read_text("utf-8")
        return TomlSource(path.name, tomllib.loads(text), _lines(text))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        raise PackProblem(
            f"this is not readable TOML ({error}).",
            file=path.name,
            line=int(found[1]) if found else 0,
        ) from error
    except UnicodeDecodeError as error:
        raise PackProblem("this is not UTF-8 text.", file=path.name) from error
    except OSError as error:
        raise PackProblem(f"it cannot be read ({error.strerror}).", file=path.name) from error


def _lines(text: str) -> dict[Path_, int]:
    """Map every table header and key at the start of a line to its line number.

    ``[[groups]]`` headers are counted: the second is ("groups", 1). Good enough to point at a
    fault; the data itself comes from tomllib.
    """
    lines: dict[Path_, int] = {}
    table: Path_ = ()
    counted: dict[str, int] = {}
    for number, text_line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(text_line), _KEY.match(text_line)
        if header and header[1] == "[[":
            index = counted[header[2]] = counted.get(header[2], -1) + 1
            table = (*header[2].split("."), index)
        elif header:
            table = tuple(header[2].split("."))
        elif key:
            lines.setdefault((*table, key[1]), number)
            continue
        else:
            continue
        lines[table] = number
    return lines
