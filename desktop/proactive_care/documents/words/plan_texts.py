"""The care plan's English words as one template, whatever file each stands in.

Conditions, self-care, warning signs and numbers keep their texts beside their rules. A translation
has no rules, so all its texts are in one file; here the English ones get the same keys. A text of a
topic is known by its number, in the order in which the topic's variants are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_NO_WORDS = frozenset({"mmHg", "mmol/mol", "mmol/L", "mL/min", "kg", "%"})


def with_plan_texts(
    data: Mapping[str, Any], read: Callable[[str], Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the plan's template with the texts of the other files; ``read`` gives one by name."""
    shared = {
        name: {key: raw[key] for key in ("name", "words")}
        for name, raw in read("conditions")["conditions"].items()
    }
    numbers = read("numbers")
    return {
        **data,
        "conditions": {**data["conditions"], **shared},
        "self_care": {**data["self_care"], **_topics(read("self_care")["topics"])},
        "get_help": _topics(read("get_help")["topics"]),
        "number": {name: _number(raw) for name, raw in numbers["numbers"].items()},
        "meaning": dict(numbers["words"]),
        "check": {raw["id"]: raw["name"] for raw in numbers["also_checked"]},
    }


def _topics(topics: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    return {
        topic["id"]: {
            str(number): variant["text"] for number, variant in enumerate(topic["variants"], 1)
        }
        for topic in topics
    }


def _number(raw: Mapping[str, Any]) -> dict[str, str]:
    """Name, how it is taken, and its unit if that is made of words."""
    told = {"name": raw["name"], "how": raw["how"]}
    unit = "" if raw["unit"] in _NO_WORDS else raw["unit"]
    return {key: text for key, text in {**told, "unit": unit}.items() if text}
