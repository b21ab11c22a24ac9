"""The rule book: everything that a clinician needs to sort patients by hand, and to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proactive_care.documents.paper.fonts import clean_text, text_width
from proactive_care.documents.paper.geometry import MM, PAGE_HEIGHT
from proactive_care.documents.paper.ink import BLUE, GREY, Pen
from proactive_care.documents.paper.paging import Frame, Item, Pages, fill
from proactive_care.documents.rule_book.content import PaperFramework, RuleBookPaper
from proactive_care.documents.rule_book.parts import (
    BODY,
    CHAPTER,
    SMALL_GREY,
    TITLE,
    example_head,
    example_row,
    group_head,
    heading,
    phrase,
    register_card,
    rule_row,
    signature_row,
    term_row,
    text,
    warning,
)
from proactive_care.documents.staff_lists.staff_sheet import LEFT, RIGHT, TOP, fitted, write_in_foot
from proactive_care.domain.dates import show_date

_FRAME = Frame(LEFT, TOP + 9 * MM, TOP + 9 * MM, PAGE_HEIGHT - 18 * MM)
_LOCAL, _LIMITS, _MEDICINES, _EXAMPLES = "local", "limits", "medicines", "examples "
_LAST_TERMS = 4
_ADAPTATION = "A local adaptation is shown beside the core group and never changes it."


def draw_rule_book(pen: Pen, book: RuleBookPaper) -> int:
    """Draw the book and return its pages. The first page says on which page each part begins."""
    pages = fill(list(_items(book, {})), _FRAME)
    pages = fill(list(_items(book, pages.marks)), _FRAME)
    for index, placed in enumerate(pages.pages):
        _running_head(pen, book, _chapter(book, pages, index), first=index == 0)
        for each in placed:
            each.draw(pen)
        _foot(pen, book, index + 1, len(pages.pages))
        pen.new_page()
    return len(pages.pages)


def _items(book: RuleBookPaper, marks: dict[str, int]) -> Iterator[Item]:
    yield from _opening(book, marks)
    for framework in book.frameworks:
        yield from _framework(book, framework)
    yield from _adaptations(book)
    yield from _glossary("Values that are not believed", _LIMITS, _LIMITS_SAY, book.limits)
    yield from _glossary("Medicines", _MEDICINES, _MEDICINES_SAY, book.medicines)
    for framework in book.frameworks:
        yield from _examples(framework)


_LIMITS_SAY = "A value outside these limits is left out by every rule, and listed as implausible."
_MEDICINES_SAY = (
    "What each class holds. Products are recognised by name and by code, brands and combinations"
    " included."
)


def _opening(book: RuleBookPaper, marks: dict[str, int]) -> Iterator[Item]:
    yield Item(text(book.title, TITLE))
    facts = f"{book.pack} {book.version} · {book.author} · published {book.published}"
    yield Item(text(facts, SMALL_GREY), 2)
    if book.note:
        yield Item(text(book.note), 8)
    yield Item(heading("What is in it, and who has signed it"), 14, with_next=True)
    for at, framework in enumerate(book.frameworks):
        page = marks.get(framework.framework.value, 0) + 1
        signed = framework.signed if framework.is_signed else "Not signed off"
        row = signature_row(framework.title, signed, framework.is_signed, page)
        yield Item(row, 5 if at == 0 else 0)
    for title, mark in (
        ("Local adaptations", _LOCAL),
        ("Values that are not believed", _LIMITS),
        ("Medicines", _MEDICINES),
        ("Appendix: the examples", _EXAMPLES + book.frameworks[0].framework.value),
    ):
        if mark in marks or not marks:
            yield Item(signature_row(title, "", True, marks.get(mark, 0) + 1), 0)
    if book.conventions:
        yield Item(heading("How to read the rules"), 16, with_next=True)
    yield from _terms(book.conventions, 4)


def _framework(book: RuleBookPaper, framework: PaperFramework) -> Iterator[Item]:
    yield Item(
        text(framework.title, CHAPTER), new_page=True, with_next=True,
        mark=framework.framework.value,
    )  # fmt: skip
    if framework.is_signed:
        yield Item(text(framework.signed, SMALL_GREY), 1)
    else:
        yield Item(warning(framework.signed), 6)
    yield Item(register_card(framework), 8)
    if framework.note:
        yield Item(text(framework.note), 8)
    if book.since:
        yield Item(heading(f"What changed since {book.since}"), 12, with_next=True)
        for change in framework.changes or ("Nothing.",):
            yield Item(phrase("", (change,)), 3)
    yield Item(heading("Groups: the first that is true counts"), 14, with_next=True)
    yield Item(group_head(), 4, with_next=True)
    for rule in framework.groups:
        yield Item(rule_row(rule), above=group_head())
    if framework.flags:
        yield Item(heading("Flags, shown beside the group"), 16, with_next=True)
        for at, flag in enumerate(framework.flags):
            yield Item(rule_row(flag), 5 if at == 0 else 0, above=group_head())
    if framework.terms:
        yield Item(heading("What the words mean"), 16, with_next=True)
        yield from _terms(framework.terms, 5)


def _adaptations(book: RuleBookPaper) -> Iterator[Item]:
    if not book.adaptations:
        return
    yield Item(text("Local adaptations", CHAPTER), new_page=True, with_next=True, mark=_LOCAL)
    yield Item(text(_ADAPTATION, SMALL_GREY), 2, with_next=True)
    for adaptation in book.adaptations:
        state = "on in this practice" if adaptation.on else "off in this practice"
        title = f"{adaptation.title[:1].upper()}{adaptation.title[1:]}: {state}"
        yield Item(heading(title), 12, with_next=True)
        action = f"{adaptation.action[:1].upper()}{adaptation.action[1:]}"
        yield Item(text(f"{action}, in {adaptation.frameworks}.", BODY), 2)
        yield Item(phrase(adaptation.condition.lead, adaptation.condition.parts), 2)
        yield Item(text(adaptation.reason, SMALL_GREY), 2)


def _glossary(
    title: str, mark: str, says: str, terms: tuple[tuple[str, str], ...]
) -> Iterator[Item]:
    if not terms:
        return
    yield Item(text(title, CHAPTER), 22, with_next=True, new_page=mark == _LIMITS, mark=mark)
    yield Item(text(says, SMALL_GREY), 2, with_next=True)
    yield from _terms(terms, 6)


def _terms(terms: Sequence[tuple[str, str]], gap: float) -> Iterator[Item]:
    """The terms with what they mean; the last of them never stand alone on a page."""
    for at, (term, meaning) in enumerate(terms):
        together = len(terms) - _LAST_TERMS <= at < len(terms) - 1
        yield Item(term_row(term, meaning), 2 if at else gap, with_next=together)


def _examples(framework: PaperFramework) -> Iterator[Item]:
    title = f"Examples: {framework.title.lower() if framework.title != 'COPD' else 'COPD'}"
    mark = _EXAMPLES + framework.framework.value
    yield Item(text(title, CHAPTER), new_page=True, with_next=True, mark=mark)
    says = (
        f"Fictional patients, sorted as of {show_date(framework.examples_as_of)}. The application"
        " runs them whenever the rules are checked; these are today's results."
    )
    yield Item(text(says, SMALL_GREY), 2, with_next=True)
    yield Item(example_head(), 8, with_next=True)
    for example in framework.examples:
        yield Item(example_row(example), above=example_head())


def _chapter(book: RuleBookPaper, pages: Pages, index: int) -> PaperFramework | None:
    """Return the framework whose rules or examples are on a page."""
    found = None
    begun = -1
    for framework in book.frameworks:
        for mark in (framework.framework.value, _EXAMPLES + framework.framework.value):
            page = pages.marks[mark]
            if begun < page <= index:
                found, begun = framework, page
    others = [pages.marks[mark] for mark in (_LOCAL, _LIMITS) if mark in pages.marks]
    return None if any(begun < page <= index for page in others) else found


def _running_head(
    pen: Pen, book: RuleBookPaper, framework: PaperFramework | None, *, first: bool
) -> None:
    pen.text(LEFT, TOP + 3 * MM, "Rule book", 12, True, BLUE)
    parts = [f"{book.pack} {book.version}", framework.title if framework else ""]
    said = clean_text("  ·  ".join(part for part in parts if part))
    fitted(pen, LEFT + 26 * MM, TOP + 3 * MM, said, 9.5, 70 * MM, ink=GREY)
    unsigned = not all(each.is_signed for each in book.frameworks) if first else (
        framework is not None and not framework.is_signed
    )  # fmt: skip
    right = "Not signed off: not for sorting patients" if unsigned else "For staff"
    pen.text(RIGHT - text_width(right, 9, True), TOP + 3 * MM, right, 9, True)
    pen.rule(LEFT, TOP + 6 * MM, RIGHT, 1.2, BLUE)


def _foot(pen: Pen, book: RuleBookPaper, page: int, pages: int) -> None:
    write_in_foot(pen, (), page, pages)
    said = clean_text(f"{book.practice_name}  ·  made {show_date(book.made_on)}")
    fitted(pen, LEFT, PAGE_HEIGHT - 10 * MM, said, 9, 130 * MM, ink=GREY)
