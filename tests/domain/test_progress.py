from __future__ import annotations

from proactive_care.domain.progress import Progress, no_progress


def test_nobody_is_told() -> None:
    progress: Progress = no_progress
    progress(3, None, "reading")
    progress(3, 10, "reading")
