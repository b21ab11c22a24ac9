"""Rule packs -> facts -> priority groups with reasons."""

from proactive_care.frameworks.active import DEFAULT_PACK, packs_in_use, use_pack
from proactive_care.frameworks.changes import what_changed
from proactive_care.frameworks.comparing import (
    NOT_ON,
    Comparison,
    Mover,
    Place,
    Side,
    compare,
    write_comparison_csv,
)
from proactive_care.frameworks.example_runs import ExampleRun, examples
from proactive_care.frameworks.explaining import (
    Criterion,
    Evidence,
    Explanation,
    FrameworkExplanation,
    explain,
    explain_patient,
)
from proactive_care.frameworks.listing import latest_results, patient_results, write_groups_csv
from proactive_care.frameworks.loading import load_pack
from proactive_care.frameworks.local import (
    Switch,
    adaptation_switches,
    local_adaptations,
    switch_adaptation,
)
from proactive_care.frameworks.measures import (
    Measure,
    MeasureCount,
    count_measures,
    load_measures,
)
from proactive_care.frameworks.missing_data import (
    Unchecked,
    groups_that_need,
    unchecked_groups,
    unchecked_sentences,
)
from proactive_care.frameworks.model import CANNOT_CHECK, Adaptation, Pack
from proactive_care.frameworks.moves import Move
from proactive_care.frameworks.overriding import (
    LONGEST_DAYS,
    end_override,
    override_group,
    overrides_of,
    standing_override,
)
from proactive_care.frameworks.patient_measures import Standing, measures_of_patient
from proactive_care.frameworks.problems import PackProblem
from proactive_care.frameworks.rule_book_paper import write_rule_book_pdf
from proactive_care.frameworks.rule_books import (
    PackReport,
    RuleBook,
    RuleLine,
    check_pack,
    list_packs,
    rule_book,
    rule_text,
)
from proactive_care.frameworks.signing import is_signed, sign_off, signed_by, withdraw
from proactive_care.frameworks.stratifying import (
    Stratification,
    bring_up_to_date,
    stratify,
    stratify_patient,
)
from proactive_care.frameworks.trial import (
    Moved,
    TrialGroup,
    TrialSorting,
    try_sorting,
    who_moves,
)
from proactive_care.store.overrides import GroupOverride
from proactive_care.store.stratification import ResultRow

__all__ = [
    "CANNOT_CHECK",
    "DEFAULT_PACK",
    "LONGEST_DAYS",
    "NOT_ON",
    "Adaptation",
    "Comparison",
    "Criterion",
    "Evidence",
    "ExampleRun",
    "Explanation",
    "FrameworkExplanation",
    "GroupOverride",
    "Measure",
    "MeasureCount",
    "Move",
    "Moved",
    "Mover",
    "Pack",
    "PackProblem",
    "PackReport",
    "Place",
    "ResultRow",
    "RuleBook",
    "RuleLine",
    "Side",
    "Standing",
    "Stratification",
    "Switch",
    "TrialGroup",
    "TrialSorting",
    "Unchecked",
    "adaptation_switches",
    "bring_up_to_date",
    "check_pack",
    "compare",
    "count_measures",
    "end_override",
    "examples",
    "explain",
    "explain_patient",
    "groups_that_need",
    "is_signed",
    "latest_results",
    "list_packs",
    "load_measures",
    "load_pack",
    "local_adaptations",
    "measures_of_patient",
    "override_group",
    "overrides_of",
    "packs_in_use",
    "patient_results",
    "rule_book",
    "rule_text",
    "sign_off",
    "signed_by",
    "standing_override",
    "stratify",
    "stratify_patient",
    "switch_adaptation",
    "try_sorting",
    "unchecked_groups",
    "unchecked_sentences",
    "use_pack",
    "what_changed",
    "who_moves",
    "withdraw",
    "write_comparison_csv",
    "write_groups_csv",
    "write_rule_book_pdf",
]
