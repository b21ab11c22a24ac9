from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from program_icon import SIZES, icon_file, render_icon
from support.source_tree import ROOT


def test_the_icon_is_drawn_in_every_size(qtbot: QtBot, tmp_path: Path) -> None:
    path = render_icon(ROOT / "resources" / "icons" / "app.svg", tmp_path / "new")
    assert path.name == "app.ico"
    with Image.open(path) as icon:
        assert icon.info["sizes"] == {(size, size) for size in SIZES}
        for size in SIZES:
            icon.size = (size, size)
            picture = icon.convert("RGBA")
            assert picture.size == (size, size)
            assert picture.getpixel((size // 2, size // 2))[3] == 255


def test_the_header_counts_the_pictures() -> None:
    icon = icon_file([(16, b"one"), (256, b"three")])
    assert icon[:6] == b"\x00\x00\x01\x00\x02\x00"
    assert icon[6:8] == b"\x10\x10"
    assert icon[22:24] == b"\x00\x00"
    assert icon[38:] == b"onethree"


@pytest.mark.qt_log_ignore("Cannot read file")
def test_a_file_that_is_no_drawing_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken.svg"
    broken.write_text("<svg", "utf-8")
    with pytest.raises(ValueError, match="cannot be drawn"):
        render_icon(broken, tmp_path)
