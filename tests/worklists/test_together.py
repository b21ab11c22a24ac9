"""Conditions together: all of them, any of them, at least so many."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.worklists import GroupMark, Together, WorklistRow, condition_counts

HTN, T2DM, ASTHMA = Framework.HYPERTENSION, Framework.TYPE_2_DIABETES, Framework.ASTHMA
some = st.frozensets(st.sampled_from(list(Framework)))


def row(*conditions: Framework) -> WorklistRow:
    groups = {each: GroupMark("1", Tier.LOW) for each in conditions}
    return WorklistRow(1, "Testperson", "", date(1960, 1, 1), 66, "", Tier.LOW, groups, "")


@pytest.mark.parametrize(
    ("choice", "fitting"),
    [
        (Together(), [True, True, True]),
        (Together(frozenset({HTN, T2DM})), [False, True, True]),
        (Together(frozenset({T2DM, ASTHMA}), all_of=False), [False, True, True]),
        (Together(frozenset({HTN}), at_least=2), [False, True, True]),
        (Together(at_least=3), [False, False, True]),
    ],
)
def test_who_fits(choice: Together, fitting: list[bool]) -> None:
    rows = (row(HTN), row(HTN, T2DM), row(HTN, T2DM, ASTHMA))
    assert [choice.fits(each) for each in rows] == fitting


@given(some, st.booleans(), st.integers(0, 6), some)
def test_any_combination_is_kept_and_means_what_it_says(
    chosen: frozenset[Framework], all_of: bool, at_least: int, has: frozenset[Framework]
) -> None:
    choice = Together(chosen, all_of, at_least)
    assert Together.from_state(choice.state()) == choice
    wanted = all(each in has for each in chosen) if all_of else any(each in has for each in chosen)
    assert choice.fits(row(*has)) is ((wanted or not chosen) and len(has) >= at_least)
    assert bool(choice) is (choice.words != "")


def test_in_words() -> None:
    assert Together(frozenset({T2DM, HTN})).words == "HTN + T2DM"
    several = Together(frozenset({T2DM, ASTHMA}), all_of=False, at_least=3)
    assert several.words == "T2DM or Asth, 3 or more conditions"
    assert Together(at_least=2).words == "2 or more conditions"


def test_a_list_saved_without_conditions_or_with_unknown_ones_still_opens() -> None:
    assert Together.from_state(None) == Together()
    old = {"chosen": ["hypertension", "gout"], "all_of": True, "at_least": 1}
    assert Together.from_state(old).chosen == frozenset({HTN})


def test_counts() -> None:
    each, at_least = condition_counts((row(HTN), row(HTN, T2DM), row(HTN, T2DM, ASTHMA)))
    assert each == {HTN: 3, T2DM: 2, ASTHMA: 1}
    assert at_least == (3, 3, 2, 1, 0, 0, 0)
