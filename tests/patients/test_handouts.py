"""Handing out a sheet: its format, its form code, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from proactive_care.documents import EASY_READ, LARGE_FORMATS, STANDARD
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.patients import (
    HandoutKind,
    NeedsAnotherRoute,
    handout_choices,
    handouts_given,
    print_handout,
    reprint_handout,
)
from proactive_care.readings import patient_of_form
from proactive_care.recall import Basis, preview_batch, print_batch, sign_off_language
from proactive_care.store import form_codes
from support.letters import page_texts
from support.little_practice import make_little_practice
from support.practice import add_user


@pytest.fixture
def session(tmp_path):
    return make_little_practice(tmp_path / "practice")


def text_of(handout):
    return " ".join(" ".join(page_texts(handout.data)).split()).replace("\u00a0", " ")


def needs(session, patient, format_need="", language=""):
    with session.practice.transaction() as db:
        db.table("patient").update(patient, {"format_need": format_need, "language": language})


@pytest.mark.parametrize(
    "kind", [HandoutKind.BP_DIARY, HandoutKind.PEAK_FLOW_DIARY, HandoutKind.PRE_VISIT]
)
def test_a_sheet_finds_its_way_back_by_its_code(session, kind):
    handout = print_handout(session, 2, kind)
    assert patient_of_form(session, handout.form_code) == 2
    assert "Nia Fixture" in text_of(handout)
    assert handout.letter_format == STANDARD
    again = print_handout(session, 2, kind)
    assert again.form_code != handout.form_code


def test_the_leaflet_names_nobody_and_has_no_code(session):
    handout = print_handout(session, 2, HandoutKind.PRIVACY)
    assert handout.form_code == ""
    assert "Fixture" not in text_of(handout)


def test_large_print_is_met_or_refused_and_never_made_smaller(session):
    assert print_handout(session, 1, HandoutKind.BP_DIARY).letter_format.points == 18
    assert print_handout(session, 1, HandoutKind.PEAK_FLOW_DIARY).letter_format.points == 18
    needs(session, 1, "Large print, 30 point")
    before = session.practice.db.conn.execute("SELECT count(*) FROM form_code").fetchone()
    with pytest.raises(NeedsAnotherRoute, match="the largest here is 24 point"):
        print_handout(session, 1, HandoutKind.PEAK_FLOW_DIARY)
    assert session.practice.db.conn.execute("SELECT count(*) FROM form_code").fetchone() == before
    agreed = print_handout(session, 1, HandoutKind.PEAK_FLOW_DIARY, LARGE_FORMATS[-1])
    assert agreed.letter_format.points == 24
    assert "needs 30 point print" in agreed.instead_of


def test_a_need_that_cannot_be_met_is_told_and_a_size_can_be_agreed(session):
    needs(session, 3, "Braille")
    with pytest.raises(NeedsAnotherRoute, match="needs braille"):
        print_handout(session, 3, HandoutKind.PRE_VISIT)
    assert print_handout(session, 3, HandoutKind.PRE_VISIT, LARGE_FORMATS[0]).letter_format.points


def test_nothing_is_printed_for_somebody_who_has_died_or_is_not_here(session):
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE patient SET date_of_death = ? WHERE id = 3", (date(2026, 9, 1).toordinal(),)
        )
    with pytest.raises(KnownError, match="having died"):
        print_handout(session, 3, HandoutKind.BP_DIARY)
    with pytest.raises(NotFound):
        print_handout(session, 999, HandoutKind.BP_DIARY)


def test_reception_may_hand_out_a_diary_and_an_administrator_may_not(session):
    desk = add_user(session, "desk", Role.RECEPTIONIST)
    assert print_handout(desk, 2, HandoutKind.BP_DIARY).form_code
    office = add_user(session, "office", Role.ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        print_handout(office, 2, HandoutKind.BP_DIARY)


def test_what_was_handed_out_is_in_the_audit(session):
    print_handout(session, 2, HandoutKind.PRE_VISIT)
    action, patient, detail = session.practice.db.conn.execute(
        "SELECT action, patient, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert (action, patient) == ("handout.print", 2)
    assert "pre-visit sheet" in detail
    assert "Standard" in detail


def test_a_code_that_was_given_before_is_never_given_again(session, monkeypatch):
    first = print_handout(session, 2, HandoutKind.BP_DIARY).form_code
    assert form_codes.taken(session.practice.db, first)
    codes = iter([first, "7K3Q2222"])
    monkeypatch.setattr("proactive_care.patients.handouts.new_form_code", lambda: next(codes))
    assert print_handout(session, 2, HandoutKind.BP_DIARY).form_code == "7K3Q2222"


def test_every_kind_has_words_for_the_menu():
    assert [kind.label for kind in HandoutKind] == [
        "Blood pressure diary", "Peak flow diary", "Getting ready for a review",
        "How we use health records",
    ]  # fmt: skip


def test_what_was_handed_out_is_listed_without_what_went_with_an_invitation(session, tmp_path):
    preview = preview_batch(session, session.today(), basis=Basis.RISK, only=frozenset({2}))
    print_batch(session, preview, tmp_path / "letters.pdf")
    assert handouts_given(session, 2) == ()
    for kind in HandoutKind:
        print_handout(session, 3, kind)
    given = handouts_given(session, 3)
    assert {each.kind for each in given} == set(HandoutKind)
    assert {each.on for each in given} == {session.today()}
    assert {(each.by, each.paper, each.pages) for each in given} == {("lead", "Standard", 1)}
    assert handouts_given(session, 4) == ()
    with pytest.raises(NotPermitted):
        handouts_given(add_user(session, "rita", Role.RECEPTIONIST), 2)


@pytest.mark.parametrize("kind", HandoutKind)
def test_a_language_prints_when_it_is_signed_off_and_is_never_silently_english(session, kind):
    needs(session, 3, language="Urdu")
    with pytest.raises(NeedsAnotherRoute, match="Urdu: no wording in it has been signed off"):
        print_handout(session, 3, kind)
    english = print_handout(session, 3, kind, language="en")
    assert (english.language, english.letter_format) == ("en", STANDARD)
    assert "Urdu" in english.instead_of
    audit = session.practice.db.conn.execute("SELECT detail FROM audit ORDER BY id DESC").fetchone()
    assert "needs Urdu" in audit[0]
    with pytest.raises(InvalidInput, match="in that language"):
        print_handout(session, 3, kind, language="ur")
    sign_off_language(session, "ur", "A Mockford, interpreter")
    urdu = print_handout(session, 3, kind)
    assert (urdu.language, urdu.instead_of) == ("ur", "")
    assert "-UR v" in text_of(urdu)
    assert print_handout(session, 3, kind, language="en").instead_of == "needs Urdu"
    given = handouts_given(session, 3)
    assert [each.paper for each in given].count("Standard, Urdu") == 1
    assert sorted(each.instead_of for each in given)[1:2] == ["needs Urdu"]


def test_a_size_that_was_agreed_leaves_the_language_as_it_is_needed(session):
    sign_off_language(session, "pl", "A Mockford, interpreter")
    needs(session, 3, "Braille", "Polish")
    agreed = print_handout(session, 3, HandoutKind.PRIVACY, LARGE_FORMATS[0])
    assert (agreed.language, agreed.letter_format.points) == ("pl", 16)
    assert agreed.instead_of == "needs braille"
    needs(session, 3, "Braille", "Klingon")
    with pytest.raises(NeedsAnotherRoute, match="Klingon"):
        print_handout(session, 3, HandoutKind.PRIVACY, LARGE_FORMATS[0])
    assert print_handout(session, 3, HandoutKind.PRIVACY, STANDARD, language="en").instead_of


def test_easy_read_is_offered_for_the_diary_and_refused_for_the_rest(session):
    needs(session, 3, "Easy read")
    diary = print_handout(session, 3, HandoutKind.BP_DIARY)
    assert diary.letter_format == EASY_READ
    assert "Call 999 now" in text_of(diary)
    assert patient_of_form(session, diary.form_code) == 3
    for kind in set(HandoutKind) - {HandoutKind.BP_DIARY}:
        with pytest.raises(NeedsAnotherRoute, match="needs easy read"):
            print_handout(session, 3, kind)
    sign_off_language(session, "pl", "A Mockford, interpreter")
    with pytest.raises(InvalidInput):
        print_handout(session, 3, HandoutKind.BP_DIARY, EASY_READ, language="pl")


def test_what_can_be_agreed_on_starts_with_the_own_language(session):
    assert [x.code for x in handout_choices(session, 3, HandoutKind.PRIVACY).languages] == ["en"]
    for code in ("pl", "ur"):
        sign_off_language(session, code, "A Mockford, interpreter")
    needs(session, 3, "", "Urdu")
    choices = handout_choices(session, 3, HandoutKind.BP_DIARY)
    assert [each.code for each in choices.languages] == ["ur", "en", "pl"]
    assert choices.formats[-1] == EASY_READ
    assert EASY_READ not in handout_choices(session, 3, HandoutKind.PRIVACY).formats


def test_a_handout_opens_again_exactly_as_it_was_given(session):
    printed = print_handout(session, 2, HandoutKind.PRE_VISIT)
    with session.practice.transaction() as db:
        db.table("patient").update(2, {"family_name": "Changed"})
    (given,) = handouts_given(session, 2)
    desk = add_user(session, "desk", Role.RECEPTIONIST)
    assert reprint_handout(desk, given.id) == printed.data
    action, patient, detail = session.practice.db.conn.execute(
        "SELECT action, patient, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert (action, patient) == ("handout.reprint", 2)
    assert given.id in detail
    with pytest.raises(NotFound):
        reprint_handout(session, "nothing")
    with pytest.raises(NotPermitted):
        reprint_handout(add_user(session, "office", Role.ADMINISTRATOR), given.id)


def test_of_a_sheet_from_before_copies_were_kept_there_is_only_the_day(session):
    before = session.now() - timedelta(days=1)
    with session.practice.transaction() as db:
        form_codes.add(db, "7K3Q2222", "bp diary", 3, before)
    print_handout(session, 3, HandoutKind.PRIVACY)
    newest, given = handouts_given(session, 3)
    assert newest.kind is HandoutKind.PRIVACY
    assert (given.kind, given.on, given.id) == (HandoutKind.BP_DIARY, before.date(), "")
