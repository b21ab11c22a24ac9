"""The first words of a plan: from the last version, or from the record. Nothing is invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from proactive_care.accounts import PracticeDetails
from proactive_care.care_plans.record import PlanRecord
from proactive_care.care_plans.targets import Clash
from proactive_care.care_plans.words import PlanWords
from proactive_care.documents import Involved, plan_wording
from proactive_care.domain.dates import show_date
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import load_settings

_PARTS = {Role.PHARMACIST: "pharmacist", Role.HCA: "hca"}


@dataclass(frozen=True)
class ReviewDate:
    """When the plan is looked at again, and the clash if the frameworks ask for different days."""

    day: date | None
    clash: Clash | None = None


def review_date(record: PlanRecord) -> ReviewDate:
    """Return the earliest day on which any framework asks for a review; None without a group."""
    intervals = load_settings().review_interval_days
    days = {
        framework: record.as_of + timedelta(days=intervals[tier])
        for framework, tier in record.tiers.items()
    }
    if not days:
        return ReviewDate(None)
    first = min(days.values())
    if len(set(days.values())) == 1:
        return ReviewDate(first)
    said = tuple(
        f"{framework.label} ({record.tiers[framework].value}): by {show_date(day)}"
        for framework, day in days.items()
    )
    why = "The earliest one is printed: one review for all conditions."
    return ReviewDate(first, Clash("Review date", said, f"by {show_date(first)}", why))


def first_words(
    record: PlanRecord, details: PracticeDetails, before: PlanWords | None
) -> PlanWords:
    """Return the words that a new conversation starts with.

    ``before``: what the last version said. The needs for format, language and interpreter come
    from the record as soon as it has them. A review day that has passed is worked out anew.
    """
    words = before or PlanWords(people=_people(record, details), review_with=_reviewer(details))
    patient = record.patient
    passed = words.review_on is None or words.review_on <= record.as_of
    return replace(
        words,
        format_need=patient.format_need or words.format_need,
        language=patient.language or words.language,
        interpreter=words.interpreter if patient.interpreter is None else patient.interpreter,
        review_on=review_date(record).day if passed else words.review_on,
    )


def _people(record: PlanRecord, details: PracticeDetails) -> tuple[Involved, ...]:
    named = [
        (_reviewer(details), "contact"),
        (record.patient.usual_gp, "gp"),
        *((details.people.get(role.value, ""), part) for role, part in _PARTS.items()),
    ]
    words = plan_wording()
    return tuple(Involved(name, words.words(f"part.{part}")) for name, part in named if name)


def _reviewer(details: PracticeDetails) -> str:
    return details.people.get(Role.NURSE.value, "")
