"""Everything counted: progress, data quality, inequalities, and the workbooks of them."""

from proactive_care.reports.baselines import start_baseline_again
from proactive_care.reports.basis import Basis
from proactive_care.reports.inequalities import (
    NO_CAUSES,
    Inequalities,
    PeopleRow,
    Split,
    inequalities_report,
)
from proactive_care.reports.intervals import Share, share
from proactive_care.reports.moves import Bridge, Kind
from proactive_care.reports.patient_qof import PatientIndicator, patient_qof
from proactive_care.reports.progress import (
    BacklogMonth,
    FrameworkCount,
    MonthMoves,
    Progressing,
    progress_report,
)
from proactive_care.reports.qof import ESTIMATE, QofEstimate, QofYear, estimate_qof, qof_year
from proactive_care.reports.quality import (
    Enabler,
    FreshnessLine,
    Quality,
    Unmapped,
    quality_report,
)
from proactive_care.reports.quality_first import first_things
from proactive_care.reports.saving import (
    INEQUALITIES_PURPOSE,
    PROGRESS_PURPOSE,
    QUALITY_PURPOSE,
    SavedReport,
    save_inequalities,
    save_progress,
    save_quality,
)
from proactive_care.reports.together import all_reports
from proactive_care.store.reports.groups import GapReason
from proactive_care.store.reports.invitations import InvitationCount
from proactive_care.store.reports.quality import ExtractAge

__all__ = [
    "ESTIMATE",
    "INEQUALITIES_PURPOSE",
    "NO_CAUSES",
    "PROGRESS_PURPOSE",
    "QUALITY_PURPOSE",
    "BacklogMonth",
    "Basis",
    "Bridge",
    "Enabler",
    "ExtractAge",
    "FrameworkCount",
    "FreshnessLine",
    "GapReason",
    "Inequalities",
    "InvitationCount",
    "Kind",
    "MonthMoves",
    "PatientIndicator",
    "PeopleRow",
    "Progressing",
    "QofEstimate",
    "QofYear",
    "Quality",
    "SavedReport",
    "Share",
    "Split",
    "Unmapped",
    "all_reports",
    "estimate_qof",
    "first_things",
    "inequalities_report",
    "patient_qof",
    "progress_report",
    "qof_year",
    "quality_report",
    "save_inequalities",
    "save_progress",
    "save_quality",
    "share",
    "start_baseline_again",
]
