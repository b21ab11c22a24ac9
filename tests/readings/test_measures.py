"""Other measurements: question sets as data, units, limits, events, peak flow diaries."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.diary import Part
from proactive_care.domain.errors import InvalidInput, NotFound
from proactive_care.domain.vocabulary import Channel, Setting
from proactive_care.readings import (
    AnswersRefused,
    FormKind,
    Origin,
    PeakFlowEntry,
    Route,
    check_form,
    file_measure,
    file_peak_flow_diary,
    match_form,
    open_alerts,
    open_patient,
    open_tasks,
    question_sets,
    receive_forms,
    session_detail,
    sessions_of,
    show_value,
    waiting_forms,
    withdraw_session,
)
from proactive_care.readings.question_sets import read_set
from proactive_care.resource_files import resource_path
from proactive_care.store.concepts import load_concepts
from proactive_care.store.session_events import events_of_session
from support.readings import BRAM, HETTIE, PAPER, WREN
from support.rows import add_event

TODAY = date(2026, 9, 14)


def events(session: Session, filed_id: str) -> list[tuple[str, float | None]]:
    found = events_of_session(session.practice.db, filed_id)
    return [(event.concept, event.value) for event in found]


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("weight_height", {"weight": "80", "height": "1.75"},
         [("body_weight", 80.0), ("body_height", 1.75), ("bmi", 26.1)]),
        ("weight_height", {"weight": "12st 4lb", "height": "172"},
         [("body_weight", 78.0179), ("body_height", 1.72), ("bmi", 26.4)]),
        ("weight_height", {"weight": "80"}, [("body_weight", 80.0)]),
        ("pulse", {"pulse": "72", "rhythm": "Irregular"}, [("pulse_rate", 72.0)]),
        ("oxygen", {"saturation": "96"}, [("oxygen_saturation", 96.0)]),
        ("peak_flow", {"blow_1": "380", "blow_2": "410", "blow_3": "400"}, [("peak_flow", 410.0)]),
        ("act", {"total": "19"}, [("act_score", 19.0)]),
        ("rcp3", {"sleep": "yes", "day": "no", "activities": "Yes"}, [("rcp3_score", 2.0)]),
        ("cat", {"total": "0"}, [("cat_score", 0.0)]),
        ("mrc", {"grade": "3"}, [("mrc_3", None)]),
        ("asthma_attacks", {"exacerbations": "2", "steroid_courses": "1"},
         [("asthma_exacerbation_count", 2.0)]),
        ("copd_flare_ups", {"exacerbations": "0"}, [("copd_exacerbation_count", 0.0)]),
        ("inhaler", {"technique": "Good"}, []),
        ("glucose", {"glucose": "6.1", "fasting": "fasting"}, []),
        ("hba1c", {"hba1c": "48"}, [("hba1c", 48.0)]),
        ("hba1c", {"hba1c": "6.5 %"}, [("hba1c", 48.0)]),
        ("hba1c", {"hba1c": "7.5"}, [("hba1c", 58.0)]),
        ("feet", {"right": "low", "left": "high"},
         [("foot_at_low_risk", None), ("foot_at_high_risk", None)]),
        ("smoking", {"status": "never"}, [("never_smoked", None)]),
        ("alcohol", {"units": "14"}, [("alcohol_units", 14.0)]),
    ],
)  # fmt: skip
def test_each_form_is_filed_and_seen_by_the_rules(
    session: Session, key: str, typed: dict[str, str], expected: list[tuple[str, float | None]]
) -> None:
    filed = file_measure(session, WREN, key, typed)
    assert events(session, filed.session_id) == expected
    assert (filed.status, filed.band) == ("recorded", None)
    kept = {reading.what for reading in session_detail(session, filed.session_id).readings}
    assert set(typed) <= kept


@pytest.mark.parametrize(
    ("key", "typed", "field", "words"),
    [
        ("weight_height", {}, "weight", "Weight is missing"),
        ("weight_height", {"weight": "401"}, "weight", "must be 2 to 400 kg"),
        ("weight_height", {"weight": "heavy"}, "weight", "Not a number"),
        ("weight_height", {"weight": "80 mmHg"}, "weight", "not known"),
        ("weight_height", {"weight": ">80"}, "weight", "plain number"),
        ("weight_height", {"weight": "29"}, "weight", "Please confirm: weight 29 kg"),
        ("weight_height", {"weight": "251"}, "weight", "Please confirm"),
        ("weight_height", {"weight": "200", "height": "1.40"}, "weight", "BMI would be 102"),
        ("oxygen", {"saturation": "96.5"}, "saturation", "whole number"),
        ("oxygen", {"saturation": "49"}, "saturation", "must be 50 to 100 %"),
        ("act", {"total": "4"}, "total", "must be 5 to 25."),
        ("act", {"total": "26"}, "total", "must be 5 to 25."),
        ("cat", {"total": "41"}, "total", "must be 0 to 40"),
        ("mrc", {"grade": "6"}, "grade", "choose one of 1: only"),
        ("rcp3", {"sleep": "yes", "day": "no"}, "activities", "is missing"),
        ("glucose", {"glucose": "110 mg/dL", "fasting": "fasting"}, "glucose", "mg/dL"),
        ("hba1c", {"hba1c": "15"}, "hba1c", "Please confirm"),
        ("hba1c", {"hba1c": "201"}, "hba1c", "must be 15 to 200"),
        ("pulse", {"pulse": "72"}, "rhythm", "missing"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field(
    session: Session, key: str, typed: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(AnswersRefused) as refused:
        file_measure(session, WREN, key, typed)
    assert refused.value.field == field
    assert words in refused.value.problems[0].text
    assert sessions_of(session, WREN) == ()


def test_unusual_values_are_accepted_once_confirmed(session: Session) -> None:
    filed = file_measure(session, WREN, "weight_height", {"weight": "251"}, confirmed=True)
    assert events(session, filed.session_id) == [("body_weight", 251.0)]


def test_a_known_height_serves_adults_but_is_not_filed_again(session: Session) -> None:
    add_event(session, WREN, "body_height", date(2024, 1, 1), 1.6)
    filed = file_measure(session, WREN, "weight_height", {"weight": "64"})
    assert events(session, filed.session_id) == [("body_weight", 64.0), ("bmi", 25.0)]
    with session.practice.transaction() as db:
        db.conn.execute(
            "UPDATE patient SET date_of_birth = ? WHERE id = 1", (date(2015, 1, 1).toordinal(),)
        )
    filed = file_measure(session, WREN, "weight_height", {"weight": "65"})
    assert events(session, filed.session_id) == [("body_weight", 65.0)]


def test_bands_and_conversions_are_shown_while_typing(session: Session) -> None:
    patient = open_patient(session, WREN)
    bands = {
        total: check_form(session, patient, "act", {"total": total}).answers[0].band
        for total in ("25", "20", "19", "16", "15", "5")
    }
    assert bands == {
        "25": "controlled",
        "20": "controlled",
        "19": "not well controlled",
        "16": "not well controlled",
        "15": "very poorly controlled",
        "5": "very poorly controlled",
    }
    cat = ["9", "10", "20", "21", "30", "31"]
    assert [
        check_form(session, patient, "cat", {"total": t}).answers[0].band.split()[0] for t in cat
    ] == ["low", "medium", "medium", "high", "high", "very"]
    (answer,) = check_form(session, patient, "hba1c", {"hba1c": "6.5"}).answers
    assert (answer.conversion, show_value(answer)) == ("HbA1c % to mmol/mol", "48 mmol/mol")
    (choice,) = check_form(session, patient, "smoking", {"status": "never"}).answers
    assert show_value(choice) == "never"


def test_days_patients_and_forms(session: Session) -> None:
    weight = {"weight": "80"}
    for day in (TODAY + timedelta(1), date(1959, 2, 2)):
        with pytest.raises(InvalidInput) as refused:
            file_measure(session, WREN, "weight_height", weight, taken_on=day)
        assert refused.value.field == "day"
    with pytest.raises(NotFound):
        file_measure(session, WREN, "shoe_size", weight)
    with pytest.raises(InvalidInput):
        file_measure(session, HETTIE, "weight_height", weight)
    home = Origin(Channel.PHONE)
    file_measure(session, WREN, "weight_height", weight, home, taken_on=date(2026, 9, 1))
    assert sessions_of(session, WREN)[0].setting is Setting.HOME
    file_measure(session, WREN, "weight_height", weight)
    with pytest.raises(InvalidInput, match="already"):
        file_measure(session, WREN, "weight_height", weight)


# Peak flow diaries --------------------------------------------------------------------------------


def flow(day: int, part: Part, *blows: int) -> PeakFlowEntry:
    return PeakFlowEntry(date(2026, 9, day), part, blows)


def test_a_peak_flow_diary_becomes_its_best(session: Session) -> None:
    entries = [
        flow(1, Part.MORNING, 380, 400, 390),
        flow(1, Part.EVENING, 430),
        flow(2, Part.MORNING, 360, 370),
    ]
    filed = file_peak_flow_diary(session, WREN, entries, PAPER)
    (event,) = events_of_session(session.practice.db, filed.session_id)
    assert (event.concept, event.value, event.day) == ("peak_flow", 430.0, date(2026, 9, 1))
    readings = session_detail(session, filed.session_id).readings
    assert [r.value for r in readings] == [380, 400, 390, 430, 360, 370]
    with pytest.raises(InvalidInput, match="already"):
        file_peak_flow_diary(session, WREN, entries[::-1], PAPER)
    assert file_peak_flow_diary(session, BRAM, entries[:1], PAPER).days == 1


def test_a_peak_flow_diary_leaves_the_tray_when_it_is_filed(session: Session) -> None:
    (form,) = receive_forms(session, FormKind.PEAK_FLOW_DIARY, Route.POST, 1)
    match_form(session, form, WREN)
    origin = Origin(Channel.PAPER, tray_form=form)
    file_peak_flow_diary(session, WREN, [flow(1, Part.MORNING, 400)], origin)
    assert waiting_forms(session) == ()
    with pytest.raises(InvalidInput, match="left the tray: done"):
        file_peak_flow_diary(session, WREN, [flow(2, Part.MORNING, 400)], origin)


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([], "readings"),
        ([flow(1, Part.MORNING, 49)], "blows"),
        ([flow(1, Part.MORNING, 901)], "blows"),
        ([flow(1, Part.MORNING)], "blows"),
        ([flow(15, Part.MORNING, 400)], "day"),
        ([flow(1, Part.MORNING, 400), flow(1, Part.MORNING, 410)], "day"),
    ],
)
def test_a_wrong_peak_flow_diary(
    session: Session, entries: list[PeakFlowEntry], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        file_peak_flow_diary(session, WREN, entries, PAPER)
    assert refused.value.field == field


def test_an_active_foot_problem_never_just_lies_there(session: Session) -> None:
    filed = file_measure(session, WREN, "feet", {"right": "active", "left": "active"})
    assert filed.reasons == ("an active foot problem",)
    (todo,) = filed.follow_ups
    assert (todo.what, todo.who, todo.due) == ("review", "clinician", date(2026, 9, 15))
    (waiting,) = open_alerts(session)
    assert (waiting.about, waiting.reasons) == ("foot check in diabetes", filed.reasons)
    assert open_tasks(session) == ()
    withdraw_session(session, filed.session_id, "wrong patient")
    assert open_alerts(session) == ()
    quiet = file_measure(session, WREN, "feet", {"right": "low", "left": "moderate"})
    assert (quiet.follow_ups, open_alerts(session)) == ((), ())


ONLY_CODED = {
    ("271636001", "Pulse regular"),
    ("61086009", "Pulse irregular"),
    ("271062006", "Fasting blood glucose measurement"),
    ("271061004", "Random blood glucose measurement"),
}


# The data -----------------------------------------------------------------------------------------


def test_every_code_is_listed_for_its_concept_and_limits_fit() -> None:
    with resource_path("codelists", "codes.csv").open(encoding="utf-8", newline="") as stream:
        listed = {(r["concept"], r["code"]): r["term"] for r in csv.DictReader(stream)}
    concepts = load_concepts()
    for form in question_sets().values():
        parts = [*form.fields, *form.derived]
        coded = [(part.coded, part) for part in parts]
        coded += [(choice.coded, None) for field in form.fields for choice in field.choices]
        for code, part in coded:
            if not code.concept:  # the rules do not use it; the record may have a code for it
                assert bool(code.code) == bool(code.term)
                assert (code.code, code.term) in ONLY_CODED | {("", "")}
                assert code.value_of in {"", *(field.key for field in form.fields)}
                continue
            assert listed[code.concept, code.code] == code.term
            if part is not None:
                concept = concepts[code.concept]
                assert (part.low, part.high) == (concept.low, concept.high)
                assert part.unit == concept.unit


@pytest.mark.parametrize(
    "change",
    [
        {"derived": [{"key": "x", "label": "x", "how": "magic", "of": ["a"], "low": 0, "high": 1}]},
        {"derived": [{"key": "x", "label": "x", "how": "bmi", "of": ["b"], "low": 0, "high": 1}]},
        {"field": [{"key": "a", "label": "A", "kind": "colour"}]},
    ],
)
def test_a_form_that_cannot_work_is_a_bug(change: dict[str, object]) -> None:
    field = {"key": "a", "label": "A", "kind": "whole", "low": 0, "high": 1}
    with pytest.raises(ValueError, match="question"):
        read_set({"key": "f", "title": "F", "field": [field], **change})


def test_the_forms_that_are_shipped() -> None:
    assert set(question_sets()) == {
        "weight_height", "pulse", "oxygen", "peak_flow", "act", "rcp3", "cat", "mrc",
        "asthma_attacks", "copd_flare_ups", "inhaler", "glucose", "hba1c", "feet", "smoking",
        "alcohol",
    }  # fmt: skip
