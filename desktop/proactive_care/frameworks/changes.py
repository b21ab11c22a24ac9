"""What changed between two versions of a pack, framework by framework, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks.model import Pack
from proactive_care.frameworks.rule_books import RuleBook, RuleLine, rule_book

_LINE_PARTS: tuple[tuple[str, Callable[[RuleLine], str]], ...] = (
    ("tier", lambda line: line.tier.value if line.tier else ""),
    ("condition", lambda line: line.condition),
    ("who and by when", lambda line: line.who),
    ("grade", lambda line: line.grade),
    ("source", lambda line: line.source),
    ("note", lambda line: line.note),
)


def what_changed(old: Pack, new: Pack, framework: Framework) -> tuple[str, ...]:
    """Return a sentence for everything that differs in a framework of ``new``; () for nothing.

    Words that a condition uses count too: their meaning is part of the rule.
    """
    if framework not in old.frameworks:
        return ("The framework is new.",)
    before, after = rule_book(old, framework.value), rule_book(new, framework.value)
    return (
        *_changed("Register", before.register, after.register),
        *_lines("Group", before.groups, after.groups),
        *_order(before, after),
        *_lines("Flag", before.flags, after.flags),
        *_terms(before, after),
    )


def _changed(what: str, before: str, after: str) -> list[str]:
    if before == after:
        return []
    return [f"{what}: was “{before or 'nothing'}”, is “{after or 'nothing'}”."]


def _lines(kind: str, before: Sequence[RuleLine], after: Sequence[RuleLine]) -> list[str]:
    old = {line.id: line for line in before}
    new = {line.id: line for line in after}
    said = [f"{kind} {name} is gone." for name in old if name not in new]
    said += [f"{kind} {name} is new: {new[name].condition}." for name in new if name not in old]
    for name, line in new.items():
        if name in old:
            for part, of in _LINE_PARTS:
                said += _changed(f"{kind} {name}, {part}", of(old[name]), of(line))
    return said


def _order(before: RuleBook, after: RuleBook) -> list[str]:
    new = {line.id for line in after.groups}
    old = {line.id for line in before.groups}
    was = [line.id for line in before.groups if line.id in new]
    now = [line.id for line in after.groups if line.id in old]
    return _changed("Order of the groups", ", ".join(was), ", ".join(now))


def _terms(before: RuleBook, after: RuleBook) -> list[str]:
    """Two meanings of one word, such as two windows of one test, count together."""
    old, new = _meanings(before), _meanings(after)
    return [
        sentence
        for term in sorted({*old, *new})
        for sentence in _changed(f"Word “{term}”", old.get(term, ""), new.get(term, ""))
    ]


def _meanings(book: RuleBook) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for term, meaning in book.terms:
        found.setdefault(term, []).append(meaning)
    return {term: "; ".join(sorted(meanings)) for term, meanings in found.items()}
