"""The practice's own wording of its documents: changed in the window, kept version by version."""

from proactive_care.templates.editing import reset_template, save_template, text_problem
from proactive_care.templates.opening import (
    GroupChoice,
    OpenTemplate,
    TemplateTitle,
    TemplateVersion,
    TextPart,
    group_choices,
    new_group_part,
    open_template,
    template_titles,
    template_versions,
    with_group_parts,
)
from proactive_care.templates.previewing import (
    Example,
    Preview,
    preview_choices,
    preview_template,
)
from proactive_care.templates.rules import MergeField, TextProblem, check_text

__all__ = [
    "Example",
    "GroupChoice",
    "MergeField",
    "OpenTemplate",
    "Preview",
    "TemplateTitle",
    "TemplateVersion",
    "TextPart",
    "TextProblem",
    "check_text",
    "group_choices",
    "new_group_part",
    "open_template",
    "preview_choices",
    "preview_template",
    "reset_template",
    "save_template",
    "template_titles",
    "template_versions",
    "text_problem",
    "with_group_parts",
]
