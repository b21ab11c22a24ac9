"""The practice's own wording of its letters: changed in the window, kept version by version."""

from proactive_care.templates.current import practice_wording
from proactive_care.templates.editing import (
    OpenTemplate,
    TemplateVersion,
    TextPart,
    open_template,
    reset_template,
    save_template,
    template_titles,
    template_versions,
)
from proactive_care.templates.previewing import Example, Preview, preview_template
from proactive_care.templates.rules import TextProblem, check_text

__all__ = [
    "Example",
    "OpenTemplate",
    "Preview",
    "TemplateVersion",
    "TextPart",
    "TextProblem",
    "check_text",
    "open_template",
    "practice_wording",
    "preview_template",
    "reset_template",
    "save_template",
    "template_titles",
    "template_versions",
]
