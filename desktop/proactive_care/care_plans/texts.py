"""The plain words about conditions, self-care and red flags (resources/care_plans), as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from proactive_care.documents import ENGLISH, OwnWords, Wording, english_wording, plan_wording
from proactive_care.domain.vocabulary import Framework
from proactive_care.resource_files import resource_path

EVERYBODY = "everybody"
CALL_999, SAME_DAY = "999", "same_day"


@dataclass(frozen=True)
class ConditionText:
    """A condition in plain words, and which codes say that a patient has it."""

    id: str
    name: str
    words: str
    codes: tuple[str, ...]
    ended_by: tuple[str, ...]
    framework: Framework | None
    grade: str
    source: str


@dataclass(frozen=True)
class Variant:
    """One way to speak about a topic. ``when``: any of these facts; empty: always."""

    text: str
    when: frozenset[str]
    unless: frozenset[str]
    call: str
    grade: str
    source: str


@dataclass(frozen=True)
class Topic:
    """Something to say once, whatever conditions ask for it. The first fitting variant is said."""

    id: str
    applies: frozenset[str]
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Texts:
    """Everything that a plan can say by itself. ``sign_off`` says who still has to agree to it."""

    conditions: tuple[ConditionText, ...]
    self_care: tuple[Topic, ...]
    get_help: tuple[Topic, ...]
    version: int
    sign_off: str


@lru_cache(maxsize=1)
def shipped_texts() -> Texts:
    """Return the shipped English texts."""
    conditions, care, help_ = (_file(n) for n in ("conditions", "self_care", "get_help"))
    return Texts(
        tuple(_condition(name, raw) for name, raw in conditions["conditions"].items()),
        tuple(map(_topic, care["topics"])),
        tuple(map(_topic, help_["topics"])),
        max(each["file"]["version"] for each in (conditions, care, help_)),
        conditions["file"]["sign_off"],
    )


@lru_cache(maxsize=16)
def texts_in(code: str, own: OwnWords | None = None) -> Texts:
    """Return the texts in a language: the English rules with other words, never a topic less.

    ``own`` are what the practice changed in the English. Raises BrokenTemplate if a text is
    missing.
    """
    english = shipped_texts()
    if code == ENGLISH.code and own is None:
        return english
    words = english_wording(plan_wording(code), own)
    return replace(
        english,
        conditions=tuple(
            replace(
                each,
                name=words.words(f"conditions.{each.id}.name"),
                words=words.words(f"conditions.{each.id}.words"),
            )
            for each in english.conditions
        ),
        self_care=tuple(_translated(topic, "self_care", words) for topic in english.self_care),
        get_help=tuple(_translated(topic, "get_help", words) for topic in english.get_help),
    )


def _translated(topic: Topic, part: str, words: Wording) -> Topic:
    variants = enumerate(topic.variants, 1)
    return replace(
        topic,
        variants=tuple(
            replace(variant, text=words.words(f"{part}.{topic.id}.{number}"))
            for number, variant in variants
        ),
    )


def _file(name: str) -> Mapping[str, Any]:
    text = resource_path("care_plans", f"{name}.en.toml").read_text("utf-8")
    return tomllib.loads(text)


def _condition(name: str, raw: Mapping[str, Any]) -> ConditionText:
    return ConditionText(
        id=name,
        name=raw["name"],
        words=raw["words"],
        codes=tuple(raw["codes"]),
        ended_by=tuple(raw["ended_by"]),
        framework=Framework(raw["framework"]) if "framework" in raw else None,
        grade=raw["grade"],
        source=raw["source"],
    )


def _topic(raw: Mapping[str, Any]) -> Topic:
    return Topic(raw["id"], frozenset(raw["for"]), tuple(map(_variant, raw["variants"])))


def _variant(raw: Mapping[str, Any]) -> Variant:
    return Variant(
        text=raw["text"],
        when=frozenset(raw.get("when", ())),
        unless=frozenset(raw.get("not", ())),
        call=raw.get("call", ""),
        grade=raw["grade"],
        source=raw["source"],
    )
