"""My numbers: the newest value, the target, how it went, and what that means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from proactive_care.care_plans.record import PlanRecord
from proactive_care.care_plans.targets import (
    Clash,
    Limit,
    Side,
    hba1c_limit,
    lipid_limit,
    looser_clash,
    pressure_limit,
)
from proactive_care.care_plans.texts import EVERYBODY
from proactive_care.care_plans.words import OwnTarget, PlanWords
from proactive_care.documents import (
    ENGLISH,
    Better,
    Measured,
    OwnWords,
    PlanNumber,
    Wording,
    english_wording,
    plan_wording,
    short_month,
)
from proactive_care.domain.blood_pressure import CKD_ACR_MG_MMOL, round_half_up
from proactive_care.domain.dates import months_before, years_before
from proactive_care.domain.vocabulary import Setting
from proactive_care.resource_files import resource_path

PRESSURE = "blood_pressure"
_VERY_HIGH, _LOW = (180.0, 120.0), (100.0, 60.0)  # readings, section 2
_CHECKED_MONTHS = 12
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class NumberRule:
    """One number that a plan can show. ``step``: a smaller change is "about the same"."""

    id: str
    name: str
    how: str
    concept: str
    unit: str
    decimals: int
    step: float
    applies: frozenset[str]
    better: Better
    limit: float | None


@dataclass(frozen=True)
class ShownNumbers:
    """The numbers of one patient, with the clashes behind their targets and what is missing.

    ``ids`` are what OwnTarget.number calls them, in the same order.
    """

    ids: tuple[str, ...]
    numbers: tuple[PlanNumber, ...]
    clashes: tuple[Clash, ...]
    missing: tuple[str, ...]
    also_checked: tuple[str, ...]
    not_found: tuple[str, ...]


def shown_numbers(
    record: PlanRecord,
    words: PlanWords,
    code: str = ENGLISH.code,
    own: OwnWords | None = None,
) -> ShownNumbers:
    """Return the numbers that matter for this patient's conditions, in the order of the file.

    ``code`` is the language of the numbers, ``own`` what the practice changed in the English;
    clashes and what is missing are for staff, in English.
    """
    say = english_wording(plan_wording(code), own)
    wanted = [rule for rule in number_rules() if rule.applies & record.facts]
    wanted = _one_cholesterol(wanted, record)
    shown = [_shown(rule, record, words.own_target(rule.id), say) for rule in wanted]
    checked, not_found = _checks(record, say)
    missing = [
        f"{rule.name} is not recorded."
        for rule, (number, _) in zip(wanted, shown, strict=True)
        if not number.value
    ]
    if "kidney_disease" in record.facts and record.newest("urine_acr") is None:
        missing.append(
            "No urine ACR is recorded: with kidney disease and an ACR of"
            f" {CKD_ACR_MG_MMOL:g} or more the blood pressure target is lower."
        )
    if record.age is None and any(rule.id == PRESSURE for rule in wanted):
        missing.append("The age is not known: the target for people under 80 is printed.")
    return ShownNumbers(
        tuple(rule.id for rule in wanted),
        tuple(number for number, _ in shown),
        tuple(clash for _, clash in shown if clash),
        tuple(missing),
        checked,
        not_found,
    )


@lru_cache(maxsize=1)
def number_rules() -> tuple[NumberRule, ...]:
    """Return the shipped numbers in the order in which they are shown."""
    return tuple(
        NumberRule(
            id=name,
            name=raw["name"],
            how=raw["how"],
            concept=raw.get("concept", ""),
            unit=raw["unit"],
            decimals=raw["decimals"],
            step=raw["step"],
            applies=frozenset(raw["for"]),
            better=Better(raw.get("better", "")),
            limit=raw.get("limit"),
        )
        for name, raw in _file()["numbers"].items()
    )


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    return tomllib.loads(resource_path("care_plans", "numbers.en.toml").read_text("utf-8"))


def _one_cholesterol(rules: list[NumberRule], record: PlanRecord) -> list[NumberRule]:
    """LDL counts unless non-HDL is newer (or the only one), as in the cholesterol framework."""
    ldl, other = record.newest("ldl_cholesterol"), record.newest("non_hdl_cholesterol")
    use_ldl = ldl is not None and (other is None or ldl.day >= other.day)
    dropped = "non_hdl_cholesterol" if use_ldl else "ldl_cholesterol"
    return [rule for rule in rules if rule.id != dropped]


def _shown(
    rule: NumberRule, record: PlanRecord, own: OwnTarget, say: Wording
) -> tuple[PlanNumber, Clash | None]:
    series, how = _series(rule, record, say)
    limit = _limit(rule, record)
    better = (Better.AT_MOST if limit else Better.NONE) if rule.limit is None else rule.better
    number = PlanNumber(
        say.words(f"number.{rule.id}.name"), how, None, "",
        say.text(f"number.{rule.id}.unit") or rule.unit,
        say.words(f"target.{limit.side}", text=limit.shown) if limit else "", "",
        (), limit.figures if limit else (), better,
    )  # fmt: skip
    clash = limit.clash if limit else None
    if own.target.strip():
        number, clash = _own(rule, number, own, series, limit, clash)
    if series:
        newest = series[-1]
        number = replace(
            number,
            day=newest.day,
            value=_value(rule, newest, record),
            trend=_trend(series),
            meaning=meaning(rule.id, series, number, rule.step, record.as_of, say),
        )
    if own.meaning.strip():
        number = replace(number, meaning=own.meaning, own_meaning=True)
    return number, clash


def _own(
    rule: NumberRule,
    number: PlanNumber,
    own: OwnTarget,
    series: Sequence[Measured],
    limit: Limit | None,
    clash: Clash | None,
) -> tuple[PlanNumber, Clash | None]:
    """Put the patient's own goal in the place of the target."""
    figures = tuple(float(figure) for figure in _FIGURES.findall(own.target))
    wanted = len(series[-1].values) if series else len(figures)
    if len(figures) != wanted:
        figures = ()
    better = number.better
    if figures and better is Better.NONE:
        gain = bool(series) and figures[0] > series[-1].values[0]
        better = Better.AT_LEAST if gain else Better.AT_MOST
    if limit is not None and number.better is Better.AT_MOST:
        clash = looser_clash(rule.name, figures, limit) or clash
    own_number = replace(number, target=own.target, own=True, limits=figures)
    return replace(own_number, better=better if figures else Better.NONE), clash


