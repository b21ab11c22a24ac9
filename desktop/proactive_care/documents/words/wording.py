"""The words of a document, from a template file, with the fields of one letter merged in.

A template is checked when it is loaded; a field that would print empty is an error before
anything is printed. Nobody gets a letter that says "Dear ,".
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from proactive_care.documents.paper.fonts import NBSP, clean_text
from proactive_care.documents.paper.text import Run, Runs, parse_markup
from proactive_care.domain.errors import KnownError
from proactive_care.resource_files import resource_path

_FIELD = re.compile(r"\{(\w+)\}")
_NOT_TEXTS = frozenset({"template", "fields"})
# Lists of texts; the other lists of a template name parts of it.
_LISTS = frozenset(
    {"items", "needs", "everyone_999", "call_999", "same_day", "lines", "also_items"}
)
# A practice may add texts here, one for each group of a condition: own.groups.hypertension.2a
OWN_GROUPS = "own.groups."


class BrokenTemplate(KnownError):
    """A letter template cannot be used: not readable, an unknown field, a text that is missing."""


class EmptyField(KnownError):
    """A letter needs something that is not recorded; it was not printed."""


@dataclass(frozen=True)
class Value:
    """What is merged into a field: text, some of it perhaps bold."""

    runs: Runs

    @property
    def is_empty(self) -> bool:
        """True if nothing but spaces would print."""
        return not any(run.text.strip() for run in self.runs)


class Wording:
    """The texts of one template, by dotted key: ``say("letter.heading_1")``."""

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self._data = data
        self._fields: Mapping[str, str] = data.get("fields", {})
        self._texts: dict[str, Runs] = {}
        _check_texts(name, {key: data[key] for key in data if key != "fields"}, self._fields)

    @property
    def form(self) -> str:
        """The form's number, such as ``RL2``."""
        return str(self._get("template.form"))

    @property
    def version(self) -> str:
        """The template's version, ``1``; with a practice's own words ``1.3``. On each sheet."""
        return str(self._get("template.version"))

    @property
    def language(self) -> str:
        """The language of the texts (BCP 47), for the PDF."""
        return str(self._get("template.language"))

    @property
    def title(self) -> str:
        """What the printed document is called in its PDF."""
        return str(self._get("template.title"))

    def say(self, key: str, **values: str | int | Value) -> Runs:
        """Return a text with its fields merged.

        Values are data: nothing in them is read as markup. Raises EmptyField when a field of
        this text is missing or blank, BrokenTemplate when the template has no such text.
        """
        runs = self._texts.get(key)
        if runs is None:
            runs = self._texts[key] = parse_markup(self._text(key))
        if all("{" not in run.text for run in runs):
            return runs
        merged: list[Run] = []
        for run in runs:
            merged.extend(self._merge(run, values))
        return tuple(merged)

    def words(self, key: str, **values: str | int | Value) -> str:
        """Return a text without its weights, to be put into another text or a single line."""
        return "".join(run.text for run in self.say(key, **values))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts or names; empty if the template does not have it."""
        found = self._find(key)
        return () if found is None else tuple(str(each) for each in found)

    def every_text(self) -> tuple[str, ...]:
        """Return each text of the template in order, for working out how hard it is to read."""
        return tuple(_all_texts(self._data, skip=("fields", "template")))

    def text(self, key: str) -> str:
        """Return a text as it is written, with its marks and fields; empty if there is none.

        A list of texts has each on a line of its own.
        """
        found = self._find(key)
        if isinstance(found, list):
            return "\n".join(str(each) for each in found)
        return found if isinstance(found, str) else ""

    def keys(self) -> tuple[str, ...]:
        """Return the key of each text and list of texts, in the order of the template."""
        return tuple(_keys({k: v for k, v in self._data.items() if k not in _NOT_TEXTS}))

    def own_text_greets(self) -> bool:
        """Whether a paragraph of the practice's own has the patient's name in it."""
        return any("{salutation}" in text for text in _all_texts(self._find("own")))

    @property
    def fields(self) -> Mapping[str, str]:
        """The merge fields, each with what it is."""
        return self._fields

    def changed(self, changes: Mapping[str, str], version: str) -> Wording:
        """Return these texts with some replaced, under another version.

        Raises BrokenTemplate for a key that the template does not have, an unknown field or an
        unclosed mark.
        """
        data = copy.deepcopy(dict(self._data))
        for key, text in changes.items():
            *path, last = key.split(".")
            shipped = "" if key.startswith(OWN_GROUPS) else self._find(key)
            listed = isinstance(shipped, list) and _is_texts(last)
            if (path and path[0] in _NOT_TEXTS) or not (listed or isinstance(shipped, str)):
                raise _broken(self.name, f"it has no text “{key}”")
            part: Any = data
            for name in path:
                part = part.setdefault(name, {})
            part[last] = _lines(text) if listed else text
        data["template"]["version"] = version
        return Wording(self.name, data)

    def overlaid(self, over: Wording) -> Wording:
        """Return these texts with those of another template over them, and its form number.

        The version names both. What the other does not have stays, a practice's own words too.
        """
        data = _over(self._data, over._data)
        data["template"] = {**data["template"], "version": f"{self.version}-{over.version}"}
        return Wording(f"{self.name}, {over.name}", data)

    def _merge(self, run: Run, values: Mapping[str, str | int | Value]) -> list[Run]:
        merged: list[Run] = []
        end = 0
        for match in _FIELD.finditer(run.text):
            if match.start() > end:
                merged.append(Run(run.text[end : match.start()], run.bold))
            merged.extend(self._value(match.group(1), values, run.bold))
            end = match.end()
        if end < len(run.text):
            merged.append(Run(run.text[end:], run.bold))
        return merged

    def _value(self, field: str, values: Mapping[str, str | int | Value], bold: bool) -> Runs:
        value = values.get(field, "")
        if not isinstance(value, Value):
            value = Value((Run(_printable(value), bold, apart=True),))
        if value.is_empty:
            raise EmptyField(
                f"A document needs {self._fields[field]}, and there is none.",
                kept="Nothing was printed.",
                advice="Complete it in the clinical system or in Settings, and print again.",
            )
        return value.runs

    def _text(self, key: str) -> str:
        found = self._get(key)
        if not isinstance(found, str):
            raise _broken(self.name, f"“{key}” is not a text")
        return found

    def _get(self, key: str) -> Any:
        found = self._find(key)
        if found is None:
            raise _broken(self.name, f"it has no text “{key}”")
        return found

    def _find(self, key: str) -> Any:
        found: Any = self._data
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                return None
            found = found[part]
        return found


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        lower = merged.get(key)
        if isinstance(lower, Mapping) and isinstance(value, Mapping) and value:
            value = _over(lower, value)
        merged[key] = value  # an empty part empties
    return merged


def _printable(value: str | int) -> str:
    """Return a value as one clean line; no-break spaces in phone numbers survive."""
    return NBSP.join(clean_text(part) for part in str(value).split(NBSP)).strip()


def load_wording(path: Path) -> Wording:
    """Read a template file. Raises BrokenTemplate with a sentence that says what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _broken(path.name, f"it cannot be read ({error})") from error
    return Wording(path.name, data)


