"""Ethnic groups from codes, letters and the names that exports use."""

from __future__ import annotations

import pytest

from proactive_care.domain.ethnicity import ethnic_groups, ethnicity_key, minority_set_e1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("White British", "white_british"),
        ("British or mixed British - ethnic category 2001 census", "white_british"),
        ("White: English, Welsh, Scottish, Northern Irish or British", "white_british"),
        ("Asian or Asian British - Indian", "indian"),
        ("Indian or British Indian - ethn categ 2001 census", "indian"),
        ("Black or Black British - African", "african"),
        ("Black, African, Caribbean or Black British: African", "african"),
        ("Mixed - White and Asian", "white_and_asian"),
        ("White & Black Caribbean", "white_and_black_caribbean"),
        ("Other ethnic group: Arab", "arab"),
        ("Other Ethnic Groups - Chinese", "chinese"),
        ("Gypsy or Irish Traveller", "gypsy_or_irish_traveller"),
        ("Any other ethnic group", "other"),
        ("A", "white_british"),
        ("h", "indian"),
        ("92391000000108", "white_british"),
        ("90027003", "arab"),
        ("Z", None),
        ("Not stated", None),
        ("Refused", None),
        ("", None),
        ("999999999", None),
        ("Martian", None),
        ("415226007", None),
    ],
)
def test_ethnicity_of_a_cell(text: str, key: str | None) -> None:
    assert ethnicity_key(text) == key


def test_every_label_and_key_is_read_as_itself() -> None:
    for key, group in ethnic_groups().items():
        assert ethnicity_key(group.label) == key
        assert ethnicity_key(key) == key


def test_the_minority_set_is_that_of_the_obesity_register() -> None:
    assert minority_set_e1() == {
        "white_and_black_caribbean",
        "white_and_black_african",
        "white_and_asian",
        "indian",
        "pakistani",
        "bangladeshi",
        "chinese",
        "other_asian",
        "african",
        "caribbean",
        "other_black",
        "arab",
    }
