"""What the tests of importing share."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Session
from support.importing import PATIENTS, load, write


@pytest.fixture
def with_patients(session: Session, tmp_path: Path) -> Session:
    """A clinical lead in a practice that has imported its patients and nothing else."""
    load(session, write(tmp_path, "patients.csv", PATIENTS))
    return session
