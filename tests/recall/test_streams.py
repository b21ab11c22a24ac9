"""Batches of people who are kept apart: their own letters, and the route where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from proactive_care import recall
from proactive_care.accounts import Session
from proactive_care.documents import Check, VisitKind
from proactive_care.domain.errors import InvalidInput, KnownError
from proactive_care.domain.vocabulary import Role
from proactive_care.recall import Order, Outcome, Way
from proactive_care.recall.streams import letter_streams, streams
from support.practice import add_user
from support.recall_world import World
from support.rows import add_event, add_import, add_patient, add_run

AS_OF = date(2026, 9, 14)
CODED = date(2020, 1, 1)
# One patient in each stream, and one in none.
STREAM = {
    1: "", 2: "under_16", 3: "care_home", 4: "learning_disability", 5: "dementia",
    6: "housebound", 7: "reasonable_adjustment", 8: "end_of_life",
}  # fmt: skip
NAMES = ("Testperson", "Fixture", "Mockford", "Specimen", "Sampleton", "Placeholder", "Exampleby",
         "Demoworth")  # fmt: skip


@pytest.fixture
def practice(session: Session) -> Session:
    add_import(session)
    for (patient, stream), name in zip(STREAM.items(), NAMES, strict=True):
        birth = date(2014, 9, 2) if stream == "under_16" else date(1959, 9, 2)
        add_patient(
            session, patient, f"99900000{patient:02}", name, "Wren", birth,
            title="Ms", address_1=f"{patient} Beacon Lane", village="Little Sedge",
            postcode="HM1 4ZZ", mobile_phone="07700 900123", home_phone="01632 960 123",
        )  # fmt: skip
        condition = "asthma" if stream == "under_16" else "hypertension"
        add_event(session, patient, condition, date(2018, 5, 14), None)
        if stream not in ("", "under_16"):
            code = "palliative_care" if stream == "end_of_life" else stream
            add_event(session, patient, code, CODED, None, line=9)
    everybody = {p: ("2a", "high") for p in STREAM if p != 2}
    add_run(session, "hypertension", everybody)
    add_run(session, "asthma", {2: ("2a", "high")})
    return session


def words_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return " ".join(text.split())


def later(session: Session, days: int) -> None:
    session.clock.now += timedelta(days=days)  # type: ignore[attr-defined]


def test_the_usual_letters_keep_everybody_in_a_stream_apart(practice: Session) -> None:
    preview = recall.preview_batch(practice, AS_OF)
    assert [due.patient.id for due in preview.due] == [1]
    assert preview.own_letters == {each.key: 1 for each in letter_streams()}
    assert preview.excluded_by_reason == {"Has a letter of their own": 6, "End of life": 1}
    kept = {each.patient.id: each for each in preview.streams}
    assert kept[6].letter == "housebound"
    assert kept[6].detail == "By risk: high. Housebound, code of 1 Jan 2020"
    assert kept[6].route.endswith("Housebound: we visit you at home")


@pytest.mark.parametrize(("patient", "stream"), [p for p in STREAM.items() if p[1]])
def test_each_stream_is_a_batch_of_its_own(
    practice: Session, tmp_path: Path, patient: int, stream: str
) -> None:
    if stream == "end_of_life":
        with pytest.raises(InvalidInput, match="no letters of this kind"):
            recall.preview_batch(practice, AS_OF, stream=stream)
        return
    preview = recall.preview_batch(practice, AS_OF, stream=stream)
    (due,) = preview.due
    assert (due.patient.id, due.stream, preview.stream) == (patient, stream, stream)
    assert preview.excluded == preview.cannot_print == preview.not_due == ()
    batch = recall.print_batch(practice, preview, tmp_path / "letters.pdf")
    family = NAMES[patient - 1]
    assert family in words_of(batch.letters_file)
    assert not any(name in words_of(batch.letters_file) for name in NAMES if name != family)
    label = next(each.label for each in streams() if each.key == stream).lower()
    assert f"by surname, only: {label}" in words_of(batch.run_sheet_file)
    (row,) = recall.list_batches(practice)
    assert row.stream == stream
    again = recall.preview_batch(practice, AS_OF, stream=stream)
    assert [each.reason for each in again.excluded] == ["Invited recently"]
    usual = recall.preview_batch(practice, AS_OF)
    assert stream not in usual.own_letters
    assert patient not in {each.patient.id for each in recall.in_streams(practice, AS_OF)}


def test_what_is_in_the_letter_follows_the_stream(practice: Session) -> None:
    def letter(stream: str) -> object:
        (one,) = recall.preview_batch(practice, AS_OF, stream=stream).letters
        return one

    usual = recall.preview_batch(practice, AS_OF).letters[0]
    child = letter("under_16")
    assert [(v.kind, v.minutes, v.weeks_later) for v in child.visits] == [  # type: ignore[attr-defined]
        (VisitKind.REVIEW, 30, 0)
    ]
    assert Check.SMOKING not in child.checks  # type: ignore[attr-defined]
    longer = letter("dementia")
    assert [v.minutes for v in longer.visits] == [v.minutes + 10 for v in usual.visits]  # type: ignore[attr-defined]
    assert usual.home_diary
    assert letter("housebound").home_diary  # type: ignore[attr-defined]
    for stream in ("care_home", "learning_disability", "dementia"):
        assert not letter(stream).home_diary  # type: ignore[attr-defined]
    sites = {stream: letter(stream).practice.booking_site for stream in STREAM.values() if stream
             and stream != "end_of_life"}  # type: ignore[attr-defined] # fmt: skip
    assert {stream for stream, site in sites.items() if not site} == {"care_home", "housebound"}
    assert letter("reasonable_adjustment").adjustments == ()  # type: ignore[attr-defined]


def test_the_adjustments_of_the_record_are_named(practice: Session, tmp_path: Path) -> None:
    with practice.practice.transaction() as db:
        db["code"].update(
            db.conn.execute("SELECT id FROM code WHERE code = 'reasonable_adjustment'").fetchone()[
                0
            ],
            {"code": "1108171000000102"},
        )
    preview = recall.preview_batch(practice, AS_OF, stream="reasonable_adjustment")
    assert preview.letters[0].adjustments == ("longer",)
    batch = recall.print_batch(practice, preview, tmp_path / "letters.pdf")
    assert "Your notes say what helps you: a longer visit." in words_of(batch.letters_file)


def test_a_code_of_the_flag_is_imported_and_its_offer_named(tmp_path: Path) -> None:
    world = World.begin(tmp_path)
    world.people[0].events.append((CODED, "1325391000000106"))
    world.import_extract()
    preview = recall.preview_batch(world.session, world.today, stream="reasonable_adjustment")
    assert [letter.adjustments for letter in preview.letters] == [("quiet",)]


def test_a_longer_visit_counts_in_the_minutes(practice: Session) -> None:
    usual = recall.preview_batch(practice, AS_OF).minutes
    longer = recall.preview_batch(practice, AS_OF, stream="dementia").minutes
    assert longer == {role: minutes + 10 for role, minutes in usual.items()}
    assert set(recall.preview_batch(practice, AS_OF, stream="under_16").minutes) == {
        Role.PHARMACIST
    }


@pytest.mark.parametrize(
    ("patient", "change", "why"),
    [
        (6, {"language": "Polish"}, "no letter: needs Polish: this is printed in English only"),
        (6, {"format_need": "Braille"}, "no letter: needs braille"),
        (3, {"format_need": "Easy read"}, "no letter: needs easy read"),
        (2, {"format_need": "Easy read"}, "no letter: needs easy read"),
    ],
)
def test_a_need_that_a_stream_cannot_meet_is_never_silently_english(
    practice: Session, patient: int, change: dict[str, str], why: str
) -> None:
    with practice.practice.transaction() as db:
        db["patient"].update(patient, change)
    stream = STREAM[patient]
    preview = recall.preview_batch(practice, AS_OF, stream=stream)
    assert preview.letters == ()
    (other,) = preview.cannot_print
    assert why in other.detail
    (kept,) = [e for e in recall.in_streams(practice, AS_OF) if e.patient.id == patient]
    assert (kept.letter, why in kept.detail) == ("", True)
    assert kept.route == next(each.route for each in streams() if each.key == stream)


def test_easy_read_and_large_print_where_there_are_words(practice: Session) -> None:
    with practice.practice.transaction() as db:
        db["patient"].update(4, {"format_need": "Easy read"})
        db["patient"].update(3, {"format_need": "Large print 18pt"})
    (easy,) = recall.preview_batch(practice, AS_OF, stream="learning_disability").letters
    assert easy.letter_format.easy_read
    (large,) = recall.preview_batch(practice, AS_OF, stream="care_home").letters
    assert large.letter_format.points == 18


def test_a_practice_may_use_the_route_instead(practice: Session) -> None:
    rules = recall.recall_rules(practice)
    assert rules.routes == frozenset()
    recall.save_recall_rules(practice, replace(rules, routes=frozenset({"housebound"})))
    assert recall.recall_rules(practice).routes == {"housebound"}
    with pytest.raises(KnownError, match="Housebound: this practice sends no letters"):
        recall.preview_batch(practice, AS_OF, stream="housebound")
    kept = {each.patient.id: each for each in recall.in_streams(practice, AS_OF)}
    assert (kept[6].letter, kept[6].route) == ("", "Home visit list, by village.")
    assert kept[5].letter == "dementia"
    for key in ("end_of_life", "nobody"):
        with pytest.raises(InvalidInput):
            recall.save_recall_rules(practice, replace(rules, routes=frozenset({key})))
    assert recall.recall_rules(practice).routes == {"housebound"}


def test_rules_kept_before_there_were_letters_for_streams_still_hold(practice: Session) -> None:
    with practice.practice.transaction() as db:
        db["setting"].insert(
            {"name": "recall.rules",
             "value": '{"invitations": 2, "gap_days": 30, "basis": "risk"}'},
            replace=True,
        )  # fmt: skip
    rules = recall.recall_rules(practice)
    assert (rules.invitations, rules.routes) == (2, frozenset())


def test_a_stream_that_somebody_enters_after_the_check_stops_the_print(
    practice: Session, tmp_path: Path
) -> None:
    usual = recall.preview_batch(practice, AS_OF)
    home = recall.preview_batch(practice, AS_OF, stream="housebound")
    add_event(practice, 1, "dementia", CODED, None, line=8)
    add_event(practice, 6, "palliative_care", CODED, None, line=8)
    for preview in (usual, home):
        with pytest.raises(KnownError, match="1 patient has changed"):
            recall.print_batch(practice, preview, tmp_path / "letters.pdf")
    assert recall.list_batches(practice) == ()


def test_a_letter_is_not_printed_again_for_somebody_at_the_end_of_life(
    practice: Session, tmp_path: Path
) -> None:
    preview = recall.preview_batch(practice, AS_OF, stream="housebound")
    number = recall.print_batch(practice, preview, tmp_path / "letters.pdf").number
    assert recall.reprint(practice, number, (1,), reason="Jam").sequences == (1,)
    add_event(practice, 6, "palliative_care", CODED, None, line=8)
    with pytest.raises(KnownError, match="gets no letters now"):
        recall.reprint(practice, number, (1,), reason="Jam")


def test_reception_is_told_how_to_call(practice: Session, tmp_path: Path) -> None:
    for patient, stream in ((2, "under_16"), (5, "dementia")):
        recall.record_outcome(practice, patient, Outcome.PREFERS, way=Way.PHONE)
        preview = recall.preview_batch(practice, AS_OF, stream=stream)
        assert [due.way for due in preview.calls] == [Way.PHONE]
        batch = recall.print_batch(practice, preview, tmp_path / f"{stream}.pdf")
        words = words_of(batch.files[0])
        if stream == "under_16":
            assert "Under 16: speak to a parent or guardian." in words
            assert "Review: 30 minutes, pharmacist, no tests." in words
        else:
            assert "Ask whether somebody can listen in." in words
            assert "Tests: 30 minutes. Review: 40 minutes, pharmacist, 1 week after" in words
            assert "ementia" not in words


def test_urgent_people_in_a_stream_are_phoned_when_they_do_not_answer(
    practice: Session, tmp_path: Path
) -> None:
    for _ in range(3):
        preview = recall.preview_batch(practice, practice.today(), stream="under_16")
        recall.print_batch(practice, preview, tmp_path / "letters.pdf")
        later(practice, 30)
    (one,) = [e for e in recall.escalated(practice) if e.patient.id == 2]
    assert one.stream == "under_16"
    made = recall.print_escalated_calls(practice)
    text = tmp_path / "calls.pdf"
    text.write_bytes(made.data)
    assert "speak to a parent or guardian" in words_of(text)


def test_own_routes_come_by_stream_and_the_order_holds(practice: Session) -> None:
    found = recall.in_streams(practice, AS_OF)
    assert [each.stream for each in found] == sorted(each.stream for each in found)
    lead = add_user(practice, "second", Role.MANAGER)
    preview = recall.preview_batch(lead, AS_OF, order=Order.HOUSEHOLD, stream="housebound")
    assert preview.order is Order.HOUSEHOLD


def test_a_newer_extract_than_the_day_asked_for_is_said(practice: Session) -> None:
    said = "The newest extract is of 12 Sep 2026, after 11 Sep 2026"
    assert any(said in each for each in recall.preview_batch(practice, date(2026, 9, 11)).warnings)
    for day in (date(2026, 9, 12), AS_OF):
        assert not any("newest extract" in w for w in recall.preview_batch(practice, day).warnings)


def test_a_batch_is_weighed(practice: Session) -> None:
    found = recall.preview_batch(practice, AS_OF).postage
    sheets = recall.preview_batch(practice, AS_OF).sheets
    assert (found.letters, found.heavier, found.homes) == (1, 0, 1)
    assert found.grams == 5 * sheets + 5
