"""Invented care plans with their fixed parts in another language, as the service fills them in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from proactive_care.care_plans.texts import texts_in
from proactive_care.documents import (
    ENGLISH,
    CarePlanPaper,
    LetterFormat,
    PlanCondition,
    PlanNumber,
    Wording,
    day_in,
    plan_wording,
)
from support.care_plans import MADE_AT

_NUMBERS = ("blood_pressure", "hba1c", "non_hdl_cholesterol", "body_weight", "act_score")
_HOW = {"blood_pressure": "how.home"}
_TARGETS = (("below", "135/85"), ("or_less", "58"), ("or_less", "2.6"), None, None)
_MEANINGS = (
    ("top_above", "down"), ("above", "same"), ("on_target", "down"), ("down",), ("very_high",),
)  # fmt: skip


def in_language(
    make: Callable[..., CarePlanPaper], code: str, points: int = 12, **changes: Any
) -> CarePlanPaper:
    """Return a plan whose fixed parts are in a language; what people typed stays English."""
    paper = make(letter_format=LetterFormat(points))
    if code == ENGLISH.code:
        return replace(paper, **changes)
    words, texts = plan_wording(code), texts_in(code)
    longest = len(paper.conditions) > 2
    conditions = texts.conditions if longest else texts.conditions[: len(paper.conditions)]
    advice = [variant.text for topic in texts.self_care for variant in topic.variants]
    flags = [variant for topic in texts.get_help for variant in topic.variants]
    count = len(paper.self_care)
    told = replace(
        paper,
        language=code,
        printed=f"{day_in(words, MADE_AT.date())}, 10:42",
        conditions=tuple(PlanCondition(each.name, "2014", each.words) for each in conditions),
        numbers=tuple(
            _number(number, at % len(_NUMBERS), words) for at, number in enumerate(paper.numbers)
        )
        if len(paper.numbers) > 1
        else tuple(_number(number, 4, words) for number in paper.numbers),
        also_checked=tuple(words.text(f"check.{key}") for key in ("kidneys_blood", "eyes"))
        if paper.also_checked
        else (),
        not_found=tuple(words.text(f"check.{key}") for key in ("feet", "medicines"))
        if paper.not_found
        else (),
        self_care=tuple(advice if longest else advice[4 : 4 + count]),
        help_me=(
            *paper.help_me[:1],
            words.words("need.language", text="English"),
            words.words("need.carer_may", who="Hazel"),
            words.words("need.format", text=words.text("need.large_print")),
        )
        if paper.help_me
        else (),
        call_999=tuple(flag.text for flag in flags if flag.call == "999")
        if longest
        else tuple(flag.text for flag in flags if flag.call == "999")[: len(paper.call_999)],
        same_day=tuple(flag.text for flag in flags if flag.call == "same_day")
        if longest
        else tuple(flag.text for flag in flags if flag.call == "same_day")[: len(paper.same_day)],
        people=tuple(
            replace(person, part=words.text(f"part.{part}"))
            for person, part in zip(
                paper.people, ("contact", "pharmacist", "gp", "hca") * 3, strict=False
            )
        ),
    )
    return replace(told, **changes)


def _number(number: PlanNumber, at: int, words: Wording) -> PlanNumber:
    name = _NUMBERS[at]
    target, text = number.target, ""
    limit = _TARGETS[at]
    if limit is not None and target:
        target = words.words(f"target.{limit[0]}", text=limit[1])
    if number.value:
        text = " ".join(
            words.words(f"meaning.{key}", when="2025") if key in {"down", "up", "same"}
            else words.text(f"meaning.{key}")
            for key in _MEANINGS[at]
        )  # fmt: skip
    return replace(
        number,
        name=words.text(f"number.{name}.name"),
        how=words.text(_HOW.get(name, f"number.{name}.how")),
        unit=words.text(f"number.{name}.unit") or number.unit,
        target=target,
        meaning=text,
    )
