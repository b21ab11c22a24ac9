"""The key file beside the encrypted practice: who can unlock it, and with what.

A random 256-bit data key encrypts the practice (SQLCipher). It is never stored in the clear: it is
wrapped once for each user by a key from the password (Argon2id, RFC 9106 section 4, second
recommended option with one lane) and once by the recovery key, each time with AES-256-GCM and the
entry's name as associated data.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from proactive_care.domain.errors import PracticeDamaged, PracticeProblem
from proactive_care.store.durable import write_durably

KEYS_NAME = "practice.keys"
DATA_KEY_BYTES = 32
_RECOVERY = "recovery"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MAX_WAIT = timedelta(seconds=60)


@dataclass(frozen=True)
class Cost:
    """Argon2id cost: passes, memory in KiB, lanes."""

    iterations: int = 3
    memory_kib: int = 65536
    lanes: int = 1


@dataclass(frozen=True)
class WrappedKey:
    """The data key, wrapped for one user or for the recovery key. Binary fields are base64."""

    salt: str
    nonce: str
    ciphertext: str
    cost: Cost


@dataclass(frozen=True)
class FailedSignIn:
    """A refused sign-in, kept here until the next successful one can write it to the audit."""

    at: str
    user_name: str


@dataclass(frozen=True)
class KeyFile:
    """Everything in ``practice.keys``. Users are found by their casefolded names."""

    users: dict[str, WrappedKey]
    recovery: WrappedKey
    failures: tuple[FailedSignIn, ...] = ()

    def wait_before_next(self, now: datetime) -> float:
        """Return how many seconds must pass before another attempt is looked at.

        Doubles with every failure since the last success: 1, 2, 4 … 60 seconds.
        """
        if not self.failures:
            return 0.0
        last = datetime.fromisoformat(self.failures[-1].at)
        pause = min(timedelta(seconds=2 ** min(len(self.failures) - 1, 8)), _MAX_WAIT)
        return min(max(0.0, (last + pause - now).total_seconds()), _MAX_WAIT.total_seconds())

    def with_failure(self, user_name: str, now: datetime) -> KeyFile:
        failure = FailedSignIn(now.isoformat(timespec="milliseconds"), user_name[:80])
        return replace(self, failures=(*self.failures, failure)[-500:])

    def with_user(self, name: str, wrapped: WrappedKey) -> KeyFile:
        return replace(self, users={**self.users, name.casefold(): wrapped})

    def without_user(self, name: str) -> KeyFile:
        users = {key: wrapped for key, wrapped in self.users.items() if key != name.casefold()}
        return replace(self, users=users)

    def without_failures(self) -> KeyFile:
        return replace(self, failures=())


def new_data_key() -> bytes:
    """Return a random 256-bit key for a new practice."""
    return secrets.token_bytes(DATA_KEY_BYTES)


def new_recovery_key() -> str:
    """Return a recovery key of 160 random bits to print: eight groups of four characters."""
    text = "".join(secrets.choice(_CROCKFORD) for _ in range(32))
    return "-".join(text[i : i + 4] for i in range(0, 32, 4))


def clean_recovery_key(typed: str) -> str:
    """Undo what people do when they copy by hand: case, spaces, O for 0, I and L for 1."""
    text = "".join(c for c in typed.upper() if c.isalnum())
    return text.translate(str.maketrans("OIL", "011"))


def wrap_for_user(data_key: bytes, name: str, password: str, cost: Cost) -> WrappedKey:
    """Wrap the data key for a user's password."""
    return _wrap(data_key, password, name.casefold(), cost)


def wrap_for_recovery(data_key: bytes, recovery_key: str, cost: Cost) -> WrappedKey:
    """Wrap the data key for the printed recovery key."""
    return _wrap(data_key, clean_recovery_key(recovery_key), _RECOVERY, cost)


def unwrap_for_user(keys: KeyFile, name: str, password: str) -> bytes | None:
    """Return the data key, or None. An unknown name takes as long as a wrong password."""
    wrapped = keys.users.get(name.casefold())
    if wrapped is None:
        _unwrap(keys.recovery, password, "nobody")
        return None
    return _unwrap(wrapped, password, name.casefold())


def unwrap_for_recovery(keys: KeyFile, recovery_key: str) -> bytes | None:
    """Return the data key, or None if this is not the practice's recovery key."""
    return _unwrap(keys.recovery, clean_recovery_key(recovery_key), _RECOVERY)


def read_key_file(path: Path) -> KeyFile:
    """Read ``practice.keys``. Raises PracticeProblem if it is missing or damaged."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        users = {name: _wrapped_from(entry) for name, entry in raw["users"].items()}
        failures = tuple(FailedSignIn(**entry) for entry in raw.get("failures", []))
        return KeyFile(users, _wrapped_from(raw["recovery"]), failures)
    except FileNotFoundError as error:
        raise PracticeProblem(
            "There is no practice in this folder.",
            advice="Choose the practice's folder, or set up a new practice.",
        ) from error
    except OSError as error:
        raise PracticeProblem(
            f"The practice's key file could not be read ({error.strerror}).",
            kept="Nothing was changed.",
            advice="Check that you may open the practice's folder, then try again.",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise PracticeDamaged(
            "The practice's key file is damaged.",
            kept="The practice itself was not touched.",
            advice="Restore the newest backup.",
        ) from error


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Write ``practice.keys`` durably: the old file stays until the new one is on the disk."""
    payload = {
        "format": 1,
        "users": {name: asdict(wrapped) for name, wrapped in sorted(keys.users.items())},
        "recovery": asdict(keys.recovery),
        "failures": [asdict(failure) for failure in keys.failures],
    }
    write_durably(path, json.dumps(payload, indent=1).encode())


def fingerprint(data_key: bytes) -> str:
    """Return a short one-way mark of the key, to see that a backup belongs to this practice."""
    return hashlib.sha256(b"proactive-care fingerprint" + data_key).hexdigest()[:16]


def _wrap(data_key: bytes, secret: str, name: str, cost: Cost) -> WrappedKey:
    salt, nonce = os.urandom(16), os.urandom(12)
    ciphertext = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, data_key, name.encode())
    return WrappedKey(_b64(salt), _b64(nonce), _b64(ciphertext), cost)


def _unwrap(wrapped: WrappedKey, secret: str, name: str) -> bytes | None:
    key = _derive(secret, base64.b64decode(wrapped.salt), wrapped.cost)
    nonce, ciphertext = base64.b64decode(wrapped.nonce), base64.b64decode(wrapped.ciphertext)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, name.encode())
    except InvalidTag:
        return None


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=DATA_KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(secret.encode())


def _wrapped_from(entry: dict[str, object]) -> WrappedKey:
    cost = entry["cost"]
    if not isinstance(cost, dict):
        raise TypeError("cost is not a table")
    return WrappedKey(
        str(entry["salt"]), str(entry["nonce"]), str(entry["ciphertext"]), Cost(**cost)
    )


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
