"""Settings, Letters: the practice's own words, beside the letter as it will print."""

from proactive_care.ui.pages.settings.letters.section import Letters

__all__ = ["Letters"]
