from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Session
from support.importing import PATIENTS, load, write
from support.practice import make_session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


@pytest.fixture
def with_patients(session: Session, tmp_path: Path) -> Session:
    load(session, write(tmp_path, "p.csv", PATIENTS))
    return session
