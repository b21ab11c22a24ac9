"""A variant gives facts of another pack anew: its groups are the base's, its sign-off is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import PackProblem, check_pack, load_pack
from proactive_care.frameworks.example_runs import example_patient
from proactive_care.frameworks.model import Example, FrameworkRules
from proactive_care.frameworks.outcomes import evaluate
from support.agreement import assert_random_patients_agree
from support.packs import FRAMEWORK, SHARED, counting_examples, write_pack

NARROW = "uclpartners-black-south-asian"
HYPERTENSION = Framework.HYPERTENSION
BASE = SHARED + '\n[facts.weight]\nlatest = "weight"\nunit = "kg"\n'
VARIANT = SHARED.replace('"test"', '"variant"') + 'based_on = "base"\n'


def test_the_narrow_set_has_the_base_s_groups_and_a_content_of_its_own() -> None:
    base, narrow = load_pack("uclpartners"), load_pack(NARROW)
    assert list(narrow.frameworks) == list(base.frameworks)
    for framework, rules in narrow.frameworks.items():
        assert rules.groups == base.frameworks[framework].groups
        assert rules.content_hash != base.frameworks[framework].content_hash
        fact = rules.facts.get("minority_ethnic")
        if fact is not None:
            assert fact != base.frameworks[framework].facts["minority_ethnic"]
    report = check_pack(NARROW)
    assert report.examples
    assert report.problems == ()


@pytest.mark.parametrize(
    ("ethnicity", "base_group", "narrow_group"),
    [
        ("indian", "2b", "2b"), ("caribbean", "2b", "2b"), ("chinese", "2b", "3a"),
        ("arab", "2b", "3a"), ("white_and_asian", "2b", "3a"), ("white_british", "3a", "3a"),
    ],
)  # fmt: skip
def test_who_is_in_the_set_decides_the_group(
    ethnicity: str, base_group: str, narrow_group: str
) -> None:
    """Raised pressure with a comorbidity: group 2b within the set, 3a outside it."""
    for pack, group in (("uclpartners", base_group), (NARROW, narrow_group)):
        rules = load_pack(pack).frameworks[HYPERTENSION]
        example = next(e for e in rules.examples if e.expect == "2b")
        assert _group_with(rules, example, ethnicity) == group


def _group_with(rules: FrameworkRules, example: Example, ethnicity: str) -> str:
    patient = replace(example_patient(rules, example), ethnicity=ethnicity)
    covered = frozenset(example.imported)
    outcome = evaluate(rules, patient, rules.examples_as_of, covered).outcome
    assert outcome is not None
    return outcome.group


def test_sql_and_python_agree_on_the_narrow_set(session: Session) -> None:
    rules = load_pack(NARROW).frameworks[HYPERTENSION]
    assert_random_patients_agree(session, rules, date(2026, 9, 14), 500, 7)


def problem(folder: Path, shared: str) -> PackProblem:
    base = write_pack(folder / "base", shared=BASE)
    variant = folder / "variant"
    variant.mkdir()
    (variant / "pack.toml").write_text(shared, "utf-8")
    assert base.exists()
    with pytest.raises(PackProblem) as caught:
        load_pack(variant)
    return caught.value


def test_a_variant_of_a_folder_beside_it(tmp_path: Path) -> None:
    write_pack(tmp_path / "base", shared=BASE)
    variant = tmp_path / "variant"
    (variant / "examples").mkdir(parents=True)
    text = VARIANT + '\n[facts.weight]\nlatest = "body_height"\nunit = "m"\n'
    (variant / "pack.toml").write_text(text, "utf-8")
    pack = load_pack(variant)
    assert pack.id == "variant"
    own = counting_examples(FRAMEWORK).replace("Ada Testperson", "Bo Sampleton")
    (variant / "examples" / "copd.toml").write_text(own, "utf-8")
    names = {example.name for example in load_pack(variant).frameworks[Framework.COPD].examples}
    assert any("Bo Sampleton" in name for name in names)


@pytest.mark.parametrize(
    ("text", "what", "advice"),
    [
        (VARIANT.replace('"base"', '"bass"'), 'no pack "bass"', 'mean "base"'),
        (VARIANT.replace('"base"', '"variant"'), 'no pack "variant"', ""),
        (VARIANT + '\n[facts.wait]\nlatest = "weight"\nunit = "kg"\n', 'no fact "wait"',
         'mean "weight"'),
        (VARIANT + '\n[conditions]\nheavy = "weight > 90"\n', "conditions of its own", ""),
        (VARIANT + '\n[[flags]]\nid = "x"\n', "flags of its own", ""),
    ],
)  # fmt: skip
def test_what_a_variant_cannot_do(tmp_path: Path, text: str, what: str, advice: str) -> None:
    found = problem(tmp_path, text)
    assert what in str(found)
    assert advice in str(found)
    assert "pack.toml" in str(found)


def test_a_variant_of_a_variant_is_refused(tmp_path: Path) -> None:
    for name, base in (("one", "base"), ("two", "one")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.toml").write_text(VARIANT.replace('"base"', f'"{base}"'), "utf-8")
    write_pack(tmp_path / "base", shared=BASE)
    with pytest.raises(PackProblem, match="based on a variant"):
        load_pack(tmp_path / "two")
