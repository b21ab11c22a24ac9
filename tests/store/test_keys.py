"""The key file: wrapping, recovery, delay after wrong passwords."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.errors import PracticeProblem
from proactive_care.store import keys
from support.practice import CHEAP

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def a_key_file(data_key: bytes, password: str = "secret words", recovery: str = "") -> keys.KeyFile:
    return keys.KeyFile(
        {"morag": keys.wrap_for_user(data_key, "Morag", password, CHEAP)},
        keys.wrap_for_recovery(data_key, recovery or keys.new_recovery_key(), CHEAP),
    )


@given(password=st.text(min_size=1, max_size=40))
def test_right_password_unwraps_and_another_does_not(password: str) -> None:
    data_key = keys.new_data_key()
    file = a_key_file(data_key, password)
    assert keys.unwrap_for_user(file, "MORAG", password) == data_key
    assert keys.unwrap_for_user(file, "Morag", password + "x") is None
    assert keys.unwrap_for_user(file, "Nobody", password) is None


def test_one_users_entry_does_not_serve_another() -> None:
    data_key = keys.new_data_key()
    file = a_key_file(data_key)
    stolen = keys.KeyFile({"mallory": file.users["morag"]}, file.recovery)
    assert keys.unwrap_for_user(stolen, "mallory", "secret words") is None


def test_recovery_key_survives_being_copied_by_hand() -> None:
    data_key, recovery = keys.new_data_key(), "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ"
    file = a_key_file(data_key, recovery=recovery)
    assert keys.unwrap_for_recovery(file, "ol23 4567 89ab cdef ghjk mnpq rstv wxyz") == data_key
    assert keys.unwrap_for_recovery(file, recovery.replace("Z", "Y")) is None


def test_recovery_keys_have_160_random_bits() -> None:
    first, second = keys.new_recovery_key(), keys.new_recovery_key()
    assert first != second
    assert len(keys.clean_recovery_key(first)) == 32
    assert [len(group) for group in first.split("-")] == [4] * 8


def test_no_key_or_password_is_stored(tmp_path: Path) -> None:
    data_key = keys.new_data_key()
    path = tmp_path / "practice.keys"
    keys.write_key_file(path, a_key_file(data_key))
    text = path.read_text("utf-8")
    assert "secret words" not in text
    assert data_key.hex() not in text


def test_key_file_round_trip_with_failures(tmp_path: Path) -> None:
    path = tmp_path / "practice.keys"
    file = a_key_file(keys.new_data_key()).with_failure("Morag", NOW)
    keys.write_key_file(path, file)
    assert keys.read_key_file(path) == file
    assert keys.read_key_file(path).without_failures().failures == ()


def test_wait_doubles_up_to_a_minute_and_passes_with_time() -> None:
    file = a_key_file(keys.new_data_key())
    assert file.wait_before_next(NOW) == 0
    waits = []
    for _ in range(9):
        file = file.with_failure("Morag", NOW)
        waits.append(file.wait_before_next(NOW))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert file.wait_before_next(NOW + timedelta(seconds=60)) == 0
    assert file.wait_before_next(NOW - timedelta(days=2)) == 60, (
        "a clock set back must not lock out"
    )


def test_fingerprint_is_short_and_one_way() -> None:
    data_key = bytes(32)
    assert keys.fingerprint(data_key) == keys.fingerprint(bytes(32))
    assert data_key.hex() not in keys.fingerprint(data_key)
    assert len(keys.fingerprint(data_key)) == 16


@pytest.mark.parametrize(
    "content",
    ["", "not json", "[]", "{}", '{"users": {}, "recovery": 3}', '{"users": {"a": {"cost": 1}}}'],
)
def test_damaged_key_file_is_a_known_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "practice.keys"
    path.write_text(content, "utf-8")
    with pytest.raises(PracticeProblem, match="key file is damaged"):
        keys.read_key_file(path)


def test_cost_must_be_a_table(tmp_path: Path) -> None:
    path = tmp_path / "practice.keys"
    file = a_key_file(keys.new_data_key())
    keys.write_key_file(path, file)
    raw = json.loads(path.read_text("utf-8"))
    raw["recovery"]["cost"] = "high"
    path.write_text(json.dumps(raw), "utf-8")
    with pytest.raises(PracticeProblem):
        keys.read_key_file(path)


def test_missing_and_unreadable_key_files_are_known_errors(tmp_path: Path) -> None:
    with pytest.raises(PracticeProblem, match="no practice in this folder"):
        keys.read_key_file(tmp_path / "practice.keys")
    with pytest.raises(PracticeProblem, match="could not be read"):
        keys.read_key_file(tmp_path)  # a folder where the file should be
