"""Flags from codes and from lists, for one patient and for everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.importing import ListChoice
from proactive_care.patients import flags_of_everybody, patient_record
from proactive_care.worklists import load_worklist
from support.importing import IDRIS, NIA, PATIENTS, SILAS, load, write
from support.practice import add_user, make_session
from support.rows import add_event, add_run

THREE = f"{PATIENTS}{SILAS},1944-05-05,M,Sampleton,Silas,\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    load(session, write(tmp_path, "patients.csv", THREE))
    home = write(tmp_path, "home.csv", f"NHS Number,Name\n{NIA},N\n{IDRIS},I\n")
    load(session, home, lists={home: ListChoice("Home visits", "housebound")})
    meeting = write(tmp_path, "mdt.csv", f"NHS Number,Name\n{NIA},Nia\n")
    load(session, meeting, lists={meeting: ListChoice("Case meeting")})
    smi = write(tmp_path, "smi.csv", f"NHS Number,Name\n{NIA},Nia F\n")
    load(session, smi, lists={smi: ListChoice("SMI search", "mental_illness")})
    add_event(session, 2, "not_housebound", date(2026, 9, 13), None)
    add_event(session, 3, "dementia", date(2020, 1, 1), None)
    add_event(session, 3, "reasonable_adjustment", date(2024, 1, 1), None)
    return session


def test_flags_of_codes_and_lists(session: Session) -> None:
    texts = {n: [flag.text for flag in patient_record(session, n).flags] for n in (1, 2, 3)}
    assert texts == {
        1: ["Housebound", "Case meeting", "SMI search"],  # not "Home visits" as well
        2: [],  # a newer code says no longer housebound
        3: ["Dementia", "Reasonable adjustment"],
    }
    assert patient_record(session, 1).flags[0].since == date(2026, 9, 12)


def test_everybody_has_the_flags_of_their_own_page(session: Session) -> None:
    everybody = flags_of_everybody(session)
    assert everybody == {
        1: ("Housebound", "Case meeting", "SMI search"), 3: ("Dementia", "Reasonable adjustment"),
    }  # fmt: skip
    with pytest.raises(NotPermitted):
        flags_of_everybody(add_user(session, "desk", Role.RECEPTIONIST))


def test_a_worklist_can_be_filtered_by_them(session: Session) -> None:
    add_run(session, "hypertension", {1: ("1", "urgent"), 2: ("2a", "high")})
    rows = {row.patient: row.flags for row in load_worklist(session).rows}
    assert rows == {1: ("Housebound", "Case meeting", "SMI search"), 2: ()}
