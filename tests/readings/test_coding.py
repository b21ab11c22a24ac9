"""Back to the record: coding lines, summaries, settings, groups that change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.blood_pressure import Pressure
from proactive_care.domain.diary import DiaryReading, Part
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.triage import CLINIC_BANDS, HOME_BANDS, Band, Symptoms
from proactive_care.domain.vocabulary import Channel, Framework, Tier
from proactive_care.readings import (
    CallOutcome,
    Origin,
    PeakFlowEntry,
    coding_lines,
    file_clinic_reading,
    file_diary,
    file_measure,
    file_peak_flow_diary,
    load_bands,
    record_call,
    save_bands,
    session_detail,
    summary_text,
)
from support.readings import BRAM, PAPER, WREN, diary, with_pair
from support.rows import add_event

TODAY = date(2026, 9, 14)


def test_each_session_adds_its_lines(session: Session) -> None:
    file_diary(session, WREN, with_pair(diary(), 5, 144, 82), PAPER)
    file_diary(session, BRAM, diary(days=2), PAPER)
    file_clinic_reading(session, BRAM, DiaryReading(TODAY, Part.UNSAID, 1, 130, 80))
    file_measure(session, BRAM, "smoking", {"status": "never"})
    file_measure(session, BRAM, "inhaler", {"technique": "good"})
    lines = coding_lines(session)
    assert [(line.code, line.value, line.unit) for line in lines] == [
        ("413606001", 133.0, "mmHg"),  # 132.5 is entered as 133
        ("413605002", 82.0, "mmHg"),
        ("271649006", 130.0, "mmHg"),
        ("271650006", 80.0, "mmHg"),
        ("266919005", None, ""),
    ]
    assert lines[0].text == "Average home systolic BP 133 mmHg, 13 Sep 2026 (413606001)"
    assert lines[4].text == "Never smoked tobacco, 14 Sep 2026 (266919005)"
    assert (lines[0].nhs_number, lines[0].name) == ("9990000018", "Wren Testperson")
    assert len(coding_lines(session, date(2026, 9, 14))) == 3


def test_answers_that_no_rule_uses_are_coded_all_the_same(session: Session) -> None:
    file_measure(session, WREN, "pulse", {"pulse": "72", "rhythm": "irregular"})
    file_measure(session, WREN, "glucose", {"glucose": "5.8", "fasting": "fasting"})
    file_measure(session, WREN, "glucose", {"glucose": "7.8", "fasting": "not said"})
    record_call(session, BRAM, CallOutcome.DECLINED)
    record_call(session, BRAM, CallOutcome.NO_ANSWER)
    assert [(line.code, line.value, line.unit) for line in coding_lines(session)] == [
        ("78564009", 72.0, "/min"),
        ("61086009", None, ""),
        ("271062006", 5.8, "mmol/L"),
        ("1085031000000100", None, ""),
    ]
    assert coding_lines(session)[3].text == (
        "Home blood pressure monitoring declined, 14 Sep 2026 (1085031000000100)"
    )
    assert coding_lines(session, date(2026, 9, 15)) == ()


def test_summaries_to_paste(session: Session) -> None:
    home = file_diary(session, WREN, diary(), PAPER, symptoms=Symptoms(fall=True))
    assert summary_text(session, home.session_id).splitlines() == [
        "Home blood pressure, average 132/82 mmHg, 7 Sep 2026 to 13 Sep 2026",
        "valid: 7 days, 24 pairs counted, day 1 dropped",
        "Symptoms: fall",
        "By paper, taken by patient; entered by lead",
    ]
    clinic = file_clinic_reading(session, WREN, DiaryReading(TODAY, Part.UNSAID, 1, 130, 80))
    assert summary_text(session, clinic.session_id).startswith("Clinic blood pressure 130/80 mmHg")
    weight = file_measure(session, WREN, "pulse", {"pulse": "72", "rhythm": "regular"})
    assert summary_text(session, weight.session_id).splitlines()[:3] == [
        "Pulse and rhythm, 14 Sep 2026",
        "Pulse: 72 /min",
        "Rhythm: regular",
    ]
    flows = [PeakFlowEntry(date(2026, 9, day), Part.MORNING, (400,)) for day in range(1, 14)]
    peak = file_peak_flow_diary(session, WREN, flows, Origin(Channel.PAPER))
    assert summary_text(session, peak.session_id).startswith("Peak flow diary: 13 values")
    for look in (summary_text, session_detail):
        with pytest.raises(NotFound):
            look(session, "nothing")


def test_only_the_clinical_lead_changes_the_bands(session: Session, hca: Session) -> None:
    assert load_bands(session) == (HOME_BANDS, CLINIC_BANDS)
    stricter = replace(HOME_BANDS, amber_high=Pressure(145, 90))
    with pytest.raises(NotPermitted):
        save_bands(hca, stricter, CLINIC_BANDS)
    save_bands(session, stricter, CLINIC_BANDS)
    assert load_bands(hca)[0].amber_high == Pressure(145, 90)
    assert file_diary(hca, WREN, diary(145, 80), PAPER).band is Band.AMBER_HIGH
    for wrong in (
        replace(HOME_BANDS, amber_high=Pressure(175, 95)),
        replace(HOME_BANDS, low=Pressure(100, 90)),
        replace(HOME_BANDS, red=Pressure(190, 115)),
    ):
        with pytest.raises(InvalidInput):
            save_bands(session, wrong, CLINIC_BANDS)


def test_a_reading_sorts_its_patient_again_at_once(session: Session) -> None:
    from proactive_care import frameworks

    add_event(session, WREN, "hypertension", date(2015, 1, 1), None)
    frameworks.stratify(session, TODAY)
    filed = file_diary(session, WREN, diary(128, 78), PAPER)
    (change,) = [c for c in filed.groups.changes if c.framework is Framework.HYPERTENSION]
    assert change.before != change.after
    assert change.tier_before is Tier.DATA_GAP
    assert change.tier_after is not None
    incomplete = file_diary(session, BRAM, diary(128, 78, days=2), PAPER)
    assert incomplete.groups.changes == ()


def test_rules_that_cannot_be_used_do_not_lose_a_reading(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> dict[str, str]:
        raise InvalidInput("The pack cannot be read.")

    monkeypatch.setattr("proactive_care.readings.regroup.stratify_patient", broken)
    filed = file_diary(session, WREN, diary(), PAPER)
    assert (filed.groups.problem, filed.status) == ("The pack cannot be read.", "valid")