def _series(rule: NumberRule, record: PlanRecord, say: Wording) -> tuple[tuple[Measured, ...], str]:
    """Return the points of a number, oldest first, and how they were taken."""
    if rule.id != PRESSURE:
        rows = record.values.get(rule.concept, ())
        points = tuple(Measured(row.day, (row.value,)) for row in rows)
        return points, say.text(f"number.{rule.id}.how")
    if not record.pressures:
        return (), ""
    setting = record.pressures[0].setting
    pairs = [pair for pair in record.pressures if pair.setting is setting]
    points = tuple(Measured(p.day, (p.systolic, p.diastolic)) for p in reversed(pairs))
    return points, say.words(f"how.{setting.value}")


def _limit(rule: NumberRule, record: PlanRecord) -> Limit | None:
    if rule.id == PRESSURE:
        acr = record.newest("urine_acr")
        setting = record.pressures[0].setting if record.pressures else Setting.CLINIC
        return pressure_limit(record.facts, record.age, acr.value if acr else None, setting)
    if rule.id == "hba1c":
        return hba1c_limit(record.facts)
    if rule.id in {"ldl_cholesterol", "non_hdl_cholesterol"}:
        return lipid_limit(record.facts, rule.id)
    if rule.limit is not None:
        side = Side.OR_MORE if rule.better is Better.AT_LEAST else Side.OR_LESS
        return Limit(side, f"{rule.limit:g}", (rule.limit,))
    return None


def _value(rule: NumberRule, point: Measured, record: PlanRecord) -> str:
    if rule.id == PRESSURE:
        return "/".join(str(round_half_up(figure)) for figure in point.values)
    newest = record.newest(rule.concept)
    sign = {-1: "<", 1: ">"}.get(newest.comparator, "") if newest else ""
    if rule.decimals == 0:
        return f"{sign}{round_half_up(point.values[0])}"
    return f"{sign}{point.values[0]:.{rule.decimals}f}"


def _trend(series: Sequence[Measured]) -> tuple[Measured, ...]:
    start = years_before(series[-1].day, _file()["file"]["chart_years"])
    recent = [point for point in series if point.day >= start]
    return tuple(recent[-_file()["file"]["chart_points"] :])


def meaning(
    number: str,
    series: Sequence[Measured],
    shown: PlanNumber,
    step: float,
    as_of: date,
    say: Wording,
) -> str:
    """Say in a few words what the newest value means; an old value means only that it is old."""
    newest = series[-1]
    if newest.day < months_before(as_of, _file()["file"]["stale_months"]):
        return say.words("meaning.stale")
    if number == PRESSURE:
        if any(a >= b for a, b in zip(newest.values, _VERY_HIGH, strict=True)):
            return say.words("meaning.very_high")
        if any(a < b for a, b in zip(newest.values, _LOW, strict=True)):
            return say.words("meaning.low")
    told = [_against(number, newest.values, shown, say), _change(series, step, say)]
    return " ".join(text for text in told if text)


def _against(number: str, values: tuple[float, ...], shown: PlanNumber, say: Wording) -> str:
    limits = shown.limits
    if len(limits) != len(values) or shown.better is Better.NONE:
        return ""
    if number == PRESSURE:  # NICE: treat to below, so a figure at the limit is above target
        top, bottom = (a >= b for a, b in zip(values, limits, strict=True))
        if top and bottom:
            return say.words("meaning.above")
        key = "top_above" if top else "bottom_above" if bottom else "on_target"
        return say.words(f"meaning.{key}")
    if shown.better is Better.AT_LEAST:
        return say.words("meaning.on_target" if values[0] >= limits[0] else "meaning.below")
    return say.words("meaning.on_target" if values[0] <= limits[0] else "meaning.above")


def _change(series: Sequence[Measured], step: float, say: Wording) -> str:
    if len(series) < 2:
        return ""
    before, newest = series[-2], series[-1]
    change = newest.values[0] - before.values[0]
    key = "same" if abs(change) < step else "down" if change < 0 else "up"
    same_year = before.day.year == newest.day.year
    when = short_month(say, before.day.month) if same_year else str(before.day.year)
    return say.words(f"meaning.{key}", when=when)


def _checks(record: PlanRecord, say: Wording) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was checked in the last year, and what was not found there."""
    since = months_before(record.as_of, _CHECKED_MONTHS)
    done: list[str] = []
    missing: list[str] = []
    for raw in _file()["also_checked"]:
        if EVERYBODY in raw["for"] or record.facts & set(raw["for"]):
            newest = _newest_day(record, raw["concepts"])
            found = newest is not None and newest >= since
            (done if found else missing).append(say.words(f"check.{raw['id']}"))
    return tuple(done), tuple(missing)


def _newest_day(record: PlanRecord, concepts: Iterable[str]) -> date | None:
    days = [record.days[name][1] for name in concepts if name in record.days]
    return max(days, default=None)
