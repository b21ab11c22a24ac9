"""Preview and print on a real practice: nobody twice, nothing half done."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from proactive_care import accounts
from proactive_care.accounts import Session
from proactive_care.domain.errors import Cancelled, FileProblem, KnownError, NotPermitted
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.recall import (
    Basis,
    Order,
    batch_recipients,
    list_batches,
    preview_batch,
    print_batch,
)
from proactive_care.store import recall as store
from support.practice import add_user, make_session
from support.rows import add_event, add_import, add_patient, add_run

AS_OF = date(2026, 9, 14)
PEOPLE = [
    # id, NHS number, family name, group, tier, columns
    (1, "9990000018", "Testperson", "2a", "high", {}),
    (2, "9990000026", "Fixture", "1", "urgent", {"format_need": "Large print 18pt"}),
    (3, "9990000034", "Mockford", "4a", "low", {}),
    (4, "9990000042", "Specimen", "2a", "high", {"format_need": "Braille"}),
    (5, "9990000050", "Sampleton", "2a", "high", {"language": "Polish"}),
    (
        6,
        "9990000069",
        "Placeholder",
        "2c",
        "data gap",
        {"address_1": "", "address_2": "", "postcode": ""},
    ),
    (7, "9990000077", "Exampleby", "2a", "high", {"date_of_death": date(2026, 9, 1).toordinal()}),
]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = make_session(tmp_path / "practice")
    add_import(session)
    for patient, number, family, _, _, columns in PEOPLE:
        address = {"address_1": "4 Mill Row", "address_2": "Little Sedge", "postcode": "HM1 4ZZ"}
        add_patient(
            session,
            patient,
            number,
            family,
            "Wren",
            date(1959, 3, 2),
            **{"title": "Ms", "village": f"Village {9 - patient}", **address, **columns},
        )
        add_event(session, patient, "hypertension", date(2012, 5, 14), None)
    alive = [person for person in PEOPLE if person[0] != 7]
    add_run(session, "hypertension", {p: (group, tier) for p, _, _, group, tier, _ in alive})
    return session


def test_preview_says_who_is_invited_and_why_not_the_others(session: Session) -> None:
    preview = preview_batch(session, AS_OF)
    assert [due.patient.family_name for due in preview.due] == ["Fixture", "Testperson"]
    assert preview.due[0].tier is Tier.URGENT
    assert {(p.patient.id, p.reason) for p in preview.excluded} == {(7, "Deceased")}
    assert [p.patient.id for p in preview.not_due] == [3]
    reasons = {p.patient.id: p.detail for p in preview.cannot_print}
    assert set(reasons) == {4, 5, 6}
    assert "braille" in reasons[4]
    assert "Polish" in reasons[5]
    assert preview.minutes == {Role.HCA: 40, Role.PRESCRIBER: 30, Role.PHARMACIST: 30}
    assert preview.pages > 4
    assert preview.excluded_by_reason == {"Deceased": 1}
    assert session.practice.db["invitation"].count == 0


def test_order_limit_and_selection(session: Session) -> None:
    by_village = preview_batch(session, AS_OF, basis=Basis.RISK, order=Order.VILLAGE)
    assert [due.patient.id for due in by_village.due] == [3, 2, 1]
    limited = preview_batch(session, AS_OF, limit=1)
    assert [due.patient.id for due in limited.due] == [2], "the most urgent"
    assert limited.left_for_later == 1
    assert [d.patient.id for d in preview_batch(session, AS_OF, only=frozenset({1})).due] == [1]
    assert preview_batch(session, AS_OF, order=Order.POSTCODE).order is Order.POSTCODE


def test_printing_writes_files_invitations_codes_and_audit_together(
    session: Session, tmp_path: Path
) -> None:
    preview = preview_batch(session, AS_OF)
    printed = print_batch(session, preview, tmp_path / "letters.pdf")
    assert (printed.number, printed.letters) == ("2026-001", 2)
    pdf = pypdfium2.PdfDocument(printed.letters_file)
    assert len(pdf) == printed.pages == preview.pages
    assert printed.sheets == preview.sheets
    text = "".join(pdf[i].get_textpage().get_text_range() for i in range(len(pdf)))
    pdf.close()
    assert "Testperson" in text
    assert "Specimen" not in text
    assert "999 000" not in text
    assert printed.run_sheet_file.exists()
    received = batch_recipients(session, "2026-001")
    assert [(row.sequence, row.patient) for row in received] == [(1, 2), (2, 1)]
    codes = {row["code"]: row["patient"] for row in session.practice.db["form_code"].rows}
    for letter, due in zip(preview.letters, preview.due, strict=True):
        assert codes[letter.form_code] == due.patient.id
        assert codes[letter.diary_code] == due.patient.id
    (batch,) = list_batches(session)
    assert (batch.number, batch.letters, batch.as_of) == ("2026-001", 2, AS_OF)
    audit = list(session.practice.db["audit"].rows)[-1]
    assert audit["action"] == "recall.print"
    assert json.loads(audit["detail"]) == {"batch": "2026-001", "letters": 2}


def test_a_double_click_invites_nobody_twice(session: Session, tmp_path: Path) -> None:
    preview = preview_batch(session, AS_OF)
    print_batch(session, preview, tmp_path / "a.pdf")
    with pytest.raises(KnownError, match="already printed, as 2026-001"):
        print_batch(session, preview, tmp_path / "b.pdf")
    assert session.practice.db["invitation"].count == 2
    again = preview_batch(session, AS_OF)
    assert {p.patient.id: p.reason for p in again.excluded if p.patient.id < 3} == {
        1: "Invited recently",
        2: "Invited recently",
    }
    with pytest.raises(KnownError, match="nobody to invite"):
        print_batch(session, again, tmp_path / "c.pdf")


def test_the_number_follows_what_others_printed_meanwhile(session: Session, tmp_path: Path) -> None:
    first = preview_batch(session, AS_OF, only=frozenset({1}))
    second = preview_batch(session, AS_OF, only=frozenset({2}))
    assert print_batch(session, second, tmp_path / "b.pdf").number == "2026-001"
    assert print_batch(session, first, tmp_path / "a.pdf").number == "2026-002"


def test_cancel_and_failure_leave_nothing(session: Session, tmp_path: Path) -> None:
    preview = preview_batch(session, AS_OF)

    def cancel(done: int, total: int | None, what: str) -> None:
        raise Cancelled("Stopped.")

    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Cancelled):
        print_batch(session, preview, out / "letters.pdf", progress=cancel)
    (out / "letters.pdf").mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        print_batch(session, preview, out / "letters.pdf")
    with pytest.raises(FileProblem, match="The folder missing for letters"):
        print_batch(session, preview, tmp_path / "missing" / "letters.pdf")
    assert [path.name for path in out.iterdir()] == ["letters.pdf"]
    assert session.practice.db["recall_batch"].count == 0


def test_a_file_that_cannot_be_renamed_keeps_its_pages(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = preview_batch(session, AS_OF)

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "letters.pdf":
            raise PermissionError(13, "open in another program")
        return original(self, target)

    original = Path.replace
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileProblem, match="could not be written") as caught:
        print_batch(session, preview, tmp_path / "letters.pdf")
    assert "recorded" in caught.value.kept
    assert list(tmp_path.glob(".letters.*.part.pdf"))
    assert session.practice.db["invitation"].count == 2


def test_unsigned_rules_can_be_previewed_but_not_printed(session: Session, tmp_path: Path) -> None:
    add_run(session, "hypertension", {1: ("2a", "high")}, signed=False)
    preview = preview_batch(session, AS_OF)
    assert "signed off" in preview.warnings[0]
    with pytest.raises(KnownError, match="signed off"):
        print_batch(session, preview, tmp_path / "a.pdf")


def test_old_data_is_said_loudly(session: Session) -> None:
    preview = preview_batch(session, date(2026, 10, 13), only=frozenset({1}))
    assert preview.warnings == ("The data is 31 days old. Import a newer extract.",)


def test_urgent_patients_are_to_be_phoned_as_well(session: Session) -> None:
    assert preview_batch(session, AS_OF).warnings == (
        "Phone the urgent patient as well: a letter alone may be too slow.",
    )
    add_run(session, "hypertension", {1: ("1", "urgent"), 2: ("1", "urgent")})
    assert "Phone the 2 urgent patients" in preview_batch(session, AS_OF).warnings[0]


def test_letters_of_a_practice_that_has_not_entered_its_details(
    session: Session, tmp_path: Path
) -> None:
    accounts.save_details(session, accounts.PracticeDetails("Harrowmere Surgery"))
    preview = preview_batch(session, AS_OF)
    assert "address, phone number, opening hours, name for the signature" in preview.warnings[0]
    printed = print_batch(session, preview, tmp_path / "letters.pdf")
    pdf = pypdfium2.PdfDocument(printed.letters_file)
    text = "".join(pdf[i].get_textpage().get_text_range() for i in range(len(pdf)))
    pdf.close()
    assert "Call the surgery" in text


def test_a_name_that_no_font_can_print_needs_another_route(session: Session) -> None:
    with session.practice.transaction() as db:
        db["patient"].update(1, {"family_name": "Test\u0e01person"})
    preview = preview_batch(session, AS_OF)
    assert [due.patient.id for due in preview.due] == [2]
    assert 1 in {person.patient.id for person in preview.cannot_print}
    assert [letter.place.sequence for letter in preview.letters] == [1]


def test_two_batches_at_the_same_moment(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = preview_batch(session, AS_OF, only=frozenset({1}))
    second = preview_batch(session, AS_OF, only=frozenset({2}))

    def meanwhile(done: int, total: int | None, what: str) -> None:
        if session.practice.db["recall_batch"].count == 0:
            print_batch(session, second, tmp_path / "second.pdf")

    with pytest.raises(KnownError, match="same time"):
        print_batch(session, first, tmp_path / "first.pdf", progress=meanwhile)
    assert not (tmp_path / "first.pdf").exists()
    assert store.batch_exists(session.practice.db, second.id) == "2026-001"


def test_nobody_sorted_yet(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="Nobody has been sorted"):
        preview_batch(make_session(tmp_path), AS_OF)


def test_permissions(session: Session, tmp_path: Path) -> None:
    preview = preview_batch(session, AS_OF)
    desk = add_user(session, "desk", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        preview_batch(desk, AS_OF)
    pharmacist = add_user(session, "pharmacist", Role.PHARMACIST)
    with pytest.raises(NotPermitted):
        print_batch(pharmacist, preview, tmp_path / "a.pdf")


def test_contacts_here_are_seen(session: Session) -> None:
    def contact(
        name: str, patient: int, kind: str, until: date | None = None, **more: object
    ) -> None:
        with session.practice.transaction() as db:
            db["contact"].insert(
                {
                    "id": name,
                    "patient": patient,
                    "kind": kind,
                    "until": None if until is None else until.toordinal(),
                    "taken_on": date(2026, 9, 10).toordinal(),
                    "entered_at": "2026-09-10T09:00",
                    "by": "x",
                    "role": "nurse",
                    "device": "test",
                    **more,
                }
            )

    contact("a", 1, "booked", date(2026, 9, 20))
    contact("b", 2, "declined")
    contact("c", 2, "note", corrects="b")  # a correction takes the refusal back
    contact("d", 3, "paused", date(2027, 1, 1))
    reasons = {p.patient.id: p.reason for p in preview_batch(session, AS_OF).excluded}
    assert reasons == {1: "Appointment already booked", 3: "Paused", 7: "Deceased"}
    contact("e", 2, "review")
    reasons = {p.patient.id: p.reason for p in preview_batch(session, AS_OF).excluded}
    assert reasons[2] == "Reviewed already"
    assert accounts.practice_details(session).demo


def test_a_care_plan_reviewed_here_is_a_review(session: Session) -> None:
    def step(name: str, patient: int, what: str, day: date, **more: object) -> None:
        row = {"id": name.ljust(36, "-"), "patient": patient, "what": what, "day": day.toordinal()}
        by = {"entered_at": "", "by": "x", "role": "nurse", "device": "test"}
        with session.practice.transaction() as db:
            db["care_plan_step"].insert({**row, **by, **more})

    with session.practice.transaction() as db:
        db.conn.execute("DROP TRIGGER care_plan_step_same_patient")
        db.conn.execute("PRAGMA ignore_check_constraints = ON")
    step("a", 1, "reviewed", date(2026, 9, 10))
    step("b", 2, "reviewed", date(2026, 9, 10))
    step("c", 2, "taken back", date(2026, 9, 11), takes_back="b".ljust(36, "-"))
    reasons = {p.patient.id: p.reason for p in preview_batch(session, AS_OF).excluded}
    assert reasons == {1: "Reviewed already", 7: "Deceased"}


def test_form_codes_are_never_used_twice(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("INSERT INTO form_code VALUES ('AAAAAAAA', 'invitation', 1, '')")
    codes = iter(["AAAAAAAA", "BBBBBBBB", "BBBBBBBB", "CCCCCCCC", "DDDDDDDD", "EEEEEEEE"])
    monkeypatch.setattr("proactive_care.recall.draft.new_form_code", lambda: next(codes))
    letters = preview_batch(session, AS_OF).letters
    assert [(letter.form_code, letter.diary_code) for letter in letters] == [
        ("BBBBBBBB", "CCCCCCCC"),
        ("DDDDDDDD", "EEEEEEEE"),
    ]


def test_only_hypertension_letters_carry_a_diary(session: Session, tmp_path: Path) -> None:
    add_run(session, "hypertension", {})
    add_run(session, "copd", {1: ("2", "high")})
    preview = preview_batch(session, AS_OF)
    assert [letter.home_diary for letter in preview.letters] == [False]
    print_batch(session, preview, tmp_path / "a.pdf")
    assert session.practice.db["form_code"].count == 1


def test_nobody_with_atrial_fibrillation_is_asked_to_use_a_home_machine(session: Session) -> None:
    add_run(session, "atrial_fibrillation", {1: ("4", "low")})  # not due: nobody's month of birth
    letters = {letter.to.family_name: letter for letter in preview_batch(session, AS_OF).letters}
    assert not letters["Testperson"].home_diary
    assert "atrial_fibrillation" not in letters["Testperson"].conditions
    assert letters["Fixture"].home_diary


def test_newest_days_are_kept_by_patient_and_concept(session: Session) -> None:
    add_event(session, 1, "housebound", date(2020, 1, 1), None, line=8)
    add_event(session, 1, "not_housebound", date(2021, 1, 1), None, line=9)
    days = store.newest_days(session.practice.db, ("housebound", "not_housebound"), AS_OF)
    assert days == {1: {"housebound": date(2020, 1, 1), "not_housebound": date(2021, 1, 1)}}


def test_a_name_that_no_font_has_stops_no_batch(session: Session, tmp_path: Path) -> None:
    session.practice.db["patient"].update(1, {"family_name": "李person"})
    preview = preview_batch(session, AS_OF)
    assert "李person" in [person.patient.family_name for person in preview.cannot_print]
    made = print_batch(session, preview, tmp_path / "letters.pdf")
    assert made.letters == 1
    assert "?person" in text_of(made.run_sheet_file)


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_full_disk_names_the_file_that_was_asked_for(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = preview_batch(session, AS_OF)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("proactive_care.store.durable.os.fsync", full)
    with pytest.raises(FileProblem, match="No space left") as caught:
        print_batch(session, preview, tmp_path / "letters.pdf")
    assert caught.value.happened.startswith("letters.pdf could not be written")
    assert list(tmp_path.glob("*.pdf")) == list(tmp_path.glob(".*.pdf")) == []
