"""One framework's rules as the page shows them, gathered from the pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from proactive_care.accounts import Session
from proactive_care.frameworks import (
    ExampleRun,
    RuleBook,
    examples,
    packs_in_use,
    rule_book,
    signed_by,
)


@dataclass(frozen=True)
class SignedBook:
    """A rule book with its examples and its signature ("" and None: nobody has signed)."""

    book: RuleBook
    pack_title: str
    runs: tuple[ExampleRun, ...]
    signed_by: str
    signed_on: date | None


def load_rule_books(session: Session) -> tuple[SignedBook, ...]:
    """Return every framework by the pack in use. Raises PackProblem for a broken pack."""
    books = []
    for framework, pack in packs_in_use(session).items():
        signature = signed_by(session, pack.id, framework.value)
        books.append(
            SignedBook(
                rule_book(pack, framework.value),
                pack.title,
                examples(pack, framework),
                signature.signed_by if signature else "",
                datetime.fromisoformat(signature.signed_at).date() if signature else None,
            )
        )
    return tuple(books)
