"""Everything at once, for the command line."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from proactive_care.papers.demo_papers import write_demo_papers
from proactive_care.papers.everything import every_paper
from proactive_care.papers.writing import write_everything


def print_all(folder: Path, more: Iterable[Path] = ()) -> None:
    """Write every paper, those of the demo practice and ``more``, and say what there is."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as work:
        demo = write_demo_papers(Path(work) / "practice", Path(work) / "demo")
        made = write_everything(every_paper(), folder, [*demo, *more])
    print(
        f"{made.documents} documents, {made.pages} pages, {made.sheets} contact sheets in {folder}"
        f" ({time.perf_counter() - begun:.0f} s). Open index.html, or the pictures in sheets."
    )
    for text in made.refused:
        print(f"Refused: {text}")
