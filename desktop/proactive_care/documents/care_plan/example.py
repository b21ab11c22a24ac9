"""A plan of nobody with as many fixed texts of a language as a plan can hold, to be checked."""

from __future__ import annotations

import tomllib
from datetime import date

from proactive_care.documents.care_plan.content import (
    ActionStatus,
    Better,
    CarePlanPaper,
    Involved,
    Measured,
    PlanAction,
    PlanCondition,
    PlanGoal,
    PlanMedicine,
    PlanNumber,
    PlanSubject,
)
from proactive_care.documents.words.dates import day_in, short_month
from proactive_care.documents.words.translations import PLAN, translated_wording
from proactive_care.documents.words.wording import Wording
from proactive_care.resource_files import resource_path

_CALL_999 = "999"
# One number for each kind of target and meaning: its value, its target, and what it means.
_NUMBERS = (
    ("blood_pressure", "142/84", ("below", "135/85"), ("top_above", "down")),
    ("hba1c", "61", ("or_less", "58"), ("above", "same")),
    ("non_hdl_cholesterol", "2.4", ("or_less", "2.6"), ("on_target", "up")),
    ("act_score", "18", ("or_more", "20"), ("below",)),
    ("egfr", "54", None, ("stale",)),
    ("oxygen_saturation", "95", None, ("same",)),
    ("cat_score", "12", None, ("down",)),
    ("body_weight", "", None, ()),
)
_SIDES = {"below": Better.AT_MOST, "or_less": Better.AT_MOST, "or_more": Better.AT_LEAST}
_UNITS = {
    "blood_pressure": "mmHg", "hba1c": "mmol/mol", "non_hdl_cholesterol": "mmol/L",
    "egfr": "mL/min", "oxygen_saturation": "%", "body_weight": "kg",
}  # fmt: skip


def example_plan(practice: str, phone: str, day: date, code: str, *, draft: bool) -> CarePlanPaper:
    """Return the plan in a language. Names, goals and medicines are English, as they would be."""
    words = translated_wording(PLAN, code)
    urgent, same_day = _warning_signs(words)
    checks = [words.text(key) for key in words.keys() if key.startswith("check.")]  # noqa: SIM118
    return CarePlanPaper(
        practice=practice,
        phone=phone or words.words("head.no_phone"),
        subject=PlanSubject("Ms", "Alex", "Example", day.replace(year=day.year - 70, day=1), ""),
        version=1,
        made_on=day,
        printed=f"{day_in(words, day)}{words.text('grammar.comma')}10:42",
        data_of=day,
        data_is_old=True,
        matters="I want to walk my dog to the shop again.",
        matters_on=day,
        needs="Somewhere to sit on the way.",
        help_me=_needs(words),
        conditions=tuple(
            PlanCondition(words.text(key), str(day.year - 7), words.text(f"{key[:-4]}words"))
            for key in words.keys()  # noqa: SIM118
            if key.startswith("conditions.") and key.endswith(".name")
        ),
        numbers=tuple(_number(words, day, *each) for each in _NUMBERS),
        also_checked=tuple(checks[:3]),
        not_found=tuple(checks[3:]),
        goals=_goals(day),
        self_care=_topics(words, "self_care"),
        medicines=(PlanMedicine("Amlodipine 10mg tablets", "One to be taken each day"),),
        call_999=urgent,
        same_day=same_day,
        people=tuple(
            Involved(name, words.text(f"part.{part}"))
            for name, part in (
                ("Sam Sampleton", "contact"), ("Dr Jo Mockford", "gp"),
                ("Lee Specimen", "pharmacist"), ("Kim Fixture", "hca"),
            )
        ),
        confidence=7,
        to_raise="a lift in bad weather.",
        review_on=day.replace(year=day.year + 1, day=1),
        review_with="Sam Sampleton",
        carer="Robin Example",
        language=code,
        draft=draft,
    )  # fmt: skip


def _needs(words: Wording) -> tuple[str, ...]:
    large, carer = words.text("need.large_print"), "Robin Example"
    return (
        words.words("need.format", text=large),
        words.words("need.language", text="English"),
        words.words("need.interpreter"),
        *(words.words(f"need.{key}", who=carer) for key in ("carer", "carer_may", "carer_may_not")),
    )


def _topics(words: Wording, part: str) -> tuple[str, ...]:
    """Return every text of a part's topics; those of its headings have two parts in their key."""
    keys = (key for key in words.keys() if key.startswith(f"{part}."))  # noqa: SIM118
    return tuple(words.text(key) for key in keys if key.count(".") == 2)


def _warning_signs(words: Wording) -> tuple[tuple[str, ...], tuple[str, ...]]:
    raw = tomllib.loads(resource_path("care_plans", "get_help.en.toml").read_text("utf-8"))
    urgent: list[str] = []
    same_day: list[str] = []
    for topic in raw["topics"]:
        for number, variant in enumerate(topic["variants"], 1):
            signs = urgent if variant["call"] == _CALL_999 else same_day
            signs.append(words.text(f"get_help.{topic['id']}.{number}"))
    return tuple(urgent), tuple(same_day)


def _number(
    words: Wording,
    day: date,
    name: str,
    value: str,
    target: tuple[str, str] | None,
    meanings: tuple[str, ...],
) -> PlanNumber:
    how = words.text(f"number.{name}.how") or words.text("how.home")
    said = [words.words(f"meaning.{key}", when=short_month(words, 3)) for key in meanings]
    values = tuple(float(figure) for figure in value.split("/")) if value else ()
    change = {"up": -0.3, "same": 0.0}.get(meanings[-1] if meanings else "", 6.0)
    before = tuple(figure + change for figure in values)
    first = day.replace(month=1, day=1)
    return PlanNumber(
        words.text(f"number.{name}.name"), how, day if value else None, value,
        words.text(f"number.{name}.unit") or _UNITS[name],
        words.words(f"target.{target[0]}", text=target[1]) if target else "", " ".join(said),
        (Measured(first, before), Measured(day, values)) if values else (),
        tuple(float(figure) for figure in target[1].split("/")) if target else (),
        _SIDES[target[0]] if target else Better.NONE,
    )  # fmt: skip


def _goals(day: date) -> tuple[PlanGoal, ...]:
    actions = tuple(
        PlanAction(what, "Me", day, status)
        for what, status in (
            ("Walk 15 minutes a day.", ActionStatus.STARTED),
            ("Have a blood test.", ActionStatus.TO_DO),
            ("Buy good shoes.", ActionStatus.DONE),
            ("Go to the class.", ActionStatus.STOPPED),
        )
    )
    return (PlanGoal("Walk to the shop", actions),)
