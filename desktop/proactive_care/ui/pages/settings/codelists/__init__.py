"""Code lists: what each concept contains, what is not mapped, and what this practice changed."""

from proactive_care.ui.pages.settings.codelists.section import Codelists

__all__ = ["Codelists"]
