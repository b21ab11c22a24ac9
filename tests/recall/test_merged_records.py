"""What happened to a record that was merged happened to the one that is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.recall.candidates import people_now
from support.practice import make_session
from support.report_practice import contact, invite
from support.rows import add_import, add_patient

BORN = date(1950, 6, 1)


def _practice(folder: Path) -> Session:
    session = make_session(folder)
    add_import(session)
    add_patient(session, 1, "9990000018", "Sampleton", "Nia", BORN)
    add_patient(session, 2, None, "Sampleton", "N", BORN, local_id="L2")
    invite(session, 1, date(2026, 8, 1))
    invite(session, 2, date(2026, 8, 20))
    contact(session, "c1", 2, "declined", date(2026, 9, 1))
    return session


def test_letters_and_answers_of_both_records_count_for_one_patient(tmp_path: Path) -> None:
    session = _practice(tmp_path / "p")
    (before,) = people_now(session.practice.db, [1])
    assert before.invited == (date(2026, 8, 1),)
    done = importing.merge_patients(session, 1, 2, "Rang the patient")
    (after,) = people_now(session.practice.db, [1])
    assert after.invited == (date(2026, 8, 1), date(2026, 8, 20))
    assert (before.dissent_here, after.dissent_here) == (None, date(2026, 9, 1))
    importing.unmerge_patients(session, done.match, "Two people after all")
    assert people_now(session.practice.db, [1]) == (before,)
