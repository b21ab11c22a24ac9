"""How fast everybody is sorted, against one bare scan of the same encrypted event table.

Also: all six frameworks, one patient again, and the reading of a worklist. Growth with the size is
in ``bench_growth``.
``run()`` returns the rows to print.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

from proactive_care import frameworks
from proactive_care.accounts import Session
from proactive_care.domain.ethnicity import ethnic_groups
from proactive_care.store.concepts import load_concepts
from support.practice import make_session
from support.rule_patients import add_import

AS_OF = date(2026, 9, 14)
HYPERTENSION_TARGET, ALL_TARGET, ONE_TARGET = 25.0, 30.0, 0.050
_DISEASES = {  # concept: prevalence at 40 and at 85
    "hypertension": (0.06, 0.55),
    "diabetes_type_2": (0.03, 0.18),
    "chd": (0.01, 0.20),
    "stroke": (0.005, 0.12),
    "pad": (0.002, 0.05),
    "ckd_3_5": (0.005, 0.30),
    "atrial_fibrillation": (0.003, 0.18),
    "heart_failure": (0.002, 0.10),
    "asthma": (0.07, 0.06),
    "copd": (0.01, 0.08),
}
_TESTS = {  # concept: mean and standard deviation
    "hba1c": (52, 14),
    "egfr": (82, 16),
    "serum_creatinine": (85, 25),
    "haemoglobin": (138, 14),
    "total_cholesterol": (4.8, 1.1),
    "hdl_cholesterol": (1.4, 0.3),
    "bmi": (28, 5),
    "body_weight": (80, 15),
    "qrisk": (8, 7),
    "urine_acr": (3, 4),
}
_DRUGS = {
    "hypertension": ("antihypertensive",),
    "chd": ("statin", "statin_high_intensity", "antiplatelet"),
    "diabetes_type_2": ("oral_diabetes_drug", "statin", "statin_medium_intensity"),
    "atrial_fibrillation": ("doac", "apixaban"),
    "asthma": ("saba", "ics", "asthma_drug"),
    "copd": ("saba", "lama"),
}


def run(patients: int = 50_000, events: int = 2_500_000) -> list[str]:
    """Measure and return printable rows; the first holds the ratio with its target."""
    with tempfile.TemporaryDirectory() as folder:
        session = make_session(Path(folder) / "practice")
        try:
            issues = fill(session, patients, events)
            return [f"{patients:,} patients, {events:,} events, {issues:,} issues",
                    *_measure(session)]  # fmt: skip
        finally:
            session.practice.close_all()


def fill(session: Session, patients: int, events: int) -> int:
    """Fill a practice with a believable spread of records; return the number of issues."""
    random = Random(7)
    ids = {name: concept.id for name, concept in load_concepts().items()}
    groups = list(ethnic_groups())
    with session.practice.transaction() as db:
        source = add_import(db)
        db.conn.execute("INSERT INTO code (id, system, code, term) VALUES (1, 'test', '1', 'x')")
        people = [_person(random, groups) for _ in range(patients)]
        db.conn.executemany(
            "INSERT INTO patient (id, nhs_number, family_name, date_of_birth, sex, ethnicity)"
            " VALUES (?, ?, 'Testperson', ?, ?, ?)",
            [(i, f"n{i}", AS_OF.toordinal() - p[0], p[1], p[2]) for i, p in enumerate(people, 1)],
        )
        made = [_history(random, p[0] / 365.25, events / patients) for p in people]
        db.conn.executemany(
            "INSERT INTO clinical_event (patient, concept, day, source, line, item, code, value)"
            f" VALUES (?, ?, ?, {source}, ?, 0, 1, ?)",
            _event_rows(made, ids, events, random),
        )
        issued = db.conn.executemany(
            "INSERT INTO medication_issue (patient, concept, day, source, line, item, product)"
            f" VALUES (?, ?, ?, {source}, 0, 0, 1)",
            _issue_rows(made, ids, random),
        )
        db.conn.execute("ANALYZE")
    return issued.rowcount


def _measure(session: Session) -> list[str]:
    connection = session.practice.connection

    def bare_scan() -> object:
        return connection.execute("SELECT sum(value) FROM clinical_event").fetchone()

    scan, scan_cpu = best(bare_scan, 3), cpu(bare_scan)
    one_framework = best(lambda: frameworks.stratify(session, AS_OF, framework="hypertension"), 2)
    everything: list[frameworks.Stratification] = []
    began = time.process_time()
    all_frameworks = best(lambda: everything.append(frameworks.stratify(session, AS_OF)), 1)
    all_cpu = time.process_time() - began
    (patient,) = connection.execute(
        "SELECT max(patient) FROM stratification_result WHERE priority_group <> ''"
    ).fetchone()
    one = best(lambda: frameworks.stratify_patient(session, patient, AS_OF), 5)
    rows = best(lambda: frameworks.latest_results(session, "hypertension"), 2)
    found = everything[0]
    return [
        f"hypertension {one_framework / scan:5.1f} x one bare scan (target <="
        f" {HYPERTENSION_TARGET:.0f}); {one_framework:.2f} s, scan {scan:.2f} s",
        f"all {len(found.groups)} frameworks {all_frameworks / scan:5.1f} x one bare scan (target"
        f" <= {ALL_TARGET:.0f}), {all_cpu / scan_cpu:.1f} x in processor time, which other"
        f" programs do not lengthen; {all_frameworks:.2f} s,"
        f" {sum(sum(g.values()) for g in found.groups.values()):,} results",
        f"one patient again {one * 1000:5.1f} ms (target <= {ONE_TARGET * 1000:.0f})",
        f"reading the hypertension worklist {rows:.2f} s",
    ]


def best(work: Callable[[], object], times: int) -> float:
    """Return the shortest of some runs, in seconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def cpu(work: Callable[[], object]) -> float:
    """Return the processor time of one run, in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _person(random: Random, groups: list[str]) -> tuple[int, str, str | None]:
    age = min(int(random.triangular(0, 95, 45) * 365.25), 36_000)
    return age, random.choice("MF"), random.choice([*groups, None])


def _history(random: Random, age: float, events: float) -> tuple[list[str], int]:
    """Return somebody's diseases, and how many events they have in all."""
    share = min(max((age - 40) / 45, 0), 1.2)
    diseases = [
        name
        for name, (young, old) in _DISEASES.items()
        if random.random() < (young * min(age / 40, 1)) + (old - young) * share
    ]
    return diseases, int(events * (0.4 + age / 90 + 0.6 * len(diseases)) / 1.3)


