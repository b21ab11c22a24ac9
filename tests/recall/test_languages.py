"""Languages of letters: drafts until somebody signed them off; locked again when they change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, KnownError, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import (
    LanguageState,
    letter_languages,
    preview_language,
    sign_off_language,
    withdraw_language,
)
from proactive_care.recall import languages as module
from proactive_care.recall.languages import letters_can_print
from support.letters import page_texts
from support.practice import add_user, make_session

WHO = "Anna Mockford, interpreter"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def state(session: Session, code: str):
    return next(each for each in letter_languages(session) if each.language.code == code)


def test_every_translation_is_a_draft_at_first(session: Session) -> None:
    found = letter_languages(session)
    assert len(found) == 9
    assert {each.state for each in found} == {LanguageState.DRAFT}
    assert letters_can_print(session.practice.db).languages == {"en"}


def test_signing_off_is_kept_with_who_checked_it(session: Session) -> None:
    sign_off_language(session, "pl", f"  {WHO} ")
    found = state(session, "pl")
    assert found.may_print
    assert (found.checked_by, found.decided_by) == (WHO, session.full_name)
    assert found.decided_on == date(2026, 9, 14)
    assert letters_can_print(session.practice.db).languages == {"en", "pl"}
    rows = session.practice.db.query("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1")
    row = next(iter(rows))
    assert row["action"] == "letters.language.sign_off"
    assert "Mockford" not in row["detail"]


def test_a_sign_off_can_be_withdrawn_with_a_reason_and_given_again(session: Session) -> None:
    sign_off_language(session, "pl", WHO)
    withdraw_language(session, "pl", "A word was wrong")
    found = state(session, "pl")
    assert (found.state, found.reason) == (LanguageState.WITHDRAWN, "A word was wrong")
    assert letters_can_print(session.practice.db).languages == {"en"}
    assert sign_off_language(session, "pl", WHO).may_print


def test_a_changed_wording_locks_the_language_again(session: Session, monkeypatch) -> None:
    sign_off_language(session, "pl", WHO)
    monkeypatch.setattr(module, "wording_hash", lambda code: "b" * 64)
    assert state(session, "pl").state is LanguageState.CHANGED
    assert letters_can_print(session.practice.db).languages == {"en"}


def test_what_cannot_be_done(session: Session) -> None:
    with pytest.raises(InvalidInput, match="who checked"):
        sign_off_language(session, "pl", " ")
    with pytest.raises(InvalidInput, match="no letter"):
        sign_off_language(session, "en", WHO)
    with pytest.raises(KnownError, match="not signed off"):
        withdraw_language(session, "pl", "no reason at all")
    sign_off_language(session, "pl", WHO)
    with pytest.raises(KnownError, match="already"):
        sign_off_language(session, "pl", WHO)
    with pytest.raises(InvalidInput, match="why"):
        withdraw_language(session, "pl", "")


def test_who_may(session: Session) -> None:
    nurse = add_user(session, "nurse", Role.NURSE)
    assert letter_languages(nurse)
    assert preview_language(nurse, "cy").startswith(b"%PDF")
    with pytest.raises(NotPermitted):
        sign_off_language(nurse, "pl", WHO)
    reception = add_user(session, "reception", Role.RECEPTIONIST)
    for act in (letter_languages, lambda who: preview_language(who, "pl")):
        with pytest.raises(NotPermitted):
            act(reception)


@pytest.mark.parametrize("code", ["cy", "pl", "ro", "ur", "pa", "bn", "gu", "ar", "pt"])
def test_a_preview_is_marked_as_a_draft_until_it_is_signed_off(session: Session, code: str) -> None:
    assert all("DRAFT, not checked" in text for text in page_texts(preview_language(session, code)))
    sign_off_language(session, code, WHO)
    assert not any("DRAFT" in text for text in page_texts(preview_language(session, code)))
