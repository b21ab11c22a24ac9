"""What a number should be, by whom, and what to print when two sources say different things.

Blood pressure: NICE NG136, NG203, NG17 (domain.blood_pressure). HbA1c: QOF DM020 and DM021.
Lipids after cardiovascular disease: NICE NG238. Each is a target for most people: a clinician may
agree another one with the patient, and then that one is printed as the patient's own.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.care_plans.facts import CVD
from proactive_care.domain.blood_pressure import (
    CKD_ACR_MG_MMOL,
    CKD_HIGH_ACR,
    ELDERLY_AGE,
    FROM_80,
    TYPE_1_DIABETES,
    UNDER_80,
    Pressure,
    Target,
)
from proactive_care.domain.vocabulary import Setting

FRAIL = frozenset({"frailty_moderate", "frailty_severe"})
HBA1C, HBA1C_FRAIL = 58.0, 75.0  # mmol/mol; QOF 2025/26 DM020, DM021 (B)
LDL, NON_HDL = 2.0, 2.6  # mmol/L; NICE NG238 (A)


@dataclass(frozen=True)
class Clash:
    """Two sources say different things. ``why`` says how the printed one was chosen."""

    about: str
    said: tuple[str, ...]
    printed: str
    why: str


class Side(StrEnum):
    """On which side of its figure a number should be; the key of its words ([target])."""

    BELOW = "below"
    OR_LESS = "or_less"
    OR_MORE = "or_more"


_SAID = {Side.BELOW: "below {}", Side.OR_LESS: "{} or less", Side.OR_MORE: "{} or more"}


@dataclass(frozen=True)
class Limit:
    """A target: its figure as printed, its figures for the chart, and the clash behind it."""

    side: Side
    shown: str
    figures: tuple[float, ...]
    clash: Clash | None = None

    @property
    def text(self) -> str:
        """The target in English, as clashes name it."""
        return _SAID[self.side].format(self.shown)


def pressure_limit(
    facts: AbstractSet[str], age: int | None, acr_mg_mmol: float | None, setting: Setting
) -> Limit:
    """Return the blood pressure target: below both figures, in mmHg.

    Of all rows that apply the strictest is printed, except with moderate or severe frailty: then
    the one for the patient's age, because a lower pressure can make a frail person fall. An
    unknown age counts as under 80. Whatever differs is a clash that a person must see.
    """
    by_age = FROM_80 if age is not None and age >= ELDERLY_AGE else UNDER_80
    rules = [(f"NICE, {by_age.who}", _figures(by_age, setting))]
    if "kidney_disease" in facts and acr_mg_mmol is not None and acr_mg_mmol >= CKD_ACR_MG_MMOL:
        rules.append((f"NICE, {CKD_HIGH_ACR.who}", _figures(CKD_HIGH_ACR, setting)))
    if "type_1_diabetes" in facts:
        rules.append((f"NICE, {TYPE_1_DIABETES.who}", _figures(TYPE_1_DIABETES, setting)))
    if by_age is FROM_80 and "type_2_diabetes" in facts:
        acts_from = _figures(UNDER_80, setting)
        rules.append(("Type 2 diabetes framework, any age", acts_from))
    frail = bool(FRAIL & facts)
    figures = rules[0][1] if frail else min(each for _, each in rules)
    clash = _pressure_clash(rules, figures, frail=frail)
    return Limit(Side.BELOW, _pair(figures), figures, clash)


def hba1c_limit(facts: AbstractSet[str]) -> Limit | None:
    """Return the HbA1c target in mmol/mol; None without type 2 diabetes.

    With moderate or severe frailty the higher one: low sugar harms a frail person more.
    """
    if "type_2_diabetes" not in facts:
        return None
    if not FRAIL & facts:
        return Limit(Side.OR_LESS, f"{HBA1C:g}", (HBA1C,))
    clash = Clash(
        "Sugar (HbA1c)",
        (f"Type 2 diabetes framework: {_or_less(HBA1C)}", f"QOF, frail: {_or_less(HBA1C_FRAIL)}"),
        _or_less(HBA1C_FRAIL),
        "The higher one is printed: low sugar can make a frail person fall.",
    )
    return Limit(Side.OR_LESS, f"{HBA1C_FRAIL:g}", (HBA1C_FRAIL,), clash)


def lipid_limit(facts: AbstractSet[str], number: str) -> Limit | None:
    """Return the LDL or non-HDL target in mmol/L after cardiovascular disease, else None."""
    if not CVD & facts:
        return None
    figure = LDL if number == "ldl_cholesterol" else NON_HDL
    return Limit(Side.OR_LESS, f"{figure:.1f}", (figure,))


def looser_clash(about: str, own: tuple[float, ...], limit: Limit) -> Clash | None:
    """Return a clash if the patient's own goal is looser than what the sources say."""
    if len(own) != len(limit.figures) or all(
        a <= b for a, b in zip(own, limit.figures, strict=True)
    ):
        return None
    mine = "/".join(f"{figure:g}" for figure in own)
    return Clash(
        about,
        (f"My goal: {mine}", f"Target: {limit.text}"),
        f"My goal: {mine}",
        "The goal in the plan is looser than the target. It is printed because it was agreed.",
    )


def _figures(target: Target, setting: Setting) -> tuple[float, ...]:
    pressure: Pressure = target.in_setting(setting) or target.clinic
    return float(pressure.systolic), float(pressure.diastolic)


def _pressure_clash(
    rules: list[tuple[str, tuple[float, ...]]], printed: tuple[float, ...], *, frail: bool
) -> Clash | None:
    if len({figures for _, figures in rules}) == 1:
        return None
    why = (
        "The one for the age is printed: a lower pressure can make a frail person fall."
        if frail
        else "The stricter one is printed."
    )
    said = tuple(f"{who}: {_below(figures)}" for who, figures in rules)
    return Clash("Blood pressure", said, _below(printed), why)


def _below(figures: tuple[float, ...]) -> str:
    return _SAID[Side.BELOW].format(_pair(figures))


def _pair(figures: tuple[float, ...]) -> str:
    return f"{figures[0]:g}/{figures[1]:g}"


def _or_less(figure: float) -> str:
    return _SAID[Side.OR_LESS].format(f"{figure:g}")
