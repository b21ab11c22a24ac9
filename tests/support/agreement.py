"""The compiled SQL and the plain-Python evaluator held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from proactive_care.accounts import Session
from proactive_care.frameworks import Pack, examples
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.frameworks.outcomes import evaluate
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.sorting import sort_everybody
from support.random_patients import RandomPatients
from support.rule_patients import add_patients

BOTH = frozenset({"events", "medications"})
_PARTS = ((BOTH, None), (frozenset({"events"}), 1_000), (frozenset({"medications"}), 1_000))


def assert_random_patients_agree(
    session: Session, rules: FrameworkRules, as_of: date, number: int, seed: int
) -> None:
    """Compare both evaluators on random patients; some again with a kind of data left out."""
    patients = RandomPatients(rules, as_of, seed).draw(number)
    with session.practice.transaction() as db:
        ids = add_patients(db, patients)
    seen: Counter[str] = Counter()
    for covered, compared in _PARTS:
        pairs = list(zip(ids, patients, strict=True))[:compared]
        seen.update(_compare(session, rules, as_of, covered, pairs))
    assert set(seen) >= {group.id for group in rules.groups}  # nobody was never tried


def assert_examples_agree(session: Session, pack: Pack, rules: FrameworkRules) -> None:
    """Compare what the SQL makes of every example with what the Python evaluator does."""
    by_coverage: dict[frozenset[str], list[int]] = {}
    for index, example in enumerate(rules.examples):
        by_coverage.setdefault(frozenset(example.imported), []).append(index)
    expected = examples(pack, rules.framework)
    for covered, indexes in by_coverage.items():
        patients = [example_patient(rules, rules.examples[index]) for index in indexes]
        with session.practice.transaction() as db:
            ids = add_patients(db, patients)
        found = {
            result.patient: result
            for result in sort_everybody(
                session.practice.connection, rules, rules.examples_as_of, covered
            )
        }
        for patient, index in zip(ids, indexes, strict=True):
            outcome, result = expected[index].outcome, found.get(patient)
            name = rules.examples[index].name
            if outcome is None or result is None:
                assert (outcome, result) == (None, None), name
                continue
            assert result.group == outcome.group, name
            assert result.reasons == outcome.reasons, name
            assert result.flags == outcome.flags, name
            assert result.could_not_check == outcome.could_not_check, name


def _compare(
    session: Session,
    rules: FrameworkRules,
    as_of: date,
    covered: frozenset[str],
    pairs: Sequence[tuple[int, PatientRecord]],
) -> Iterable[str]:
    found = {
        result.patient: result
        for result in sort_everybody(session.practice.connection, rules, as_of, covered)
    }
    for patient_id, patient in pairs:
        outcome, result = evaluate(rules, patient, as_of, covered).outcome, found.get(patient_id)
        expected = outcome and (
            outcome.group,
            outcome.reasons,
            outcome.flags,
            outcome.could_not_check,
        )
        got = result and (result.group, result.reasons, result.flags, result.could_not_check)
        assert got == expected, patient
        yield outcome.group if outcome else ""
