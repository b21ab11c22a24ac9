"""The sections of a care plan in easy read: the patient's own words and numbers, with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from proactive_care.documents.care_plan.content import (
    ActionStatus,
    CarePlanPaper,
    PlanAction,
    PlanNumber,
)
from proactive_care.documents.care_plan.easy_rows import EasyRows
from proactive_care.documents.care_plan.parts import WIDTH
from proactive_care.documents.paper.blocks import Block, Framed
from proactive_care.documents.paper.fonts import clean_text, keep_together
from proactive_care.documents.paper.geometry import MM
from proactive_care.documents.paper.ink import INK
from proactive_care.documents.paper.paging import Item
from proactive_care.documents.paper.text import Run, Runs, balanced, plain
from proactive_care.documents.words.wording import Wording
from proactive_care.domain.dates import show_long_date

HELP_BEGINS, HELP_ENDS = "help begins", "help ends"


@dataclass(frozen=True)
class EasySections:
    """Makes the sections of one plan."""

    paper: CarePlanPaper
    rows: EasyRows

    @property
    def words(self) -> Wording:
        """The words of the plan in easy read."""
        return self.rows.words

    def matters(self) -> Iterator[Block]:
        """What matters, a sentence an idea; or a line to write it on."""
        picture = self.words.words("matters.picture")
        if self.paper.matters.strip():
            yield from self.rows.texts(picture, _sentences(self.paper.matters))
        else:
            yield self.rows.to_write(picture, "matters.blank")

    def about(self) -> Iterator[Block]:
        """What the patient is good at, worries about and needs."""
        for key, text in (
            ("about.strengths", self.paper.strengths),
            ("about.worries", self.paper.worries),
            ("about.needs", self.paper.needs),
        ):
            if text.strip():
                lead = self.words.say(f"{key}.lead")
                ideas = [lead, *(plain(each) for each in _sentences(text))]
                yield from self.rows.rows(self.words.words(f"{key}.picture"), ideas)

    def help_me(self) -> list[Block]:
        """How to help the patient."""
        return self.rows.texts(self.words.words("help_me.picture"), self.paper.help_me)

    def conditions(self, *, short: bool = False) -> list[Block]:
        """What the patient lives with, and what it is; ``short``: names only. Nothing known is
        said."""
        say, picture = self.words.say, self.words.words("conditions.picture")
        if not self.paper.conditions:
            return self.rows.rows(picture, [say("conditions.none")])
        told = [[say("conditions.has", text=each.name)] for each in self.paper.conditions]
        if short:
            told = [[idea for ideas in told for idea in ideas]]
        else:
            for ideas, each in zip(told, self.paper.conditions, strict=True):
                ideas += [plain(sentence) for sentence in _sentences(each.words) if sentence]
        told[0].insert(0, say("conditions.lead"))
        return [row for ideas in told for row in self.rows.rows(picture, ideas)]

    def numbers(self, *, short: bool = False) -> Iterator[Block]:
        """Each number; ``short``: those that are known, without what they mean."""
        for number in self.paper.numbers:
            if number.value or not short:
                ideas = self._number(number, short=short)
                picture = self.rows.picture_of(number.name, self.words.words("numbers.picture"))
                yield self.rows.row(picture, ideas)

    def _number(self, number: PlanNumber, *, short: bool) -> Iterator[Runs]:
        say = self.words.say
        if not number.value or number.day is None:
            yield say("numbers.unknown", name=number.name)
            return
        value = keep_together(clean_text(number.shown))
        yield say("numbers.value", name=number.name, text=value)
        yield say("numbers.day", date=_day(number.day))
        if number.target:
            yield say("numbers.target", text=number.target)
        if number.meaning.strip() and not short:
            yield plain(clean_text(number.meaning))

    def checks(self) -> Iterator[Block]:
        """What else was checked, and what was not found."""
        picture = self.words.words("numbers.picture")
        for key, checks in (("also", self.paper.also_checked), ("not_found", self.paper.not_found)):
            if checks:
                ideas = [self.words.say(f"numbers.{key}"), *(plain(clean_text(c)) for c in checks)]
                yield from self.rows.rows(picture, ideas)

    def goals(self) -> Iterator[Block]:
        """A row for each action, the goal above its first."""
        picture = self.words.words("goals.picture")
        for goal in self.paper.goals:
            said = (self.words.say("goals.goal", text=goal.goal),) if goal.goal.strip() else ()
            for number, action in enumerate(goal.actions or (PlanAction(""),)):
                ideas = [*(() if number else said), *self._action(action)]
                yield from self.rows.rows(picture, ideas)
        if not self.paper.goals:
            yield self.rows.to_write(picture, "goals.blank")

    def _action(self, action: PlanAction) -> Iterator[Runs]:
        if action.what.strip():
            yield plain(clean_text(action.what))
        if action.who.strip():
            yield self.words.say("goals.who", who=action.who)
        if action.status in {ActionStatus.DONE, ActionStatus.STOPPED}:
            yield self.words.say(f"goals.{action.status.value}")
        elif action.by is not None:
            yield self.words.say("goals.by", date=_day(action.by))

    def medicines(self, *, dosages: bool = True) -> list[Block]:
        """Every medicine: none is left out for want of room."""
        paper, say = self.paper, self.words.say
        ideas: list[Runs] = []
        if paper.medicines is None:
            ideas.append(say("medicines.unknown"))
        elif not paper.medicines:
            ideas.append(say("medicines.none"))
        for each in paper.medicines or ():
            told: Runs = (Run(clean_text(each.name), bold=True),)
            if each.dosage.strip() and dosages:
                told += plain(f": {clean_text(each.dosage)}")
            ideas.append(told)
        if paper.medicines is not None and paper.data_of is not None:
            ideas.append(say("medicines.day", date=_day(paper.data_of)))
        if paper.medicine_concern.strip():
            ideas.append(say("medicines.concern", text=paper.medicine_concern))
        return self.rows.rows(self.words.words("medicines.picture"), ideas)

    def self_care(self) -> list[Block]:
        """One piece of advice beside each picture."""
        return [*self.rows.each(self.paper.self_care, self.words.words("self_care.picture"))]

    def help(self, *, new_page: bool) -> Iterator[Item]:
        """When to get help: each sign beside its picture, under whom to call."""
        words, scale = self.words, self.rows.scale
        gap = scale.unit * 1.6 * self.rows.zoom
        heading = balanced(words.say("help.heading"), scale.heading, WIDTH - 8 * MM)
        box = Framed(heading, WIDTH, 4 * MM * self.rows.zoom, edge=INK, weight=2.2)
        yield Item(box, gap, new_page=new_page, with_next=True, mark=HELP_BEGINS)
        phone = keep_together(clean_text(self.paper.phone))
        leads = (
            (words.say("help.call_999"), self.paper.call_999, "help.picture_999"),
            (words.say("help.same_day", phone=phone), self.paper.same_day,
             "help.picture_same_day"),
        )  # fmt: skip
        for lead, signs, usual in leads:
            above = self.rows.under(balanced(lead, scale.subheading, WIDTH))
            if signs:
                yield Item(above, gap, with_next=True)
            for sign in self.rows.each(signs, words.words(usual)):
                yield Item(sign, above=above)
        yield Item(self.rows.named("help.closed"), mark=HELP_ENDS)

    def people(self) -> list[Block]:
        """Who helps."""
        told = (f"{one.name}, {one.part}" if one.part else one.name for one in self.paper.people)
        return self.rows.texts(self.words.words("people.picture"), told)

    def next_steps(self) -> Iterator[Block]:
        """How sure the patient is, when the plan is looked at again, and who agreed."""
        paper, words, rows = self.paper, self.words, self.rows
        sure: list[Runs] = []
        if paper.confidence is not None:
            sure.append(words.say("sure.number", number=paper.confidence))
        if paper.to_raise.strip():
            sure.append(words.say("sure.raise", text=paper.to_raise))
        asked = rows.named("sure", *sure)
        yield rows.with_line(asked, "sure.blank") if paper.confidence is None else asked
        again: list[Runs] = []
        if paper.review_on is not None:
            again.append(words.say("review.by", date=_day(paper.review_on)))
        if paper.review_with.strip():
            again.append(words.say("review.with", who=paper.review_with))
        looked = rows.named("review", *again)
        yield rows.with_line(looked, "review.blank") if paper.review_on is None else looked
        copies = (words.say("agreed.copy", who=paper.carer),) if paper.carer.strip() else ()
        agreed = rows.row(words.words("agreed.picture"), copies)
        yield rows.with_line(rows.with_line(agreed, "agreed.me"), "agreed.practice")


def _sentences(text: str) -> list[str]:
    """One idea a line, as far as full stops tell."""
    parts = clean_text(text).replace("! ", "!\n").replace("? ", "?\n").replace(". ", ".\n")
    return parts.split("\n")


def _day(day: date) -> str:
    return keep_together(show_long_date(day))
