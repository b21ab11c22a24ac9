"""Which groups ask for data that is missing."""

from __future__ import annotations

from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import groups_that_need, load_pack


def test_ethnicity_is_asked_for_by_these_groups() -> None:
    found = groups_that_need(load_pack("uclpartners"))
    assert found["ethnicity not recorded"] == {
        (Framework.HYPERTENSION, "2b"),
        (Framework.HYPERTENSION, "3a"),
        (Framework.TYPE_2_DIABETES, "1"),
        (Framework.TYPE_2_DIABETES, "3"),
    }


def test_what_a_score_stands_on_counts_too() -> None:
    found = groups_that_need(load_pack("uclpartners"))
    assert (Framework.ATRIAL_FIBRILLATION, "1a") in found["sex not recorded"]
