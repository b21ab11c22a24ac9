"""What transitions mean, and that the bridge adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.vocabulary import Tier
from proactive_care.reports.moves import NOTHING, Bridge, Kind, bridge, kind_of
from proactive_care.store.reports.movement import DECEASED, LEFT, OFF_REGISTER, Transition


@pytest.mark.parametrize(
    ("move", "kind"),
    [
        (("2a", "high", "4a", "low", ""), Kind.CALMER),
        (("3b", "medium", "1", "urgent", ""), Kind.MORE_URGENT),
        (("2c", "data gap", "1", "urgent", ""), Kind.GAP_CLOSED),
        (("2c", "data gap", "4a", "low", ""), Kind.GAP_CLOSED),
        (("4a", "low", "2c", "data gap", ""), Kind.GAP_OPENED),
        (("2a", "high", "2b", "high", ""), Kind.SAME_TIER),
        (("2a", "high", "2a", "high", ""), Kind.STAYED),
        (("2a", "high", "2a", "medium", ""), Kind.CALMER),  # the rules moved the group
        (("", "", "2a", "high", ""), Kind.JOINED),
        (("2a", "high", "", "", DECEASED), Kind.DECEASED),
        (("2a", "high", "", "", LEFT), Kind.LEFT),
        (("2a", "high", "", "", OFF_REGISTER), Kind.OFF_REGISTER),
    ],
)
def test_kinds(move: tuple[str, str, str, str, str], kind: Kind) -> None:
    assert kind_of(Transition(*move, 1)) is kind


def test_the_bridge_tells_work_from_coming_and_going() -> None:
    found = bridge(
        (
            Transition("1", "urgent", "4a", "low", "", 3),
            Transition("2a", "high", "", "", DECEASED, 2),
            Transition("2a", "high", "", "", LEFT, 1),
            Transition("2c", "data gap", "", "", OFF_REGISTER, 1),
            Transition("2c", "data gap", "3a", "medium", "", 5),
            Transition("4a", "low", "2a", "high", "", 4),
            Transition("4a", "low", "", "", DECEASED, 7),
            Transition("", "", "2a", "high", "", 6),
            Transition("", "", "4a", "low", "", 9),
        )
    )
    assert found == Bridge(
        open_then=12, closed=3, deceased=2, left=1, off_register=1, reopened=4, joined=6,
        open_now=15,
    )  # fmt: skip
    assert found + NOTHING == found


places = st.one_of(
    st.just(("", "")), st.tuples(st.sampled_from("abc"), st.sampled_from([t.value for t in Tier]))
)


@given(st.lists(st.tuples(places, places, st.integers(1, 50)), max_size=12))
def test_the_bridge_always_adds_up(
    moves: list[tuple[tuple[str, str], tuple[str, str], int]],
) -> None:
    transitions = tuple(
        Transition(*before, *after, "" if after[0] else LEFT, patients)
        for before, after, patients in moves
        if before[0] or after[0]
    )
    b = bridge(transitions)
    gone = b.deceased + b.left + b.off_register
    assert b.open_then - b.closed - gone + b.reopened + b.joined == b.open_now
