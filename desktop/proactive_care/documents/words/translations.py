"""The translated words of what is given to a patient: drafts that a practice has checked first.

A translation holds texts only; what a condition asks for (checks, what to bring, which advice is
given to whom) is taken from the English, so that no translation can leave out a check or a warning.

To translate a document:

1. Its English words are a template, ``resources/letter_templates/NAME.en.toml`` (the care plan's
   are in ``resources/care_plans``). Its name stands in ``TRANSLATED`` below.
2. Add ``NAME.CODE.toml`` beside it for each language: ``[template]`` with the same form, a
   version, the language's code, a title and ``translates`` (the English version that it follows);
   every key of the English but ``[fields]`` and ``[own]``; the same merge fields in each text. It
   may add ``[dates]`` (months, long) and forms that the language needs (``visit.later_2``).
   tests/documents/test_translations.py compares every file that exists with its English.
3. Print with ``translated_wording(NAME, code)`` and ``scale_for(points, language_of(code))``. A
   page of a language with ``rtl`` is drawn inside ``pen.mirrored()``. Values from data are merged
   as plain strings: ``Wording.say`` then keeps each in its own direction.
4. Ask ``can_print(db, NAME)`` (documents/signed_off.py) what it may be printed in now and give that
   to ``cannot_print_reason`` and ``language_need``. A patient whose language is not among them
   gets nothing in English by itself: it is listed as "needs another route", unless a person
   chooses English, and that choice goes into the audit row.

A sign-off is for every text of a language, and of the English beside it, in all documents that
exist in it: it lapses when any of them changes (``wording_hash``).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import lru_cache
from typing import Any

from proactive_care.documents.words.languages import ENGLISH
from proactive_care.documents.words.plan_texts import with_plan_texts
from proactive_care.documents.words.wording import BrokenTemplate, Wording, shipped_wording
from proactive_care.resource_files import resource_path

RECALL, DIARY, PLAN = "recall_invitation", "bp_diary", "care_plan"
RESULT, LOAN, PRE_VISIT = "result_letter", "loan_letter", "pre_visit"
PRIVACY, PEAK_FLOW = "privacy", "peak_flow_diary"
TRANSLATED = (RECALL, DIARY, RESULT, LOAN, PRE_VISIT, PRIVACY, PEAK_FLOW, PLAN)
_FOLDERS = {PLAN: "care_plans"}
_NAMED_PARTS = ("organs", "checks", "before", "bring")
_DATE_FIELDS = {"day": "a day", "month": "a month", "year": "a year"}


def translated_into(code: str) -> tuple[str, ...]:
    """Return the names of the documents that there are in a language, in a fixed order."""
    return tuple(name for name in TRANSLATED if has_translation(name, code))


@lru_cache(maxsize=128)
def has_translation(name: str, code: str) -> bool:
    """Tell if there are words of a document in a language."""
    return (resource_path(_folder(name)) / f"{name}.{code}.toml").is_file()


@lru_cache(maxsize=128)
def translated_wording(name: str, code: str) -> Wording:
    """Return the words of a document (a name of ``TRANSLATED``) in a language.

    Raises BrokenTemplate for a file that cannot be used.
    """
    if code == ENGLISH.code and name not in _FOLDERS:
        return shipped_wording(f"{name}.en")
    english = _read(name, ENGLISH.code)
    if code == ENGLISH.code:
        return Wording(f"{name}.en.toml", english)
    own = _read(name, code)
    own["fields"] = english["fields"] | _DATE_FIELDS
    for condition, parts in english.get("conditions", {}).items():
        if isinstance(parts, dict):
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
    """Return the SHA-256 of everything that is printed in a language: what a sign-off is for.

    The English is part of it: who checks a translation compares the two.
    """
    texts = {name: [_read(name, code), _read(name, ENGLISH.code)] for name in translated_into(code)}
    plain = json.dumps(texts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def _folder(name: str) -> str:
    return _FOLDERS.get(name, "letter_templates")


def _read(name: str, code: str) -> dict[str, Any]:
    data = _file(_folder(name), name, code)
    if name == PLAN and code == ENGLISH.code:
        return with_plan_texts(data, lambda part: _file(_folder(name), part, code))
    return data


def _file(folder: str, name: str, code: str) -> dict[str, Any]:
    path = resource_path(folder) / f"{name}.{code}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenTemplate(
            f"The letter template {path.name} cannot be used: it cannot be read ({error}).",
            kept="Nothing was printed.",
            advice="Install the program again.",
        ) from error
