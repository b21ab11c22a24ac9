"""The translated words of what is posted to a patient: drafts that a practice has checked first.

A translation holds texts only; what a condition asks for (checks, what to bring) is taken from the
English template, so that no translation can leave out a check.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import lru_cache
from typing import Any

from proactive_care.documents.words.languages import ENGLISH
from proactive_care.documents.words.wording import BrokenTemplate, Wording, shipped_wording
from proactive_care.resource_files import resource_path

RECALL, DIARY = "recall_invitation", "bp_diary"
TRANSLATED = (RECALL, DIARY)
_NAMED_PARTS = ("organs", "checks", "before", "bring")
_DATE_FIELDS = {"day": "a day", "month": "a month", "year": "a year"}


@lru_cache(maxsize=32)
def translated_wording(name: str, code: str) -> Wording:
    """Return the words of a document (``RECALL`` or ``DIARY``) in a language.

    Raises BrokenTemplate for a file that cannot be used.
    """
    if code == ENGLISH.code:
        return shipped_wording(f"{name}.en")
    english, own = _read(name, ENGLISH.code), _read(name, code)
    own["fields"] = english["fields"] | _DATE_FIELDS
    for condition, parts in english.get("conditions", {}).items():
        kept = {key: parts[key] for key in _NAMED_PARTS if key in parts}
        own["conditions"][condition] = own["conditions"][condition] | kept
    return Wording(f"{name}.{code}.toml", own)


def recall_translation(code: str) -> Wording:
    """Return the words of the recall letter in a language."""
    return translated_wording(RECALL, code)


def translated_from(name: str, code: str) -> tuple[int, int]:
    """Return which version of the English words a translation follows, and which one is shipped."""
    english = _read(name, ENGLISH.code)["template"]["version"]
    return int(_read(name, code)["template"].get("translates", english)), int(english)


@lru_cache(maxsize=32)
def wording_hash(code: str) -> str:
    """Return the SHA-256 of everything that is printed in a language: what a sign-off is for."""
    texts = {name: _read(name, code) for name in TRANSLATED}
    plain = json.dumps(texts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def _read(name: str, code: str) -> dict[str, Any]:
    path = resource_path("letter_templates", f"{name}.{code}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenTemplate(
            f"The letter template {path.name} cannot be used: it cannot be read ({error}).",
            kept="Nothing was printed.",
            advice="Install the program again.",
        ) from error
