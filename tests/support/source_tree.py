"""The source code as data, for the tests that guard its shape."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "desktop"
PACKAGE = "proactive_care"


@dataclass(frozen=True)
class Source:
    """One file of the package: its dotted module name, its path and its syntax tree."""

    module: str
    path: Path
    tree: ast.Module
    is_package: bool

    @property
    def layer(self) -> str:
        """The part of the application that it belongs to, for example ``store`` or ``cli``."""
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else ""

    def at(self, node: ast.AST) -> str:
        """Where ``node`` is, in the form that editors open."""
        return f"{self.path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Import:
    """One imported name. ``from a.b import c`` has the module ``a.b`` and the name ``c``."""

    source: Source
    node: ast.AST
    module: str
    name: str | None


@cache
def sources() -> tuple[Source, ...]:
    """Return every Python file of the package."""
    return tuple(_read(path) for path in sorted((DESKTOP / PACKAGE).rglob("*.py")))


def _read(path: Path) -> Source:
    parts = path.relative_to(DESKTOP).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    return Source(module, path, ast.parse(path.read_text("utf-8")), is_package)


def imports(source: Source) -> Iterator[Import]:
    """Yield everything that ``source`` imports, wherever in the file it does so."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(source, node, alias.name, None)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(source, node, _absolute(source, node), alias.name)


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    up = node.level - 1 if source.is_package else node.level
    base = parts[: len(parts) - up]
    return ".".join([*base, *([node.module] if node.module else [])])


def strings(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Yield every string of ``source``, f-strings in one piece, docstrings left out."""
    skipped = {id(node) for node in _docstrings(source.tree)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
            yield node, "".join(_text(part) for part in node.values)
        elif isinstance(node, ast.Constant) and id(node) not in skipped and _is_text(node):
            yield node, str(node.value)


def _is_text(node: ast.Constant) -> bool:
    return isinstance(node.value, str)


def _text(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "?"


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
