"""The codes of patients who are kept apart."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

from proactive_care.accounts import Session
from proactive_care.store import recall_streams
from proactive_care.store.recall_streams import codes_of
from support.rows import add_event, add_import, add_patient

DAY = date(2024, 5, 1)


def test_each_code_of_a_concept_once_and_none_from_later(session: Session) -> None:
    add_import(session)
    for patient in (1, 2, 3):
        add_patient(session, patient, None, "Testperson", "Wren", None)
    for line, patient in enumerate((1, 1, 2), start=1):
        add_event(session, patient, "reasonable_adjustment", DAY, None, line=line)
    add_event(session, 2, "housebound", DAY, None, line=9)
    db, concept = session.practice.db, "reasonable_adjustment"
    code = frozenset({concept})  # the code that support.rows gives
    assert codes_of(db, concept, (1, 2, 3), DAY) == {1: code, 2: code}
    assert codes_of(db, concept, (2,), date(2024, 4, 30)) == {}
    assert codes_of(db, concept, (), DAY) == {}
    with patch.object(recall_streams, "_AT_ONCE", 1):
        assert codes_of(db, concept, (1, 2, 3), DAY) == {1: code, 2: code}
