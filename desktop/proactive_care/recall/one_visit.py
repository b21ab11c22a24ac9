"""One visit for all conditions: what is due, tests first, then the review. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from proactive_care.documents import Check, usual_checks
from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Framework, Role, Tier, overall_tier
from proactive_care.recall.settings import RecallSettings
from proactive_care.resource_files import resource_path


@dataclass(frozen=True)
class Condition:
    """A patient's place in one framework. ``by`` is its time limit; ``who`` the group's role.

    ``reviewed`` is the newest review; until ``again_from`` another one is not due.
    """

    framework: Framework
    group: str
    tier: Tier
    who: str
    by: date
    reviewed: date | None = None
    again_from: date | None = None

    def is_due(self, as_of: date) -> bool:
        """Whether it belongs to a visit now."""
        return self.again_from is None or self.again_from <= as_of


@dataclass(frozen=True)
class PlannedCheck:
    """A check, for which conditions, and what is known. ``parts``: of a blood test, what is due.

    ``newest`` is the oldest among the newest results of its parts; None: one was never recorded.
    """

    check: Check
    says: str
    conditions: tuple[Framework, ...]
    parts: tuple[str, ...]
    newest: date | None
    note: str


@dataclass(frozen=True)
class OneVisit:
    """The combined plan of one patient.

    ``tests`` are to be done, in the order of the letter; ``done`` were done so lately that they
    need not be repeated. ``due`` are the conditions of the review, most urgent first, ``later``
    those reviewed already. ``by`` is the earliest time limit; None when nothing is due.
    ``route`` says what to mind first: end of life, a care home, housebound; "" for most people.
    """

    as_of: date
    tests: tuple[PlannedCheck, ...]
    done: tuple[PlannedCheck, ...]
    test_role: Role
    test_minutes: int
    review_role: Role | None
    review_minutes: int
    due: tuple[Condition, ...]
    later: tuple[Condition, ...]
    by: date | None
    route: str = ""

    @property
    def is_overdue(self) -> bool:
        """Whether the earliest time limit has passed."""
        return self.by is not None and self.by < self.as_of


@dataclass(frozen=True)
class _Shown:
    """A check, or a part of the blood test: its words, and the concepts that show it done."""

    says: str
    concepts: tuple[str, ...]
    conditions: tuple[Framework, ...] = ()


@dataclass(frozen=True)
class VisitWords:
    """What shows that checks were done (resources/recall/defaults.toml)."""

    recent_days: int
    checks: Mapping[Check, _Shown]
    bloods: tuple[_Shown, ...]

    @property
    def concepts(self) -> tuple[str, ...]:
        """Every concept that shows a check."""
        every = [*self.checks.values(), *self.bloods]
        return tuple(dict.fromkeys(name for shown in every for name in shown.concepts))


@lru_cache(maxsize=1)
def visit_words() -> VisitWords:
    """Return the shipped words."""
    raw = tomllib.loads(resource_path("recall", "defaults.toml").read_text("utf-8"))["visit"]
    return VisitWords(
        raw["recent_days"],
        {Check(each["check"]): _shown(each) for each in raw["checks"]},
        tuple(_shown(each) for each in raw["bloods"]),
    )


def plan_visit(
    conditions: Iterable[Condition],
    newest: Mapping[str, date],
    as_of: date,
    settings: RecallSettings,
    words: VisitWords,
) -> OneVisit:
    """Join what is due over all conditions without repeats: tests first, then one review.

    ``newest``: the newest day of each concept that the patient has. The review is that of the most
    urgent condition that is due: its role and minutes; every condition is looked at in it.
    """
    ordered = sorted(conditions, key=lambda each: (each.tier.rank, each.by))
    due = tuple(each for each in ordered if each.is_due(as_of))
    later = tuple(each for each in ordered if not each.is_due(as_of))
    planned = _planned(due, newest, as_of, settings, words)
    recent = as_of - timedelta(days=words.recent_days)
    done = tuple(each for each in planned if each.newest is not None and each.newest >= recent)
    tests = tuple(each for each in planned if each not in done)
    review = settings.review[overall_tier([each.tier for each in due])] if due else None
    return OneVisit(
        as_of=as_of,
        tests=tests,
        done=done,
        test_role=settings.test_role,
        test_minutes=settings.test_minutes if tests else 0,
        review_role=review.role if review else None,
        review_minutes=review.minutes if review else 0,
        due=due,
        later=later,
        by=min((each.by for each in due), default=None),
    )


def _planned(
    due: Sequence[Condition],
    newest: Mapping[str, date],
    as_of: date,
    settings: RecallSettings,
    words: VisitWords,
) -> list[PlannedCheck]:
    planned = []
    in_order = tuple(f for f in Framework if f in {each.framework for each in due})
    for check in usual_checks(in_order):
        serves = tuple(f for f in in_order if check in settings.checks[f])
        if check is Check.BLOOD_TEST:
            planned.append(_bloods(serves, newest, as_of, words))
        else:
            shown = words.checks[check]
            day = _newest(shown, newest)
            note = _note(day, as_of, words) if shown.concepts else "at every visit"
            planned.append(PlannedCheck(check, shown.says, serves, (), day, note))
    return planned


def _bloods(
    serves: tuple[Framework, ...], newest: Mapping[str, date], as_of: date, words: VisitWords
) -> PlannedCheck:
    """Return the blood test with the parts that are due, or all parts when none is."""
    says = words.checks[Check.BLOOD_TEST].says
    wanted = [part for part in words.bloods if set(part.conditions) & set(serves)]
    days = {part.says: _newest(part, newest) for part in wanted}
    recent = as_of - timedelta(days=words.recent_days)
    missing = [name for name, day in days.items() if day is None or day < recent]
    known = [day for day in days.values() if day is not None]
    oldest = min(known) if len(known) == len(days) else None
    names_of: dict[str, list[str]] = {}
    for name in missing:
        names_of.setdefault(_note(days[name], as_of, words), []).append(name)
    notes = [f"{', '.join(names)}: {said}" for said, names in names_of.items()]
    note = "; ".join(notes) if len(notes) > 1 else next(iter(names_of), _note(oldest, as_of, words))
    return PlannedCheck(
        Check.BLOOD_TEST, says, serves, tuple(missing or days), oldest, note
    )  # fmt: skip


def _newest(shown: _Shown, newest: Mapping[str, date]) -> date | None:
    return max((newest[name] for name in shown.concepts if name in newest), default=None)


def _note(day: date | None, as_of: date, words: VisitWords) -> str:
    if day is None:
        return "never recorded"
    recent = (as_of - day).days <= words.recent_days
    return f"done {show_date(day)}" if recent else f"last {show_date(day)}"


def _shown(raw: Mapping[str, object]) -> _Shown:
    def texts(key: str) -> tuple[str, ...]:
        found = raw.get(key, ())
        assert isinstance(found, (list, tuple))
        return tuple(map(str, found))

    return _Shown(str(raw["says"]), texts("shown_by"), tuple(map(Framework, texts("conditions"))))
