"""What pages share is loaded once, and again as soon as anything has changed."""

from __future__ import annotations

from datetime import timedelta

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.ui.shell.kept import Kept
from support.practice import Clock


def test_it_is_loaded_again_only_after_a_change_or_the_next_day(empty_session: Session) -> None:
    session, loads = empty_session, []

    def load(_progress: Progress) -> list[int]:
        loads.append(len(loads))
        return loads

    work = Kept(session).once("numbers", load)
    assert work(no_progress) is loads
    work(no_progress)
    with session.act(Permission.VIEW_CLINICAL, "patient.view", patient=1):
        pass
    work(no_progress)
    assert loads == [0]
    with session.act(Permission.MANAGE_SETTINGS, "test.change"):
        pass
    work(no_progress)
    assert loads == [0, 1]
    assert isinstance(session.clock, Clock)
    session.clock.now += timedelta(days=1)
    work(no_progress)
    assert loads == [0, 1, 2]


def test_different_things_are_kept_apart(empty_session: Session) -> None:
    kept = Kept(empty_session)
    assert kept.once("one", lambda _progress: 1)(no_progress) == 1
    assert kept.once("two", lambda _progress: 2)(no_progress) == 2
    assert kept.once("one", lambda _progress: 3)(no_progress) == 1
