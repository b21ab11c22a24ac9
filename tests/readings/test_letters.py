"""Letters to print: queued once, printed once, never for a red reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from proactive_care.accounts import Session, practice_details, save_details
from proactive_care.documents import ResultLetter, ResultMessage, Sides
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import (
    Cancelled,
    FileProblem,
    InvalidInput,
    KnownError,
    NotFound,
    NotPermitted,
)
from proactive_care.domain.triage import RedFlag, Symptoms
from proactive_care.domain.vocabulary import Channel, Role
from proactive_care.readings import (
    Origin,
    add_monitor,
    close_task,
    correct_session,
    end_letter,
    file_clinic_reading,
    file_diary,
    lend_monitor,
    letter_of_session,
    letter_runs,
    letters_to_print,
    note_monitor,
    open_tasks,
    preview_letter,
    print_letters,
    reprint_letters,
    withdraw_session,
)
from support.letters import page_texts
from support.practice import NOW, Clock, add_user
from support.reading_letters import give_address, print_one, printed_text
from support.readings import (
    BRAM,
    FIRST_DAY,
    PAPER,
    WREN,
    audit_actions,
    diary,
    told,
    with_pair,
)
from support.rows import add_event

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def _posted(session: Session) -> None:
    """Everybody has an address, and the practice its people."""
    give_address(session, WREN, BRAM)
    details = practice_details(session)
    save_details(session, replace(details, people={"pharmacist": "Priya Lowther"}))


def change(session: Session, patient: int, **columns: object) -> None:
    with session.practice.transaction() as db:
        db.table("patient").update(patient, columns)


@pytest.mark.parametrize(
    ("level", "message", "words"),
    [
        ((134, 84), ResultMessage.ON_TARGET, "Both your numbers are on target."),
        ((135, 84), ResultMessage.A_LITTLE_HIGH, "Ask to talk to Priya Lowther, our pharmacist"),
        ((150, 84), ResultMessage.HIGH, "as soon as you get this letter"),
    ],
)
def test_filing_queues_the_letter_of_its_band(
    session: Session, tmp_path: Path, level: tuple[int, int], message: ResultMessage, words: str
) -> None:
    filed = file_diary(session, WREN, diary(*level), PAPER)
    assert filed.letter_waits
    (waiting,) = letters_to_print(session)
    assert (waiting.kind, waiting.name, waiting.held) == ("result", "Wren Testperson", "")
    assert waiting.about == f"home mean, 7 days, {level[0]}/{level[1]}"
    assert letter_of_session(session, filed.session_id) == "result letter waits to be printed"
    letter = print_one(session, tmp_path / "letters.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.message is message
    assert letter.result is not None
    assert (letter.result.average, letter.result.target) == (level, (135, 85))
    assert (letter.result.days, letter.result.readings) == (6, 24)
    assert letter.result.first_day == FIRST_DAY + timedelta(1)
    assert words in printed_text(tmp_path / "letters.pdf")
    assert letters_to_print(session) == ()
    assert letter_of_session(session, filed.session_id) == "result letter printed in R2026-001"
    assert [t.what for t in open_tasks(session)] == []


@pytest.mark.parametrize(
    ("readings", "symptoms"),
    [
        (diary(170, 84), Symptoms()),
        (diary(181, 84), Symptoms(frozenset({RedFlag.CHEST_PAIN}))),
        (diary(120, 70), Symptoms(frozenset({RedFlag.CHEST_PAIN}))),
        (diary(170, 84, days=2), Symptoms()),
        (diary(99, 70), Symptoms()),
        (diary(152, 58), Symptoms()),
        (diary(130, 80), Symptoms(fall=True)),
        (diary(95, 70, days=3), Symptoms()),
    ],
)
def test_red_and_low_readings_never_go_by_letter(
    session: Session, readings: list[DiaryReading], symptoms: Symptoms
) -> None:
    filed = file_diary(session, WREN, readings, PAPER, symptoms=symptoms, acknowledgement=told())
    assert not filed.letter_waits
    assert letters_to_print(session) == ()
    assert letter_of_session(session, filed.session_id) == ""
    assert filed.alert_id is not None or filed.follow_ups  # a person tells them


def test_a_clinic_reading_is_told_there_and_then(session: Session) -> None:
    filed = file_clinic_reading(session, WREN, DiaryReading(TODAY, Part.UNSAID, 1, 128, 78))
    assert (filed.letter_waits, filed.follow_ups) == (False, ())


def test_an_incomplete_diary_is_never_told_as_an_average(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(142, 80, days=3), Origin(Channel.DIGITAL))
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, ResultLetter)
    assert (letter.message, letter.result, letter.talk) == (ResultMessage.MORE_DAYS, None, None)
    assert "142" not in printed_text(tmp_path / "a.pdf").replace("01632 960 142", "")
    assert [t.what for t in open_tasks(session)] == ["ask for more days"]
    file_diary(session, BRAM, with_pair(diary(142, 80, days=3), 0, 184, 90), PAPER)
    letter = print_one(session, tmp_path / "b.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.talk is not None  # one very high reading: the patient is asked to call
    assert "as soon as you get this letter" in printed_text(tmp_path / "b.pdf")


@pytest.mark.parametrize(("level", "days"), [((128, 78), 14), ((152, 90), 7)])
def test_an_unreliable_diary_asks_for_a_reading_by_hand(
    session: Session, tmp_path: Path, level: tuple[int, int], days: int
) -> None:
    readings = diary(*level)
    readings[3] = replace(readings[3], irregular=True)
    file_diary(session, WREN, readings, PAPER)
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, ResultLetter)
    assert (letter.message, letter.result) == (ResultMessage.BY_HAND, None)
    assert letter.call_by == TODAY + timedelta(days)


def test_a_lower_target_of_the_patients_own_is_told(session: Session, tmp_path: Path) -> None:
    """CKD with an ACR of 70 or more: 125/75 at home (NICE NG203)."""
    add_event(session, WREN, "ckd_3_5", date(2024, 1, 1), None)
    add_event(session, WREN, "urine_acr", date(2026, 1, 1), 70.0, line=2)
    file_diary(session, WREN, diary(128, 74), PAPER)
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.message is ResultMessage.A_LITTLE_HIGH
    assert letter.result is not None
    assert (letter.result.target, letter.result.bottom_over) == ((125, 75), False)
    add_event(session, WREN, "ckd_resolved", date(2025, 1, 1), None, line=3)
    file_diary(session, WREN, diary(129, 74), PAPER)
    letter = print_one(session, tmp_path / "b.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.message is ResultMessage.ON_TARGET


def test_an_unknown_age_and_nobody_named(session: Session, tmp_path: Path) -> None:
    save_details(
        session,
        replace(practice_details(session), people={}, phone="", signatory="", signatory_role=""),
    )
    change(session, WREN, date_of_birth=None)
    file_diary(session, WREN, with_pair(diary(134, 84), 5, 181, 84), PAPER)
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.talk is not None
    assert (letter.talk.role, letter.talk.name) == (Role.CLINICAL_LEAD, "")
    assert letter.result is not None
    assert letter.result.very_high
    text = printed_text(tmp_path / "a.pdf")
    assert "Call the surgery as soon as" in text
    assert "Harrowmere Surgery, your GP surgery" in text


def test_a_letter_that_is_printed_late_still_leaves_days_to_call(
    session: Session, tmp_path: Path
) -> None:
    file_diary(session, WREN, diary(140, 80), PAPER)
    assert isinstance(session.clock, Clock)
    session.clock.now = NOW + timedelta(40)
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.call_by == TODAY + timedelta(43)


def test_a_loan_is_mentioned_while_it_lasts(session: Session, tmp_path: Path) -> None:
    add_monitor(session, "M-1", "Omron", "medium")
    add_monitor(session, "M-2", "Omron", "medium")
    lend_monitor(session, "M-1", WREN, TODAY + timedelta(14))
    (agreement,) = letters_to_print(session)
    end_letter(session, agreement.id, "not needed", "signed at the desk")
    file_diary(session, WREN, diary(128, 78), PAPER)
    letter = print_one(session, tmp_path / "a.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.monitor_due == TODAY + timedelta(14)
    note_monitor(session, "M-1", "returned")
    file_diary(session, WREN, diary(127, 78), PAPER)
    letter = print_one(session, tmp_path / "b.pdf")
    assert isinstance(letter, ResultLetter)
    assert letter.monitor_due is None


def test_newer_readings_take_the_place_of_an_older_letter(session: Session) -> None:
    first = file_diary(session, WREN, diary(128, 78, first=FIRST_DAY - timedelta(20)), PAPER)
    other = file_diary(session, BRAM, diary(128, 78), PAPER)
    second = file_diary(session, WREN, diary(140, 80), PAPER)
    assert len(letters_to_print(session)) == 2
    assert "newer readings" in letter_of_session(session, first.session_id)
    assert [t.patient_id for t in open_tasks(session)] == [BRAM]
    late = file_diary(session, WREN, diary(126, 78, first=FIRST_DAY - timedelta(40)), PAPER)
    for kept in (other, second, late):
        assert letter_of_session(session, kept.session_id) == "result letter waits to be printed"
    file_diary(session, WREN, diary(172, 80), PAPER, acknowledgement=told())
    assert [x.patient_id for x in letters_to_print(session)] == [BRAM]


def test_letters_wait_while_a_red_reading_waits(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    reading = DiaryReading(TODAY, Part.UNSAID, 1, 190, 100)
    file_clinic_reading(session, WREN, reading, acknowledgement=told())
    (held,) = letters_to_print(session)
    assert held.held == "a red reading of this patient waits for a clinician"
    with pytest.raises(KnownError, match="red reading"):
        print_letters(session, [held.id], tmp_path / "a.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"date_of_death": TODAY.toordinal()}, "has died"),
        ({"deregistered_on": TODAY.toordinal()}, "has left"),
        ({"format_need": "Braille"}, "needs braille"),
        ({"language": "Welsh"}, "needs Welsh"),
        ({"address_1": "", "address_2": "", "village": ""}, "no usable address"),
    ],
)
def test_letters_that_cannot_be_posted_are_held_with_the_reason(
    session: Session, tmp_path: Path, columns: dict[str, object], why: str
) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    change(session, WREN, **columns)
    (held,) = letters_to_print(session)
    assert why in held.held
    with pytest.raises(KnownError, match="another route"):
        try:
            print_letters(session, [held.id], tmp_path / "a.pdf")
        except KnownError as error:
            raise KnownError(str(error.advice)) from error
    end_letter(session, held.id, "told another way", "read out by phone")
    assert letters_to_print(session) == ()


def test_large_print_is_never_downgraded(session: Session, tmp_path: Path) -> None:
    change(session, WREN, format_need="Large print 17 point")
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    assert waiting.format_label == "Large, 18 point"
    letter = print_one(session, tmp_path / "a.pdf", sides=Sides.TWO)
    assert (letter.letter_format.points, letter.sides) == (18, Sides.TWO)
    change(session, WREN, format_need="Braille")
    file_diary(session, WREN, diary(127, 78), PAPER)
    assert letters_to_print(session)[0].format_label == "Braille"


def test_printing_is_exactly_once_and_can_be_had_again(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    file_diary(session, BRAM, diary(128, 78), PAPER)
    ids = [letter.id for letter in letters_to_print(session)]
    printed = print_letters(session, ids, tmp_path / "a.pdf")
    assert (printed.number, printed.letters, printed.pages) == ("R2026-001", 2, 2)
    with pytest.raises(NotFound):
        print_letters(session, ids, tmp_path / "b.pdf")
    again = reprint_letters(session, "R2026-001", tmp_path / "c.pdf")
    assert (tmp_path / "c.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    assert (again.letters, again.sheets) == (2, printed.sheets)
    (run,) = letter_runs(session)
    assert (run.number, run.letters, run.printed_by) == ("R2026-001", 2, "lead")
    with pytest.raises(NotFound):
        reprint_letters(session, "R2026-002", tmp_path / "d.pdf")
    actions = list(audit_actions(session))
    assert actions.count("letters.print") == 1
    assert actions.count("letters.reprint") == 1
    with pytest.raises(InvalidInput):
        print_letters(session, [], tmp_path / "e.pdf")


def test_a_failure_leaves_letters_waiting_and_no_file(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)

    def stop(done: int, total: int | None, what: str) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        print_letters(session, [waiting.id], tmp_path / "a.pdf", progress=stop)
    assert list(tmp_path.glob("*.p*f")) == list(tmp_path.glob(".*pdf")) == []
    assert [x.id for x in letters_to_print(session)] == [waiting.id]

    def meanwhile(done: int, total: int | None, what: str) -> None:
        end_letter(session, waiting.id, "told another way", "in person")

    with pytest.raises(KnownError, match="at the same time"):
        print_letters(session, [waiting.id], tmp_path / "a.pdf", progress=meanwhile)
    assert letter_runs(session) == ()


def test_a_file_that_is_open_elsewhere(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(FileProblem) as problem:
        print_letters(session, [waiting.id], tmp_path / "a.pdf")
    assert "recorded" in (problem.value.kept or "")
    assert reprint_letters(session, "R2026-001", tmp_path / "b.pdf").letters == 1


def test_one_that_cannot_be_set_keeps_waiting(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    file_diary(session, BRAM, diary(128, 78), PAPER)
    change(session, BRAM, given_name="Bram \u13a0")
    waiting = letters_to_print(session)
    printed = print_letters(session, [x.id for x in waiting], tmp_path / "a.pdf")
    assert printed.letters == 1
    ((name, why),) = printed.refused
    assert (name.startswith("Bram"), "cannot be printed" in why) == (True, True)
    (left,) = letters_to_print(session)
    with pytest.raises(KnownError, match="cannot be printed"):
        print_letters(session, [left.id], tmp_path / "b.pdf")


def test_corrections_and_withdrawals_take_the_letter_along(session: Session) -> None:
    old = file_diary(session, WREN, diary(128, 78), PAPER)
    new = correct_session(session, old.session_id, "typed wrongly", readings=diary(138, 78))
    assert "no result letter: not needed" in letter_of_session(session, old.session_id)
    withdraw_session(session, new.session_id, "wrong patient")
    said = letter_of_session(session, new.session_id)
    assert said == "no result letter: not needed, the readings were withdrawn: wrong patient"


def test_closing_the_task_by_hand_ends_the_letter(session: Session) -> None:
    filed = file_diary(session, WREN, diary(128, 78), PAPER)
    (task,) = open_tasks(session)
    close_task(session, task.id, "Spoken to by phone", "was pleased")
    assert letters_to_print(session) == ()
    assert "Spoken to by phone. was pleased" in letter_of_session(session, filed.session_id)


def test_ending_a_letter_says_how_the_patient_was_told(session: Session) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    for what, note in (("told another way", "x"), ("forgotten", "in person")):
        with pytest.raises(InvalidInput):
            end_letter(session, waiting.id, what, note)
    end_letter(session, waiting.id, "told another way", "told in the shop")
    assert open_tasks(session) == ()
    with pytest.raises(NotFound):
        end_letter(session, waiting.id, "told another way", "told in the shop")
    with pytest.raises(NotFound):
        preview_letter(session, waiting.id)


def test_looking_at_a_letter_is_audited_and_prints_nothing(session: Session) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    (waiting,) = letters_to_print(session)
    (page,) = page_texts(preview_letter(session, waiting.id))
    assert "128/78" in page
    assert "letters.view" in audit_actions(session)
    assert letters_to_print(session) == (waiting,)


def test_reception_neither_sees_nor_prints_letters(session: Session, tmp_path: Path) -> None:
    file_diary(session, WREN, diary(128, 78), PAPER)
    desk = add_user(session, "desk", Role.RECEPTIONIST)
    for act in (letters_to_print, letter_runs):
        with pytest.raises(NotPermitted):
            act(desk)
    with pytest.raises(NotPermitted):
        print_letters(desk, ["x"], tmp_path / "a.pdf")
    desk.practice.close_all()
