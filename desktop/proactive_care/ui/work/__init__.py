"""One idiom each for long work, errors, bugs, questions and empty pages."""

from proactive_care.ui.work.dialogs import BugDialog, Dialog, ErrorDialog, QuestionDialog, confirm
from proactive_care.ui.work.empty import EmptyPage
from proactive_care.ui.work.incidents import Incident, IncidentLog
from proactive_care.ui.work.operation import Broken, Done, Operation, Outcome, Refused, Stopped
from proactive_care.ui.work.progress_strip import ProgressStrip
from proactive_care.ui.work.workshop import Workshop

__all__ = [
    "Broken",
    "BugDialog",
    "Dialog",
    "Done",
    "EmptyPage",
    "ErrorDialog",
    "Incident",
    "IncidentLog",
    "Operation",
    "Outcome",
    "ProgressStrip",
    "QuestionDialog",
    "Refused",
    "Stopped",
    "Workshop",
    "confirm",
]
