"""What a demo practice prints, each by the service that prints it at work."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from proactive_care.frameworks import list_packs
from proactive_care.papers.demo_papers import write_demo_papers


def test_a_small_demo_practice_prints_its_papers(tmp_path: Path) -> None:
    made = write_demo_papers(tmp_path / "practice", tmp_path / "papers", patients=60)
    names = {path.stem for path in made}
    assert {f"rule-book-{pack.id}" for pack in list_packs()} <= names
    assert {"recall", "coding-sheet"} <= names
    assert any(name.startswith("care-plan") for name in names)
    for path in made:
        document = pypdfium2.PdfDocument(path)
        assert len(document) > 0, path.name
        document.close()
