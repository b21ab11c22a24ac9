"""A plan for somebody who does not exist: to see how the practice's words look in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from proactive_care.care_plans.merging import red_flags, self_care
from proactive_care.care_plans.texts import EVERYBODY, Texts, Topic, texts_in
from proactive_care.documents import (
    ENGLISH,
    STANDARD,
    ActionStatus,
    Addressee,
    Better,
    CarePlanPaper,
    Involved,
    LetterFormat,
    Measured,
    OwnWords,
    PlanAction,
    PlanCondition,
    PlanGoal,
    PlanMedicine,
    PlanNumber,
    PlanSubject,
    english_wording,
    plan_wording,
)

_TWO = frozenset({"hypertension", "type_2_diabetes", "statin", "smoker_current", "overweight"})
_MANY = frozenset(
    {"hypertension", "type_2_diabetes", "cholesterol", "atrial_fibrillation", "asthma", "copd",
     "heart_failure", "kidney_disease", "doac", "statin", "insulin", "ace_inhibitor"}
)  # fmt: skip
_DIARY_DAYS = 30


@dataclass(frozen=True)
class ExamplePlan:
    """Whose plan it is, and how much is known: ``many`` conditions, or ``blank``: nothing yet."""

    practice: str
    phone: str
    to: Addressee
    day: date
    many: bool = False
    blank: bool = False
    letter_format: LetterFormat = STANDARD


def example_paper(
    example: ExamplePlan, own: OwnWords | None, text: str = "", own_easy: OwnWords | None = None
) -> CarePlanPaper:
    """Return a plan with the practice's words, ``own_easy`` those of easy read.

    If ``text`` is the key of one, what is known is changed so far that it is said.
    """
    texts = texts_in(ENGLISH.code, own)
    facts = frozenset() if example.blank else _MANY if example.many else _TWO
    facts = _facts_for(texts, facts, text)
    urgent, same_day = red_flags(texts.get_help, facts)
    paper = CarePlanPaper(
        practice=example.practice,
        phone=example.phone,
        subject=PlanSubject(
            example.to.title, example.to.given_name, example.to.family_name, date(1950, 3, 1), "",
            ("01632 960 111",),
        ),
        version=1,
        made_on=example.day,
        printed="example",
        data_of=example.day,
        data_is_old=False,
        conditions=tuple(
            PlanCondition(each.name, "2015", each.words)
            for each in texts.conditions
            if each.id in facts
        ),
        numbers=(_pressure(example.day, own, text),),
        self_care=self_care(texts.self_care, facts),
        medicines=(PlanMedicine("Examplapril 5 mg tablets", "one a day", example.day),),
        call_999=urgent,
        same_day=same_day,
        letter_format=example.letter_format,
        own_words=own,
        own_easy_words=own_easy,
    )  # fmt: skip
    if not example.blank and text not in ("blank.text", "confidence.circle"):
        paper = _filled(paper, example.day)
    nothing = {
        "matters.blank": {"matters": ""},
        "goals.blank": {"goals": ()},
        "sure.blank": {"confidence": None},
        "medicines.none": {"medicines": ()},
        "numbers.unknown": {"numbers": (replace(paper.numbers[0], value="", day=None),)},
        "numbers.not_found": {"not_found": ("Feet",)},
        "numbers.also": {"also_checked": ("Kidneys",)},
        "medicines.concern": {"medicine_concern": "They make me cough."},
        "sure.raise": {"to_raise": "A friend to walk with."},
        "agreed.copy": {"carer": "Jo Mockford"},
        "goals.done": {"goals": (_goal(example.day, ActionStatus.DONE),)},
        "goals.stopped": {"goals": (_goal(example.day, ActionStatus.STOPPED),)},
    }
    emptied = nothing | {
        "conditions.none": {"conditions": ()},
        "self_care.none": {"self_care": ()},
        "medicines.unknown": {"medicines": None},
        "numbers.no_target": {"numbers": (replace(paper.numbers[0], target="", limits=()),)},
    }
    return replace(paper, **emptied.get(text, {}))  # type: ignore[arg-type]  # of these fields


def _goal(day: date, status: ActionStatus = ActionStatus.TO_DO) -> PlanGoal:
    return PlanGoal(
        "Walk to the shop and back", (PlanAction("Walk 10 minutes", "me", day, status),)
    )


def _filled(paper: CarePlanPaper, day: date) -> CarePlanPaper:
    return replace(
        paper,
        matters="Walking the dog with my daughter on Sundays.",
        matters_on=day,
        strengths="I keep my appointments.",
        worries="A stroke, as my father had.",
        needs="A lift to the surgery.",
        help_me=("Please speak slowly.",),
        goals=(_goal(day),),
        people=(Involved("Sam Birkett", "nurse, main contact"),),
        confidence=7,
        review_on=day + timedelta(days=180),
        review_with="Sam Birkett",
    )


def _pressure(day: date, own: OwnWords | None, text: str) -> PlanNumber:
    say = english_wording(plan_wording(), own)
    meaning = text if text.startswith("meaning.") else "meaning.on_target"
    return PlanNumber(
        say.words("number.blood_pressure.name"), say.words("how.home"), day, "128/78", "mmHg",
        say.words("target.below", text="135/85"), say.words(meaning),
        (Measured(day - timedelta(days=_DIARY_DAYS), (138, 84)), Measured(day, (128, 78))),
        (135, 85), Better.AT_MOST,
    )  # fmt: skip


def _facts_for(texts: Texts, facts: frozenset[str], text: str) -> frozenset[str]:
    """Return what must be known for a text to be said: of a condition, or of a topic's variant."""
    part, _, rest = text.partition(".")
    if part == "conditions":
        name = rest.split(".")[0]
        return facts | {name} if name in {each.id for each in texts.conditions} else facts
    topics = {"self_care": texts.self_care, "get_help": texts.get_help}.get(part, ())
    for topic in topics:
        if rest.startswith(f"{topic.id}."):
            return _said(topic, facts, int(rest.rsplit(".", 1)[-1]))
    return facts


def _said(topic: Topic, facts: frozenset[str], number: int) -> frozenset[str]:
    wanted = topic.variants[number - 1]
    earlier = frozenset().union(*(each.when for each in topic.variants[: number - 1]))
    against = (earlier | wanted.unless) - wanted.when
    needed = {next(iter(sorted(wanted.when - earlier)))} if wanted.when else set()
    facts = (facts - against) | needed
    if EVERYBODY in topic.applies or topic.applies & facts:
        return facts
    return facts | {next(iter(sorted(topic.applies - against)))}
