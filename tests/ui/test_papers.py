"""What the window itself prints: every guide, and the sheet of the recovery key."""

from __future__ import annotations

import re
from pathlib import Path

from proactive_care.resource_files import resource_path
from proactive_care.ui.papers import print_window_papers
from proactive_care.ui.shell.guide import guide_text
from proactive_care.ui.theme import Look
from support.letters import page_glyphs, page_texts


def test_every_guide_and_the_recovery_key_are_printed_to_be_read(
    look: Look, tmp_path: Path
) -> None:
    made = {path.stem: path.read_bytes() for path in print_window_papers(tmp_path, look)}
    guides = {f"guide-{guide.stem}" for guide in resource_path("help").glob("*.md")}
    assert made.keys() == guides | {"recovery-key"}
    for pdf in made.values():
        glyphs = page_glyphs(pdf, 0)
        assert min(g.bottom - g.top for g in glyphs if g.text.isupper()) > 2  # millimetres
        assert min(g.left for g in glyphs) >= 10
        assert max(g.right for g in glyphs) <= 200
    for guide in guides:
        text = guide_text(guide.removeprefix("guide-"))
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        for page in page_texts(made[guide]):
            lines = [line.strip() for line in page.splitlines() if not line.strip().isdigit()]
            assert lines[-1] not in headings, f"{guide}: a heading alone at the foot"
    assert "7K3Q-9XMD" in page_texts(made["recovery-key"])[0]
