"""Every pair of colours that is ever drawn on each other can be read."""

from __future__ import annotations

import pytest

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.theme import THEMES, load_tokens
from proactive_care.ui.theme.contrast import contrast, luminance

WORDS = ("text", "secondary", "primary", "good", "warning", "danger")
GROUNDS = ("background", "surface", "raised", "header", "selection", "hover")
TINTS = {
    "good_tint": "good",
    "warning_tint": "warning",
    "danger_tint": "danger",
    "info_tint": "primary",
}


def test_black_on_white_is_the_largest_contrast() -> None:
    assert luminance("#000000") == 0
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


def test_a_known_pair_from_the_standard() -> None:
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_on_every_ground(theme: str, words: str, ground: str) -> None:
    colours = load_tokens(theme).colours
    assert contrast(colours.named(words), colours.named(ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tint", TINTS)
def test_messages(theme: str, tint: str) -> None:
    colours = load_tokens(theme).colours
    for words in ("text", TINTS[tint]):
        assert contrast(colours.named(words), colours.named(tint)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_buttons(theme: str) -> None:
    colours = load_tokens(theme).colours
    assert contrast(colours.on_primary, colours.primary) >= 4.5
    assert contrast(colours.on_primary, colours.primary_hover) >= 4.5
    assert contrast(colours.surface, colours.danger) >= 4.5
    assert contrast(colours.secondary, colours.divider) >= 4.5 or theme == "contrast"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls(theme: str, ground: str) -> None:
    colours = load_tokens(theme).colours
    assert contrast(colours.control, colours.named(ground)) >= 3
    assert contrast(colours.primary, colours.named(ground)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_stands_out_from_whatever_it_lies_on(theme: str) -> None:
    colours = load_tokens(theme).colours
    for ground in (colours.background, colours.surface):
        either = max(contrast(colours.focus, ground), contrast(colours.focus_line, ground))
        assert either >= 3
    assert contrast(colours.focus, colours.focus_line) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tier", Tier)
def test_tiers_on_their_tint_and_in_tables(theme: str, tier: Tier) -> None:
    tokens = load_tokens(theme)
    colours = tokens.tiers[tier]
    for ground in (colours.tint, *(tokens.colours.named(name) for name in GROUNDS)):
        assert contrast(colours.text, ground) >= 4.5


def test_high_contrast_means_it() -> None:
    colours = load_tokens("contrast").colours
    for words in WORDS:
        assert contrast(colours.named(words), colours.background) >= 7
