"""Worklists over every framework: their rows, saved lists, and taking a list out of the window."""

from proactive_care.worklists.assigning import Assignee, assign_patients, assignees
from proactive_care.worklists.exporting import (
    MOST_COPIED,
    ListRequest,
    export_list,
    note_copy,
    print_list,
)
from proactive_care.worklists.fields import ListField, list_fields
from proactive_care.worklists.loading import (
    Worklist,
    load_worklist,
    unsigned_warning,
    worklist_row,
)
from proactive_care.worklists.papers import PaperKind, PrintedPaper, print_paper
from proactive_care.worklists.roles import group_roles, is_for, role_words
from proactive_care.worklists.rows import GroupMark, WorklistRow
from proactive_care.worklists.saving import SavedList, delete_list, save_list, saved_lists
from proactive_care.worklists.together import Together, condition_counts

__all__ = [
    "MOST_COPIED",
    "Assignee",
    "GroupMark",
    "ListField",
    "ListRequest",
    "PaperKind",
    "PrintedPaper",
    "SavedList",
    "Together",
    "Worklist",
    "WorklistRow",
    "assign_patients",
    "assignees",
    "condition_counts",
    "delete_list",
    "export_list",
    "group_roles",
    "is_for",
    "list_fields",
    "load_worklist",
    "note_copy",
    "print_list",
    "print_paper",
    "role_words",
    "save_list",
    "saved_lists",
    "unsigned_warning",
    "worklist_row",
]
