"""Conditions in plain English, for the rule book and for "Why?"."""

from __future__ import annotations

from collections.abc import Mapping

from proactive_care.frameworks import conditions as trees
from proactive_care.frameworks.facts import Count, Fact, Recorded
from proactive_care.frameworks.phrases import show_number
from proactive_care.frameworks.wording import mid_sentence

_WORDS = {
    "<": "below",
    "<=": "at most",
    "=": "exactly",
    "!=": "other than",
    ">=": "at least",
    ">": "above",
}
_ABBREVIATIONS = {
    "bp": "BP", "ckd": "CKD", "cvd": "CVD", "hba1c": "HbA1c", "ldl": "LDL", "qrisk": "QRISK",
}  # fmt: skip
_COUNT_WORDS = {"<": "fewer than", ">": "more than"}
_DATE_WORDS = {
    "<": "before", "<=": "on or before", "=": "on", "!=": "not on", ">=": "on or after",
    ">": "after",
}  # fmt: skip


def condition_english(condition: trees.Condition, facts: Mapping[str, Fact]) -> str:
    """Return a condition as a phrase. Named conditions keep their name, which is defined below."""
    match condition:
        case trees.All(parts):
            return " and ".join(_bracketed(part, facts, trees.AnyOf) for part in parts)
        case trees.AnyOf(parts):
            return " or ".join(_bracketed(part, facts, trees.All) for part in parts)
        case trees.Named(name, _):
            return named_english(name)
        case trees.Not(
            trees.YesNo() | trees.Missing() | trees.PressureTest() | trees.Comparison() as leaf
        ):
            return leaf_english(leaf, facts, wanted=False)
        case trees.Not(trees.Named(name, _)):
            return f"not {named_english(name)}"
        case trees.Not(part):
            return f"not ({condition_english(part, facts)})"
        case _:
            return leaf_english(condition, facts)


def named_english(name: str) -> str:
    """Return the name of a condition as words: ``CVD``, ``raised BP``, ``no lipids``."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in name.split("_"))


def leaf_english(leaf: trees.Leaf, facts: Mapping[str, Fact], *, wanted: bool = True) -> str:
    """Return one test as a phrase: ``HbA1c above 75 mmol/mol, within 15 months``."""
    match leaf:
        case trees.YesNo(name):
            words = facts[name].words
            return f"{words.says}{_window(facts[name])}" if wanted else words.says_no
        case trees.Missing(name):
            missing = facts[name].words.missing
            return missing if wanted else f"{facts[name].words.says}{_window(facts[name])} is known"
        case trees.PressureTest():
            return _pressure(leaf, facts, wanted)
        case _:
            left, operator, right = leaf.left, leaf.operator, leaf.right
            if isinstance(left, trees.Literal):
                left, operator, right = right, trees.MIRRORED[operator], left
            return _comparison(left, operator if wanted else trees.OPPOSITE[operator], right, facts)


def _bracketed(part: trees.Condition, facts: Mapping[str, Fact], inner: type) -> str:
    text = condition_english(part, facts)
    return f"({text})" if isinstance(part, inner) else text


def _pressure(test: trees.PressureTest, facts: Mapping[str, Fact], wanted: bool) -> str:
    operator = test.operator if wanted else trees.OPPOSITE[test.operator]
    says = facts[test.fact].words.says
    word = {">=": "at or above", ">": "above", "<": "below", "<=": "at or below"}[operator]
    clinic, home = ("/".join(f"{figure:g}" for figure in pair) for pair in (test.clinic, test.home))
    where = clinic if clinic == home else f"{clinic} (clinic) or {home} (home or ambulatory)"
    return f"{says} {word} {where}{_window(facts[test.fact])}"


def _comparison(
    left: trees.Quantity, operator: str, right: trees.Quantity, facts: Mapping[str, Fact]
) -> str:
    if isinstance(left, trees.ValueOf):
        fact = facts[left.fact]
        if fact.name == "age" and isinstance(right, trees.Literal):
            return _age(operator, int(right.value))
        if isinstance(fact, Count):
            often = _COUNT_WORDS.get(operator, _WORDS[operator])
            return _count(fact, f"{often} {quantity_english(right, facts)}")
        unit = fact.words.unit if isinstance(right, trees.Literal) else ""
        limit = quantity_english(right, facts)
        text = f"{fact.words.says} {_WORDS[operator]} {limit}{f' {unit}' if unit else ''}"
        return f"{text}{_window(fact)}"
    words = _DATE_WORDS if isinstance(left, trees.DayOf) else _WORDS
    return f"{quantity_english(left, facts)} {words[operator]} {quantity_english(right, facts)}"


def _count(fact: Count, often: str) -> str:
    done = "issued" if fact.is_drug else "recorded"
    one = often.endswith(" 1")
    days = f"{often} time{'' if one else 's'}" if fact.records else f"on {often} "
    if not fact.records:
        days += "day" if one else "different days"
    return f"{fact.words.says} {done} {days}{_window(fact)}"


def _age(operator: str, years: int) -> str:
    return {
        ">=": f"age {years} or over",
        ">": f"age over {years}",
        "<": f"age under {years}",
        "<=": f"age {years} or under",
        "=": f"age {years}",
        "!=": f"age not {years}",
    }[operator]


def quantity_english(quantity: trees.Quantity, facts: Mapping[str, Fact]) -> str:
    """Return a quantity as a phrase."""
    match quantity:
        case trees.Literal(value):
            return show_number(value)
        case trees.ValueOf(name):
            return mid_sentence(facts[name].words.says)
        case trees.DayOf(name, days):
            moved = f" {'plus' if days > 0 else 'minus'} {abs(days)} days" if days else ""
            return f"the date of {mid_sentence(facts[name].words.says)}{moved}"
        case trees.FigureOf(figure, name):
            return f"{figure} {facts[name].words.says}"
        case _:
            sign = {"*": "×", "/": "÷", "-": "−"}.get(quantity.operator, quantity.operator)
            left, right = (_operand(q, facts) for q in (quantity.left, quantity.right))
            return f"({left} {sign} {right})"


def _operand(quantity: trees.Quantity, facts: Mapping[str, Fact]) -> str:
    """Return a part of a calculation; a measured one says its window."""
    text = quantity_english(quantity, facts)
    return text + _window(facts[quantity.fact]) if isinstance(quantity, trees.ValueOf) else text


def _window(fact: Fact) -> str:
    return fact.window.words if isinstance(fact, Recorded) else ""
