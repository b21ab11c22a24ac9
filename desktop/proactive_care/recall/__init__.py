"""Who is due, invitations, and printing them exactly once."""

from proactive_care.recall.batch import PrintedBatch, list_batches, print_batch
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
    "Due",
    "Group",
    "NotDue",
    "NotInvited",
    "Order",
    "PrintedBatch",
    "RecallPreview",
    "example_letter",
    "list_batches",
    "load_settings",
    "missing_details",
    "preview_batch",
    "print_batch",
    "roles_in_letters",
]
