"""Lines of the coding list, and finding each in an import once."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from proactive_care.recall.coding_items import (
    coding_rules,
    find_in_import,
    qof_year,
    work_to_code,
)
from proactive_care.resource_files import resource_path
from proactive_care.store.coding import CodedEvent, DoneHere

DAY = date(2026, 9, 1)
ENTERED = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LATER = (ENTERED + timedelta(days=10)).isoformat()
REVIEW = coding_rules().codes["review"].code


def done(origin="a", kind="review", patient=1, day=DAY, frameworks="[]", **pressure):
    top, bottom = pressure.get("systolic"), pressure.get("diastolic")
    return DoneHere(
        origin, kind, patient, day, frameworks, top, bottom, 7, ENTERED.isoformat(), "lead"
    )


def event(day=DAY, patient=1, code=REVIEW, at=LATER, line=1):
    return CodedEvent(patient, code, day, "events.csv", line, at)


def find(lines, events, already=None):
    return find_in_import(lines, already or {}, events, coding_rules().seen_days)


def test_every_code_is_in_the_shipped_lists():
    with resource_path("codelists", "codes.csv").open(encoding="utf-8", newline="") as stream:
        shipped = {
            (row["code"], row["term"])
            for row in csv.DictReader(stream)
            if row["system"] == "snomed"
        }
    for code in coding_rules().codes.values():
        assert (code.code, code.term) in shipped


def test_an_invitation_is_one_generic_code_for_all_conditions():
    (line,) = work_to_code([done(kind="invitation", frameworks='["asthma", "copd"]')])
    assert line.condition == "Asthma; COPD"
    assert line.code == coding_rules().codes["invitation"]
    assert line.check_first == ""


def test_the_second_invitation_of_a_qof_year_is_checked_by_a_person():
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 1), date(2027, 3, 31))
    lines = work_to_code(
        done(str(number), "invitation", day=day) for number, day in enumerate(days)
    )
    assert [bool(line.check_first) for line in lines] == [False, False, True, True]
    assert lines[3].check_first.startswith("Invitation 3 of this QOF year")
    assert (qof_year(date(2026, 3, 31)), qof_year(date(2026, 4, 1))) == (2025, 2026)


def test_a_home_average_is_two_codes_with_rounded_values():
    top, bottom = work_to_code([done(kind="home bp", systolic=134.5, diastolic=84.49)])
    assert (top.value, bottom.value, top.code.unit) == (135, 84, "mmHg")
    assert top.text == bottom.text == "Average home blood pressure 135/84 mmHg, 7 days"


def test_each_step_of_a_plan_has_its_code():
    codes = {
        kind: work_to_code([done(kind=kind)])[0].code.code
        for kind in ("agreed", "reviewed", "declined", "copy given")
    }
    assert codes == {
        "agreed": "1187911000000105",
        "reviewed": "1187921000000104",
        "declined": "1325711000000103",
        "copy given": "862701000000104",
    }


def test_seen_means_same_patient_same_code_near_in_time_and_imported_later():
    lines = work_to_code([done()])
    assert find(lines, [event()])
    for near in (-7, 28):
        assert find(lines, [event(DAY + timedelta(days=near))])
    for far in (-8, 29):
        assert not find(lines, [event(DAY + timedelta(days=far))])
    assert not find(lines, [event(patient=2)])
    assert not find(lines, [event(code="1")])
    assert not find(lines, [event(at=ENTERED.isoformat())])
    assert not find(lines, [event()], {("a", REVIEW): None})


def test_one_imported_code_ticks_off_one_line():
    lines = work_to_code([done("a"), done("b", day=DAY + timedelta(days=20))])
    assert [each.work.origin for each in find(lines, [event()])] == ["a"]
    assert len(find(lines, [event(), event(DAY + timedelta(days=20), line=2)])) == 2
    assert find(lines, [event()], {("a", REVIEW): DAY}) == (), "it has ticked off the first"


@given(st.lists(st.integers(0, 100), max_size=6), st.lists(st.integers(0, 100), max_size=6))
def test_as_many_lines_are_found_as_can_be(works, coded):
    """Compared with trying every pairing."""
    lines = work_to_code(
        done(str(n), day=DAY + timedelta(days=days)) for n, days in enumerate(works)
    )
    events = [event(DAY + timedelta(days=days), line=n) for n, days in enumerate(coded)]
    found = find(lines, events)
    assert len({each.work.origin for each in found}) == len(found)
    assert len({each.event.line for each in found}) == len(found)
    assert len(found) == best(tuple(works), tuple(coded))


def best(works, coded):
    if not works:
        return 0
    rest = best(works[1:], coded)
    pairs = (
        1 + best(works[1:], coded[:i] + coded[i + 1 :])
        for i, day in enumerate(coded)
        if -7 <= day - works[0] <= 28
    )
    return max([rest, *pairs])
