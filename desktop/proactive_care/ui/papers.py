"""``python -m proactive_care.ui.papers FOLDER``: every paper, with those that Qt prints.

The guides and the sheet of the recovery key are drawn by the window; all else by ``documents``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from proactive_care.papers import print_all
from proactive_care.resource_files import resource_path
from proactive_care.ui.entrance.recovery_key import RecoveryKeyCard
from proactive_care.ui.shell.guide import print_guide
from proactive_care.ui.theme import Look

_KEY = "7K3Q-9XMD-2FHB-R8TW-4GPN-VYCA-6JZE-3KQX"  # no practice has it
_PRACTICE = "Harrowmere and Upper Skellbeck Valley Medical Partnership"


def main(folder: Path) -> None:
    """Write everything that can be printed, and its pictures, into a folder."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as work:
        print_all(folder, print_window_papers(Path(work) / "window", Look("light", 100)))


def print_window_papers(folder: Path, look: Look) -> list[Path]:
    """Print each guide and the sheet of a recovery key as the window does, into PDFs."""
    folder.mkdir(parents=True, exist_ok=True)
    look.apply()
    card = RecoveryKeyCard(look)
    made = []
    for guide in sorted(resource_path("help").glob("*.md")):
        made.append(_print(partial(print_guide, guide.stem), folder / f"guide-{guide.stem}.pdf"))
    card.show_key(_KEY, _PRACTICE)
    made.append(_print(card.document().print_, folder / "recovery-key.pdf"))
    return made


def _print(printing: Callable[[QPrinter], None], path: Path) -> Path:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printing(printer)
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
