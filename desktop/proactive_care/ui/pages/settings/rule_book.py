"""One framework's rules as the page shows them, gathered from the pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import DEFAULT_PACK, ExampleRun, examples, load_pack, signed_by


@dataclass(frozen=True)
class GroupLine:
    """One group of the rule book."""

    group: str
    tier: Tier
    condition: str
    grade: str
    who: str
    by: str
    source: str


@dataclass(frozen=True)
class RuleBook:
    """One framework of a pack, with its examples and its signature."""

    framework: Framework
    pack: str
    version: str
    title: str
    register: str
    groups: tuple[GroupLine, ...]
    runs: tuple[ExampleRun, ...]
    signed_by: str
    signed_on: date | None


def load_rule_books(session: Session) -> tuple[RuleBook, ...]:
    """Return every framework of the pack in use. Raises PackProblem for a broken pack."""
    pack = load_pack(DEFAULT_PACK)
    books = []
    for framework, rules in pack.frameworks.items():
        signature = signed_by(session, pack.id, framework.value)
        groups = tuple(
            GroupLine(
                group.id,
                group.tier,
                group.text or "Everybody else on the register",
                group.grade,
                group.role,
                group.by,
                group.source,
            )
            for group in rules.groups
        )
        books.append(
            RuleBook(
                framework,
                pack.id,
                pack.version,
                pack.title,
                rules.register_text,
                groups,
                examples(pack, framework),
                signature.signed_by if signature else "",
                datetime.fromisoformat(signature.signed_at).date() if signature else None,
            )
        )
    return tuple(books)
