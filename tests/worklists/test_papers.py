"""A list as working paper: who is on it, what is said, and what the audit keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from proactive_care.domain.errors import InvalidInput, KnownError, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.worklists import ListRequest, PaperKind, print_paper
from support.letters import page_texts
from support.little_practice import make_little_practice
from support.practice import add_user


@pytest.fixture
def session(tmp_path):
    return make_little_practice(tmp_path / "practice")


def request(*patients, purpose="Round on Thursday"):
    return ListRequest(patients, (), purpose)


def text_of(paper):
    return " ".join(" ".join(page_texts(paper.data)).split())


def change(session, patient, **values):
    with session.practice.transaction() as db:
        for column, value in values.items():
            db.conn.execute(f"UPDATE patient SET {column} = ? WHERE id = ?", (value, patient))


def test_home_visits_say_where_how_and_what(session):
    change(session, 2, interpreter=1, language="Polish")
    text = text_of(print_paper(session, request(1, 2, 3), PaperKind.HOME_VISITS))
    assert "3 people" in text
    assert "For: Round on Thursday" in text
    assert "1 Mill Row, Little Sedge, HM1 4ZZ. Phone: 07700 900123" in text
    assert "Format: Large print" in text
    assert "Interpreter: Polish" in text
    assert "To do: blood test, blood pressure, weight, urine" in text
    assert text.index("Little Sedge 2 people") < text.index("Nether Plover 1 person")


def test_an_interpreter_without_a_language_is_not_left_empty(session):
    change(session, 2, interpreter=1, language="")
    text = text_of(print_paper(session, request(2), PaperKind.CLINIC_DAY))
    assert "Interpreter: language not recorded" in text


def test_a_case_list_has_the_reason_and_the_group(session):
    text = text_of(print_paper(session, request(5, 2), PaperKind.CASES))
    assert text.index("Exampleby, Silas") < text.index("Fixture, Nia")
    assert "aged 62, NHS 999 000 0050" in text


def test_every_paper_says_of_which_day_its_data_is_and_that_it_is_old(session):
    later = replace(session, clock=lambda: session.now() + timedelta(days=40))
    for kind in (PaperKind.HOME_VISITS, PaperKind.CLINIC_DAY, PaperKind.CASES):
        assert "Data of 12 Sep 2026, sorted as of 14 Sep 2026." in text_of(
            print_paper(session, request(1, 2), kind)
        )
        assert "days old" not in text_of(print_paper(session, request(1), kind))
        assert "The data is 42 days old." in text_of(print_paper(later, request(1), kind))


def test_nobody_who_has_died_is_on_any_paper(session):
    change(session, 2, date_of_death=date(2026, 9, 1).toordinal())
    paper = print_paper(session, request(1, 2), PaperKind.HOME_VISITS)
    assert "Fixture" not in text_of(paper)
    assert paper.left_out == ("Fixture, Nia: has died",)
    with pytest.raises(KnownError, match="nobody to print"):
        print_paper(session, request(2), PaperKind.CASES)


@pytest.mark.parametrize("kind", [PaperKind.LABELS, PaperKind.WIDE_LABELS])
def test_labels_leave_out_and_name_whoever_has_no_address(session, kind):
    change(session, 2, address_1="", address_2="", village="", postcode="")
    paper = print_paper(session, request(1, 2, 3), kind)
    assert text_of(paper).count("Mill Row") == 2
    assert len(paper.left_out) == 1
    assert paper.left_out[0].startswith("Fixture, Nia: ")
    with pytest.raises(KnownError, match="None of these patients has an address"):
        print_paper(session, request(2), kind)


def test_a_paper_needs_a_purpose_and_leave_to_export(session):
    with pytest.raises(InvalidInput):
        print_paper(session, request(1, purpose=" "), PaperKind.CASES)
    reception = add_user(session, "desk", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        print_paper(reception, request(1), PaperKind.CASES)


def test_the_audit_keeps_which_paper_for_what(session):
    print_paper(session, request(1, 3), PaperKind.CLINIC_DAY)
    row = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert row[0] == "worklist.paper"
    for kept in ("clinic day", "Round on Thursday", '"patients": 2'):
        assert kept in row[1]


def test_every_kind_has_words_for_the_menu():
    assert [kind.label for kind in PaperKind][:2] == ["Home visits", "Clinic day"]
