"""A command line on an empty practice folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.store import keys
from support.command import Command
from support.practice import CHEAP


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    command = Command(tmp_path / "practice", capsys, monkeypatch)
    command.sign_in_as("lead")
    dear = keys.Cost
    monkeypatch.setattr(keys, "Cost", lambda **given: dear(**given) if given else CHEAP)
    return command
