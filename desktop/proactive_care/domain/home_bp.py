"""Home blood pressure monitoring (HBPM): the mean of a diary.

Source: NICE NG136, recommendation 1.2 (grade A, read in training material). Two readings at least
one minute apart, morning and evening, for at least 4 and ideally 7 days; all readings of day 1 are
dropped; the mean of the rest, systolic and diastolic separately.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from proactive_care.domain.blood_pressure import Plausibility, Pressure, check_pair, round_half_up
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.triage import (
    HOME_BANDS,
    NO_SYMPTOMS,
    Band,
    Bands,
    Symptoms,
    Triage,
    triage_home,
)

ENOUGH_DAYS = 4
ENOUGH_PAIRS = 12
EXPECTED_ZERO_SHARE = Fraction(1, 10)
_TOO_MANY_ZEROS = Fraction(1, 2)


class DiaryStatus(StrEnum):
    """Whether a diary's mean may be used."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    UNRELIABLE = "unreliable"


@dataclass(frozen=True)
class HomeReading:
    """One reading of a diary, in mmHg. A figure that was not written down is None."""

    day: date
    systolic: int | None
    diastolic: int | None
    irregular_pulse: bool = False

    @property
    def pair(self) -> Pressure | None:
        """Both figures, or None: half a pair is not a reading that counts."""
        if self.systolic is None or self.diastolic is None:
            return None
        return Pressure(self.systolic, self.diastolic)


@dataclass(frozen=True)
class LastDigits:
    """How many of a diary's figures end in 0. About a tenth do if nobody rounds."""

    zeros: int
    figures: int
    pairs: int

    @property
    def share(self) -> Fraction | None:
        """The share that ends in 0, or None if there are no figures."""
        return Fraction(self.zeros, self.figures) if self.figures else None

    @property
    def check_technique(self) -> bool:
        """Whether to suggest a look at the technique: above half, of 12 or more readings."""
        return self.pairs >= ENOUGH_PAIRS and (self.share or 0) > _TOO_MANY_ZEROS


@dataclass(frozen=True)
class DiaryMean:
    """What a diary says.

    ``days`` counts the days that have a complete pair, day 1 included; ``pairs_used`` the pairs
    left after day 1 is dropped; ``systolic`` and ``diastolic`` are exact means in mmHg, or None if
    no pair is left. ``half_pairs`` were entered and do not count. ``complete`` says whether there
    are enough days and pairs, whatever the pulse.
    """

    status: DiaryStatus
    complete: bool
    days: int
    pairs_used: int
    systolic: Fraction | None
    diastolic: Fraction | None
    half_pairs: int
    first_day: date | None
    last_day: date | None
    consecutive: bool
    last_digits: LastDigits
    triage: Triage

    @property
    def mean(self) -> Pressure | None:
        """The exact mean; ``str()`` of it rounds for display, halves up."""
        if self.systolic is None or self.diastolic is None:
            return None
        return Pressure(self.systolic, self.diastolic)

    @property
    def band(self) -> Band:
        return self.triage.band

    @property
    def shown(self) -> tuple[int, int] | None:
        """Systolic and diastolic as shown: whole numbers, halves up."""
        if self.mean is None:
            return None
        return round_half_up(self.mean.systolic), round_half_up(self.mean.diastolic)

    @property
    def counts_for_frameworks(self) -> bool:
        """Only a valid mean becomes a home blood pressure that rules may use."""
        return self.status is DiaryStatus.VALID

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said beside the mean."""
        said = [
            (not self.complete, f"incomplete: {self.days} days, {self.pairs_used} readings"),
            (
                self.status is DiaryStatus.UNRELIABLE,
                "automated devices may be unreliable: manual reading advised",
            ),
            (not self.consecutive, "the days are not consecutive"),
            (self.half_pairs > 0, f"{self.half_pairs} half-entered readings are not counted"),
            (self.last_digits.check_technique, "many figures end in 0: check the technique"),
        ]
        return tuple(text for applies, text in said if applies)


def average(
    readings: Iterable[HomeReading],
    *,
    age: int | None = None,
    atrial_fibrillation: bool = False,
    symptoms: Symptoms = NO_SYMPTOMS,
    bands: Bands = HOME_BANDS,
) -> DiaryMean:
    """Return the exact mean of a diary, its status and its triage band.

    The readings may come in any order. Day 1 is the first calendar day that has a complete pair;
    nothing of that day counts. The mean is valid with pairs on at least 4 days (day 1 among them)
    and at least 12 pairs left; a missing session does not void a day. An irregular pulse, or
    atrial fibrillation, makes it unreliable. An unknown ``age`` (completed years) is banded as
    under 80, which is the stricter. Raises InvalidInput for an impossible pair.
    """
    entered = list(readings)
    by_day = _pairs_by_day(entered)
    days = sorted(by_day)
    used = [pair for day in days[1:] for pair in by_day[day]]
    every = [pair for day in days for pair in by_day[day]]
    complete = len(days) >= ENOUGH_DAYS and len(used) >= ENOUGH_PAIRS
    irregular = atrial_fibrillation or any(reading.irregular_pulse for reading in entered)
    mean = _mean(used)
    return DiaryMean(
        status=_status(complete=complete, irregular=irregular),
        complete=complete,
        days=len(days),
        pairs_used=len(used),
        systolic=Fraction(mean.systolic) if mean else None,
        diastolic=Fraction(mean.diastolic) if mean else None,
        half_pairs=sum(_is_half(reading) for reading in entered),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        consecutive=not days or (days[-1] - days[0]).days == len(days) - 1,
        last_digits=_last_digits(every),
        triage=triage_home(
            mean=mean,
            pairs=every,
            latest_day=by_day[days[-1]] if days else [],
            complete=complete,
            age=age,
            symptoms=symptoms,
            bands=bands,
        ),
    )


def _pairs_by_day(readings: Iterable[HomeReading]) -> dict[date, list[Pressure]]:
    by_day: dict[date, list[Pressure]] = {}
    for reading in readings:
        pair = reading.pair
        if pair is not None:
            _refuse_impossible(pair, reading.day)
            by_day.setdefault(reading.day, []).append(pair)
    return by_day


def _refuse_impossible(pair: Pressure, day: date) -> None:
    check = check_pair(pair.systolic, pair.diastolic)
    if check.plausibility in (Plausibility.REFUSED, Plausibility.SWAPPED):
        raise InvalidInput(
            f"The reading {pair} of {show_date(day)} cannot be right. {check.reason}",
            field="blood pressure",
            kept="Nothing was averaged.",
            advice="Correct it, or leave it out, and try again.",
        )


def _mean(pairs: Sequence[Pressure]) -> Pressure | None:
    if not pairs:
        return None
    return Pressure(
        Fraction(sum(Fraction(pair.systolic) for pair in pairs), len(pairs)),
        Fraction(sum(Fraction(pair.diastolic) for pair in pairs), len(pairs)),
    )


def _status(*, complete: bool, irregular: bool) -> DiaryStatus:
    if irregular:
        return DiaryStatus.UNRELIABLE
    return DiaryStatus.VALID if complete else DiaryStatus.INCOMPLETE


def _is_half(reading: HomeReading) -> bool:
    return (reading.systolic is None) != (reading.diastolic is None)


def _last_digits(pairs: Sequence[Pressure]) -> LastDigits:
    figures = [figure for pair in pairs for figure in (pair.systolic, pair.diastolic)]
    return LastDigits(sum(figure % 10 == 0 for figure in figures), len(figures), len(pairs))
