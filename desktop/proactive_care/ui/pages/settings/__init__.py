"""Settings: appearance, lock, users, and the rules with their sign-off."""

from proactive_care.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
