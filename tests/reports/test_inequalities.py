"""Inequalities: labels, order, unknown last, and what may leave the practice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Tier
from proactive_care.reports import inequalities_report
from proactive_care.reports.inequalities import Inequalities, Split
from support.report_practice import AS_OF, make_report_practice, sort_hypertension
from support.rows import add_patient


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b"})
    yield session
    session.practice.close_all()


def split(found: Inequalities, name: str) -> Split:
    return next(each for each in found.splits if each.name == name)


def test_rows_are_in_a_sensible_order_with_unknown_last(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET ethnicity = 'no such key' WHERE id = 4")
    found = inequalities_report(session, AS_OF, outside=False)

    def rows(name: str) -> list[tuple[str, int | None]]:
        return [(row.label, row.people) for row in split(found, name).rows]

    assert rows("imd_quintile") == [
        ("1, most deprived", 2), ("5, least deprived", 1), ("not recorded", 3),
    ]  # fmt: skip
    assert rows("ethnicity") == [("White", 2), ("Asian", 1), ("not recorded", 3)]
    assert rows("sex") == [("female", 3), ("indeterminate", 1), ("male", 1), ("not recorded", 1)]
    assert rows("age") == [
        ("0 to 17", 1), ("60 to 69", 2), ("70 to 79", 1), ("80 and over", 1), ("not recorded", 1),
    ]  # fmt: skip
    assert rows("village") == [("Little Sedge", 2), ("Ottermere", 1), ("not recorded", 3)]
    assert rows("interpreter") == [("no", 1), ("yes", 1), ("not recorded", 4)]
    assert rows("language") == [("English", 1), ("Gujarati", 1), ("not recorded", 4)]


def test_shares_inside_are_exact_and_of_the_register(session: Session) -> None:
    found = inequalities_report(session, AS_OF, outside=False)
    first = split(found, "imd_quintile").rows[0]
    assert (first.on_register, first.tiers[Tier.HIGH], first.tiers[Tier.DATA_GAP]) == (2, 1, 1)
    assert first.soon is not None
    assert (first.soon.count, first.soon.of) == (1, 2)
    assert first.gap is not None
    assert first.gap.value == 0.5
    unknown = split(found, "imd_quintile").rows[-1]
    assert (unknown.on_register, unknown.soon) == (0, None)
    assert found.everybody.people == 6


def test_outside_hides_small_numbers_everywhere(session: Session) -> None:
    found = inequalities_report(session, AS_OF)
    assert found.outside
    for each in found.splits:
        for row in each.rows:
            counts = (row.people, row.on_register, row.invited, row.reviewed, *row.tiers.values())
            assert all(count is None or count % 5 == 0 for count in counts)
    assert (found.everybody.people, found.everybody.on_register) == (5, None)


def test_outside_shares_come_from_rounded_counts_of_twenty_or_more(session: Session) -> None:
    groups = {1: "2a", 2: "2c", 3: "4b"}
    for patient in range(100, 140):
        add_patient(session, patient, None, "Fixture", "Nia", None, imd_quintile=2)
        groups[patient] = "2a" if patient < 112 else "4b"
    sort_hypertension(session, groups)
    found = split(inequalities_report(session, AS_OF), "imd_quintile").rows
    second = next(row for row in found if row.label == "2")
    assert second.soon is not None
    assert (second.soon.count, second.soon.of) == (10, 40)  # 12 of 40, rounded
    assert second.gap is not None
    assert second.gap.count == 0
    assert found[0].soon is None
