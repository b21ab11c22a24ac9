"""What a diary says while it is being typed: mean, status, band, problems. Pure, under 1 ms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from proactive_care.domain.blood_pressure import Plausibility, Pressure
from proactive_care.domain.dates import show_date
from proactive_care.domain.diary import DiaryReading, Problem, find_problems
from proactive_care.domain.home_bp import DiaryMean, DiaryStatus, average
from proactive_care.domain.triage import HOME_BANDS, NO_SYMPTOMS, Band, Bands, Symptoms


@dataclass(frozen=True)
class DayMean:
    """The mean of one day's pairs; ``counts`` is False for day 1."""

    day: date
    mean: Pressure
    counts: bool


@dataclass(frozen=True)
class DiaryCheck:
    """A diary as it stands. ``last_digits`` counts the figures that end in 0, 1 … 9.

    The mean leaves out readings that cannot be right; unusual ones are in it.
    """

    mean: DiaryMean
    problems: tuple[Problem, ...]
    days: tuple[DayMean, ...]
    highest: tuple[date, Pressure] | None
    last_digits: tuple[int, ...]

    @property
    def band(self) -> Band:
        return self.mean.band

    @property
    def status(self) -> DiaryStatus:
        return self.mean.status

    @property
    def must_tell_clinician(self) -> bool:
        """Whether it cannot be filed before a named clinician was told."""
        return self.band.must_be_acknowledged


def check_diary(
    readings: Sequence[DiaryReading],
    *,
    age: int | None = None,
    atrial_fibrillation: bool = False,
    symptoms: Symptoms = NO_SYMPTOMS,
    bands: Bands = HOME_BANDS,
    born: date | None = None,
    today: date | None = None,
) -> DiaryCheck:
    """Judge a diary, finished or not. The order of the readings never matters for the mean.

    ``age`` in completed years (None is banded as under 80, the stricter); dates are judged against
    ``born`` and ``today`` if those are known.
    """
    problems = (
        *find_problems(readings),
        *_repeated(readings),
        *_impossible_days(readings, born, today),
    )
    wrong = {p.position for p in problems if p.kind is not Plausibility.CONFIRM}
    sound = [reading for position, reading in enumerate(readings) if position not in wrong]
    mean = average(
        [reading.at_home for reading in sound],
        age=age,
        atrial_fibrillation=atrial_fibrillation,
        symptoms=symptoms,
        bands=bands,
    )
    pairs = [(r.day, pair) for r in sound if (pair := r.at_home.pair) is not None]
    return DiaryCheck(
        mean,
        tuple(sorted(problems, key=lambda problem: problem.position)),
        _day_means(pairs, mean.first_day),
        max(pairs, key=lambda p: (p[1].systolic, p[1].diastolic), default=None),
        _last_digits([pair for _, pair in pairs]),
    )


def _repeated(readings: Sequence[DiaryReading]) -> list[Problem]:
    seen: set[tuple[date, str, int]] = set()
    found = []
    for position, reading in enumerate(readings):
        place = (reading.day, reading.part.value, reading.number)
        if place in seen:
            text = f"{show_date(reading.day)}, {reading.where} is there twice."
            found.append(Problem(position, "reading", Plausibility.REFUSED, text))
        seen.add(place)
    return found


def _impossible_days(
    readings: Sequence[DiaryReading], born: date | None, today: date | None
) -> list[Problem]:
    found = []
    for position, reading in enumerate(readings):
        if today is not None and reading.day > today:
            text = f"{show_date(reading.day)} is in the future."
        elif born is not None and reading.day < born:
            text = f"{show_date(reading.day)} is before the patient was born."
        else:
            continue
        found.append(Problem(position, "day", Plausibility.REFUSED, text))
    return found


def _day_means(pairs: Sequence[tuple[date, Pressure]], first: date | None) -> tuple[DayMean, ...]:
    by_day: dict[date, list[Pressure]] = {}
    for day, pair in pairs:
        by_day.setdefault(day, []).append(pair)
    return tuple(
        DayMean(
            day,
            Pressure(
                Fraction(sum(int(p.systolic) for p in found), len(found)),
                Fraction(sum(int(p.diastolic) for p in found), len(found)),
            ),
            day != first,
        )
        for day, found in sorted(by_day.items())
    )


def _last_digits(pairs: Sequence[Pressure]) -> tuple[int, ...]:
    counts = Counter(int(f) % 10 for pair in pairs for f in (pair.systolic, pair.diastolic))
    return tuple(counts[digit] for digit in range(10))
