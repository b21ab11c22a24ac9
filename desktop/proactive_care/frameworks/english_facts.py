"""What facts mean, in plain English, for the rule book."""

from __future__ import annotations

from collections.abc import Mapping

from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.frameworks import facts as kinds
from proactive_care.frameworks.english import condition_english, quantity_english
from proactive_care.frameworks.facts import Fact
from proactive_care.frameworks.phrases import show_number
from proactive_care.frameworks.wording import labels, mid_sentence
from proactive_care.store.concepts import Concept


def fact_terms(facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """Return every fact that needs an explanation, with its meaning, by name."""
    meanings = {(fact.words.says, fact_english(fact, facts)) for fact in facts.values()}
    return sorted((says, text) for says, text in meanings if text)


def fact_english(fact: Fact, facts: Mapping[str, Fact]) -> str:
    """Return what a fact is, or "" when its name says it all."""
    match fact:
        case kinds.Pressure():
            return (
                f"the latest pair of one day and one setting{fact.window.words}: the lowest"
                " systolic and the lowest diastolic of that day; on one day clinic comes before"
                " ambulatory, and ambulatory before home"
            )
        case kinds.EthnicityIn(keys=keys):
            names = ", ".join(ethnic_groups()[key].label for key in keys)
            return f"recorded ethnic group is one of {names}"
        case kinds.Diagnosis(concepts=concepts, resolved=resolved):
            return _diagnosis(concepts, resolved)
        case kinds.LatestIs(concepts=concepts, wanted=wanted):
            chosen = tuple(concept for concept in concepts if concept.id in wanted)
            none = "" if fact.none_is_no else "; without any of them it is not known"
            return f"of the codes {_quoted(concepts)}, the latest is {_quoted(chosen)}{none}"
        case kinds.FirstRecord(concepts=concepts):
            what = "issue" if fact.is_drug else "code"
            return (
                f"the first {what} ever for {_names(concepts)}{fact.window.words}; not later ones"
            )
        case kinds.Count():
            return _count(fact)
        case kinds.Strength():
            return f"the milligrams in the name of the newest product{fact.window.words}"
        case kinds.Latest(concepts=concepts) | kinds.LatestGrade(concepts=concepts):
            return f"the latest recorded value{fact.window.words}{_edges(fact)}"
        case kinds.Highest():
            young = f" before age {fact.before_age}" if fact.before_age is not None else ""
            return f"the highest recorded value{young}"
        case kinds.Difference(concepts=concepts):
            both = " minus ".join(mid_sentence(concept.label) for concept in concepts)
            return f"{both}, of one day{fact.window.words}{_edges(fact)}"
        case _:
            return _computed(fact, facts)


def _computed(fact: Fact, facts: Mapping[str, Fact]) -> str:
    def says(name: str) -> str:
        return mid_sentence(facts[name].words.says)

    match fact:
        case kinds.Points(items=items):
            parts = [f"{show_number(n)} for {condition_english(when, facts)}" for when, n in items]
            return f"the sum of {'; '.join(parts)}"
        case kinds.Choose(items=items):
            parts = [
                f"{quantity_english(value, facts)} if {condition_english(when, facts)}"
                for when, value in items
            ]
            return "; otherwise ".join(parts)
        case kinds.Formula(quantity=quantity):
            return quantity_english(quantity, facts)
        case kinds.Newest(facts=names):
            return f"the newer of {' and '.join(map(says, names))}"
        case kinds.Largest(facts=names):
            return f"the larger of {' and '.join(map(says, names))}"
        case kinds.FirstKnown(facts=names):
            return ", or if that is not known ".join(map(says, names))
        case _:
            return ""


def _count(fact: kinds.Count) -> str:
    what = "issues" if fact.is_drug else "records"
    if fact.records:
        return f"the number of {what}{fact.window.words}"
    kept = [
        f"{word} {show_number(n)}"
        for word, n in (("above", fact.above), ("below", fact.below))
        if n
    ]
    values = f"values {' and '.join(kept)}" if kept else what
    none = "; without any value it is not known" if kept else ""
    return f"the number of different days with {values}{fact.window.words}{none}"


def _quoted(concepts: tuple[Concept, ...]) -> str:
    first, *others = [f"“{mid_sentence(concept.label)}”" for concept in concepts]
    return " or ".join([first, *others])


def _diagnosis(concepts: tuple[Concept, ...], resolved: tuple[Concept, ...]) -> str:
    ever = f"a code for {_names(concepts)}, ever"
    return f"{ever}, unless resolved on or after the latest one" if resolved else ever


def _names(concepts: tuple[Concept, ...]) -> str:
    return mid_sentence(labels(concepts))


def _edges(fact: kinds.Recorded) -> str:
    edges = ((fact.window.after, "after"), (fact.window.before, "before"))
    return "".join(f", {word} {str(edge).replace('_', ' ')}" for edge, word in edges if edge)
