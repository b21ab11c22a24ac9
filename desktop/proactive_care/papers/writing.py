"""Writing all papers and their pictures into a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from proactive_care.papers.paper import Paper, write_papers
from proactive_care.papers.pictures import draw_pictures, pages_of, write_index


@dataclass(frozen=True)
class Result:
    """How much there is to look at."""

    documents: int
    pages: int
    sheets: int
    refused: tuple[str, ...]


def write_everything(papers: Iterable[Paper], folder: Path, more: Iterable[Path] = ()) -> Result:
    """Write papers into ``pdf``, their pages into ``pages``, contact sheets into ``sheets``.

    ``more`` are PDFs that were written elsewhere: their folder names their group. What was in the
    three folders before is removed.
    """
    for name in ("pdf", "pages", "sheets"):
        shutil.rmtree(folder / name, ignore_errors=True)
    written = list(write_papers(papers, folder / "pdf"))
    refused = tuple(
        f"{each.paper.group} {each.paper.name}: {each.refused}" for each in written if each.refused
    )
    pdfs = [each.path for each in written if each.path is not None] + list(more)
    pdfs.sort(key=lambda path: path.parent.name)  # a group is drawn together; the order stays
    pages = pages_of(pdfs, folder / "pages")
    sheets = draw_pictures(pages, folder / "sheets")
    write_index(pages, refused, folder)
    return Result(len(pdfs), len(pages), len(sheets), refused)
