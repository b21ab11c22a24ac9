"""Every example of the pack, through both evaluators: the clinical safety evidence."""

from __future__ import annotations

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import examples, load_pack
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.sorting import sort_everybody
from support.rule_patients import add_patients

PACK = load_pack("uclpartners")


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_the_python_evaluator_gives_what_each_example_says(framework: Framework) -> None:
    problems = [(run.example.name, run.problem) for run in examples(PACK, framework) if run.problem]
    assert problems == []


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_the_sql_gives_exactly_what_the_python_evaluator_gives(
    session: Session, framework: Framework
) -> None:
    rules = PACK.frameworks[framework]
    by_coverage: dict[frozenset[str], list[int]] = {}
    for index, example in enumerate(rules.examples):
        by_coverage.setdefault(frozenset(example.imported), []).append(index)
    expected = examples(PACK, framework)
    for covered, indexes in by_coverage.items():
        with session.practice.transaction() as db:
            patients = [example_patient(rules, rules.examples[index]) for index in indexes]
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
