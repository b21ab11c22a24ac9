"""What is in force, and which target is printed when sources differ."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.care_plans.facts import (
    MEDICINES_UNKNOWN,
    Bmi,
    active_conditions,
    known_facts,
)
from proactive_care.care_plans.targets import (
    FRAIL,
    hba1c_limit,
    lipid_limit,
    looser_clash,
    pressure_limit,
)
from proactive_care.care_plans.texts import shipped_texts
from proactive_care.domain.vocabulary import Framework, Setting

AS_OF = date(2026, 9, 14)
TEXTS = shipped_texts().conditions
OLD, NEW = date(2015, 3, 1), date(2026, 3, 1)


def conditions(days, registers=frozenset()):
    return active_conditions(TEXTS, {name: (day, day) for name, day in days.items()}, registers)


def test_a_condition_counts_from_its_first_code_until_it_is_resolved():
    assert conditions({"asthma": OLD}) == {"asthma": OLD}
    assert conditions({"asthma": OLD, "asthma_resolved": NEW}) == {}
    assert conditions({"asthma": OLD, "asthma_resolved": OLD}) == {}
    assert conditions({"asthma": NEW, "asthma_resolved": OLD}) == {"asthma": NEW}
    assert conditions({"mi": NEW, "chd": OLD}) == {"heart_disease": OLD}
    assert conditions({}) == {}


def test_a_register_alone_makes_a_condition_without_a_day():
    assert conditions({}, frozenset({Framework.CHOLESTEROL})) == {"cholesterol": None}


def facts(days=None, medicines=frozenset(), bmi=None):
    days = {name: (day, day) for name, day in (days or {}).items()}
    return known_facts({"asthma": OLD}, days, medicines, bmi, AS_OF)


def test_the_newest_status_counts():
    assert "smoker_current" in facts({"smoker_current": NEW, "smoker_former": OLD})
    assert "smoker_current" in facts({"smoker_current": NEW, "smoker_former": NEW})
    assert "smoker_current" not in facts({"smoker_current": OLD, "never_smoked": NEW})
    assert "frailty_severe" not in facts({"frailty_severe": OLD, "frailty_mild": NEW})
    assert "palliative_care" not in facts({"palliative_care": OLD, "palliative_care_ended": NEW})
    assert "alcohol_misuse" in facts({"alcohol_misuse": OLD})


def test_what_is_not_known_is_not_a_fact():
    assert facts() == {"asthma"}
    assert MEDICINES_UNKNOWN in facts(medicines=None)
    assert "doac" in facts(medicines=frozenset({"doac"}))


def test_pregnancy_and_body_mass_index_get_old():
    assert "pregnancy" in facts({"pregnancy": NEW})
    assert "pregnancy" not in facts({"pregnancy": OLD})
    assert "underweight" in facts(bmi=Bmi(NEW, 19.9))
    assert "overweight" in facts(bmi=Bmi(NEW, 25.0))
    assert not {"overweight", "underweight"} & facts(bmi=Bmi(NEW, 22))
    assert "overweight" not in facts(bmi=Bmi(OLD, 40))


@pytest.mark.parametrize(
    ("known", "age", "acr", "setting", "text"),
    [
        (set(), 60, None, Setting.CLINIC, "below 140/90"),
        (set(), 60, None, Setting.HOME, "below 135/85"),
        (set(), 79, None, Setting.CLINIC, "below 140/90"),
        (set(), 80, None, Setting.CLINIC, "below 150/90"),
        (set(), 80, None, Setting.AMBULATORY, "below 145/85"),
        (set(), None, None, Setting.CLINIC, "below 140/90"),
        ({"kidney_disease"}, 60, 70.0, Setting.CLINIC, "below 130/80"),
        ({"kidney_disease"}, 60, 70.0, Setting.HOME, "below 125/75"),
        ({"kidney_disease"}, 60, 69.9, Setting.CLINIC, "below 140/90"),
        ({"kidney_disease"}, 60, None, Setting.CLINIC, "below 140/90"),
        ({"kidney_disease"}, 85, 70.0, Setting.CLINIC, "below 130/80"),
        ({"type_1_diabetes"}, 60, None, Setting.CLINIC, "below 135/85"),
        ({"type_1_diabetes"}, 60, None, Setting.HOME, "below 135/85"),
        ({"type_2_diabetes"}, 60, None, Setting.CLINIC, "below 140/90"),
        ({"type_2_diabetes"}, 85, None, Setting.CLINIC, "below 140/90"),
        ({"type_2_diabetes", "frailty_severe"}, 85, None, Setting.CLINIC, "below 150/90"),
        ({"kidney_disease", "frailty_moderate"}, 85, 90.0, Setting.CLINIC, "below 150/90"),
    ],
)
def test_the_blood_pressure_target_follows_the_table(known, age, acr, setting, text):
    limit = pressure_limit(known, age, acr, setting)
    assert limit.text == text
    differing = len(known & {"kidney_disease", "type_1_diabetes"}) and text != "below 140/90"
    if limit.clash is not None:
        assert limit.clash.printed == text
        assert any(said.endswith(text) for said in limit.clash.said)
        assert len(limit.clash.said) >= 2
    elif differing:
        assert setting is Setting.HOME  # type 1 diabetes has no home figure of its own


@given(
    st.frozensets(st.sampled_from(
        ["kidney_disease", "type_1_diabetes", "type_2_diabetes", "frailty_severe"]
    )),
    st.one_of(st.none(), st.integers(18, 105)),
    st.one_of(st.none(), st.floats(0, 300)),
    st.sampled_from(list(Setting)),
)  # fmt: skip
def test_the_strictest_wins_unless_the_patient_is_frail(known, age, acr, setting):
    limit = pressure_limit(known, age, acr, setting)
    if limit.clash is None:
        return
    figures = [tuple(map(float, s.rsplit(" ", 1)[1].split("/"))) for s in limit.clash.said]
    assert len(set(figures)) > 1
    assert limit.figures == (figures[0] if FRAIL & known else min(figures))
    assert "frail" in limit.clash.why or "stricter" in limit.clash.why


def test_sugar():
    assert hba1c_limit({"asthma"}) is None
    assert hba1c_limit({"type_2_diabetes"}).text == "58 or less"
    frail = hba1c_limit({"type_2_diabetes", "frailty_moderate"})
    assert frail.text == frail.clash.printed == "75 or less"


def test_lipids_have_a_target_after_cardiovascular_disease_only():
    assert lipid_limit({"cholesterol"}, "ldl_cholesterol") is None
    assert lipid_limit({"stroke"}, "ldl_cholesterol").text == "2.0 or less"
    assert lipid_limit({"leg_arteries"}, "non_hdl_cholesterol").text == "2.6 or less"


def test_a_goal_looser_than_the_target_is_a_clash():
    limit = pressure_limit(set(), 60, None, Setting.CLINIC)
    assert looser_clash("Blood pressure", (150.0, 90.0), limit).said[0] == "My goal: 150/90"
    assert looser_clash("Blood pressure", (130.0, 95.0), limit) is not None
    assert looser_clash("Blood pressure", (130.0, 80.0), limit) is None
    assert looser_clash("Blood pressure", (130.0,), limit) is None
