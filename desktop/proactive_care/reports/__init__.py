"""Everything counted: progress, data quality, inequalities, and the workbooks of them."""

from proactive_care.reports.baselines import start_baseline_again
from proactive_care.reports.basis import Basis
from proactive_care.reports.inequalities import (
    Inequalities,
    PeopleRow,
    Split,
    inequalities_report,
)
from proactive_care.reports.intervals import Share, share
from proactive_care.reports.moves import Bridge, Kind
from proactive_care.reports.progress import (
    BacklogMonth,
    FrameworkCount,
    MonthMoves,
    Progressing,
    progress_report,
)
from proactive_care.reports.qof import ESTIMATE, QofEstimate, estimate_qof, qof_year
from proactive_care.reports.quality import Enabler, FreshnessLine, Quality, quality_report
from proactive_care.reports.saving import (
    SavedReport,
    save_inequalities,
    save_progress,
    save_quality,
)

__all__ = [
    "ESTIMATE",
    "BacklogMonth",
    "Basis",
    "Bridge",
    "Enabler",
    "FrameworkCount",
    "FreshnessLine",
    "Inequalities",
    "Kind",
    "MonthMoves",
    "PeopleRow",
    "Progressing",
    "QofEstimate",
    "Quality",
    "SavedReport",
    "Share",
    "Split",
    "estimate_qof",
    "inequalities_report",
    "progress_report",
    "qof_year",
    "quality_report",
    "save_inequalities",
    "save_progress",
    "save_quality",
    "share",
    "start_baseline_again",
]
