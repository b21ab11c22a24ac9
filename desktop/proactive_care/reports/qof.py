"""QOF beside the frameworks: an estimate from our data, never a claim."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from proactive_care.accounts import Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import MeasureCount, count_measures, load_measures
from proactive_care.reports.intervals import Share, share
from proactive_care.resource_files import resource_path

ESTIMATE = (
    "An estimate from this practice's own extract: not the national figure, and no basis for "
    "payment. The national extraction applies exception and registration rules that an export "
    "does not carry, and it counts on 31 March, not on the day of this report."
)


@dataclass(frozen=True)
class Threshold:
    """An indicator in one QOF year: achievement from ``low`` to ``high`` percent earns points."""

    id: str
    low: int
    high: int
    points: int
    carried_over: bool


@dataclass(frozen=True)
class QofYear:
    """The indicators of a year that starts on 1 April. ``cannot`` is {id: (title, why)}."""

    year: str
    starts: date
    grade: str
    note: str
    thresholds: tuple[Threshold, ...]
    cannot: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class QofEstimate:
    """One indicator. ``count`` is None when it cannot be estimated, and ``why_not`` says why."""

    id: str
    title: str
    year: str
    threshold: Threshold
    count: MeasureCount | None
    share: Share | None
    beside: tuple[Framework, ...]
    how: str
    why_not: str

    @property
    def standing(self) -> str:
        """Where the estimate is against the threshold range, in words; "" without an estimate."""
        if self.share is None:
            return ""
        percent = 100 * self.share.count / self.share.of
        if percent < self.threshold.low:
            return "below the range"
        return "at or above the top" if percent >= self.threshold.high else "within the range"


_NOT_IMPORTED = {"events": "clinical events", "medications": "medications"}


def qof_year(as_of: date) -> QofYear:
    """Return the year's indicators, or those of the latest earlier year that we have.

    Before the first year that we have, the first is returned; ``starts`` tells.
    """
    years = _years()
    return max((year for year in years if year.starts <= as_of), default=years[0], key=_start)


def estimate_qof(
    session: Session, as_of: date, progress: Progress = no_progress
) -> tuple[QofEstimate, ...]:
    """Estimate every indicator of the year on a day. Raises NotPermitted, Cancelled."""
    year = qof_year(as_of)
    measures = load_measures(resource_path("qof", "indicators.toml"))
    countable = [each.id for each in year.thresholds if each.id not in year.cannot]
    progress(0, None, "Estimating QOF")
    counts = count_measures(session, [measures[name] for name in countable], as_of)
    found = []
    for threshold in year.thresholds:
        if threshold.id in year.cannot:
            title, why = year.cannot[threshold.id]
            found.append(
                QofEstimate(threshold.id, title, year.year, threshold, None, None, (), "", why)
            )
            continue
        measure = measures[threshold.id]
        count = counts[threshold.id]
        estimate = QofEstimate(
            threshold.id,
            measure.title,
            year.year,
            threshold,
            count,
            share(count.met, count.patients),
            measure.beside,
            measure.how,
            "" if count.patients else "Nobody is in the denominator.",
        )
        if count.missing:
            names = " or ".join(_NOT_IMPORTED[each] for each in count.missing)
            why = f"No {names} have been imported, so this cannot be counted."
            estimate = replace(estimate, count=None, why_not=why)
        found.append(estimate)
    return tuple(found)


@lru_cache(maxsize=1)
def _years() -> tuple[QofYear, ...]:
    files = {
        path.stem: tomllib.loads(path.read_text("utf-8"))
        for path in resource_path("qof").glob("20??-??.toml")
    }
    return tuple(sorted((_year(raw, files) for raw in files.values()), key=_start))


def _year(raw: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> QofYear:
    thresholds = {
        name: Threshold(name, entry["from"], entry["to"], entry["points"], carried_over=False)
        for name, entry in raw["indicators"].items()
    }
    cannot = {name: (entry["title"], entry["why"]) for name, entry in raw.get("cannot", {}).items()}
    if "carries_over" in raw:
        earlier = _year(files[raw["carries_over"]], files)
        for threshold in earlier.thresholds:
            if threshold.id not in raw["drops"]:
                thresholds.setdefault(threshold.id, replace(threshold, carried_over=True))
        cannot = {**earlier.cannot, **cannot}
    ordered = sorted(thresholds.values(), key=lambda each: _family(each.id))
    return QofYear(raw["year"], raw["starts"], raw["grade"], raw["note"], tuple(ordered), cannot)


_FAMILIES = ("HYP", "CHOL", "CD", "AF", "DM", "AST", "COPD", "SMOK")


def _family(name: str) -> tuple[int, str]:
    letters = name.rstrip("0123456789")
    return _FAMILIES.index(letters), name


def _start(year: QofYear) -> date:
    return year.starts
