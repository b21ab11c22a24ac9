"""How fast letters are printed, against a bare reportlab canvas drawing the same lines of text.

Also: that time grows with the number of letters and no faster, and that memory stays flat. Times
are processor seconds, so that other programs do not disturb them. ``run()`` returns the rows.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents import RecallLetter, write_batch_pdf
from proactive_care.documents.content import BatchPlace
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.recall.letter import lay_out_letter
from support.letters import MADE_AT, a_batch, form_code

LETTERS = 1000
MANY = 5000
TARGET = 4.0

Line = tuple[float, float, str, str, float]


def run() -> list[str]:
    """Measure and return printable rows; the first one holds the ratio with its target."""
    letters = _letters(LETTERS)
    _print_seconds(letters[:20])  # fonts and template are loaded once per run of the program
    ours = _print_seconds(letters)
    bare = _bare_seconds(_pages_of_lines(letters[:6]), LETTERS)
    few_seconds, few_memory = _measured_apart(LETTERS)
    many_seconds, many_memory = _measured_apart(MANY)
    ratio = ours / bare
    verdict = "met" if ratio <= TARGET else "MISSED"
    return [
        f"{LETTERS} two-page letters in {ours:.2f} s, bare canvas {bare:.2f} s, "
        f"ratio {ratio:.2f} (target at most {TARGET:.1f}: {verdict})",
        f"{MANY} letters in {many_seconds:.2f} s: {many_seconds / few_seconds:.2f} times as long "
        f"for {MANY / LETTERS:.0f} times as many",
        f"peak memory {few_memory:.0f} MB for {LETTERS} letters, {many_memory:.0f} MB for {MANY}",
    ]


def _letters(count: int) -> list[RecallLetter]:
    pattern = a_batch(60)
    return [
        replace(
            pattern[index % 60],
            form_code=form_code(index),
            place=BatchPlace("2026-037", index + 1, count),
        )
        for index in range(count)
    ]


def _print_seconds(letters: list[RecallLetter]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        printed = write_batch_pdf(Path(folder) / "letters.pdf", letters, None, made_at=MADE_AT)
        seconds = time.process_time() - start
    if printed.pages != 2 * len(letters):
        raise AssertionError("the letters measured are not two pages each")
    return seconds


def _measured_apart(count: int) -> tuple[float, float]:
    """Return seconds and the peak memory in MB of a process of its own that prints ``count``."""
    code = f"import bench.bench_letters as b; print(b.seconds_and_peak({count}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env=_paths()
    )
    seconds, peak = done.stdout.strip("() \n").split(",")
    return float(seconds), float(peak)


def _paths() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def seconds_and_peak(count: int) -> tuple[float, float]:
    """Print ``count`` letters, made one by one; return seconds and peak memory (Linux: MB)."""
    import resource

    pattern = a_batch(60)
    stream = (
        replace(pattern[index % 60], place=BatchPlace("2026-037", index + 1, count))
        for index in range(count)
    )
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        write_batch_pdf(Path(folder) / "letters.pdf", stream, None, made_at=MADE_AT)
    seconds = time.process_time() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _Recorder(Canvas):  # type: ignore[misc]
    """A canvas that remembers each line of text that is drawn on it."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), pagesize=A4)
        self.pages: list[list[Line]] = [[]]

    def drawString(self, x: float, y: float, text: str, **_: object) -> None:
        self.pages[-1].append((x, y, text, self._fontname, self._fontsize))

    def showPage(self) -> None:
        self.pages.append([])
        super().showPage()


def _pages_of_lines(letters: list[RecallLetter]) -> list[list[Line]]:
    recorder = _Recorder()
    pen = Pen(recorder)
    for letter in letters:
        laid_out = lay_out_letter(letter)
        for index in range(len(laid_out.pages)):
            laid_out.draw_page(pen, index)
            pen.new_page()
    return recorder.pages[:-1]


def _bare_seconds(pages: list[list[Line]], letters: int) -> float:
    """Draw as many two-page letters of the recorded lines, text only, with nothing around it."""
    start = time.process_time()
    canvas = Canvas(BytesIO(), pagesize=A4, pageCompression=1)
    for index in range(2 * letters):
        for x, y, text, font, size in pages[index % len(pages)]:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return time.process_time() - start
