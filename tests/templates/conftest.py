from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Session
from support.little_practice import make_little_practice


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_little_practice(tmp_path / "practice")
