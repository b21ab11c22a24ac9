"""Which report of a system an entry appears in: by the kind of its concept."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from proactive_care.resource_files import resource_path
from proactive_care.sample_data.model import Product

CONDITIONS = "Long-term conditions"
STATUS = "Reviews and circumstances"
SYSTOLIC = "Systolic blood pressure"
DIASTOLIC = "Diastolic blood pressure"
OTHER = "Other measurements"
RESULTS = {
    "HbA1c": ("hba1c",),
    "Kidney function": ("serum_creatinine", "egfr", "urine_acr", "sodium"),
    "Lipids": (
        "total_cholesterol",
        "hdl_cholesterol",
        "ldl_cholesterol",
        "non_hdl_cholesterol",
        "triglycerides",
    ),
    "Blood count and clotting": ("haemoglobin", "inr", "alt"),
    "Body measurements": ("body_weight", "body_height", "bmi", "pulse_rate"),
}
_HEART = frozenset(
    {
        "statin",
        "other_lipid_drug",
        "calcium_channel_blocker",
        "ace_inhibitor",
        "arb",
        "diuretic",
        "beta_blocker",
        "alpha_blocker",
        "antiplatelet",
        "doac",
        "warfarin",
    }
)
_DIABETES = frozenset(
    {"oral_diabetes_drug", "sglt2_inhibitor", "insulin", "other_injectable_diabetes_drug"}
)


@dataclass(frozen=True)
class Group:
    """A band of columns in a list report, and the number of the report that it is in.

    Report 0 has conditions and status, 1 blood pressure, 2 all other measurements.
    """

    band: str
    report: int

    @property
    def valued(self) -> bool:
        """Whether its entries have values."""
        return self.report > 0


def group_of_concepts() -> dict[str, Group]:
    """Return the group of each of the product's concepts."""
    placed = {name: band for band, names in RESULTS.items() for name in names}
    path = resource_path("codelists", "concepts.csv")
    groups: dict[str, Group] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            groups[row["name"]] = _group(row["name"], row["kind"], placed)
    return groups


def _group(name: str, kind: str, placed: dict[str, str]) -> Group:
    if kind == "diagnosis":
        return Group(CONDITIONS, 0)
    if kind == "status":
        return Group(STATUS, 0)
    if name.startswith("systolic"):
        return Group(SYSTOLIC, 1)
    if name.startswith("diastolic"):
        return Group(DIASTOLIC, 1)
    return Group(placed.get(name, OTHER), 2)


def medicine_group(product: Product) -> int:
    """Return 0 for heart, vessels and blood, 1 for diabetes, 2 for everything else."""
    if not _HEART.isdisjoint(product.concepts):
        return 0
    return 2 if _DIABETES.isdisjoint(product.concepts) else 1
