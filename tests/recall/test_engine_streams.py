"""Who gets the letter of a stream, who goes by its route, and who never gets a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.recall import Due, Way, load_settings
from proactive_care.recall.decisions import (
    Candidate,
    Escalated,
    Group,
    InStream,
    Stage,
    Unreachable,
)
from proactive_care.recall.engine import decide
from proactive_care.recall.streams import END_OF_LIFE, stream_concepts, streams
from support.people import a_patient

AS_OF = date(2026, 9, 14)
MIXED = load_settings()
HIGH = Group(Framework.HYPERTENSION, "2a", Tier.HIGH, "BP 164/96 clinic")
ASTHMA = Group(Framework.ASTHMA, "2a", Tier.HIGH, "3 relievers")
BRAILLE = Unreachable("needs braille", phone_instead=False)


def somebody(*groups: Group, **changes: object) -> Candidate:
    return Candidate(a_patient(), groups or (HIGH,), **changes)  # type: ignore[arg-type]


def with_patient(candidate: Candidate, **changes: object) -> Candidate:
    return replace(candidate, patient=replace(candidate.patient, **changes))  # type: ignore[arg-type]


def days_ago(*back: int) -> tuple[date, ...]:
    return tuple(AS_OF - timedelta(days=days) for days in back)


HOUSEBOUND = {"housebound": date(2020, 1, 1)}


def test_a_stream_has_its_own_letter_with_the_reason_once_it_is_due() -> None:
    decision = decide(somebody(newest=HOUSEBOUND), AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert (decision.stream, decision.tier) == ("housebound", Tier.HIGH)
    assert decision.turn == "By risk: high. Housebound, code of 1 Jan 2020"
    reviewed = somebody(newest={"dementia": date(2020, 1, 1), "annual_review_done": AS_OF})
    assert decide(reviewed, AS_OF, MIXED).reason == "Reviewed already"  # type: ignore[union-attr]


def test_a_practice_may_keep_the_route_instead_of_the_letter() -> None:
    settings = replace(MIXED, routes=frozenset({"housebound"}))
    decision = decide(somebody(newest=HOUSEBOUND), AS_OF, settings)
    assert isinstance(decision, InStream)
    assert (decision.stream, decision.tier, decision.letter) == ("Housebound", Tier.HIGH, "")
    assert "Home visit" in decision.route
    assert isinstance(decide(somebody(newest={"dementia": AS_OF}), AS_OF, settings), Due)


def test_what_the_letter_of_a_stream_cannot_say_goes_by_its_route() -> None:
    unreached = decide(somebody(newest=HOUSEBOUND, no_letter=BRAILLE), AS_OF, MIXED)
    assert isinstance(unreached, InStream)
    assert unreached.detail == "Housebound, code of 1 Jan 2020; no letter: needs braille"
    child = with_patient(somebody(HIGH, ASTHMA), date_of_birth=date(2015, 9, 2))
    beyond = decide(child, AS_OF, MIXED)
    assert isinstance(beyond, InStream)
    assert beyond.detail.startswith("Under 16; also due for Hypertension")
    with_asthma = decide(replace(child, groups=(ASTHMA,)), AS_OF, MIXED)
    assert isinstance(with_asthma, Due)
    assert with_asthma.stream == "under_16"


def test_nobody_in_a_stream_gets_a_text() -> None:
    mobile = with_patient(
        somebody(newest=HOUSEBOUND, preferred=Way.TEXT), mobile_phone="07700 900123"
    )
    decision = decide(mobile, AS_OF, MIXED)
    assert isinstance(decision, Due)
    assert decision.way is Way.LETTER


def test_urgent_people_in_a_stream_are_escalated_like_the_others() -> None:
    silent = somebody(newest=HOUSEBOUND, invited=days_ago(90, 60, 30))
    decision = decide(silent, AS_OF, MIXED)
    assert isinstance(decision, Escalated)
    assert (decision.stream, decision.stage) == ("housebound", Stage.PHONE)
    assert decision.detail.endswith("Housebound, code of 1 Jan 2020")


@given(
    routes=st.frozensets(st.sampled_from([each.key for each in streams()])),
    others=st.dictionaries(st.sampled_from(stream_concepts()), st.just(date(2020, 1, 1))),
    birth=st.dates(date(1930, 1, 1), date(2020, 1, 1)),
)
def test_nobody_at_the_end_of_life_is_invited(
    routes: frozenset[str], others: dict[str, date], birth: date
) -> None:
    codes = {**others, "palliative_care": date(2025, 1, 1)}
    one = with_patient(somebody(newest=codes), date_of_birth=birth, usual_gp="Dr J Fairley")
    decision = decide(one, AS_OF, replace(MIXED, routes=routes))
    assert not isinstance(decision, Due)
    assert decision.reason == "End of life"
    assert decision.detail.endswith("; Dr J Fairley decides with the patient")


def test_no_file_can_give_people_at_the_end_of_life_a_letter() -> None:
    (stream,) = (each for each in streams() if each.key == END_OF_LIFE)
    assert not replace(stream, title="A letter after all").has_letter
