"""When somebody leaves, forgets a password or takes another role."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care import accounts
from proactive_care.accounts import (
    Session,
    change_role,
    give_password,
    renew_recovery_key,
    sign_in,
    stop_user,
)
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted, SignInRefused
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME, keys
from support.practice import CHEAP, PASSWORD, Clock, add_user, make_session


def enter(session: Session, name: str, password: str) -> Role:
    folder = session.practice.folder
    found = sign_in(folder, name, password, clock=Clock(), sleep=lambda seconds: None)
    found.practice.close_all()
    return found.role


def actions(session: Session) -> list[str]:
    rows = session.practice.db.conn.execute("SELECT action FROM audit ORDER BY id")
    return [action for (action,) in rows]


def test_who_has_left_signs_in_no_more_and_has_no_key(tmp_path: Path) -> None:
    lead = make_session(tmp_path, Role.CLINICAL_LEAD)
    add_user(lead, "Tamsin", Role.HCA)
    add_user(lead, "Zoe", Role.HCA)
    assert enter(lead, "tamsin", PASSWORD) is Role.HCA
    assert not stop_user(lead, "TAMSIN").active
    with pytest.raises(SignInRefused):
        enter(lead, "tamsin", PASSWORD)
    key_file = keys.read_key_file(tmp_path / KEYS_NAME)
    assert keys.unwrap_for_user(key_file, "tamsin", PASSWORD) is None
    inactive = [user.name for user in accounts.list_users(lead) if not user.active]
    assert inactive == ["Tamsin"]
    assert actions(lead).count("user.stop") == 1


def test_a_lost_recovery_key_is_replaced(tmp_path: Path) -> None:
    lead = make_session(tmp_path, Role.CLINICAL_LEAD)
    before = keys.read_key_file(tmp_path / KEYS_NAME)
    new = renew_recovery_key(lead, cost=CHEAP)
    after = keys.read_key_file(tmp_path / KEYS_NAME)
    assert keys.unwrap_for_recovery(after, new) == lead.practice.data_key
    assert keys.unwrap_for_recovery(before, new) is None
    assert after.users == before.users
    assert actions(lead).count("recovery_key.renew") == 1
    with pytest.raises(NotPermitted):
        renew_recovery_key(add_user(lead, "tamsin", Role.HCA), cost=CHEAP)


def test_a_new_password_lets_somebody_back(tmp_path: Path) -> None:
    lead = make_session(tmp_path, Role.CLINICAL_LEAD)
    add_user(lead, "tamsin", Role.HCA)
    stop_user(lead, "tamsin")
    assert give_password(lead, "tamsin", "another good one", cost=CHEAP).active
    assert enter(lead, "tamsin", "another good one") is Role.HCA
    with pytest.raises(SignInRefused):
        enter(lead, "tamsin", PASSWORD)
    with pytest.raises(InvalidInput):
        give_password(lead, "tamsin", "short")
    assert give_password(lead, "tamsin", "a third good one").active  # at the practice's own cost
    assert enter(lead, "tamsin", "a third good one") is Role.HCA


def test_another_role_counts_from_the_next_sign_in(tmp_path: Path) -> None:
    lead = make_session(tmp_path, Role.CLINICAL_LEAD)
    add_user(lead, "tamsin", Role.HCA)
    assert change_role(lead, "tamsin", Role.NURSE).role is Role.NURSE
    assert enter(lead, "tamsin", PASSWORD) is Role.NURSE
    stop_user(lead, "tamsin")
    assert not change_role(lead, "tamsin", Role.HCA).active, "a role lets nobody back"


def test_nobody_shuts_themselves_out_and_only_some_may(tmp_path: Path) -> None:
    lead = make_session(tmp_path, Role.CLINICAL_LEAD)
    nurse = add_user(lead, "nia", Role.NURSE)
    before = len(actions(lead))
    with pytest.raises(InvalidInput, match="yourself"):
        stop_user(lead, lead.user_name.upper())
    with pytest.raises(InvalidInput, match="yourself"):
        change_role(lead, lead.user_name, Role.HCA)
    with pytest.raises(NotFound):
        stop_user(lead, "nobody")
    assert len(actions(lead)) == before
    with pytest.raises(NotPermitted):
        stop_user(nurse, lead.user_name)
    with pytest.raises(NotPermitted):
        give_password(nurse, lead.user_name, "a long enough one")
    with pytest.raises(NotPermitted):
        change_role(nurse, lead.user_name, Role.HCA)
    assert enter(lead, lead.user_name, PASSWORD) is Role.CLINICAL_LEAD
