"""Addresses that the post can read: whole, in order, and nothing that must not show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.documents import Addressee, UnusableAddress, cannot_post_reason
from proactive_care.documents.letters.addresses import (
    address_block,
    full_name,
    salutation,
    short_name,
)
from proactive_care.documents.paper.fonts import text_width
from proactive_care.documents.paper.geometry import ADDRESS
from support.letters import ALDER, EMPTIEST, LONGEST


def test_an_ordinary_address():
    block = address_block(ALDER, 12)
    assert block.lines == (
        "Mr Alder Testperson",
        "3 Ford Cottages",
        "Skellbeck",
        "Harrowmere",
        "HM1 7ZZ",
    )
    assert block.size == 12


@pytest.mark.parametrize("size", [12, 16, 18, 20, 24])
@pytest.mark.parametrize("to", [ALDER, LONGEST, EMPTIEST])
def test_every_address_fits_its_area_whole(to, size):
    block = address_block(to, size)
    assert all(text_width(line, block.size) <= ADDRESS.width + 0.01 for line in block.lines)
    last_baseline = block.size * 0.857 + (len(block.lines) - 1) * block.leading
    assert last_baseline + block.size * 0.3 <= ADDRESS.height + 0.01
    printed = " ".join(block.lines).replace(",", "").split()
    wanted = f"{full_name(to)} {' '.join(to.lines)} {to.postcode}".replace(",", "").split()
    assert printed == wanted


NAMES = st.text(alphabet="ABCdefghij ŵŷ’-", min_size=1, max_size=40)
LINES = st.lists(st.text(alphabet="ABC defg,1234’-", max_size=45), max_size=8).map(tuple)


@given(NAMES, NAMES, LINES, st.sampled_from(["HM1 4ZZ", "", "hm1 4zz"]))
def test_any_address_prints_whole_or_is_refused_with_a_reason(given_name, family, lines, postcode):
    to = Addressee("Mrs", given_name, family, lines, postcode)
    try:
        block = address_block(to, 18)
    except UnusableAddress:
        assert cannot_post_reason(to) or max(map(len, (*lines, given_name, family))) > 20
        return
    assert block.size >= 8
    assert all(line.strip() for line in block.lines)
    assert all(text_width(line, block.size) <= ADDRESS.width + 0.01 for line in block.lines)
    kept = "".join(block.lines).replace(" ", "").replace(",", "").upper()
    for line in lines:
        expected = line.replace(" ", "").replace(",", "").upper()
        assert expected in kept or expected == postcode.replace(" ", "").upper()
    if postcode:
        assert block.lines[-1] == "HM1 4ZZ"


def test_empty_lines_and_a_repeated_postcode_are_dropped():
    to = replace(ALDER, lines=("", " 3 Ford Cottages, ", "\t", "hm17zz", "Skellbeck"))
    assert address_block(to, 12).lines == (
        "Mr Alder Testperson",
        "3 Ford Cottages",
        "Skellbeck",
        "HM1 7ZZ",
    )


def test_more_than_six_lines_are_joined_shortest_first():
    to = replace(ALDER, lines=("Flat 1", "A", "B", "12 Long Mill Lane", "Skellbeck", "Harrowmere"))
    lines = address_block(to, 12).lines
    assert len(lines) == 7  # the name, and six lines of address
    assert lines[1:3] == ("Flat 1", "A, B")


def test_the_name_keeps_accents_and_apostrophes():
    to = Addressee("Ms", "Siân", "O’Sampleton-Ŵyn", ("1 Mill Brae",), "HM1 4ZZ")
    assert address_block(to, 12).lines[0] == "Ms Siân O’Sampleton-Ŵyn"
    assert salutation(to) == "Ms O’Sampleton-Ŵyn"


@pytest.mark.parametrize(
    ("to", "greeting", "short"),
    [
        (ALDER, "Mr Testperson", "Mr A Testperson"),
        (replace(ALDER, title=""), "Alder Testperson", "A Testperson"),
        (replace(ALDER, given_name=""), "Mr Testperson", "Mr Testperson"),
        (replace(ALDER, family_name=""), "Alder", "Mr A"),
        (replace(ALDER, title="", family_name=" "), "Alder", "A"),
    ],
)
def test_greetings(to, greeting, short):
    assert salutation(to) == greeting
    assert short_name(to) == short


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (replace(ALDER, lines=()), "no usable address"),
        (replace(ALDER, lines=("", " ", ",")), "no usable address"),
        (replace(ALDER, lines=("HM1 7ZZ",)), "no usable address"),
        (replace(ALDER, lines=("No fixed abode",)), "no fixed abode"),
        (replace(ALDER, lines=("NFA", "Harrowmere")), "no fixed abode"),
        (replace(ALDER, postcode="ZZ99 3VZ"), "no fixed abode"),
        (replace(ALDER, lines=("999 000 0018", "Skellbeck")), "NHS number"),
        (replace(ALDER, family_name="Testperson 9990000018"), "NHS number"),
        (replace(ALDER, given_name="", family_name=""), "no name"),
        (replace(ALDER, title="Mr", given_name="", family_name=""), "no name"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(to, reason):
    assert reason in str(cannot_post_reason(to))
    with pytest.raises(UnusableAddress, match="It was not printed"):
        address_block(to, 12)


def test_a_refusal_holds_no_patient_data():
    to = replace(ALDER, lines=("999 000 0018",))
    with pytest.raises(UnusableAddress) as refused:
        address_block(to, 12)
    assert "999" not in str(refused.value)
    assert "Testperson" not in str(refused.value)


def test_a_phone_number_in_the_address_is_not_an_nhs_number():
    assert cannot_post_reason(replace(ALDER, lines=("Call 01632 960142", "Skellbeck"))) is None


def test_a_line_that_cannot_be_shown_whole_is_refused():
    with pytest.raises(UnusableAddress, match="too long"):
        address_block(replace(ALDER, lines=("A" * 80,)), 12)
