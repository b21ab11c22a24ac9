"""A practice whose patients need plans."""

from __future__ import annotations

import pytest

from support.plan_practice import make_plan_practice


@pytest.fixture
def session(tmp_path):
    session = make_plan_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()
