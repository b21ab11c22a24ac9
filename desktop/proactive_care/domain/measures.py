"""Arithmetic of measurements other than blood pressure. Everything here is of grade C."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


def body_mass_index(weight_kg: float, height_m: float) -> float:
    """Return weight over height squared in kg/m², to one decimal place, halves up.

    Raises ValueError unless both are above 0.
    """
    if weight_kg <= 0 or height_m <= 0:
        raise ValueError("weight and height must be above 0")
    exact = Fraction(str(weight_kg)) / Fraction(str(height_m)) ** 2
    return int(exact * 10 + Fraction(1, 2)) / 10


@dataclass(frozen=True)
class PeakFlows:
    """What a peak flow diary says, in L/min. ``variability`` is a share: the mean over the days of
    (highest − lowest) ÷ the day's mean, of days with two or more entries; None without such days.
    """

    days: int
    entries: int
    best: int
    lowest: int
    mean: Fraction
    variability: Fraction | None


def best_blow(blows: Sequence[int]) -> int:
    """Return the best of the blows of one session (three are asked for). Needs at least one."""
    return max(blows)


def summarise_peak_flows(entries: Iterable[tuple[date, int]]) -> PeakFlows | None:
    """Summarise a diary of (day, best of three blows in L/min), in any order; None if it is empty.

    Day-to-day variability as BTS/SIGN and NICE NG245 measure it (amplitude per cent mean; grade C).
    """
    by_day: dict[date, list[int]] = {}
    for day, flow in entries:
        by_day.setdefault(day, []).append(flow)
    if not by_day:
        return None
    every = [flow for flows in by_day.values() for flow in flows]
    return PeakFlows(
        len(by_day),
        len(every),
        max(every),
        min(every),
        Fraction(sum(every), len(every)),
        _variability(by_day),
    )


def _variability(by_day: Mapping[date, Sequence[int]]) -> Fraction | None:
    shares = [
        (max(flows) - min(flows)) / Fraction(sum(flows), len(flows))
        for flows in by_day.values()
        if len(flows) > 1
    ]
    return sum(shares, Fraction(0)) / len(shares) if shares else None
