"""Packs for people: the list, the check, the rules in plain English."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.domain.errors import NotFound
from proactive_care.domain.ethnicity import minority_set_e1
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import check_pack, list_packs, load_pack, rule_book, rule_text
from proactive_care.frameworks.facts import EthnicityIn
from support.packs import FRAMEWORK, counting_examples, write_pack


def test_the_default_pack_comes_first_and_has_the_six_conditions() -> None:
    packs = list_packs()
    assert packs[0].id == "uclpartners"
    assert list(packs[0].frameworks) == list(Framework)
    assert load_pack("uclpartners") is packs[0]


def test_the_shipped_pack_passes_its_own_examples() -> None:
    report = check_pack("uclpartners")
    assert report.problems == ()
    assert report.examples == sum(len(runs) for _, runs in report.runs) > 200


def test_a_check_names_the_examples_that_fail(tmp_path: Path) -> None:
    report = check_pack(write_pack(tmp_path, FRAMEWORK))
    assert report.examples == 4
    assert report.problems[0] == (
        "COPD, Ada Testperson (line 2): expected group 1, the rules say not on the register"
    )


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ('expect = "1"', ""),
        ('expect = "2"', "expected group 2, the rules say group 1"),
        ('expect = "1"\nflags = ["x"]', "expected the flags ['x'], the rules say []"),
        ('expect = "1"\ncould_not_check = ["x"]', "expected ['x'], could not check []"),
    ],
)
def test_what_an_example_can_expect(tmp_path: Path, entries: str, problem: str) -> None:
    events = '["2020-01-01 copd", "2026-01-01 fev1_percent_predicted 40"]'
    example = f'[[patients]]\nname = "Basil Sampleton"\nevents = {events}\n{entries}\n'
    folder = write_pack(tmp_path, FRAMEWORK, examples=counting_examples(FRAMEWORK) + example)
    (run,) = [run for run in check_pack(folder).runs[0][1] if run.example.name.startswith("Basil")]
    assert run.problem == problem


def test_the_rule_book_has_everything_that_a_clinician_needs() -> None:
    book = rule_book("uclpartners", "hypertension")
    assert book.register == "Hypertension and age 18 or over"
    assert [group.id for group in book.groups] == ["1", "2a", "2b", "2c", "3a", "3b", "4a", "4b"]
    assert book.groups[0].condition == (
        "BP at or above 180/120 (clinic) or 170/115 (home or ambulatory) within 18 months"
    )
    assert (book.groups[0].who, book.groups[0].grade) == (
        "GP or prescriber, same day to 7 days",
        "A",
    )
    assert book.groups[-1].condition == "everybody else"
    terms = dict(book.terms)
    assert terms["CVD"] == (
        "Coronary heart disease or Stroke or TIA or Peripheral arterial disease"
    )
    with pytest.raises(NotFound):
        rule_book("uclpartners", "gout")


@pytest.mark.parametrize("framework", Framework)
def test_every_framework_can_be_read_as_text(framework: Framework) -> None:
    text = rule_text("uclpartners", framework)
    rules = load_pack("uclpartners").frameworks[framework]
    for group in rules.groups:
        assert f"\n{group.id} ({group.tier.value}): " in text
        assert f"Grade {group.grade}. {group.source}." in text
    assert "_" not in text.replace("", "")


def test_the_minority_ethnic_set_is_e1() -> None:
    fact = load_pack("uclpartners").frameworks[Framework.HYPERTENSION].facts["minority_ethnic"]
    assert isinstance(fact, EthnicityIn)
    assert frozenset(fact.keys) == minority_set_e1()
