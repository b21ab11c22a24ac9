"""Languages of letters: drafts until somebody signed them off; locked again when they change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import PracticeDetails, Session
from proactive_care.documents import signed_off
from proactive_care.domain.errors import InvalidInput, KnownError, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.own_words import practice_wording
from proactive_care.recall import (
    LanguageState,
    batch_recipients,
    letter_languages,
    letterhead,
    preview_batch,
    preview_language,
    print_batch,
    sign_off_language,
    withdraw_language,
)
from proactive_care.recall import languages as module
from proactive_care.recall.languages import letters_can_print
from support.letters import page_texts
from support.practice import add_user, make_session
from support.rows import add_event, add_import, add_patient, add_run

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
    for where in (module, signed_off):
        monkeypatch.setattr(where, "wording_hash", lambda code: "b" * 64)
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
    pages = page_texts(preview_language(session, code))
    listed = [text for text in pages if "a draft until the practice signs it off" in text]
    shown = [text for text in pages if text not in listed]
    assert sum("Batch example" in text for text in shown) >= 6
    assert any("Alex Example" in text for text in shown), "a care plan"
    assert all("DRAFT, not checked" in text for text in shown)
    sign_off_language(session, code, WHO)
    assert not any("DRAFT" in text for text in page_texts(preview_language(session, code)))


@pytest.fixture
def practice(session: Session) -> Session:
    """Four people who are due, each with a need of their own."""
    add_import(session)
    needs = (
        (1, "9990000018", "Testperson", {"language": "Polish"}),
        (2, "9990000026", "Fixture", {"format_need": "Easy read"}),
        (3, "9990000034", "Mockford", {"language": "Urdu", "format_need": "Large print 18pt"}),
        (4, "9990000042", "Specimen", {"language": "Polish", "format_need": "Easy read"}),
        (5, "9990000050", "Sampleton", {"language": "Somali"}),
    )
    for patient, number, family, columns in needs:
        address = {"address_1": "4 Mill Row", "address_2": "Little Sedge", "postcode": "HM1 4ZZ"}
        born = date(1959, 3, 2)
        add_patient(
            session, patient, number, family, "Wren", born, title="Ms", **address, **columns
        )
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    add_run(session, "hypertension", {each[0]: ("2a", "high") for each in needs})
    return session


AS_OF = date(2026, 9, 14)


def test_nobody_gets_a_letter_in_another_language_than_the_record_says(practice: Session) -> None:
    preview = preview_batch(practice, AS_OF)
    assert [due.patient.id for due in preview.due] == [2]
    reasons = {each.patient.id: each.detail for each in preview.cannot_print}
    assert "needs Polish: no wording in it has been signed off" in reasons[1]
    assert "needs Urdu: no wording" in reasons[3]
    assert "needs Somali: there is no wording in it" in reasons[5]


def test_a_signed_off_language_prints_in_the_size_that_is_needed(
    practice: Session, tmp_path: Path
) -> None:
    sign_off_language(practice, "pl", WHO)
    sign_off_language(practice, "ur", WHO)
    preview = preview_batch(practice, AS_OF)
    letters = dict(zip((due.patient.id for due in preview.due), preview.letters, strict=True))
    assert sorted(letters) == [1, 2, 3]
    assert letters[1].paper == "Polish"
    assert letters[1].home_diary
    assert letters[2].paper == "Easy read"
    assert letters[2].home_diary, "in easy read too"
    assert letters[2].diary_wording == practice_wording(practice, "bp_diary_easy")
    assert letters[3].paper == "Large, 18 point, Urdu"
    reasons = {each.patient.id: each.detail for each in preview.cannot_print}
    assert "easy read in Polish" in reasons[4]
    printed = print_batch(practice, preview, tmp_path / "letters.pdf")
    received = {
        each.family_name: each.format for each in batch_recipients(practice, printed.number)
    }
    assert received["Mockford"] == "Large, 18 point, Urdu"
    pdf = (tmp_path / "letters.pdf").read_bytes()
    texts = [text for text in page_texts(pdf) if text.strip()]
    assert sum(name in text for text in texts for name in ("Testperson",)) > 1
    assert not any("Testperson" in text and "Fixture" in text for text in texts)
    assert "Dzień dobry" in " ".join(texts)
    sheet = " ".join(page_texts(printed.run_sheet_file.read_bytes()))
    assert "Polish" in sheet
    assert "Easy read" in sheet


def test_a_letter_is_refused_when_a_language_was_withdrawn_meanwhile(practice: Session) -> None:
    sign_off_language(practice, "pl", WHO)
    due = next(d for d in preview_batch(practice, AS_OF).due if d.patient.id == 1)
    from proactive_care.accounts import practice_details
    from proactive_care.documents import BatchPlace, Sides
    from proactive_care.recall.letters import recall_letter
    from proactive_care.recall.settings import load_settings

    with pytest.raises(KnownError, match="language that is needed: Polish"):
        recall_letter(
            due, details=practice_details(practice), settings=load_settings(), as_of=AS_OF,
            extract_date=AS_OF, place=BatchPlace("1", 1, 1), form_code="7K3Q222K", diary_code="",
            sides=Sides.ONE,
        )  # fmt: skip


def test_a_sign_off_withdrawn_after_the_check_stops_the_print(
    practice: Session, tmp_path: Path
) -> None:
    sign_off_language(practice, "pl", WHO)
    preview = preview_batch(practice, AS_OF)
    withdraw_language(practice, "pl", "A word was wrong")
    with pytest.raises(KnownError):
        print_batch(practice, preview, tmp_path / "letters.pdf")
    assert not (tmp_path / "letters.pdf").exists()


def test_what_a_practice_has_not_entered_is_told_in_the_language_of_the_letter():
    unknown = PracticeDetails("Harrowmere Surgery")
    assert letterhead(unknown).phone == "the surgery"
    polish = letterhead(unknown, "pl")
    assert (polish.phone, polish.opening) == ("numer przychodni", "W godzinach otwarcia przychodni")
