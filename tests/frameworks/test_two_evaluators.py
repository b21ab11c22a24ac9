"""The compiled SQL and the plain-Python evaluator agree on 20,000 random patients of the pack."""

from __future__ import annotations

import os
from datetime import date

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import load_pack
from support.agreement import assert_random_patients_agree

pytestmark = pytest.mark.untraced

PACK = load_pack("uclpartners")
AS_OF = date(2026, 9, 14)
PATIENTS = {Framework.HYPERTENSION: 10_000}
OTHERS = 2_000
SEED = int(os.environ.get("RANDOM_PATIENTS_SEED", "20260914"))


@pytest.mark.parametrize("framework", PACK.frameworks)
def test_sql_and_python_agree_on_random_patients(session: Session, framework: Framework) -> None:
    number = PATIENTS.get(framework, OTHERS)
    assert_random_patients_agree(session, PACK.frameworks[framework], AS_OF, number, SEED)
