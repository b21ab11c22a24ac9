"""Spellings of one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.person_names import GivenNames, family_key, given_names_agree


@pytest.mark.parametrize(
    "name",
    ["O’Sample-Jones", "OSAMPLE JONES", " o'sample  jones ", "Osámple-Jones", "O`Sample Jonés"],
)
def test_spellings_of_one_family_name(name: str) -> None:
    assert family_key(name) == "osamplejones"


@pytest.mark.parametrize(
    ("first", "second", "agreement"),
    [
        ("Nia", "NIA HAF", GivenNames.SAME),
        ("Nia", "N.", GivenNames.INITIAL),
        ("n", "Nia", GivenNames.INITIAL),
        ("N", "N", GivenNames.SAME),
        ("Nia", "I", GivenNames.DIFFER),
        ("Rob", "Robert", GivenNames.DIFFER),  # a person may know; nobody else does
        ("", "Nia", GivenNames.UNKNOWN),
        ("Nia", " - ", GivenNames.UNKNOWN),
    ],
)
def test_given_names(first: str, second: str, agreement: GivenNames) -> None:
    assert given_names_agree(first, second) is agreement
    assert given_names_agree(second, first) is agreement


@given(st.text(), st.text())
def test_any_text_compares_the_same_both_ways(first: str, second: str) -> None:
    assert given_names_agree(first, second) is given_names_agree(second, first)
    assert family_key(first) == family_key(f" {first.strip()} ")
