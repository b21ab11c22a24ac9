"""Sign-in, the growing delay, recovery, and the audit of refused attempts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from proactive_care import accounts
from proactive_care.domain.errors import InvalidInput, PracticeProblem, SignInRefused
from proactive_care.domain.vocabulary import Role
from support.practice import CHEAP, HARROWMERE, PASSWORD, Clock, add_user, make_session


class Waits(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def actions(session: accounts.Session) -> list[str]:
    return [row["action"] for row in session.practice.db["audit"].rows]


def test_refusals_sound_the_same_and_get_slower(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    clock, waits, texts = Clock(), Waits(), set()
    for name, password in [("lead", "wrong"), ("nobody", PASSWORD), ("lead", ""), ("", "x")]:
        with pytest.raises(SignInRefused) as caught:
            accounts.sign_in(tmp_path, name, password, clock=clock, sleep=waits)
        texts.add(str(caught.value))
    assert len(texts) == 1
    assert waits == [1, 2, 4]
    assert accounts.seconds_to_wait(tmp_path, clock.now) == 8
    clock.now += timedelta(seconds=9)
    again = accounts.sign_in(tmp_path, "Lead", PASSWORD, clock=clock, sleep=waits)
    assert waits == [1, 2, 4], "time that has passed need not be waited for again"
    assert actions(again).count("sign_in.refused") == 4
    assert accounts.seconds_to_wait(tmp_path, clock.now) == 0
    assert session.practice.check().ok


def test_sign_out_is_audited_and_closes(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    accounts.record_sign_out(session, "idle")
    again = accounts.sign_in(tmp_path, "lead", PASSWORD, clock=Clock(), sleep=Waits())
    assert actions(again) == ["practice.create", "sign_out", "sign_in"]


def test_somebody_who_has_left_is_refused(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    add_user(session, "temp", Role.HCA)
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE user SET active = 0 WHERE name = 'temp'")
    with pytest.raises(SignInRefused):
        accounts.sign_in(tmp_path, "temp", PASSWORD, clock=Clock(), sleep=Waits())


def test_change_password(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    with pytest.raises(SignInRefused):
        accounts.change_password(session, "wrong", "another good one")
    with pytest.raises(InvalidInput):
        accounts.change_password(session, PASSWORD, "short")
    accounts.change_password(session, PASSWORD, "another good one")
    accounts.sign_in(tmp_path, "lead", "another good one", clock=Clock(), sleep=Waits())
    with pytest.raises(SignInRefused):
        accounts.sign_in(tmp_path, "lead", PASSWORD, clock=Clock(), sleep=Waits())


def test_recovery_key_gets_back_in(tmp_path: Path) -> None:
    session, recovery = accounts.create_practice(
        tmp_path / "p",
        details=HARROWMERE,
        user_name="lead",
        password=PASSWORD,
        role=Role.MANAGER,
        clock=Clock(),
        cost=CHEAP,
    )
    session.practice.close_all()
    waits = Waits()

    def reset(key: str, name: str) -> accounts.Session:
        return accounts.reset_password(
            tmp_path / "p", key, name, "brand new words", clock=Clock(), sleep=waits
        )

    with pytest.raises(SignInRefused):
        reset("0000-" * 8, "lead")
    with pytest.raises(SignInRefused):
        reset(recovery, "nobody")
    assert waits == [1]
    again = reset(recovery.lower(), "LEAD")
    assert "password.reset" in actions(again)


def test_no_practice_yet(tmp_path: Path) -> None:
    with pytest.raises(PracticeProblem, match="no practice"):
        accounts.sign_in(tmp_path, "lead", PASSWORD, clock=Clock(), sleep=Waits())
