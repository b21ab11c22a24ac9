"""Half-typed diaries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.diary import Written
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.triage import RedFlag, Symptoms
from proactive_care.readings import (
    discard_draft,
    file_diary,
    new_draft_id,
    open_drafts,
    save_draft,
)
from support.readings import BRAM, PAPER, WREN, diary


def test_a_draft_is_offered_back_until_it_is_filed(session: Session, hca: Session) -> None:
    typed = diary(days=2)
    typed[3] = replace(typed[3], state=Written.UNREADABLE, systolic=None, diastolic=None)
    ticked = Symptoms(frozenset({RedFlag.CHEST_PAIN}), fall=True)
    draft = new_draft_id(hca)
    save_draft(hca, draft, WREN, typed[:2])
    save_draft(hca, draft, WREN, typed, symptoms=ticked)
    (found,) = open_drafts(session, WREN)
    assert (found.readings, found.symptoms, found.by) == (tuple(typed), ticked, "tamsin")
    assert open_drafts(session, BRAM) == ()
    with pytest.raises(InvalidInput):  # what is refused keeps its draft
        file_diary(session, 3, typed, replace(PAPER, draft=draft))
    assert len(open_drafts(session)) == 1
    file_diary(session, WREN, diary(), replace(PAPER, draft=draft))
    assert open_drafts(session) == ()


def test_a_draft_can_be_thrown_away(session: Session) -> None:
    draft = new_draft_id(session)
    save_draft(session, draft, WREN, diary())
    discard_draft(session, draft)
    discard_draft(session, draft)
    assert open_drafts(session) == ()
