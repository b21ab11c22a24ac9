"""Who is due, invitations, and printing them exactly once."""

from proactive_care.recall.batch import PrintedBatch, list_batches, print_batch
from proactive_care.recall.coding_list import (
    CodingExport,
    CodingItem,
    coding_list,
    export_coding_list,
    tick_coding,
    tick_off_imported,
)
from proactive_care.recall.engine import (
    DISSENT_CODES,
    REVIEW_CODES,
    Due,
    Group,
    NotDue,
    NotInvited,
)
from proactive_care.recall.example import example_letter, roles_in_letters
from proactive_care.recall.letters import missing_details
from proactive_care.recall.preview import Order, RecallPreview, preview_batch
from proactive_care.recall.settings import Basis, load_settings
from proactive_care.store.recall import BatchRow

__all__ = [
    "DISSENT_CODES",
    "REVIEW_CODES",
    "Basis",
    "BatchRow",
    "CodingExport",
    "CodingItem",
    "Due",
    "Group",
    "NotDue",
    "NotInvited",
    "Order",
    "PrintedBatch",
    "RecallPreview",
    "coding_list",
    "example_letter",
    "export_coding_list",
    "list_batches",
    "load_settings",
    "missing_details",
    "preview_batch",
    "print_batch",
    "roles_in_letters",
    "tick_coding",
    "tick_off_imported",
]
