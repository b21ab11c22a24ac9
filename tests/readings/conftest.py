"""A practice with three patients, for every test about readings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from support.readings import hca as sign_hca_in
from support.readings import reading_practice


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A clinical lead in a practice with Wren (67), Bram (83) and Hettie, who has died."""
    session = reading_practice(tmp_path / "practice")
    yield session
    session.practice.close_all()


@pytest.fixture
def hca(session: Session) -> Iterator[Session]:
    """A healthcare assistant of the same practice."""
    signed_in = sign_hca_in(session)
    yield signed_in
    signed_in.practice.close_all()
