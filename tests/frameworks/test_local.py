"""Local adaptations: shown beside the core group, switched on one by one, audited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import NotFound, NotPermitted
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.frameworks import (
    Adaptation,
    PackProblem,
    adaptation_switches,
    latest_results,
    load_pack,
    local_adaptations,
    stratify,
    stratify_patient,
    switch_adaptation,
)
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.local import (
    local_flags,
    parse_overlay,
    raised_tier,
    read_adaptations,
)
from proactive_care.frameworks.python_facts import PatientRecord
from proactive_care.frameworks.toml_source import read_toml
from proactive_care.frameworks.values import Record
from proactive_care.store.concepts import load_concepts
from support.practice import add_user
from support.rule_patients import add_patients

PACK = load_pack("uclpartners")
AS_OF = date(2026, 9, 14)
ID = {name: concept.id for name, concept in load_concepts().items()}


def patient(*extra: str, imd_quintile: int | None = 3) -> PatientRecord:
    """Return somebody in hypertension group 4a with further codes of one year ago."""
    rules = PACK.frameworks[Framework.HYPERTENSION]
    (found,) = [each for each in rules.examples if each.name == "Milo Mockford"]
    base = example_patient(rules, found)
    day = AS_OF.toordinal() - 365
    records = tuple(Record(ID[name], day, line=90 + i) for i, name in enumerate(extra))
    return replace(base, records=(*base.records, *records), imd_quintile=imd_quintile)


def shown(session: Session, person: PatientRecord) -> tuple[str, str | None, tuple[str, ...]]:
    with session.practice.transaction() as db:
        (patient_id,) = add_patients(db, [person])
    stratify(session, AS_OF)
    (row,) = [r for r in latest_results(session, "hypertension") if r.patient == patient_id]
    stratify_patient(session, patient_id, AS_OF)
    (again,) = [r for r in latest_results(session, "hypertension") if r.patient == patient_id]
    assert again._replace(run=row.run) == row
    assert row.group == "4a"
    return row.tier, row.local_tier, row.flags


def test_they_ship_switched_off(session: Session) -> None:
    assert {each.id: each.on for each in local_adaptations(session)} == dict.fromkeys(
        ("social-complexity", "no-review", "most-deprived", "multimorbidity", "asylum-or-refugee"),
        False,
    )
    assert shown(session, patient("homeless", imd_quintile=1)) == ("low", None, ())


@pytest.mark.parametrize(
    ("adaptation", "inside", "outside", "tier", "flag"),
    [
        (
            "social-complexity",
            patient("homeless"),
            patient(),
            "medium",
            "local: social complexity, raised to medium",
        ),
        (
            "no-review",
            patient(),
            patient("annual_review_done"),
            "medium",
            "local: no review within 15 months, raised to medium",
        ),
        (
            "most-deprived",
            patient(imd_quintile=1),
            patient(imd_quintile=None),
            None,
            "local: most deprived fifth, top of tier",
        ),
        (
            "multimorbidity",
            patient("copd", "diabetes_type_2"),
            patient("copd"),
            None,
            "local: three or more of the six conditions, top of tier",
        ),
        (
            "asylum-or-refugee",
            patient("asylum_or_refugee"),
            patient("homeless"),
            "medium",
            "local: asylum seeker or refugee, raised to medium",
        ),
    ],
)
def test_each_adaptation(
    session: Session,
    adaptation: str,
    inside: PatientRecord,
    outside: PatientRecord,
    tier: str | None,
    flag: str,
) -> None:
    assert switch_adaptation(session, adaptation, True).on
    assert shown(session, inside) == ("low", tier, (flag,))
    assert shown(session, outside) == ("low", None, ())
    assert not switch_adaptation(session, adaptation, False).on
    assert shown(session, inside) == ("low", None, ())


def test_who_may_switch(session: Session) -> None:
    for role in (Role.NURSE, Role.MANAGER):
        with pytest.raises(NotPermitted):
            switch_adaptation(add_user(session, role.value, role), "no-review", True)
    with pytest.raises(NotFound, match='Did you mean "no-review"'):
        switch_adaptation(session, "no-reviews", True)


def test_who_switched_what_and_when(session: Session) -> None:
    assert {(each.by, each.at) for each in adaptation_switches(session)} == {("", None)}
    switch_adaptation(session, "no-review", True)
    switches = {each.adaptation.id: each for each in adaptation_switches(session)}
    assert switches["no-review"].adaptation.on
    assert switches["no-review"].by == session.full_name
    assert switches["no-review"].at == session.now()
    assert not switches["multimorbidity"].adaptation.on
    assert switches["multimorbidity"].at is None


def adaptation(action: str) -> Adaptation:
    return Adaptation("x", "x", (), "copd", action, "r", "a", AS_OF, True)


@pytest.mark.parametrize(
    ("tier", "actions", "raised"),
    [
        (Tier.LOW, ["raise one tier"], Tier.MEDIUM),
        (Tier.MEDIUM, ["raise one tier"], Tier.HIGH),
        (Tier.DATA_GAP, ["raise one tier"], Tier.HIGH),
        (Tier.HIGH, ["raise one tier"], Tier.URGENT),
        (Tier.URGENT, ["raise one tier"], Tier.URGENT),
        (Tier.LOW, ["raise one tier", "raise one tier"], Tier.MEDIUM),
        (Tier.LOW, ["raise to high", "raise one tier"], Tier.HIGH),
        (Tier.URGENT, ["raise to high"], Tier.URGENT),
        (Tier.LOW, ["add flag", "top of tier"], Tier.LOW),
    ],
)
def test_raising_does_not_add_up_and_never_lowers(
    tier: Tier, actions: list[str], raised: Tier
) -> None:
    assert raised_tier(tier, [adaptation(action) for action in actions]) is raised


def test_flags_say_what_was_done() -> None:
    done = [adaptation(action) for action in ("raise to high", "add flag", "top of tier")]
    assert local_flags(Tier.LOW, done) == (
        "local: x, raised to high",
        "local: x",
        "local: x, top of tier",
    )


ONE = """
[facts.local_oxygen]
any = ["home_oxygen"]

