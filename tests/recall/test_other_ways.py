"""Batches beyond letters: calls, texts, reprints, stops, what changed since, and the sessions."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import Basis, Order, Outcome, Stage, Way
from proactive_care.templates import save_template
from support.practice import add_user
from support.rows import add_event, add_import, add_patient, add_run

AS_OF = date(2026, 9, 14)
NAMES = ("Testperson", "Fixture", "Mockford", "Specimen", "Sampleton")


@pytest.fixture
def practice(session: Session) -> Session:
    add_import(session)
    for patient, name in enumerate(NAMES, start=1):
        add_patient(
            session, patient, f"99900000{patient:02}", name, "Wren", date(1959, 9, 2),
            title="Ms", address_1="4 Mill Row" if patient < 3 else f"{patient} Beacon Lane",
            village="Little Sedge", postcode="HM1 4ZZ", mobile_phone="07700 900123",
            home_phone="01632 960 123",
        )  # fmt: skip
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    tiers = {1: "urgent", 2: "high", 3: "low", 4: "high", 5: "low"}
    add_run(session, "hypertension", {p: ("2a", tier) for p, tier in tiers.items()})
    return session


def words_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return " ".join(text.split())


def printed(session: Session, folder: Path, **choices: object) -> recall.PrintedBatch:
    preview = recall.preview_batch(session, session.today(), **choices)  # type: ignore[arg-type]
    return recall.print_batch(session, preview, folder / "letters.pdf")


def later(session: Session, days: int) -> None:
    session.clock.now += timedelta(days=days)  # type: ignore[attr-defined]


def test_calls_and_texts_get_lists_instead_of_letters(practice: Session, tmp_path: Path) -> None:
    recall.record_outcome(practice, 2, Outcome.PREFERS, way=Way.PHONE)
    recall.record_outcome(practice, 3, Outcome.PREFERS, way=Way.TEXT)
    with practice.practice.transaction() as db:
        db["patient"].update(2, {"interpreter": 1, "date_of_birth": None})
        db["patient"].update(3, {"mobile_phone": "+447700900123"})
    save_template(practice, "call_list", {"script.say": "“Is now a good time?”"}, "Kinder")
    preview = recall.preview_batch(practice, AS_OF)
    assert [due.patient.id for due in preview.due] == [5, 4, 1]
    assert [due.patient.id for due in preview.calls] == [2]
    assert [due.patient.id for due in preview.texts] == [3]
    batch = recall.print_batch(practice, preview, tmp_path / "letters.pdf")
    assert (batch.letters, batch.calls, batch.texts) == (3, 1, 1)
    assert [file.name for file in batch.files] == [
        "letters.pdf", "letters-run-sheet.pdf", "letters-call-list.pdf", "letters-texts.csv",
    ]  # fmt: skip
    assert all(file.exists() for file in batch.files)
    calls = words_of(batch.files[2])
    assert "Fixture" in calls
    assert "date of birth not known" in calls
    assert "Interpreter" in calls
    assert "pressure" not in calls.lower()
    assert "Is now a good time?" in calls
    with batch.files[3].open(encoding="utf-8", newline="") as stream:
        (text,) = csv.DictReader(stream)
    assert text["mobile_phone"] == "'+447700900123"
    assert "Mockford" not in text["message"]
    assert "1 to phone, 1 to text" in words_of(batch.files[1])
    (row,) = recall.list_batches(practice)
    assert (row.letters, row.calls, row.texts) == (3, 1, 1)
    assert {step.what for step in recall.next_steps_due(practice)} == {
        "Phone to invite", "Send the text",
    }  # fmt: skip


def test_a_call_is_coded_once_it_was_made(practice: Session, tmp_path: Path) -> None:
    recall.record_outcome(practice, 2, Outcome.PREFERS, way=Way.PHONE)
    printed(practice, tmp_path, only=frozenset({2}))
    assert not (tmp_path / "letters.pdf").exists(), "there is no letter"
    assert recall.coding_list(practice, AS_OF) == ()
    recall.record_outcome(practice, 2, Outcome.NO_ANSWER)
    assert recall.coding_list(practice, AS_OF) == ()
    talked = recall.record_outcome(practice, 2, Outcome.BOOKED, until=AS_OF)
    (item,) = recall.coding_list(practice, AS_OF)
    assert item.work.text.startswith("Invited by phone call")
    recall.take_back(practice, talked, "Another patient")
    assert recall.coding_list(practice, AS_OF) == ()


def test_the_second_invitation_goes_another_way_and_the_last_by_letter(
    practice: Session, tmp_path: Path
) -> None:
    ways = []
    for _ in range(3):
        preview = recall.preview_batch(practice, practice.today(), only=frozenset({4}))
        (due,) = preview.invited
        ways.append((due.number, due.way))
        recall.print_batch(practice, preview, tmp_path / "letters.pdf")
        later(practice, 21)
    assert ways == [(1, Way.LETTER), (2, Way.PHONE), (3, Way.LETTER)]
    (escalated,) = recall.escalated(practice)
    assert (escalated.patient.id, escalated.stage) == (4, Stage.PHONE)
    save_template(practice, "call_list", {"script.say": "“Is now a good time?”"}, "Kinder")
    sheet = recall.print_escalated_calls(practice)
    assert sheet.calls == 1
    (tmp_path / "calls.pdf").write_bytes(sheet.data)
    calls = words_of(tmp_path / "calls.pdf")
    assert "Specimen" in calls
    assert "Is now a good time?" in calls
    for _ in range(3):
        recall.record_outcome(practice, 4, Outcome.NO_ANSWER)
    (escalated,) = recall.escalated(practice)
    assert (escalated.stage, escalated.tries) == (Stage.CLINICIAN, 3)
    with pytest.raises(KnownError, match="waits for a call"):
        recall.print_escalated_calls(practice)
    recall.record_outcome(practice, 4, Outcome.DECLINED, note="Does not want checks")
    assert recall.escalated(practice) == ()


def test_whom_no_letter_reaches_is_escalated_when_it_is_urgent(practice: Session) -> None:
    with practice.practice.transaction() as db:
        db["patient"].update(1, {"format_need": "Braille"})
        db["patient"].update(2, {"format_need": "BSL video", "mobile_phone": "", "home_phone": ""})
        db["patient"].update(3, {"format_need": "Braille"})
    people = recall.escalated(practice)
    assert [(each.patient.id, each.stage) for each in people] == [
        (1, Stage.PHONE), (2, Stage.CLINICIAN),
    ]  # fmt: skip
    assert {each.patient.id for each in recall.preview_batch(practice, AS_OF).cannot_print} == {
        1, 2, 3,
    }  # fmt: skip


def test_streams_have_their_own_lists(practice: Session) -> None:
    add_event(practice, 3, "housebound", date(2020, 1, 1), None, line=9)
    add_event(practice, 4, "dementia", date(2020, 1, 1), None, line=9)
    found = recall.in_streams(practice, AS_OF)
    assert [(each.stream, each.patient.id) for each in found] == [
        ("Dementia", 4), ("Housebound", 3),
    ]  # fmt: skip
    preview = recall.preview_batch(practice, AS_OF)
    assert {each.patient.id for each in preview.streams} == {3, 4}
    assert preview.escalated == ()


def test_returned_mail_stops_letters_until_the_address_changes(
    practice: Session, tmp_path: Path
) -> None:
    recall.record_outcome(practice, 4, Outcome.RETURNED)
    (due,) = recall.preview_batch(practice, AS_OF, only=frozenset({4})).invited
    assert due.way is Way.PHONE
    with practice.practice.transaction() as db:
        db["patient"].update(4, {"home_phone": "", "mobile_phone": ""})
    (other,) = recall.preview_batch(practice, AS_OF, only=frozenset({4})).cannot_print
    assert other.detail == "the address is not right: letter returned to sender 14 Sep 2026"
    recall.record_outcome(practice, 4, Outcome.ADDRESS_RIGHT)
    assert recall.preview_batch(practice, AS_OF, only=frozenset({4})).due
    recall.record_outcome(practice, 4, Outcome.MOVED)
    assert not recall.preview_batch(practice, AS_OF, only=frozenset({4})).due
    with practice.practice.transaction() as db:
        db["patient"].update(4, {"address_1": "9 Sample Street"})
    assert recall.preview_batch(practice, AS_OF, only=frozenset({4})).due


def test_one_home_one_envelope_each(practice: Session, tmp_path: Path) -> None:
    preview = recall.preview_batch(practice, AS_OF, order=Order.HOUSEHOLD)
    order = [due.patient.id for due in preview.due]
    assert order.index(1) - order.index(2) == 1, "Fixture, then Testperson, at 4 Mill Row"
    batch = recall.print_batch(practice, preview, tmp_path / "letters.pdf")
    sheet = words_of(batch.run_sheet_file)
    assert sheet.count("same home") == 3, "two lines and the explanation"
    assert "2 letters are marked" in sheet


@pytest.mark.parametrize("what", ["death", "outcome", "stop", "address", "tier", "other batch"])
def test_what_changed_since_the_check_is_refused(
    practice: Session, tmp_path: Path, what: str
) -> None:
    preview = recall.preview_batch(practice, AS_OF)
    if what == "death":
        with practice.practice.transaction() as db:
            db["patient"].update(1, {"date_of_death": AS_OF.toordinal()})
    elif what == "address":
        with practice.practice.transaction() as db:
            db["patient"].update(1, {"address_1": "9 Sample Street"})
    elif what == "tier":
        add_run(practice, "asthma", {1: ("2", "high")})
    elif what == "outcome":
        recall.record_outcome(practice, 1, Outcome.DECEASED)
    elif what == "stop":
        recall.stop_recall(practice, "Nobody here.")
    else:
        printed(practice, tmp_path, only=frozenset({1, 2}))
    before = practice.practice.db["invitation"].count
    with pytest.raises(KnownError, match=r"changed since|stopped|same time") as caught:
        recall.print_batch(practice, preview, tmp_path / "out.pdf")
    assert "Nothing was printed" in caught.value.kept
    assert practice.practice.db["invitation"].count == before
    assert not list(tmp_path.glob(".out*"))


def test_while_everything_is_stopped_nothing_is_printed(practice: Session, tmp_path: Path) -> None:
    recall.stop_recall(practice, "No nurse")
    preview = recall.preview_batch(practice, AS_OF)
    assert preview.stop is not None
    assert preview.warnings[0] == preview.stop.words
    with pytest.raises(KnownError, match="No nurse"):
        recall.print_batch(practice, preview, tmp_path / "letters.pdf")
    recall.resume_recall(practice, "Nurse is back")
    assert printed(practice, tmp_path).letters == 5


def test_letters_are_printed_again_as_they_were(practice: Session, tmp_path: Path) -> None:
    batch = printed(practice, tmp_path)
    whole = _pages(batch.letters_file)
    file = tmp_path / "again.pdf"
    again = recall.reprint(practice, batch.number, [2, 3], reason="Jam", file=file)
    assert file.read_bytes() == again.data
    assert (again.sequences, again.left_out) == ((2, 3), ())
    texts = _pages(file)
    assert len(texts) == again.pages
    assert "".join(texts) in "".join(whole), "the same words on the same pages"
    assert practice.practice.db["invitation"].count == 5
    assert recall.list_batches(practice)[0].reprints == 1
    action, detail = practice.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert action == "recall.reprint"
    assert "Jam" in detail


def _pages(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return texts


def test_a_reprint_leaves_out_the_dead_and_moved(practice: Session, tmp_path: Path) -> None:
    batch = printed(practice, tmp_path)
    received = {
        row.sequence: row.patient for row in recall.batch_recipients(practice, batch.number)
    }
    recall.record_outcome(practice, received[1], Outcome.DECEASED)
    recall.record_outcome(practice, received[2], Outcome.MOVED)
    again = recall.reprint(practice, batch.number, [1, 2, 3], reason="Jam", file=tmp_path / "b.pdf")
    assert (again.sequences, again.left_out) == ((3,), (1, 2))
    with pytest.raises(KnownError, match="died, left or moved"):
        recall.reprint(practice, batch.number, [1, 2], reason="Jam", file=tmp_path / "c.pdf")
    assert not (tmp_path / "c.pdf").exists()


def test_a_reprint_needs_a_reason_a_batch_and_its_letters(
    practice: Session, tmp_path: Path
) -> None:
    batch = printed(practice, tmp_path)
    with pytest.raises(InvalidInput) as caught:
        recall.reprint(practice, batch.number, [1], reason=" ", file=tmp_path / "x.pdf")
    assert caught.value.field == "reason"
    for wrong in ([], [99]):
        with pytest.raises(InvalidInput, match="letters 1 to 5"):
            recall.reprint(practice, batch.number, wrong, reason="Jam", file=tmp_path / "x.pdf")
    with pytest.raises(NotFound):
        recall.reprint(practice, "2026-999", [1], reason="Jam", file=tmp_path / "x.pdf")
    with pytest.raises(NotFound):
        recall.batch_recipients(practice, "2026-999")
    desk = add_user(practice, "desk", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        recall.reprint(desk, batch.number, [1], reason="Jam", file=tmp_path / "x.pdf")
    desk.practice.close_all()


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("7", (7,)), ("3-5", (3, 4, 5)), ("8-", (8, 9)), ("1, 4 – 5", (1, 4, 5)), ("9,9", (9,))],
)
def test_ranges_are_read_as_people_write_them(text: str, chosen: tuple[int, ...]) -> None:
    assert recall.parse_sequences(text, 9) == chosen


@pytest.mark.parametrize("text", ["", "0", "5-3", "10", "1-10", "a", "1;2", "-3"])
def test_ranges_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        recall.parse_sequences(text, 9)


def test_work_is_shown_beside_the_sessions_there_are(practice: Session) -> None:
    assert recall.sessions_per_week(practice) == {}
    recall.save_sessions_per_week(practice, {Role.HCA: 1, Role.PRESCRIBER: 0})
    work = {each.role: each for each in recall.preview_batch(practice, AS_OF).work}
    assert (work[Role.HCA].minutes, work[Role.HCA].available, work[Role.HCA].over) == (100, 840, 0)
    assert (work[Role.PRESCRIBER].available, work[Role.PRESCRIBER].over) == (0, 30)
    assert (work[Role.NURSE].available, work[Role.NURSE].over) == (None, 0)
    with pytest.raises(InvalidInput):
        recall.save_sessions_per_week(practice, {Role.HCA: 201})
    nurse = add_user(practice, "nurse", Role.NURSE)
    with pytest.raises(NotPermitted):
        recall.save_sessions_per_week(nurse, {})
    nurse.practice.close_all()


def test_the_escalated_can_be_asked_for_on_another_basis(practice: Session) -> None:
    assert recall.escalated(practice, AS_OF, basis=Basis.RISK) == ()


def test_a_merged_record_is_invited_once_and_its_answers_count(
    practice: Session, tmp_path: Path
) -> None:
    printed(practice, tmp_path, only=frozenset({2}))
    with practice.practice.transaction() as db:
        db["patient"].update(2, {"merged_into": 4})
    preview = recall.preview_batch(practice, AS_OF)
    assert {due.patient.id for due in preview.invited} == {1, 3, 5}
    assert [(each.patient.id, each.reason) for each in preview.excluded] == [
        (4, "Invited recently")
    ]
    with pytest.raises(NotFound):
        recall.record_outcome(practice, 2, Outcome.NO_ANSWER)
    code = recall.batch_recipients(practice, "2026-001")[0].form_code
    found = recall.find_invitation(practice, code)
    assert found.patient.id == 4
    recall.record_outcome(practice, 4, Outcome.NO_ANSWER, invitation=found.invitation.id)
    assert len(recall.contacts(practice, 4)) == 2


def test_a_practice_chooses_how_often_and_never_too_often(
    practice: Session, tmp_path: Path
) -> None:
    assert recall.recall_rules(practice) == recall.RecallRules(3, 21, Basis.MIXED)
    for wrong in ((1, 21), (5, 21), (3, 13), (3, 91)):
        with pytest.raises(InvalidInput):
            recall.save_recall_rules(practice, recall.RecallRules(*wrong, Basis.MIXED))
    recall.save_recall_rules(practice, recall.RecallRules(2, 30, Basis.RISK))
    assert recall.preview_batch(practice, AS_OF).basis is Basis.RISK
    assert recall.preview_batch(practice, AS_OF, basis=Basis.MIXED).basis is Basis.MIXED
    printed(practice, tmp_path)
    later(practice, 29)
    assert recall.preview_batch(practice, practice.today()).invited == ()
    later(practice, 1)
    printed(practice, tmp_path)
    later(practice, 30)
    assert {each.patient.id for each in recall.escalated(practice)} == {1, 2, 4}
    nurse = add_user(practice, "nurse", Role.NURSE)
    with pytest.raises(NotPermitted):
        recall.save_recall_rules(nurse, recall.RecallRules(3, 21, Basis.RISK))
    nurse.practice.close_all()
