"""Everything printed: letters, run sheets and forms, in one typographic system.

Content goes in as plain values (``content``), a PDF comes out; nothing here reads the database
or the clock.
"""

from proactive_care.documents.batch import (
    BatchPrint,
    LetterPrint,
    LetterSize,
    letter_pdf,
    measure_letter,
    pick_pages,
    run_sheet_path,
    write_batch_pdf,
    write_call_list_pdf,
    write_coding_sheet_pdf,
    write_labels_pdf,
    write_list_pdf,
    write_rule_book,
    write_run_sheet_pdf,
)
from proactive_care.documents.care_plan.content import (
    ActionStatus,
    Better,
    CarePlanPaper,
    Involved,
    Measured,
    PlanAction,
    PlanCondition,
    PlanGoal,
    PlanMedicine,
    PlanNumber,
    PlanSubject,
)
from proactive_care.documents.care_plan.easy import easy_plan_wording
from proactive_care.documents.care_plan.example import example_plan
from proactive_care.documents.care_plan.plan import PlanPdf, care_plan_pdf, plan_wording
from proactive_care.documents.care_plan.summary import summary_pdf
from proactive_care.documents.content import (
    Addressee,
    BatchPlace,
    Check,
    NotPrinted,
    PracticeLetterhead,
    RecallLetter,
    RunSheet,
    RunSheetRow,
    Sides,
    Signatory,
    Visit,
    VisitKind,
    paper_words,
)
from proactive_care.documents.diaries.diary_frame import DiaryForm
from proactive_care.documents.diaries.diary_sheets import bp_diary_pdf, peak_flow_diary_pdf
from proactive_care.documents.handouts.pre_visit import PreVisitSheet, pre_visit_pdf
from proactive_care.documents.handouts.privacy import privacy_pdf
from proactive_care.documents.handouts.text_message import message_text, text_message_pdf
from proactive_care.documents.letters.addresses import UnusableAddress, cannot_post_reason
from proactive_care.documents.letters.loan_letter import LoanedMonitor, LoanLetter, LoanMessage
from proactive_care.documents.letters.reading_letter_file import (
    ReadingLetter,
    measure_reading_letter,
    reading_letter_pdf,
    write_reading_letters_pdf,
)
from proactive_care.documents.letters.result_letter_content import (
    HomeResult,
    ResultLetter,
    ResultMessage,
    Talk,
)
from proactive_care.documents.letters.translation_sheet import translation_check_pdf
from proactive_care.documents.paper.fonts import MissingGlyph
from proactive_care.documents.paper.whole_pdf import page_count
from proactive_care.documents.recall.checks import checks_by_condition, usual_checks
from proactive_care.documents.recall.streams import stream_template
from proactive_care.documents.recall.words import letter_text as recall_text
from proactive_care.documents.rule_book.content import (
    PaperAdaptation,
    PaperCondition,
    PaperExample,
    PaperFramework,
    PaperRule,
    RuleBookPaper,
)
from proactive_care.documents.signed_off import can_print, signed_languages
from proactive_care.documents.staff_lists.call_list import Call, CallList
from proactive_care.documents.staff_lists.cases import CaseLine, CaseList, case_list_pdf
from proactive_care.documents.staff_lists.coding_sheet import CodingLine, CodingSheetPaper
from proactive_care.documents.staff_lists.frame import SheetHead
from proactive_care.documents.staff_lists.labels import LabelSheet
from proactive_care.documents.staff_lists.list_paper import ListLine, ListMark, ListPaper
from proactive_care.documents.staff_lists.visits import VisitLine, VisitList, visit_list_pdf
from proactive_care.documents.staff_lists.workbook import text_workbook, workbook_bytes
from proactive_care.documents.words.dates import day_in, short_month
from proactive_care.documents.words.formats import (
    EASY_READ,
    ENGLISH_ONLY,
    LARGE_FORMATS,
    STANDARD,
    CanPrint,
    FormatKind,
    FormatNeed,
    LetterFormat,
    cannot_print_reason,
    letter_format,
    parse_format_need,
)
from proactive_care.documents.words.languages import (
    ENGLISH,
    TRANSLATIONS,
    Language,
    language_need,
    language_of,
)
from proactive_care.documents.words.own import OwnWords, english_wording
from proactive_care.documents.words.readability import flesch_kincaid_grade as reading_grade
from proactive_care.documents.words.room import lines_needed
from proactive_care.documents.words.translations import (
    DIARY,
    LOAN,
    PEAK_FLOW,
    PLAN,
    PRE_VISIT,
    PRIVACY,
    RECALL,
    RESULT,
    TRANSLATED,
    has_translation,
    recall_translation,
    translated_wording,
    wording_hash,
)
from proactive_care.documents.words.wording import (
    OWN_GROUPS,
    BrokenTemplate,
    EmptyField,
    Wording,
    shipped_wording,
)

