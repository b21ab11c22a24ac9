"""Triage bands on the Readings page: the shared tag, by the name that the page uses."""

from proactive_care.ui.widgets.bands import TIER_OF, BandTag, band_size, band_words, paint_band

__all__ = ["TIER_OF", "BandTag", "band_size", "band_words", "paint_band"]
