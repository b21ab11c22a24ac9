"""Mappings as TOML: what is written is read, and anything else is refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.date_text import Order
from proactive_care.domain.errors import FileProblem
from proactive_care.importing import ColumnMeaning, DescriptionMeaning, FileMapping
from proactive_care.importing.mapping.sharing import (
    mapping_from_toml,
    mapping_toml,
    read_mapping_file,
)

WHOLE = FileMapping(
    (
        ColumnMeaning("|nhs|1", "NHS", "nhs_number"),
        ColumnMeaning("|seen|1", "Seen", "date"),
        ColumnMeaning("|bp|1", "BP", "measure", "bp_home", "", "|seen|1"),
        ColumnMeaning("|wt|1", "Wt", "measure", "body_weight", "lb", "|seen|1"),
        ColumnMeaning("|note|1", "Note"),
    ),
    (DescriptionMeaning("Scales", "body_weight", "kg"), DescriptionMeaning("x", "hypertension")),
    Order.MONTH_FIRST,
    True,
)
TEXT = mapping_toml("Village", WHOLE)


def test_a_mapping_comes_back_whole() -> None:
    assert mapping_from_toml(TEXT) == ("Village", WHOLE)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: t.strip()))
def test_any_name_of_a_column_comes_back(text: str) -> None:
    columns = (ColumnMeaning("a", text, "nhs_number"), ColumnMeaning(f"b{text}", "b", "sex"))
    mapping = FileMapping(columns, (DescriptionMeaning(text, "hypertension"),))
    assert mapping_from_toml(mapping_toml(text, mapping)) == (text.strip(), mapping)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import mapping", "something else"),
        ("format =", "format"),
        ('name = "Village"', 'name = " "'),
        ('name = "Village"', "name = 3"),
        ('date_order = "month first"', 'date_order = "sideways"'),
        ("rows_continue = true", "rows_continue = 1"),
        ("[[column]]", "[[columns]]"),
        ("[[description]]", "[description.x]"),
        ('means = "nhs_number"', 'means = "shoe_size"'),
        ('means = "nhs_number"', 'means = ""'),
        ('concept = "bp_home"', 'concept = "luck"'),
        ('key = "|bp|1"', 'key = "|nhs|1"'),
        ('unit = "lb"', 'unit = "?"'),
        ('shown = "BP"', ""),
    ],
)
def test_what_is_not_a_whole_mapping_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(FileProblem, match="not a mapping that can be used here"):
        mapping_from_toml(TEXT.replace(old, new))


def test_a_newer_format_says_so() -> None:
    with pytest.raises(FileProblem, match="newer version"):
        mapping_from_toml(TEXT.replace("version = 1", "version = 2"))


def test_too_many_columns_are_refused() -> None:
    many = "".join(f'[[column]]\nkey = "{n}"\nshown = ""\nmeans = ""\n' for n in range(2_001))
    with pytest.raises(FileProblem, match="not a mapping"):
        mapping_from_toml(TEXT + many)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 1_000_001, None])
def test_files_that_are_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileProblem, match=r"m\.toml"):
        read_mapping_file(path)


def test_a_file_saved_by_an_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(TEXT.replace("\n", "\r\n"), "utf-8-sig", newline="")
    assert read_mapping_file(path)[1] == WHOLE
