"""Themes are complete, or they are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proactive_care.resource_files import resource_path
from proactive_care.ui.theme import THEMES, load_tokens, tokens
from proactive_care.ui.theme.style_sheet import control_images, style_sheet


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_loads(name: str) -> None:
    theme = load_tokens(name)
    assert theme.name == name
    assert theme.title


def test_a_colour_that_no_theme_has_is_refused() -> None:
    with pytest.raises(KeyError, match="mauve"):
        load_tokens("light").colours.named("mauve")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('text = "#212B32"\n', "", "wrong set of colours"),
        ("low =", '"no tier" =', "no tier"),
        ('text = "#212B32"', 'text = "black"', "not a colour"),
        ('low = ["#00663A", "#E5F4EC"]\n', "", "every tier"),
    ],
)
def test_a_broken_theme_is_refused(
    old: str, new: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resource_path("themes", "light.toml").read_text("utf-8")
    assert old in text
    broken = tmp_path / "light.toml"
    broken.write_text(text.replace(old, new), "utf-8")
    monkeypatch.setattr(tokens, "resource_path", lambda *_parts: broken)
    with pytest.raises(ValueError, match=message):
        load_tokens("light")


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_filled_in_completely(name: str, tmp_path: Path) -> None:
    theme = load_tokens(name)
    sheet = style_sheet(theme, lambda size: size * 2, tmp_path)
    assert "@" not in sheet
    assert "text(" not in sheet
    assert "image(" not in sheet
    for found in re.findall(r'url\("(.+?)"\)', sheet):
        assert Path(found).stem in control_images(theme)


def test_sizes_grow_with_the_text(tmp_path: Path) -> None:
    theme = load_tokens("light")
    assert "QWidget { color: #212B32; font-size: 28px; }" in style_sheet(
        theme, lambda size: size * 2, tmp_path
    )


def test_every_control_image_is_an_icon_that_is_shipped() -> None:
    for icon, _colour in control_images(load_tokens("light")).values():
        assert resource_path("icons", f"{icon}.svg").exists()
