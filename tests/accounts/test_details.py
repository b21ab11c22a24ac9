"""What a practice may say about itself: every part is checked, and named when it is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from proactive_care import accounts
from proactive_care.domain.errors import InvalidInput
from support.practice import HARROWMERE, make_session


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "practice"),
        ({"name": "x" * 81}, "practice"),
        ({"ods": "a12345"}, "ods"),
        ({"address": ("line",) * 7}, "address"),
        ({"address": ("x" * 81,)}, "address"),
        ({"phone": "01 632"}, "phone"),
        ({"phone": "0" * 81}, "phone"),
        ({"website": "harrowmere"}, "website"),
        ({"website": "www.harrowmere .example"}, "website"),
        ({"opening_hours": "x" * 81}, "opening_hours"),
        ({"signatory": "", "signatory_role": "practice nurse"}, "signatory"),
        ({"signatory": "x" * 81}, "signatory"),
        ({"signatory_role": "x" * 81}, "signatory_role"),
        ({"people": {"nurse": "x" * 81}}, "people"),
    ],
)
def test_a_wrong_part_is_named_and_nothing_is_saved(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    session = make_session(tmp_path)
    with pytest.raises(InvalidInput) as caught:
        accounts.save_details(session, replace(HARROWMERE, **change))
    assert caught.value.field == field
    assert accounts.practice_details(session) == HARROWMERE
    session.practice.close_all()


@pytest.mark.parametrize(
    "change",
    [
        {"ods": "", "phone": "", "website": "", "signatory": "", "signatory_role": ""},
        {"phone": "01632 960 100, option 2"},
        {"website": "https://www.harrowmere.example/book?x=1"},
        {"address": ()},
        {"name": "x" * 80, "people": {"nurse": "Ruth Specimen"}},
    ],
)
def test_what_letters_can_use_is_saved(tmp_path: Path, change: dict[str, object]) -> None:
    session = make_session(tmp_path)
    changed = replace(HARROWMERE, **change)
    accounts.save_details(session, changed)
    assert accounts.practice_details(session) == changed
    session.practice.close_all()
