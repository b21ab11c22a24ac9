from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.identifiers import (
    clean_form_code,
    clean_nhs_number,
    new_form_code,
    show_form_code,
    show_nhs_number,
    uuid7,
)
from support.vectors import flag, vectors

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("row", vectors("nhs_number_vectors"))
def test_published_check_digits(row: dict[str, str]) -> None:
    text = row["nhs_number"]
    valid = flag(row["expected_checksum_valid"]) and len(set(text)) > 1
    assert clean_nhs_number(text) == (text if valid else None)


@pytest.mark.parametrize(
    "text",
    [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        " 9434765919 ",
        "943\u00a0476\u00a05919",
        "9434765919.0",
    ],
)
def test_the_ways_in_which_exports_write_an_nhs_number(text: str) -> None:
    assert clean_nhs_number(text) == "9434765919"


@pytest.mark.parametrize(
    "text",
    ["", "943476591", "94347659190", "943476591X", "1111111111", "٩٤٣٤٧٦٥٩١٩", "9434765918", "NaN"],
)
def test_what_is_no_nhs_number(text: str) -> None:
    assert clean_nhs_number(text) is None


@given(st.text(max_size=15))
def test_what_is_accepted_is_ten_digits_with_a_right_check_digit(text: str) -> None:
    digits = clean_nhs_number(text)
    if digits is not None:
        check = 11 - sum(int(c) * w for c, w in zip(digits, range(10, 1, -1), strict=False)) % 11
        assert int(digits[9]) == check % 11


@given(st.integers(990_000_000, 999_999_999), st.integers(0, 8))
def test_one_wrong_digit_is_always_noticed(stem: int, place: int) -> None:
    total = sum(int(c) * w for c, w in zip(str(stem), range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    number = f"{stem}{check}"
    if check == 10 or len(set(number)) == 1:
        return
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert clean_nhs_number(number) == number
    assert clean_nhs_number(wrong) is None


def test_nhs_numbers_are_printed_in_groups() -> None:
    assert show_nhs_number("9990001006") == "999 000 1006"


def test_a_row_identifier_is_a_version_7_uuid() -> None:
    made = uuid.UUID(uuid7(NOW))
    assert made.variant == uuid.RFC_4122
    assert made.version == 7
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_row_identifiers_sort_by_time_and_never_repeat() -> None:
    made = [uuid7(NOW + timedelta(milliseconds=n)) for n in range(200)]
    assert made == sorted(made)
    assert len({uuid7(NOW) for _ in range(200)}) == 200


def test_form_codes_avoid_letters_that_look_alike() -> None:
    codes = [new_form_code() for _ in range(200)]
    assert len(set(codes)) == 200
    assert not set("01ILOU") & set("".join(codes))
    assert all(clean_form_code(show_form_code(code)) == code for code in codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7K3Q 9M2T", "7K3Q9M2T"),
        ("7k3q-9m2t", "7K3Q9M2T"),
        ("7K3Q9M2", None),
        ("7K3Q9M2TT", None),
        ("7K3Q9M20", None),
        ("", None),
    ],
)
def test_form_codes_are_read_as_people_type_them(text: str, code: str | None) -> None:
    assert clean_form_code(text) == code


def test_form_codes_are_printed_in_two_groups() -> None:
    assert show_form_code("7K3Q9M2T") == "7K3Q 9M2T"
