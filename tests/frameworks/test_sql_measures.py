"""Measures counted together agree with each counted alone, and with the plain-Python evaluator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.dates import months_before, years_before
from proactive_care.frameworks import (
    Measure,
    MeasureCount,
    Standing,
    count_measures,
    load_measures,
    measures_of_patient,
)
from proactive_care.frameworks.facts import Diagnosis, Recorded
from proactive_care.resource_files import resource_path
from support.report_practice import AS_OF, make_report_practice
from support.rows import add_patient

PEOPLE = 120
MEASURES = load_measures(resource_path("qof", "indicators.toml"))
EDGES = (AS_OF, months_before(AS_OF, 6), years_before(AS_OF, 1), years_before(AS_OF, 3))


@pytest.fixture(params=[1, 2, 3])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    session = make_report_practice(tmp_path / "practice")
    fill(session, Random(request.param))
    yield session
    session.practice.close_all()


def fill(session: Session, dice: Random) -> None:
    """Add people with random records, on and beside the edges of windows and thresholds."""
    for patient in range(100, 100 + PEOPLE):
        age = dice.choice((5, 16, 17, 18, 39, 40, 60, 79, 80, 90))
        born = years_before(AS_OF, age) - timedelta(days=dice.randrange(2))
        add_patient(session, patient, None, "Sampleton", "Wren", dice.choice((born, born, None)))
    facts = [fact for each in MEASURES.values() for fact in each.rules.facts.values()]
    recorded = [fact for fact in facts if isinstance(fact, Recorded)]
    found = {concept.id: concept for fact in recorded for concept in fact.concepts}
    diseases = [c for fact in recorded if isinstance(fact, Diagnosis) for c in fact.concepts]
    undone = [c for fact in recorded if isinstance(fact, Diagnosis) for c in fact.resolved]
    concepts = [*found.values(), *undone]
    with session.practice.transaction() as db:
        db.conn.execute("INSERT INTO code (id, system, code, term) VALUES (900, 'test', '1', 'x')")
        for patient in range(100, 100 + PEOPLE):
            drawn = dice.choices(diseases, k=3) + dice.choices(concepts, k=dice.randrange(250))
            for line, concept in enumerate(drawn):
                edge = dice.choice((AS_OF, *EDGES))
                day = edge + timedelta(days=dice.randrange(-1, 2))
                row = (patient, concept.id, day.toordinal(), line)
                if concept.kind == "medication":
                    db.conn.execute(
                        "INSERT INTO medication_issue (patient, concept, day, source, line, item,"
                        " product) VALUES (?, ?, ?, 1, ?, 0, 900)",
                        row,
                    )
                else:
                    value = dice.choice((1, 2, 2.6, 10, 58, 75, 80, 85, 90, 135, 140, 141, 150))
                    db.conn.execute(
                        "INSERT INTO clinical_event (patient, concept, day, source, line, item,"
                        " code, value) VALUES (?, ?, ?, 1, ?, 0, 900, ?)",
                        (*row, value if concept.kind == "measurement" else None),
                    )


def one_by_one(session: Session, measures: list[Measure], as_of: date) -> dict[str, MeasureCount]:
    """Count by the evaluator that knows no SQL."""
    ids = [row["id"] for row in session.practice.db.query("SELECT id FROM patient")]
    each = [measures_of_patient(session, measures, number, as_of) for number in ids]
    found = {}
    for measure in measures:
        n = Counter(standings[measure.id] for standings in each if measure.id in standings)
        met, unmet, unknown = n[Standing.MET], n[Standing.NOT_MET], n[Standing.NOT_KNOWN]
        found[measure.id] = MeasureCount(
            met + unmet + unknown, met, unmet, unknown, n[Standing.LEFT_OUT]
        )
    return found


def test_together_alone_and_one_by_one_are_the_same(session: Session) -> None:
    measures = list(MEASURES.values())
    together = count_measures(session, measures, AS_OF)
    alone = {each.id: count_measures(session, [each], AS_OF)[each.id] for each in measures}
    assert together == alone == one_by_one(session, measures, AS_OF)
    assert sum(count.met > 0 for count in together.values()) > len(measures) / 2
    assert any(count.left_out for count in together.values())
    assert any(count.not_known for count in together.values())


def test_no_measure_at_all(session: Session) -> None:
    assert count_measures(session, [], AS_OF) == {}
