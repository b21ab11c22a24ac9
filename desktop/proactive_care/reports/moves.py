"""What a transition between two groups means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proactive_care.domain.vocabulary import Tier
from proactive_care.store.reports.movement import DECEASED, LEFT, Transition


class Kind(StrEnum):
    """How a patient moved between two runs. The order is that of the tables."""

    CALMER = "to a calmer tier"
    MORE_URGENT = "to a more urgent tier"
    GAP_CLOSED = "data gap closed"
    GAP_OPENED = "became a data gap"
    SAME_TIER = "another group, same tier"
    STAYED = "same group"
    JOINED = "joined the register"
    DECEASED = "deceased"
    LEFT = "left the practice"
    OFF_REGISTER = "off the register"


def kind_of(move: Transition) -> Kind:
    """Return what a transition is. A data gap is neither calmer nor more urgent: it is unknown."""
    if not move.before:
        return Kind.JOINED
    if not move.after:
        return {DECEASED: Kind.DECEASED, LEFT: Kind.LEFT}.get(move.gone, Kind.OFF_REGISTER)
    if move.before == move.after and move.before_tier == move.after_tier:
        return Kind.STAYED
    before, after = Tier(move.before_tier), Tier(move.after_tier)
    if before is after:
        return Kind.SAME_TIER
    if before is Tier.DATA_GAP:
        return Kind.GAP_CLOSED
    if after is Tier.DATA_GAP:
        return Kind.GAP_OPENED
    return Kind.CALMER if after.rank > before.rank else Kind.MORE_URGENT


@dataclass(frozen=True)
class Bridge:
    """From the open indicators of the baseline to those of now.

    ``open_then`` − ``closed`` − ``deceased`` − ``left`` − ``off_register`` + ``reopened`` +
    ``joined`` = ``open_now``. Only ``closed`` is work done: the rest is people coming and going.
    """

    open_then: int
    closed: int
    deceased: int
    left: int
    off_register: int
    reopened: int
    joined: int
    open_now: int

    def __add__(self, other: Bridge) -> Bridge:
        return Bridge(*(a + b for a, b in zip(self._parts(), other._parts(), strict=True)))

    def _parts(self) -> tuple[int, ...]:
        return tuple(vars(self).values())


NOTHING = Bridge(0, 0, 0, 0, 0, 0, 0, 0)


def bridge(moves: tuple[Transition, ...]) -> Bridge:
    """Add up the transitions from the baseline's run to now."""
    counts = dict.fromkeys(vars(NOTHING), 0)
    for move in moves:
        was_open, is_open = _open(move.before, move.before_tier), _open(move.after, move.after_tier)
        counts["open_then"] += move.patients * was_open
        counts["open_now"] += move.patients * is_open
        if was_open and not is_open:
            counts[_CLOSED_AS.get(kind_of(move), "closed")] += move.patients
        elif is_open and not was_open:
            counts["reopened" if move.before else "joined"] += move.patients
    return Bridge(**counts)


_CLOSED_AS = {Kind.DECEASED: "deceased", Kind.LEFT: "left", Kind.OFF_REGISTER: "off_register"}


def _open(group: str, tier: str) -> bool:
    return bool(group) and tier != Tier.LOW.value