[[adaptations]]
id = "oxygen"
title = "oxygen"
frameworks = ["copd"]
when = "local_oxygen"
action = "raise to urgent"
reason = "r"
author = "a"
date = 2026-09-01
"""


def test_an_adaptation_can_be_for_one_framework(tmp_path: Path) -> None:
    path = tmp_path / "adaptations.toml"
    path.write_text(ONE, "utf-8")
    chosen = read_adaptations(path)
    assert (chosen[0].frameworks, chosen[0].on) == ((Framework.COPD,), False)
    overlay = parse_overlay(read_toml(PACK.folder / "pack.toml"), read_toml(path), chosen)
    assert len(overlay.of(Framework.COPD)) == 1
    assert overlay.of(Framework.ASTHMA) == ()
    assert not overlay.counts_registers


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[facts.local_oxygen]", "[facts.oxygen]", 'must begin with "local_"'),
        ('frameworks = ["copd"]', 'frameworks = ["cpd"]', 'no framework "cpd"'),
        ('action = "raise to urgent"', 'action = "raise"', 'action cannot be "raise"'),
        ('id = "oxygen"', 'idd = "oxygen"', '"idd" is not known'),
        (ONE, ONE + ONE[ONE.index("[[") :], '"oxygen" is there twice'),
    ],
)
def test_a_file_that_is_not_right(tmp_path: Path, old: str, new: str, what: str) -> None:
    path = tmp_path / "adaptations.toml"
    path.write_text(ONE.replace(old, new), "utf-8")
    with pytest.raises(PackProblem) as caught:
        read_adaptations(path)
    assert what in caught.value.what
    assert caught.value.file == "adaptations.toml"


def test_a_condition_that_is_not_right(tmp_path: Path) -> None:
    path = tmp_path / "adaptations.toml"
    path.write_text(ONE.replace('when = "local_oxygen"', 'when = "local_oxigen"'), "utf-8")
    with pytest.raises(PackProblem, match='Did you mean "local_oxygen"'):
        parse_overlay(read_toml(PACK.folder / "pack.toml"), read_toml(path), read_adaptations(path))
