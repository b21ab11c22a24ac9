"""Values, targets, trends and what they mean."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care import care_plans
from proactive_care.care_plans import PlanWords
from proactive_care.care_plans.numbers import meaning
from proactive_care.care_plans.record import current_medicines, readable_dosage
from proactive_care.documents import Better, Measured, PlanNumber, plan_wording
from proactive_care.patients import MedicationRow
from support.plan_practice import ALDER, AS_OF, EMPTY
from support.rows import add_event


def number(limits=(), better=Better.AT_MOST):
    return PlanNumber("x", "", None, "", "", "", "", (), limits, better)


def told(name, values, limits=(), better=Better.AT_MOST, step=5, days=None):
    days = days or [date(2025, 9, 1), date(2026, 9, 1)][-len(values) :]
    series = [Measured(day, value) for day, value in zip(days, values, strict=True)]
    return meaning(name, series, number(limits, better), step, AS_OF, plan_wording())


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([(139, 89)], "On target."),
        ([(140, 89)], "Top is above target."),
        ([(139, 90)], "Bottom is above target."),
        ([(140, 90)], "Above target."),
        ([(180, 90)], "This was very high. Ask the surgery today if it was dealt with."),
        ([(140, 120)], "This was very high. Ask the surgery today if it was dealt with."),
        ([(99, 60)], "Low. I tell the nurse if I feel dizzy."),
        ([(100, 59)], "Low. I tell the nurse if I feel dizzy."),
        ([(130, 80), (134, 80)], "On target. Same as in 2025."),
        ([(130, 80), (135, 80)], "On target. Up since 2025."),
        ([(150, 80), (135, 80)], "On target. Down since 2025."),
    ],
)
def test_blood_pressure_in_words(values, text):
    assert told("blood_pressure", values, (140.0, 90.0)) == text


def test_old_values_only_mean_that_they_are_old():
    old = told("blood_pressure", [(120, 70)], (140.0, 90.0), days=[date(2025, 6, 13)])
    assert old == "This is old. Please have it checked."
    just = told("blood_pressure", [(120, 70)], (140.0, 90.0), days=[date(2025, 6, 14)])
    assert just == "On target."


def test_other_numbers_in_words():
    assert told("hba1c", [(58,)], (58.0,)) == "On target."
    assert told("hba1c", [(58.1,)], (58.0,)) == "Above target."
    assert told("act_score", [(19,)], (20.0,), Better.AT_LEAST) == "Below target."
    assert told("act_score", [(20,)], (20.0,), Better.AT_LEAST) == "On target."
    assert told("body_weight", [(90,), (88,)], (), Better.NONE, 1) == "Down since 2025."
    same_year = [date(2026, 3, 1), date(2026, 9, 1)]
    assert told("body_weight", [(90,), (90.5,)], (), Better.NONE, 1, same_year) == "Same as in Mar."


def numbers_of(session, *events, patient=EMPTY):
    for line, (concept, day, value) in enumerate(events, 500):
        add_event(session, patient, concept, day, value, line=line)
    paper = care_plans.preview_plan(session, patient, PlanWords(), AS_OF).paper
    return {each.name: each for each in paper.numbers}


NEW = date(2026, 8, 1)


def test_home_pressures_are_compared_with_home_targets(session):
    day = date(2026, 9, 10)
    shown = numbers_of(
        session,
        ("systolic_bp_home", day, 134.5),
        ("diastolic_bp_home", day, 84),
        patient=ALDER,
    )["Blood pressure"]
    assert (shown.value, shown.how, shown.target) == ("135/84", "at home", "below 135/85")
    assert len(shown.trend) == 1, "clinic values are not mixed in"


def test_the_newer_of_ldl_and_non_hdl_is_shown(session):
    shown = numbers_of(
        session, ("stroke", NEW, None), ("ldl_cholesterol", date(2026, 1, 1), 1.9),
        ("non_hdl_cholesterol", NEW, 2.7),
    )["Cholesterol"]  # fmt: skip
    assert (shown.how, shown.value, shown.target) == ("non-HDL", "2.7", "2.6 or less")
    shown = numbers_of(session, ("ldl_cholesterol", NEW, 2.04))["Cholesterol"]
    assert (shown.how, shown.value, shown.target) == ("LDL", "2.0", "2.0 or less")
    assert shown.meaning.startswith("Above target."), "compared before rounding"


def test_a_sign_before_a_value_is_kept(session):
    add_event(session, EMPTY, "asthma", NEW, None, line=400)
    add_event(session, EMPTY, "copd", NEW, None, line=401)
    shown = numbers_of(session, ("act_score", NEW, 21), ("oxygen_saturation", NEW, 88))
    assert shown["Asthma score"].meaning == "On target."
    assert shown["Asthma score"].target == "20 or more"
    polish = care_plans.preview_plan(session, EMPTY, PlanWords(), AS_OF, language="pl").paper
    assert (shown["Asthma score"].unit, polish.numbers[0].unit) == ("out of 25", "na 25")
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE clinical_event SET comparator = -1 WHERE value = 88")
    shown = numbers_of(session)
    assert shown["Oxygen level"].value == "<88"
    assert shown["COPD score"].value == ""


def test_charts_hold_five_years_and_eight_points(session):
    events = [("body_weight", date(2018, 1, 1), 99.0)]
    events += [("body_weight", date(2026, 1, day), 80.0 + day) for day in range(1, 11)]
    shown = numbers_of(session, ("heart_failure", NEW, None), *events)["Weight"]
    assert [point.values[0] for point in shown.trend] == [83.0 + n for n in range(8)]


def issue(product, day, dosage=""):
    return MedicationRow(day, product, "28", dosage, "m.csv", 1)


def test_a_medicine_is_listed_once_as_last_issued():
    issues = [
        issue("Ramipril 5mg capsules", date(2026, 7, 1), "TAKE ONE"),
        issue("ramipril  5mg capsules", date(2026, 8, 1), "Take Two Daily"),
        issue("Aspirin 75mg tablets", date(2026, 2, 1)),
        issue("Bisoprolol 5mg tablets", date(2026, 9, 20)),
    ]
    found = current_medicines(issues, date(2026, 3, 12), date(2026, 9, 12))
    assert [(m.dosage, m.issued) for m in found] == [("Take two daily", date(2026, 8, 1))]


@pytest.mark.parametrize(
    ("dosage", "shown"),
    [
        ("ONE TO BE TAKEN EACH DAY", "One to be taken each day"),
        ("One To Be Taken Twice A Day", "One to be taken twice a day"),
        ("1 BD", "1 BD"),
        ("TAKE ONE BD", "Take one BD"),
        ("one each morning", "one each morning"),
        ("Take 5mL twice a day", "Take 5mL twice a day"),
        ("", ""),
    ],
)
def test_dosages_are_not_shouted(dosage, shown):
    assert readable_dosage(dosage) == shown
