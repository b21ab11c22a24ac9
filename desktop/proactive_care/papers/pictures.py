"""Pictures of pages: one a page, contact sheets of a group, and an index to open in a browser."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from itertools import groupby, islice
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

_DOTS_PER_INCH = 110
_ACROSS, _DOWN = 4, 2
_THUMB_WIDTH, _CAPTION, _GAP = 470, 18, 10
_BEHIND, _INK = (118, 126, 134), (255, 255, 255)


@dataclass(frozen=True)
class Picture:
    """A page as a PNG; ``caption`` is its document and number."""

    group: str
    caption: str
    path: Path


def picture_pages(pdfs: Sequence[Path], folder: Path) -> list[Picture]:
    """Write a PNG of every page into ``folder``, in the folder of its group, in their order."""
    workers = min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(_pictures_of, pdfs, [folder] * len(pdfs), chunksize=4)
        return [picture for pictures in found for picture in pictures]


def _pictures_of(pdf: Path, folder: Path) -> list[Picture]:
    group = pdf.parent.name
    into = folder / group
    into.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(pdf)
    made = []
    try:
        for number, page in enumerate(document, 1):
            path = into / f"{pdf.stem}-{number:02}.png"
            image = page.render(scale=_DOTS_PER_INCH / 72).to_pil()
            image.save(path, compress_level=1)
            made.append(Picture(group, f"{pdf.stem}  {number} of {len(document)}", path))
            page.close()
    finally:
        document.close()
    return made


def contact_sheets(pictures: Iterable[Picture], folder: Path) -> list[Path]:
    """Write sheets of eight pages each, by group."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = []
    for group, found in groupby(pictures, key=lambda each: each.group):
        number = 1
        while some := list(islice(found, _ACROSS * _DOWN)):
            path = folder / f"{group}-{number:02}.png"
            _contact_sheet(some).save(path, compress_level=1)
            sheets.append(path)
            number += 1
    return sheets


def _contact_sheet(pictures: Sequence[Picture]) -> Image.Image:
    height = round(_THUMB_WIDTH * 297 / 210)
    step_x, step_y = _THUMB_WIDTH + _GAP, height + _CAPTION + _GAP
    sheet = Image.new("RGB", (_ACROSS * step_x + _GAP, _DOWN * step_y + _GAP), _BEHIND)
    write = ImageDraw.Draw(sheet)
    for at, picture in enumerate(pictures):
        down, across = divmod(at, _ACROSS)
        x, y = _GAP + across * step_x, _GAP + down * step_y
        write.text((x, y), picture.caption, _INK)
        with Image.open(picture.path) as page:
            page.thumbnail((_THUMB_WIDTH, height))
            sheet.paste(page, (x, y + _CAPTION))
    return sheet


def write_index(pictures: Sequence[Picture], refused: Sequence[str], folder: Path) -> Path:
    """Write ``index.html``: every page small, a click shows it whole, and what is refused."""
    path = folder / "index.html"
    path.write_text("\n".join(_index(pictures, refused, folder)), encoding="utf-8")
    return path


def _index(pictures: Sequence[Picture], refused: Sequence[str], folder: Path) -> Iterator[str]:
    yield '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Every paper</title>'
    yield "<style>body{font:14px sans-serif;margin:24px}img{width:300px;border:1px solid #999}"
    yield "figure{display:inline-block;margin:6px}</style>"
    for group, found in groupby(pictures, key=lambda each: each.group):
        yield f"<h2>{escape(group)}</h2>"
        for each in found:
            link = each.path.relative_to(folder).as_posix()
            yield f'<figure><a href="{escape(link)}"><img loading="lazy" src="{escape(link)}"'
            yield f' alt="{escape(each.caption)}"></a>'
            yield f"<figcaption>{escape(each.caption)}</figcaption></figure>"
    yield "<h2>Refused, in the program's own words</h2><ul>"
    yield from (f"<li>{escape(text)}</li>" for text in refused)
    yield "</ul></html>"