__all__ = [
    "DIARY",
    "EASY_READ",
    "ENGLISH",
    "ENGLISH_ONLY",
    "LARGE_FORMATS",
    "LOAN",
    "OWN_GROUPS",
    "PEAK_FLOW",
    "PLAN",
    "PRE_VISIT",
    "PRIVACY",
    "RECALL",
    "RESULT",
    "STANDARD",
    "TRANSLATED",
    "TRANSLATIONS",
    "ActionStatus",
    "Addressee",
    "BatchPlace",
    "BatchPrint",
    "Better",
    "BrokenTemplate",
    "Call",
    "CallList",
    "CanPrint",
    "CarePlanPaper",
    "CaseLine",
    "CaseList",
    "Check",
    "CodingLine",
    "CodingSheetPaper",
    "DiaryForm",
    "EmptyField",
    "FormatKind",
    "FormatNeed",
    "HomeResult",
    "Involved",
    "LabelSheet",
    "Language",
    "LetterFormat",
    "LetterPrint",
    "LetterSize",
    "ListLine",
    "ListMark",
    "ListPaper",
    "LoanLetter",
    "LoanMessage",
    "LoanedMonitor",
    "Measured",
    "MissingGlyph",
    "NotPrinted",
    "OwnWords",
    "PaperAdaptation",
    "PaperCondition",
    "PaperExample",
    "PaperFramework",
    "PaperRule",
    "PlanAction",
    "PlanCondition",
    "PlanGoal",
    "PlanMedicine",
    "PlanNumber",
    "PlanPdf",
    "PlanSubject",
    "PracticeLetterhead",
    "PreVisitSheet",
    "ReadingLetter",
    "RecallLetter",
    "ResultLetter",
    "ResultMessage",
    "RuleBookPaper",
    "RunSheet",
    "RunSheetRow",
    "SheetHead",
    "Sides",
    "Signatory",
    "Talk",
    "UnusableAddress",
    "Visit",
    "VisitKind",
    "VisitLine",
    "VisitList",
    "Wording",
    "bp_diary_pdf",
    "can_print",
    "cannot_post_reason",
    "cannot_print_reason",
    "care_plan_pdf",
    "case_list_pdf",
    "checks_by_condition",
    "day_in",
    "easy_plan_wording",
    "english_wording",
    "example_plan",
    "has_translation",
    "language_need",
    "language_of",
    "letter_format",
    "letter_pdf",
    "lines_needed",
    "measure_letter",
    "measure_reading_letter",
    "message_text",
    "page_count",
    "paper_words",
    "parse_format_need",
    "peak_flow_diary_pdf",
    "pick_pages",
    "plan_wording",
    "pre_visit_pdf",
    "privacy_pdf",
    "reading_grade",
    "reading_letter_pdf",
    "recall_text",
    "recall_translation",
    "run_sheet_path",
    "shipped_wording",
    "short_month",
    "signed_languages",
    "stream_template",
    "summary_pdf",
    "text_message_pdf",
    "text_workbook",
    "translated_wording",
    "translation_check_pdf",
    "usual_checks",
    "visit_list_pdf",
    "wording_hash",
    "workbook_bytes",
    "write_batch_pdf",
    "write_call_list_pdf",
    "write_coding_sheet_pdf",
    "write_labels_pdf",
    "write_list_pdf",
    "write_reading_letters_pdf",
    "write_rule_book",
    "write_run_sheet_pdf",
]