@lru_cache(maxsize=16)
def shipped_wording(name: str) -> Wording:
    """Return a template that ships with the application, for example ``recall_invitation.en``."""
    return load_wording(resource_path("letter_templates", f"{name}.toml"))


def _check_texts(name: str, data: object, fields: Mapping[str, str]) -> None:
    for text in _all_texts(data):
        unknown = [field for field in _FIELD.findall(text) if field not in fields]
        if unknown:
            raise _broken(name, f"it uses the field “{unknown[0]}”, which does not exist")
        if text.count("**") % 2:
            raise _broken(name, f"a bold part is not closed in “{text[:40]}”")
        if "{" in _FIELD.sub("", text) or "}" in _FIELD.sub("", text):
            raise _broken(name, f"a field is not closed in “{text[:40]}”")


def _is_texts(name: str) -> bool:
    return name in _LISTS or name.endswith("_items")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _keys(data: Mapping[str, Any], before: str = "") -> list[str]:
    found: list[str] = []
    for name, value in data.items():
        if isinstance(value, str) or (isinstance(value, list) and _is_texts(name)):
            found.append(f"{before}{name}")
        elif isinstance(value, Mapping):
            found += _keys(value, f"{before}{name}.")
    return found


def _all_texts(data: object, skip: tuple[str, ...] = ()) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, Mapping):
        return [text for key, each in data.items() if key not in skip for text in _all_texts(each)]
    if isinstance(data, list):
        return [text for each in data for text in _all_texts(each)]
    return []


def _broken(name: str, what: str) -> BrokenTemplate:
    return BrokenTemplate(
        f"The letter template {name} cannot be used: {what}.",
        kept="Nothing was printed.",
        advice="Mend the template, or reset it to the shipped one.",
    )
