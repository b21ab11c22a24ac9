"""One document to look at, and writing many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from proactive_care.domain.errors import KnownError

MADE_AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)
EXTRACT = date(2026, 9, 11)


@dataclass(frozen=True)
class Paper:
    """A document: what draws it, and of what.

    ``maker`` is a public function of ``documents``, called with ``content`` and the time; one
    whose name begins with ``write_`` takes the file first. ``group`` is the folder, and the
    pictures of a group stand together.
    """

    group: str
    name: str
    maker: Callable[..., Any]
    content: tuple[Any, ...]
    options: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the PDF into a folder of its group. Raises KnownError if it cannot be printed."""
        path = folder / self.group / f"{self.name}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.maker.__name__.startswith("write_"):
            self.maker(path, *self.content, made_at=MADE_AT, **self.options)
        else:
            made = self.maker(*self.content, made_at=MADE_AT, **self.options)
            path.write_bytes(made if isinstance(made, bytes) else made.data)
        return path


@dataclass(frozen=True)
class Written:
    """What became of a paper: its file, or in words why it is refused."""

    paper: Paper
    path: Path | None
    refused: str = ""


def write_papers(papers: Iterable[Paper], folder: Path) -> Iterator[Written]:
    """Write papers one by one. What the program refuses to print is told, and no error."""
    for paper in papers:
        try:
            yield Written(paper, paper.write(folder))
        except KnownError as error:
            yield Written(paper, None, str(error))
