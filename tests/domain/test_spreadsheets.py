"""No cell is run as a formula."""

from __future__ import annotations

import pytest

from proactive_care.domain.spreadsheets import harmless_cell


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert harmless_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Fixture, Nia", "3a", "1+1"])
def test_other_text_stays(text: str) -> None:
    assert harmless_cell(text) == text
