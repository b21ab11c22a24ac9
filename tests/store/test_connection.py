"""How an encrypted file is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.store import connection

_WAITS_AT_EVERY_COMMIT = 2


def test_what_was_saved_outlives_a_loss_of_power(
    tmp_path: Path, shipped_synchronous: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SYNCHRONOUS", shipped_synchronous)
    opened = connection.connect(tmp_path / "practice.db", bytes(32))
    try:
        assert opened.execute("PRAGMA synchronous").fetchone() == (_WAITS_AT_EVERY_COMMIT,)
    finally:
        opened.close()
