"""One larger practice for counting and one smaller for files, each made once."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care.sample_data import SyntheticPractice, make_practice

AS_OF = date(2026, 9, 14)


@pytest.fixture(scope="session")
def large() -> SyntheticPractice:
    return make_practice(5000, 1, AS_OF)


@pytest.fixture(scope="session")
def small() -> SyntheticPractice:
    """A practice in which every kind of fault occurs."""
    return make_practice(3000, 1, AS_OF)
