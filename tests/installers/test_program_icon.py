from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from program_icon import SIZE, render_icon
from support.source_tree import ROOT


def test_the_icon_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    path = render_icon(ROOT / "resources" / "icons" / "app.svg", tmp_path / "new")
    image = QImage(str(path))
    assert (image.width(), image.height()) == (SIZE, SIZE)
    assert image.pixelColor(SIZE // 2, SIZE // 2).alpha() == 255


@pytest.mark.qt_log_ignore("Cannot read file")
def test_a_file_that_is_no_drawing_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.svg"
    broken.write_text("<svg", "utf-8")
    with pytest.raises(ValueError, match="cannot be drawn"):
        render_icon(broken, tmp_path)
