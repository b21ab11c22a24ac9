"""What to look at first in the data: said in sentences, before any table."""

from __future__ import annotations

from collections.abc import Iterator

from proactive_care.domain.dates import show_date
from proactive_care.domain.extracts import OLD_EXTRACT_DAYS, is_old
from proactive_care.reports.quality import Quality

# What no rule can do without, by the name under which it is counted as missing.
_COLUMNS = {
    "no date of birth": "date of birth",
    "no sex": "sex",
    "no ethnicity": "ethnicity",
    "no deprivation fifth": "deprivation fifth",
}


def first_things(found: Quality) -> tuple[str, ...]:
    """Return what to look at first, the most serious first; empty: nothing stands out.

    Patients without a date of birth come before all: they are in no list with an age limit, so
    nobody would miss them there.
    """
    return tuple(_first_things(found))


def _first_things(found: Quality) -> Iterator[str]:
    counted = found.basis.population.counted
    missing = {each.what: each.patients for each in found.missing}
    unborn = missing.get("no date of birth", 0)
    if unborn:
        yield (
            f"{_people(unborn)} no date of birth: they are on no register with an age limit, and "
            "no rule that asks for an age can be checked for them."
        )
    absent = [name for what, name in _COLUMNS.items() if counted and missing.get(what) == counted]
    if absent:
        yield (
            f"No file has a column for {_listed(absent)}. Tick it in the clinical system’s report: "
            "more rules could be checked."
        )
    for each in found.enablers[:3]:
        yield f"{each.sentence[:1].upper()}{each.sentence[1:]}."
    nameless = missing.get("no valid NHS number", 0)
    if nameless:
        yield (
            f"{_people(nameless)} no valid NHS number: they are known by the local number only, "
            "and may be somebody’s second record."
        )
    as_of = found.basis.as_of
    old = [each for each in found.extracts if is_old(each.run_date, as_of)]
    if old:
        oldest = min(old, key=lambda each: each.run_date)
        which = f"{oldest.file} of {show_date(oldest.run_date)}"
        if len(old) == 1:
            yield f"1 report is more than {OLD_EXTRACT_DAYS} days old: {which}."
        else:
            yield (
                f"{len(old):,} reports are more than {OLD_EXTRACT_DAYS} days old; the oldest is "
                f"{which}."
            )


def _people(count: int) -> str:
    return "1 patient has" if count == 1 else f"{count:,} patients have"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
