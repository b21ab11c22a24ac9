"""Without a date of birth nobody is silently on no register: they are named as not placed."""

from __future__ import annotations

from datetime import date

import pytest

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework, Tier
from proactive_care.frameworks import CANNOT_CHECK
from support.rows import add_event, add_import, add_issue, add_patient

AS_OF = date(2026, 9, 14)
UNDATED = "date of birth not recorded"


@pytest.fixture
def practice(session: Session) -> Session:
    """1: hypertension and AF; 2: nothing; 3: asthma with a drug; all without a date of birth."""
    add_import(session)
    for number in (1, 2, 3):
        add_patient(session, number, f"{number}", "Testperson", "Wren", None, sex="U")
    add_event(session, 1, "hypertension", date(2012, 1, 1), None)
    add_event(session, 1, "atrial_fibrillation", date(2012, 1, 1), None, line=2)
    add_event(session, 3, "asthma", date(2012, 1, 1), None, line=3)
    add_issue(session, 3, "saba", date(2026, 8, 1), "Salbutamol inhaler")
    return session


def places(session: Session, patient: int) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    return {
        row.framework: (row.group, row.tier, row.could_not_check)
        for row in frameworks.patient_results(session, patient)
    }


def test_they_are_counted_and_listed_as_a_data_gap(practice: Session) -> None:
    found = frameworks.stratify(practice, AS_OF)
    assert found.groups["hypertension"][CANNOT_CHECK] == 1
    assert found.groups["asthma"][CANNOT_CHECK] == 1
    assert CANNOT_CHECK not in found.groups["cholesterol"]
    assert places(practice, 1)["hypertension"] == ("?", "data gap", (UNDATED,))
    assert places(practice, 2) == {}
    assert set(places(practice, 3)) == {"asthma"}


def test_a_framework_that_asks_for_no_age_places_them(practice: Session) -> None:
    frameworks.stratify(practice, AS_OF)
    group, _, missing = places(practice, 1)["atrial_fibrillation"]
    assert group == "4"
    assert set(missing) == {"date of birth not recorded", "sex not recorded"}


def test_one_patient_alone_is_found_the_same(practice: Session) -> None:
    frameworks.stratify(practice, AS_OF)
    before = places(practice, 1)
    again = frameworks.stratify_patient(practice, 1, AS_OF)
    assert again == {"hypertension": "?", "atrial_fibrillation": "4"}
    assert places(practice, 1) == before
    assert frameworks.stratify_patient(practice, 2, AS_OF) == {}


def test_without_medications_both_reasons_are_told(practice: Session) -> None:
    with practice.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
    frameworks.stratify(practice, AS_OF)
    missing = (UNDATED, "no medication data imported")
    assert places(practice, 3)["asthma"] == ("?", "data gap", missing)
    assert frameworks.stratify_patient(practice, 3, AS_OF) == {"asthma": "?"}


def test_why_says_it_too(practice: Session) -> None:
    frameworks.stratify(practice, AS_OF)
    found = {f.framework: f for f in frameworks.explain_patient(practice, 1, AS_OF).frameworks}
    why = found[Framework.HYPERTENSION]
    assert (why.group, why.tier) == ("?", Tier.DATA_GAP)
    assert why.reasons == ("cannot be placed: no date of birth",)
    assert why.could_not_check == (UNDATED,)
    assert why.criteria == ()
    assert frameworks.explain_patient(practice, 2, AS_OF).frameworks == ()


def test_a_date_of_birth_puts_them_where_they_belong(practice: Session) -> None:
    frameworks.stratify(practice, AS_OF)
    with practice.practice.transaction() as db:
        born = date(1960, 1, 1).toordinal()
        db.conn.execute("UPDATE patient SET date_of_birth = ? WHERE id = 1", (born,))
    frameworks.stratify(practice, AS_OF)
    assert places(practice, 1)["hypertension"][0] == "2c"
