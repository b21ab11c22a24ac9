"""Running the command line in this process, as a user would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from proactive_care.cli import run_command_line
from support.practice import PASSWORD


@dataclass
class Command:
    """The command with a practice folder and somebody who signs in through the environment."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    environment: pytest.MonkeyPatch

    def sign_in_as(self, user: str, password: str = PASSWORD) -> None:
        self.environment.setenv("PROACTIVE_CARE_USER", user)
        self.environment.setenv("PROACTIVE_CARE_PASSWORD", password)

    def run(self, *arguments: object, status: int = 0) -> tuple[str, str]:
        """Run and return standard output and standard error; the exit status must be ``status``."""
        self.capture.readouterr()
        found = run_command_line(["--data", str(self.folder), *map(str, arguments)])
        out, err = self.capture.readouterr()
        assert found == status, f"exit status {found}: {out}{err}"
        return out, err

    def json(self, *arguments: object) -> dict[str, Any]:
        """Run with --json and return the one object that is printed."""
        out, err = self.run(*arguments, "--json")
        assert err == ""
        found: dict[str, Any] = json.loads(out)
        return found
