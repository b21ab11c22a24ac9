"""One framework's rules as the page shows them, gathered from the pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from proactive_care.accounts import Session
from proactive_care.frameworks import (
    DEFAULT_PACK,
    ExampleRun,
    RuleBook,
    examples,
    load_pack,
    rule_book,
    signed_by,
)


@dataclass(frozen=True)
class SignedBook:
    """A rule book with its examples and its signature ("" and None: nobody has signed)."""

    book: RuleBook
    runs: tuple[ExampleRun, ...]
    signed_by: str
    signed_on: date | None


def load_rule_books(session: Session) -> tuple[SignedBook, ...]:
    """Return every framework of the pack in use. Raises PackProblem for a broken pack."""
    pack = load_pack(DEFAULT_PACK)
    books = []
    for framework in pack.frameworks:
        signature = signed_by(session, pack.id, framework.value)
        books.append(
            SignedBook(
                rule_book(pack, framework.value),
                examples(pack, framework),
                signature.signed_by if signature else "",
                datetime.fromisoformat(signature.signed_at).date() if signature else None,
            )
        )
    return tuple(books)
