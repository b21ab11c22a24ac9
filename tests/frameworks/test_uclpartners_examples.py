"""Every example of the pack, through both evaluators: the clinical safety evidence."""

from __future__ import annotations

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import examples, load_pack
from support.agreement import assert_examples_agree

PACK = load_pack("uclpartners")


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_the_python_evaluator_gives_what_each_example_says(framework: Framework) -> None:
    problems = [(run.example.name, run.problem) for run in examples(PACK, framework) if run.problem]
    assert problems == []


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_the_sql_gives_exactly_what_the_python_evaluator_gives(
    session: Session, framework: Framework
) -> None:
    assert_examples_agree(session, PACK, PACK.frameworks[framework])
