"""Personalised care and support plans: the conversation, its versions, and what became of them."""

from proactive_care.care_plans.choice import PaperChoice
from proactive_care.care_plans.choosing import patient_with_most_conditions
from proactive_care.care_plans.drafts import PlanDraft, discard_draft, keep_draft, open_plan
from proactive_care.care_plans.example import ExamplePlan, example_paper
from proactive_care.care_plans.preview import PlanPreview, preview_plan
from proactive_care.care_plans.printing import (
    PlanVersion,
    PrintedPlan,
    plan_versions,
    print_plan,
    print_summary,
    reprint_plan,
)
from proactive_care.care_plans.steps import (
    TO_PATIENT,
    PlanStep,
    RecordedStep,
    plan_steps,
    record_step,
    take_back_step,
)
from proactive_care.care_plans.targets import Clash
from proactive_care.care_plans.words import (
    ACTION,
    GOAL,
    LIMITS,
    MOST_ACTIONS,
    MOST_GOALS,
    NAME,
    OWN,
    OwnTarget,
    PlanWords,
)

__all__ = [
    "ACTION",
    "GOAL",
    "LIMITS",
    "MOST_ACTIONS",
    "MOST_GOALS",
    "NAME",
    "OWN",
    "TO_PATIENT",
    "Clash",
    "ExamplePlan",
    "OwnTarget",
    "PaperChoice",
    "PlanDraft",
    "PlanPreview",
    "PlanStep",
    "PlanVersion",
    "PlanWords",
    "PrintedPlan",
    "RecordedStep",
    "discard_draft",
    "example_paper",
    "keep_draft",
    "open_plan",
    "patient_with_most_conditions",
    "plan_steps",
    "plan_versions",
    "preview_plan",
    "print_plan",
    "print_summary",
    "record_step",
    "reprint_plan",
    "take_back_step",
]
