"""Which groups ask for data that is missing."""

from __future__ import annotations

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import (
    groups_that_need,
    load_pack,
    unchecked_groups,
    unchecked_sentences,
)
from support.rows import add_import


def without(session: Session, *kinds: str) -> Session:
    add_import(session)
    with session.practice.transaction() as db:
        for kind in kinds:
            db.conn.execute("DELETE FROM import_coverage WHERE what = ?", (kind,))
    return session


def test_with_all_data_nothing_is_unchecked(session: Session) -> None:
    assert unchecked_groups(without(session)) == ()
    assert unchecked_sentences(()) == ()


def test_without_medications_a_practice_is_told_which_groups(session: Session) -> None:
    found = {each.framework: each for each in unchecked_groups(without(session, "medications"))}
    assert set(found) == {
        Framework.TYPE_2_DIABETES,
        Framework.CHOLESTEROL,
        Framework.ATRIAL_FIBRILLATION,
        Framework.ASTHMA,
    }
    assert found[Framework.ASTHMA].nobody
    assert found[Framework.ASTHMA].groups == ("1", "2", "3")
    assert not found[Framework.TYPE_2_DIABETES].nobody
    assert found[Framework.TYPE_2_DIABETES].groups == ("1", "4")
    (said,) = unchecked_sentences(tuple(found.values()))
    assert said == (
        "No medication data imported: nobody is sorted for Cholesterol, Atrial fibrillation,"
        " Asthma; not certain without it: Type 2 diabetes groups 1, 4."
    )


@pytest.mark.parametrize("kinds", [("events",), ("events", "medications")])
def test_without_events_every_framework_is_named(session: Session, kinds: tuple[str, ...]) -> None:
    found = unchecked_groups(without(session, *kinds))
    assert {each.framework for each in found} == set(Framework)
    assert len(unchecked_sentences(found)) == len(kinds)


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
