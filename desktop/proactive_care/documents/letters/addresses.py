"""An address that the post can read through the window: whole, and with nothing else beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proactive_care.documents.content import Addressee
from proactive_care.documents.paper.fonts import clean_text, text_width
from proactive_care.documents.paper.geometry import ADDRESS, Area
from proactive_care.documents.paper.ink import Pen
from proactive_care.domain.errors import KnownError
from proactive_care.domain.identifiers import clean_nhs_number

MOST_LINES = 6  # of the address with its postcode; the name stands above them
_MOST_SHOWN = 8  # after wide lines went onto two
_SMALLEST = 8.0  # points; Royal Mail asks for 10 to 12, and machines still read 8
_LEADING, _TIGHT_LEADING = 1.365, 1.2  # of the size; tightened before the type is made smaller
_DESCENDERS = 0.3
_CAPITALS = 0.857  # of the size, from the top of the area to the first baseline
_NO_HOME = re.compile(
    r"\b(?:no fixed a(?:b|d)|nfa\b|not known|unknown|no address|address not)", re.I
)
_NO_HOME_POSTCODES = frozenset({"ZZ993VZ", "ZZ993WZ", "ZZ993CZ"})  # ODS pseudo postcodes
_LONG_NUMBER = re.compile(r"(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")


class UnusableAddress(KnownError):
    """A letter cannot be posted to this address."""


@dataclass(frozen=True)
class AddressBlock:
    """The lines that show through the window, the name first, at the size at which all fit."""

    lines: tuple[str, ...]
    size: float
    leading: float
    area: Area = ADDRESS

    def draw(self, pen: Pen) -> None:
        """Draw in its area, from the top left."""
        baseline = self.area.top + self.size * _CAPITALS
        for line in self.lines:
            pen.text(self.area.left, baseline, line, self.size)
            baseline += self.leading


def full_name(to: Addressee) -> str:
    """Return ``Mr Alder Testperson``, without what is missing."""
    return clean_text(f"{to.title} {to.given_name} {to.family_name}")


def short_name(to: Addressee) -> str:
    """Return ``Mr A Testperson``."""
    initial = clean_text(to.given_name)[:1]
    return clean_text(f"{to.title} {initial} {to.family_name}")


def plain_name(to: Addressee) -> str:
    """Return the name without a title, as it is said of somebody: ``Alder Testperson``."""
    return clean_text(f"{to.given_name} {to.family_name}")


def salutation(to: Addressee) -> str:
    """Return how a letter greets: ``Mr Testperson``, or ``Alder Testperson`` without a title."""
    if clean_text(to.title) and clean_text(to.family_name):
        return clean_text(f"{to.title} {to.family_name}")
    return plain_name(to)


def cannot_post_reason(to: Addressee) -> str | None:
    """Return why no letter can be posted to this person, or None if one can."""
    if not salutation(to):
        return "no name is recorded"
    lines = _address_lines(to)
    if any(_NO_HOME.search(line) for line in lines) or _squeezed(to.postcode) in _NO_HOME_POSTCODES:
        return "the address says no fixed abode, or not known"
    if any(_has_nhs_number(line) for line in (*lines, full_name(to), to.postcode)):
        return "the name or address holds an NHS number, which must not show on an envelope"
    if not lines:
        return "no usable address is recorded"
    return None


def address_block(
    to: Addressee,
    size: float,
    area: Area = ADDRESS,
    smallest: float = _SMALLEST,
    care_of: str = "",
) -> AddressBlock:
    """Lay out name and address at ``size`` points, smaller only as far as long lines need.

    ``care_of`` stands above the name in a letter about them: ``To the parent or guardian of``.

    Empty lines are dropped; a line that is too wide goes onto two while there is room; more than
    ``MOST_LINES`` are joined; the postcode stands last on its own line. Nothing is ever cut off:
    raises UnusableAddress when it cannot be shown whole, or when ``cannot_post_reason`` says so.
    """
    reason = cannot_post_reason(to)
    if reason is not None:
        raise _unusable(reason)
    postcode = clean_text(to.postcode).upper()
    room = MOST_LINES - (1 if postcode else 0)
    tail = (postcode,) if postcode else ()
    first = (care_of, full_name(to)) if care_of else (full_name(to),)
    above = (*first, *_joined(_address_lines(to), room))
    most = _MOST_SHOWN + len(first) - 1
    layouts = [(*lines, *tail) for lines in _unfolded(above, most - len(tail))]
    lines = max(layouts, key=lambda each: _fitting_size(each, size, area))  # the first of equals
    fitting = _fitting_size(lines, size, area)
    if fitting < smallest:
        raise _unusable("the address has a line that is too long to print whole")
    steps = len(lines) - 1
    leading = min(_LEADING, (area.height / fitting - _CAPITALS - _DESCENDERS) / max(steps, 1))
    return AddressBlock(lines, fitting, fitting * leading, area)


def _fitting_size(lines: tuple[str, ...], size: float, area: Area) -> float:
    widest = max(text_width(line, 1.0) for line in lines)
    height = _CAPITALS + (len(lines) - 1) * _TIGHT_LEADING + _DESCENDERS
    return min(size, area.width / widest, area.height / height)


def _address_lines(to: Addressee) -> tuple[str, ...]:
    lines = (clean_text(line).strip(" ,") for line in to.lines)
    return tuple(line for line in lines if line and _squeezed(line) != _squeezed(to.postcode))


def _joined(lines: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Join the shortest neighbours until the lines fit the room."""
    kept = list(lines)
    while len(kept) > room:
        at = min(range(len(kept) - 1), key=lambda i: len(kept[i]) + len(kept[i + 1]))
        kept[at : at + 2] = [f"{kept[at]}, {kept[at + 1]}"]
    return tuple(kept)


def _unfolded(lines: tuple[str, ...], room: int) -> list[tuple[str, ...]]:
    """Return the lines as they are, and with ever more of the widest broken in two.

    A line breaks at the comma, or else the space, that is nearest to its middle.
    """
    kept = list(lines)
    found = [lines]
    while len(kept) < room:
        wide = max(range(len(kept)), key=lambda i: text_width(kept[i], 1.0))
        line = kept[wide]
        ends = [m.end() for m in re.finditer(", ", line)] or [
            m.end() for m in re.finditer(" ", line)
        ]
        if not ends:
            break
        at = min(ends, key=lambda end: abs(2 * end - len(line)))
        kept[wide : wide + 1] = [line[:at].rstrip(" ,"), line[at:]]
        found.append(tuple(kept))
    return found


def _squeezed(postcode: str) -> str:
    return clean_text(postcode).replace(" ", "").upper()


def _has_nhs_number(line: str) -> bool:
    return any(clean_nhs_number(found) for found in _LONG_NUMBER.findall(line))


def _unusable(reason: str) -> UnusableAddress:
    return UnusableAddress(
        f"A letter cannot be posted: {reason}.",
        kept="It was not printed.",
        advice="Correct it in the clinical system, or reach this patient by another route.",
    )
