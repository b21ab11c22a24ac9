"""The same synthetic practice, exported by four systems, becomes the same record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.sample_data import FaultKind, System, make_practice, write_exports
from proactive_care.store.stratification import coverage
from support.importing import check, events, issues, load
from support.practice import make_session

AS_OF = date(2026, 9, 14)
PRACTICE = make_practice(250, 11, AS_OF)
# Vision's patient file has no columns for these
ONLY_ELSEWHERE = {"language", "interpreter", "format_need", "imd_quintile"}
DEMOGRAPHICS = (
    "local_id", "family_name", "given_name", "title", "date_of_birth", "sex", "postcode",
    "home_phone", "mobile_phone", "email", "ethnicity", "language", "interpreter", "format_need",
    "imd_quintile", "usual_gp", "registered_on", "deregistered_on", "date_of_death",
)  # fmt: skip


def imported(folder: Path, system: System) -> Session:
    session = make_session(folder / system / "practice")
    write_exports(PRACTICE, system, folder / system / "exports")
    for report in load(session, folder / system / "exports", run_date=AS_OF):
        parts = report.rows_accepted + report.rows_rejected + report.rows_ignored
        assert report.rows_read == parts
    return session


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[System, Session]:
    folder = tmp_path_factory.mktemp("systems")
    return {system: imported(folder, system) for system in System}


def wrong_pairs() -> set[tuple[str, str]]:
    """(NHS number, day) of blood pressures whose two figures were swapped, or one was spoilt."""
    kinds = (FaultKind.SWAPPED_PAIR, FaultKind.OUT_OF_RANGE, FaultKind.LETTER_O)
    found = set()
    for fault in PRACTICE.faults:
        if fault.kind in kinds and fault.entry >= 0:
            person = PRACTICE.patients[fault.patient]
            if fault.entry < len(person.events):
                found.add((person.nhs_number, person.events[fault.entry].day.isoformat()))
    return found


@pytest.mark.parametrize("system", [System.EMIS, System.SYSTMONE, System.VISION])
def test_events_are_the_same(sessions: dict[System, Session], system: System) -> None:
    expected = {row[:5] for row in events(sessions[System.PLAIN])}
    found = {row[:5] for row in events(sessions[system])}
    known = wrong_pairs()  # a pair on one row is refused as a pair, two rows are judged one by one
    assert found <= expected
    assert {row for row in expected - found if (row[0], row[2]) not in known} == set()


@pytest.mark.parametrize("system", [System.EMIS, System.SYSTMONE, System.VISION])
def test_medicines_are_the_same(sessions: dict[System, Session], system: System) -> None:
    assert set(issues(sessions[system])) == set(issues(sessions[System.PLAIN]))


@pytest.mark.parametrize("system", list(System))
def test_what_can_be_answered_is_the_same(sessions: dict[System, Session], system: System) -> None:
    assert {"patients", "events", "medications"} <= coverage(sessions[system].practice.db)


@pytest.mark.parametrize("system", [System.EMIS, System.SYSTMONE, System.VISION])
def test_patients_are_the_same(sessions: dict[System, Session], system: System) -> None:
    columns = [c for c in DEMOGRAPHICS if system is not System.VISION or c not in ONLY_ELSEWHERE]

    def people(session: Session) -> dict[str, tuple[object, ...]]:
        rows = session.practice.db["patient"].rows
        return {str(row["nhs_number"]): tuple(row[c] for c in columns) for row in rows}

    assert people(sessions[system]) == people(sessions[System.PLAIN])


@pytest.mark.parametrize("system", list(System))
def test_importing_it_again_changes_nothing(
    sessions: dict[System, Session], system: System, tmp_path: Path
) -> None:
    write_exports(PRACTICE, system, tmp_path)
    for path in tmp_path.iterdir():  # other bytes, the same content
        path.write_bytes(path.read_bytes() + b"\r\n")
    with check(sessions[system], tmp_path, run_date=AS_OF) as checked:
        for report in checked.files:
            for line in report.diff:
                assert (line.new, line.changed, line.gone) == (0, 0, 0)
                assert line.same > 0
