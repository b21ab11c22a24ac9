"""What a class of drug holds, as a clinician reads it."""

from __future__ import annotations

import pytest

from proactive_care.domain.drug_lists import class_members
from proactive_care.domain.drug_names import drug_classes


@pytest.mark.parametrize(
    ("drug_class", "members"),
    [
        ("doac", "apixaban, dabigatran, edoxaban, rivaroxaban"),
        ("statin_maximal", "atorvastatin from 80 mg; rosuvastatin from 20 mg"),
        ("statin_medium_intensity",
         "atorvastatin 10 mg; rosuvastatin 5 mg; simvastatin 20, 40 mg; fluvastatin 80 mg"),
        ("ics_laba", "an inhaled steroid and a long-acting beta agonist in one inhaler"),
        ("hba1c", ""),
    ],
)  # fmt: skip
def test_a_class_is_listed(drug_class: str, members: str) -> None:
    assert class_members(drug_class) == members


def test_the_list_is_what_the_names_are_sorted_by() -> None:
    for name in class_members("doac").split(", "):
        assert "doac" in drug_classes(f"{name.title()} 5mg tablets")
