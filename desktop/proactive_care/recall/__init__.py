"""Who is due, invitations, and printing them exactly once."""

from proactive_care.recall.batch import PrintedBatch, list_batches, print_batch
from proactive_care.recall.calling import EscalatedCalls, print_escalated_calls
from proactive_care.recall.capacity import (
    RoleWork,
    save_sessions_per_week,
    sessions_per_week,
)
from proactive_care.recall.coding_list import (
    CodingExport,
    CodingItem,
    coding_list,
    export_coding_list,
    tick_coding,
    tick_off_imported,
)
from proactive_care.recall.coding_sheet import CodingSheet, print_coding_sheet
from proactive_care.recall.contacts import (
    ContactEntry,
    FoundInvitation,
    contacts,
    find_invitation,
    person_to_contact,
    record_outcome,
    take_back,
)
from proactive_care.recall.decisions import (
    Due,
    Escalated,
    Group,
    InStream,
    NotDue,
    NotInvited,
    OtherRoute,
    Stage,
)
from proactive_care.recall.engine import DISSENT_CODES, REVIEW_CODES
from proactive_care.recall.example import example_letter, roles_in_letters
from proactive_care.recall.languages import (
    LanguageState,
    LetterLanguage,
    letter_languages,
    preview_language,
    sign_off_language,
    withdraw_language,
)
from proactive_care.recall.letters import addressee, letterhead, missing_details
from proactive_care.recall.next_steps import NO_ANSWER_YET, NextStep, next_steps_due, outcome_list
from proactive_care.recall.one_visit import Condition, OneVisit, PlannedCheck
from proactive_care.recall.outcomes import Outcome, OutcomeRule, Way, outcome_rules
from proactive_care.recall.preview import Order, RecallPreview, preview_batch
from proactive_care.recall.reprinting import (
    Reprint,
    batch_recipients,
    parse_sequences,
    reprint,
)
from proactive_care.recall.rules import RecallRules, recall_rules, save_recall_rules
from proactive_care.recall.settings import Basis, load_settings
from proactive_care.recall.sorting import escalated, in_streams
from proactive_care.recall.stopping import (
    RecallStop,
    recall_stop,
    resume_recall,
    stop_recall,
)
from proactive_care.recall.streams import Stream, letter_stream, letter_streams
from proactive_care.recall.visit_of import one_visit
from proactive_care.recall.weight import Postage
from proactive_care.store.batches import RecipientRow
from proactive_care.store.recall import BatchRow

__all__ = [
    "DISSENT_CODES",
    "NO_ANSWER_YET",
    "REVIEW_CODES",
    "Basis",
    "BatchRow",
    "CodingExport",
    "CodingItem",
    "CodingSheet",
    "Condition",
    "ContactEntry",
    "Due",
    "Escalated",
    "EscalatedCalls",
    "FoundInvitation",
    "Group",
    "InStream",
    "LanguageState",
    "LetterLanguage",
    "NextStep",
    "NotDue",
    "NotInvited",
    "OneVisit",
    "Order",
    "OtherRoute",
    "Outcome",
    "OutcomeRule",
    "PlannedCheck",
    "Postage",
    "PrintedBatch",
    "RecallPreview",
    "RecallRules",
    "RecallStop",
    "RecipientRow",
    "Reprint",
    "RoleWork",
    "Stage",
    "Stream",
    "Way",
    "addressee",
    "batch_recipients",
    "coding_list",
    "contacts",
    "escalated",
    "example_letter",
    "export_coding_list",
    "find_invitation",
    "in_streams",
    "letter_languages",
    "letter_stream",
    "letter_streams",
    "letterhead",
    "list_batches",
    "load_settings",
    "missing_details",
    "next_steps_due",
    "one_visit",
    "outcome_list",
    "outcome_rules",
    "parse_sequences",
    "person_to_contact",
    "preview_batch",
    "preview_language",
    "print_batch",
    "print_coding_sheet",
    "print_escalated_calls",
    "recall_rules",
    "recall_stop",
    "record_outcome",
    "reprint",
    "resume_recall",
    "roles_in_letters",
    "save_recall_rules",
    "save_sessions_per_week",
    "sessions_per_week",
    "sign_off_language",
    "stop_recall",
    "take_back",
    "tick_coding",
    "tick_off_imported",
    "withdraw_language",
]
