"""What changed between two versions of a pack."""

from __future__ import annotations

from pathlib import Path

from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import load_pack, what_changed
from support.packs import FRAMEWORK, write_pack


def test_nothing_changed(tmp_path: Path) -> None:
    old = load_pack(write_pack(tmp_path / "old", FRAMEWORK))
    new = load_pack(write_pack(tmp_path / "new", FRAMEWORK))
    assert what_changed(old, new, Framework.COPD) == ()


def test_a_new_framework(tmp_path: Path) -> None:
    old = load_pack(write_pack(tmp_path / "old", FRAMEWORK))
    said = what_changed(old, load_pack("uclpartners"), Framework.ASTHMA)
    assert said == ("The framework is new.",)


FLAG = """
[[flags]]
id = "{name}"
text = "{name}"
when = "fev1 < 80"
grade = "B"
source = "tests"
"""


def test_everything_that_can_change(tmp_path: Path) -> None:
    first, last = FRAMEWORK.split('[[groups]]\nid = "2"')
    old = load_pack(write_pack(tmp_path / "old", FRAMEWORK + FLAG.format(name="early")))
    changed = first.replace("< 50", "< 45").replace('"high"', '"urgent"')
    changed = changed.replace('register = "copd"', 'register = "copd and age >= 40"')
    new_group = first[first.index("[[groups]]") :].replace('id = "1"', 'id = "0"')
    new_group = new_group.replace("< 50", "< 30")
    body, groups = changed.split("[[groups]]", 1)
    body = body.replace('unit = "%"', 'unit = "%"\nwithin = "24 months"')
    rules = f'{body}{new_group}[[groups]]{groups}[[groups]]\nid = "2"{last}'
    new = load_pack(write_pack(tmp_path / "new", rules + FLAG.format(name="late")))
    assert what_changed(old, new, Framework.COPD) == (
        "Register: was “COPD”, is “COPD and age 40 or over”.",
        "Group 0 is new: FEV1 percent predicted below 30 % within 24 months.",
        "Group 1, tier: was “high”, is “urgent”.",
        "Group 1, condition: was “FEV1 percent predicted below 50 %”,"
        " is “FEV1 percent predicted below 45 % within 24 months”.",
        "Flag early is gone.",
        "Flag late is new: FEV1 percent predicted below 80 % within 24 months.",
        "Word “FEV1 percent predicted”: was “the latest recorded value”,"
        " is “the latest recorded value within 24 months”.",
    )


def test_the_order_and_a_word_that_is_gone(tmp_path: Path) -> None:
    head, first, last = FRAMEWORK.split("[[groups]]")
    third = first.replace('id = "1"', 'id = "3"').replace("fev1 < 50", "{}")
    old_rules = f"{head}[[groups]]{first}[[groups]]{third.format('mild')}[[groups]]{last}"
    new_rules = f"{head}[[groups]]{third.format('age > 90')}[[groups]]{first}[[groups]]{last}"
    named = '[conditions]\nmild = "fev1 < 80"\n\n'
    old = load_pack(
        write_pack(tmp_path / "old", old_rules.replace("[[groups]]", named + "[[groups]]", 1))
    )
    new = load_pack(write_pack(tmp_path / "new", new_rules))
    assert what_changed(old, new, Framework.COPD) == (
        "Group 3, condition: was “mild”, is “age over 90”.",
        "Order of the groups: was “1, 3, 2”, is “3, 1, 2”.",
        "Word “mild”: was “FEV1 percent predicted below 80 %”, is “nothing”.",
    )
