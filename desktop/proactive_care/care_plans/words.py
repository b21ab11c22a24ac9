"""What a plan says in people's own words: everything that a person may write in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from proactive_care.documents import Involved, PlanGoal
from proactive_care.domain.errors import InvalidInput

# The most letters of each text. Every block of the largest print must fit on one page.
LIMITS = {
    "matters": 1500,
    "strengths": 800,
    "worries": 800,
    "needs": 800,
    "help_me": 800,
    "format_need": 80,
    "language": 60,
    "carer": 60,
    "carer_note": 200,
    "medicine_concern": 400,
    "to_raise": 240,
    "review_with": 80,
}
GOAL, ACTION, NAME, OWN = 120, 240, 80, 120
MOST_GOALS, MOST_ACTIONS, MOST_PEOPLE = 12, 6, 12


@dataclass(frozen=True)
class OwnTarget:
    """A goal of the patient's own for one number ("88", "below 130/80"), and what it means."""

    number: str
    target: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class PlanWords:
    """One conversation. Empty texts and None are "not recorded yet".

    ``matters_on`` is the day on which the patient said what matters. ``interpreter`` and
    ``carer_may_know`` (whether the patient allows the carer a copy) are three-valued.
    """

    matters: str = ""
    matters_on: date | None = None
    strengths: str = ""
    worries: str = ""
    needs: str = ""
    help_me: str = ""
    format_need: str = ""
    language: str = ""
    interpreter: bool | None = None
    carer: str = ""
    carer_may_know: bool | None = None
    carer_note: str = ""
    own_targets: tuple[OwnTarget, ...] = ()
    medicine_concern: str = ""
    goals: tuple[PlanGoal, ...] = ()
    people: tuple[Involved, ...] = ()
    confidence: int | None = None
    to_raise: str = ""
    review_on: date | None = None
    review_with: str = ""

    def own_target(self, number: str) -> OwnTarget:
        """Return what the patient wants of a number; empty if nothing was said."""
        found = (own for own in self.own_targets if own.number == number)
        return next(found, OwnTarget(number))


def check_words(words: PlanWords) -> None:
    """Raise InvalidInput, with the field, for what cannot be accepted."""
    for field, limit in LIMITS.items():
        _check_length(getattr(words, field), limit, field)
    if words.confidence is not None and not 0 <= words.confidence <= 10:
        raise InvalidInput("Confidence is a figure from 0 to 10.", field="confidence")
    if len(words.goals) > MOST_GOALS or len(words.people) > MOST_PEOPLE:
        raise InvalidInput(
            f"A plan has at most {MOST_GOALS} goals and {MOST_PEOPLE} people.", field="goals"
        )
    for goal in words.goals:
        _check_goal(goal)
    for person in words.people:
        _check_length(person.name, NAME, "people")
        _check_length(person.part, NAME, "people")
        if not person.name.strip():
            raise InvalidInput("Somebody who is involved needs a name.", field="people")
    for own in words.own_targets:
        _check_length(own.target, OWN, "own_targets")
        _check_length(own.meaning, OWN, "own_targets")


def _check_goal(goal: PlanGoal) -> None:
    _check_length(goal.goal, GOAL, "goals")
    if not goal.goal.strip():
        raise InvalidInput("A goal needs words.", field="goals")
    if len(goal.actions) > MOST_ACTIONS:
        raise InvalidInput(f"A goal has at most {MOST_ACTIONS} actions.", field="goals")
    for action in goal.actions:
        _check_length(action.what, ACTION, "goals")
        _check_length(action.who, NAME, "goals")
        if not action.what.strip():
            raise InvalidInput("An action needs words.", field="goals")


def _check_length(text: str, limit: int, field: str) -> None:
    if len(text) > limit:
        raise InvalidInput(
            f"This text is too long to print: {len(text)} letters, at most {limit}.",
            field=field,
            advice="Shorten it.",
        )
