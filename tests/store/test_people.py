"""Settings and users as rows."""

from __future__ import annotations

from pathlib import Path

from proactive_care.store import people
from support.practice import make_session


def test_settings_are_saved_and_unknown_ones_are_none(tmp_path: Path) -> None:
    practice = make_session(tmp_path).practice
    assert people.read_setting(practice.db, "theme") is None
    for value in ({"name": "dark"}, {"name": "light", "é": [1]}):
        with practice.transaction() as db:
            people.save_setting(db, "theme", value)
        assert people.read_setting(practice.db, "theme") == value


def test_users_are_found_whatever_the_capitals(tmp_path: Path) -> None:
    practice = make_session(tmp_path, name="Morag").practice
    found = people.find_user(practice.db, "mORAG")
    assert found is not None
    assert (found.name, found.role, found.active) == ("Morag", "clinical_lead", True)
    assert people.find_user(practice.db, "nobody") is None
    assert [user.name for user in people.users(practice.db)] == ["Morag"]
