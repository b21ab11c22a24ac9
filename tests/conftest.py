"""What every test shares: no display, no network, settled random tests, a fixed day."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from proactive_care.accounts import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("developer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", parent=settings.get_profile("developer"), derandomize=True, database=None
)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Fail whatever asks for the network.

    Not an audit hook, which Python also calls when it begins to trace a thread for coverage: two
    threads that began at one moment died of it.
    """

    def refuse(*arguments: object, **named: object) -> NoReturn:
        raise RuntimeError(f"the application is offline, but something asked for {arguments}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "bind"):
            patch.setattr(socket.socket, name, refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(autouse=True, scope="session")
def shipped_synchronous() -> Iterator[str]:
    """Do not wait for the disk in this process, which took a third of the tests' time.

    No test takes the power away; those that kill a process start one, and that one waits. Returns
    what the application is shipped with.
    """
    from proactive_care.store import connection

    with pytest.MonkeyPatch.context() as patch:
        shipped = connection.SYNCHRONOUS
        patch.setattr(connection, "SYNCHRONOUS", "OFF")
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield shipped


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Pause the tracing of the coverage gates while an ``untraced`` test runs."""
    tracer = sys.gettrace() if item.get_closest_marker("untraced") else None
    if tracer is None:
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture(autouse=True)
def _own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the developer's own practices and sign-in."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "user" / name.lower()))
    for name in ("USER", "PASSWORD", "NEW_PASSWORD"):
        monkeypatch.delenv(f"PROACTIVE_CARE_{name}", raising=False)


@pytest.fixture
def as_of() -> date:
    """The day on which the demo practice is looked at."""
    return date(2026, 9, 14)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A clinical lead signed in to a fresh, empty, encrypted practice."""
    from support.practice import make_session

    session = make_session(tmp_path / "practice")
    yield session
    session.practice.close_all()