def _event_rows(
    made: list[tuple[list[str], int]], ids: dict[str, int], limit: int, random: Random
) -> Iterator[tuple[int, int, int, int, float | None]]:
    today, left, tests = AS_OF.toordinal(), limit, list(_TESTS)
    for patient, (diseases, number) in enumerate(made, start=1):
        rows: list[tuple[int, int, int, int, float | None]] = []
        for name in diseases:
            rows.append((patient, ids[name], today - random.randrange(30, 4000), 0, None))
        while len(rows) < min(number, left):
            day, line = today - int(random.expovariate(1 / 700)), len(rows)
            kind = random.random()
            if kind < 0.3:
                rows.append((patient, ids["systolic_bp_clinic"], day, line, random.gauss(137, 17)))
                rows.append((patient, ids["diastolic_bp_clinic"], day, line, random.gauss(80, 10)))
            elif kind < 0.6:
                name = random.choice(tests)
                rows.append((patient, ids[name], day, line, max(random.gauss(*_TESTS[name]), 1)))
            else:
                rows.append((patient, 0, day, line, None))
        left -= len(rows)
        yield from sorted(rows)
    while left > 0:
        left -= 1
        yield (random.randrange(len(made)) + 1, 0, today - left, left, None)


def _issue_rows(
    made: list[tuple[list[str], int]], ids: dict[str, int], random: Random
) -> Iterator[tuple[int, int, int]]:
    today = AS_OF.toordinal()
    for patient, (diseases, _) in enumerate(made, start=1):
        drugs = {drug for name in diseases for drug in _DRUGS.get(name, ())}
        for drug in sorted(drugs, key=lambda name: ids[name]):
            if random.random() < 0.75:
                newest = today - random.randrange(60)
                for month in range(18):
                    yield patient, ids[drug], newest - 30 * month
