"""Rule packs -> facts -> priority groups with reasons."""

from proactive_care.frameworks.example_runs import ExampleRun, examples
from proactive_care.frameworks.listing import latest_results, patient_results, write_groups_csv
from proactive_care.frameworks.loading import load_pack
from proactive_care.frameworks.model import CANNOT_CHECK, Pack
from proactive_care.frameworks.problems import PackProblem
from proactive_care.frameworks.signing import is_signed, sign_off, signed_by, withdraw
from proactive_care.frameworks.stratifying import (
    DEFAULT_PACK,
    Stratification,
    stratify,
    stratify_patient,
)
from proactive_care.store.stratification import ResultRow

__all__ = [
    "CANNOT_CHECK",
    "DEFAULT_PACK",
    "ExampleRun",
    "Pack",
    "PackProblem",
    "ResultRow",
    "Stratification",
    "examples",
    "is_signed",
    "latest_results",
    "load_pack",
    "patient_results",
    "sign_off",
    "signed_by",
    "stratify",
    "stratify_patient",
    "withdraw",
    "write_groups_csv",
]
