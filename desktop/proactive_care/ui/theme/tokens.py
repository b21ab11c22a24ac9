"""The colours of a theme, read from ``resources/themes/*.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields

from proactive_care.domain.vocabulary import Tier
from proactive_care.resource_files import resource_path

THEMES = ("light", "dark", "contrast")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class TierColours:
    """The colour of a tier's mark and word, and the tint behind them."""

    text: str
    tint: str


@dataclass(frozen=True)
class Colours:
    """What each part of the window is drawn in, as ``#RRGGBB``."""

    background: str
    surface: str
    raised: str
    border: str
    divider: str
    control: str
    text: str
    secondary: str
    disabled: str
    primary: str
    primary_hover: str
    on_primary: str
    selection: str
    hover: str
    header: str
    focus: str
    focus_line: str
    good: str
    warning: str
    danger: str
    good_tint: str
    warning_tint: str
    danger_tint: str
    info_tint: str

    def named(self, name: str) -> str:
        """Return the colour called ``name``. Raises KeyError for a name that no theme has."""
        if name not in _NAMES:
            raise KeyError(f"no colour is called {name}")
        return str(getattr(self, name))


_NAMES = frozenset(field.name for field in fields(Colours))


@dataclass(frozen=True)
class Tokens:
    """One theme."""

    name: str
    title: str
    dark: bool
    colours: Colours
    tiers: Mapping[Tier, TierColours]


def load_tokens(name: str) -> Tokens:
    """Return the theme ``name`` (one of THEMES).

    Raises ValueError if the file leaves out a colour, has one too many or writes one wrongly: a
    theme is shipped with the program, so that is a bug and not a user's mistake.
    """
    raw = tomllib.loads(resource_path("themes", f"{name}.toml").read_text(encoding="utf-8"))
    colours = raw["colours"]
    if set(colours) != _NAMES:
        raise ValueError(f"theme {name}: wrong set of colours: {sorted(set(colours) ^ _NAMES)}")
    tiers = {Tier(word): TierColours(*pair) for word, pair in raw["tiers"].items()}
    if set(tiers) != set(Tier):
        raise ValueError(f"theme {name}: every tier needs its colours")
    for value in [*colours.values(), *(c for pair in raw["tiers"].values() for c in pair)]:
        if not _HEX.fullmatch(value):
            raise ValueError(f"theme {name}: {value!r} is not a colour")
    return Tokens(raw["name"], raw["title"], raw["dark"], Colours(**colours), tiers)
