"""Pictures of pages: one a page, contact sheets of a group, and an index to open in a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

_DOTS_PER_INCH = 96
_ACROSS, _DOWN = 4, 2
_ON_A_SHEET = _ACROSS * _DOWN
_THUMB_WIDTH, _CAPTION, _GAP = 470, 18, 10
_THUMB_HEIGHT = round(_THUMB_WIDTH * 297 / 210)
_BEHIND, _INK = (118, 126, 134), (255, 255, 255)
_POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Page:
    """A page of a PDF (``index`` from 0, of ``count``) and where its picture goes."""

    pdf: Path
    index: int
    count: int
    picture: Path

    @property
    def group(self) -> str:
        """The folder that the document is in."""
        return self.pdf.parent.name

    @property
    def caption(self) -> str:
        """The document and the page."""
        return f"{self.pdf.stem}  {self.index + 1} of {self.count}"


def pages_of(pdfs: Sequence[Path], folder: Path) -> list[Page]:
    """Return every page, with a place for its picture in ``folder``, in the folder of its group."""
    pages = []
    for pdf in pdfs:
        document = pypdfium2.PdfDocument(pdf)
        count = len(document)
        document.close()
        into = folder / pdf.parent.name
        into.mkdir(parents=True, exist_ok=True)
        pages += [Page(pdf, n, count, into / f"{pdf.stem}-{n + 1:02}.png") for n in range(count)]
    return pages


def draw_pictures(pages: Sequence[Page], folder: Path) -> list[Path]:
    """Write the picture of every page, and into ``folder`` contact sheets of eight pages each."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets: dict[Path, list[Page]] = {}
    for group, found in groupby(pages, key=lambda each: each.group):
        for at, page in enumerate(found):
            sheet = folder / f"{group}-{at // _ON_A_SHEET + 1:02}.png"
            sheets.setdefault(sheet, []).append(page)
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        list(pool.map(_draw_sheet, sheets.values(), sheets, chunksize=2))
    return list(sheets)


def _draw_sheet(pages: Sequence[Page], path: Path) -> None:
    """Write the pictures of some pages, and these pages small on one contact sheet."""
    step_x, step_y = _THUMB_WIDTH + _GAP, _THUMB_HEIGHT + _CAPTION + _GAP
    sheet = Image.new("RGB", (_ACROSS * step_x + _GAP, _DOWN * step_y + _GAP), _BEHIND)
    write = ImageDraw.Draw(sheet)
    for at, page in enumerate(pages):
        down, across = divmod(at, _ACROSS)
        x, y = _GAP + across * step_x, _GAP + down * step_y
        write.text((x, y), page.caption, _INK)
        sheet.paste(_draw_page(page), (x, y + _CAPTION))
    sheet.save(path, compress_level=1)


def _draw_page(page: Page) -> Image.Image:
    """Write the picture of a page, and return the page small."""
    document = pypdfium2.PdfDocument(page.pdf)
    try:
        paper = document[page.index]
        whole: Image.Image = paper.render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH).to_pil()
        whole.save(page.picture, compress_level=1)
        width, height = paper.get_size()
        small: Image.Image = paper.render(
            scale=min(_THUMB_WIDTH / width, _THUMB_HEIGHT / height)
        ).to_pil()
        paper.close()
        return small
    finally:
        document.close()


def write_index(pages: Sequence[Page], refused: Sequence[str], folder: Path) -> Path:
    """Write ``index.html``: every page small, a click shows it whole, and what is refused."""
    path = folder / "index.html"
    path.write_text("\n".join(_index(pages, refused, folder)), encoding="utf-8")
    return path


def _index(pages: Sequence[Page], refused: Sequence[str], folder: Path) -> Iterator[str]:
    yield '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Every paper</title>'
    yield "<style>body{font:14px sans-serif;margin:24px}img{width:300px;border:1px solid #999}"
    yield "figure{display:inline-block;margin:6px}</style>"
    for group, found in groupby(pages, key=lambda each: each.group):
        yield f"<h2>{escape(group)}</h2>"
        for each in found:
            link = escape(each.picture.relative_to(folder).as_posix())
            yield f'<figure><a href="{link}"><img loading="lazy" src="{link}"'
            yield f' alt="{escape(each.caption)}"></a>'
            yield f"<figcaption>{escape(each.caption)}</figcaption></figure>"
    yield "<h2>Refused, in the program's own words</h2><ul>"
    yield from (f"<li>{escape(text)}</li>" for text in refused)
    yield "</ul></html>"
