"""SNOMED CT identifiers and their check digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.snomed import is_snomed_code
from proactive_care.store.codes import listed_codes

REAL = ("38341003", "271649006", "44054006", "1000731000000107", "10757401000119104")


@pytest.mark.parametrize("code", REAL)
def test_published_codes_are_valid(code: str) -> None:
    assert is_snomed_code(code)


def test_every_shipped_code_is_valid() -> None:
    assert [
        c.code for c in listed_codes() if c.system == "snomed" and not is_snomed_code(c.code)
    ] == []


@pytest.mark.parametrize(
    "text",
    ["", "12345", "038341003", "38341004", "3.8341E+07", "38341003.0", " 38341003", "1" * 19,
     "G20..", "1000731000000100"],
)  # fmt: skip
def test_what_is_not_a_code(text: str) -> None:
    assert not is_snomed_code(text)


@given(st.sampled_from(REAL), st.data())
def test_a_wrong_digit_and_a_swap_are_found(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(code) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    assert not is_snomed_code(code[:place] + digit + code[place + 1 :])
    if code[place - 1] != code[place] and not (place == 1 and code[place] == "0"):
        swapped = code[: place - 1] + code[place] + code[place - 1] + code[place + 1 :]
        assert not is_snomed_code(swapped)
