"""What is wrong with a pack is said with file, line and a suggestion; nothing half-read is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.frameworks import PackProblem, check_pack, load_pack
from support.packs import FRAMEWORK, GROUP, SHARED, counting_examples, write_pack

FACT = '[facts.fev1]\nlatest = "fev1_percent_predicted"\nunit = "%"\n'
WHEN = 'when = "fev1 < 50"'


def problem(folder: Path, framework: str = FRAMEWORK, **files: str) -> PackProblem:
    with pytest.raises(PackProblem) as caught:
        load_pack(write_pack(folder / "pack", framework, **files))
    assert "not loaded" in str(caught.value)
    return caught.value


def line_of(text: str, part: str) -> int:
    """Return the 1-based line of a part of a text."""
    return text[: text.index(part)].count("\n") + 1


def test_the_pack_that_the_others_are_broken_from_is_sound(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, FRAMEWORK))
    assert (pack.id, pack.version, pack.folder) == ("test", "1", tmp_path)
    assert pack.frameworks["copd"].group("2").tier == "low"  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "what", "advice"),
    [
        # conditions
        (WHEN, 'when = "fev2 < 50"', 'no fact or condition called "fev2"', 'mean "fev1"'),
        (WHEN, 'when = "fev1 < "', "ends too early", ""),
        (WHEN, 'when = "fev1 < 50 60"', '"60" is not expected', ""),
        (WHEN, 'when = "fev1 < and"', '"and" is not expected', ""),
        (WHEN, 'when = "fev1 < 50/40"', '"50/40" is not expected', ""),
        (WHEN, 'when = "(fev1 < 50"', '")" is missing', ""),
        (WHEN, 'when = "fev1"', "a number where a yes or no", "Compare it"),
        (WHEN, 'when = "copd > 3"', "a yes or no where a number", ""),
        (WHEN, 'when = "FEV1 < 50"', '"FEV1 < 50" cannot be read', "small letters"),
        (WHEN, 'when = "no copd"', "is a yes or no", 'Write "copd"'),
        (WHEN, 'when = "no 50"', 'a fact after no is needed, not "50"', ""),
        (WHEN, 'when = "date(fev1) > 50"', "compares a date with a number", ""),
        (WHEN, 'when = "date(fev1) + 3 > date(copd)"', "moved by days", "93 days"),
        (WHEN, 'when = "date(age) > date(copd)"', '"age" has no date', ""),
        (WHEN, 'when = "systolic(fev1) > 160"', '"fev1" has no systolic', ""),
        (WHEN, 'when = "count(sabba, 12 months) > 1"', 'no concept "sabba"', 'mean "saba"'),
        (WHEN, 'when = "any(bmi)"', "is a measurement", ""),
        (WHEN, 'when = "any(saba, 0 months)"', "impossible window", ""),
        # thresholds and units
        (WHEN, 'when = "fev1 < 0.5"', "0.5 does not fit FEV1 percent predicted", "another unit"),
        (WHEN, 'when = "201 > fev1"', "201 does not fit", ""),
        (WHEN, 'when = "age > 131"', "131 does not fit age", ""),
        (WHEN, 'when = "age > 64.5"', "whole number", ""),
        ('unit = "%"', 'unit = "L"', 'unit must be "%"', ""),
        ('unit = "%"', "", 'unit must be "%"', ""),
        # groups
        (WHEN, "", "only the last group has no condition", "exactly one group"),
        (WHEN, 'when = "fev1 < 50 and fev1 > 60"', "contradicts itself", ""),
        ('id = "2"', 'id = "1"', 'two groups are called "1"', ""),
        ('id = "2"', 'id = "?"', '"?" cannot be a group', ""),
        ("days = 28", "days = 0", "days must be 1 to 731", ""),
        ("days = 28", 'days = "28"', "days must be a whole number", ""),
        ("days = 28", "days = true", "days must be a whole number", ""),
        ('grade = "A"', 'grade = "D"', 'grade "D"', ""),
        ('tier = "high"', 'tier = "hihg"', 'tier cannot be "hihg"', 'mean "high"'),
        ('role = "nurse"', 'rolle = "nurse"', '"rolle" is not known here', 'mean "role"'),
        ('source = "tests"', "", "source is missing", ""),
        # the framework
        ('id = "copd"', 'id = "cop"', 'id cannot be "cop"', 'mean "copd"'),
        ('register = "copd"', 'register = "copd"\nneeds = ["drugs"]', '"drugs" is not a kind', ""),
        ('register = "copd"', 'register = "copd"\nkey_facts = ["fev"]', 'no fact "fev"', "fev1"),
        ('register = "copd"', 'register = "copd"\nkey_facts = [1]', "a list of texts", ""),
        ('register = "copd"', 'register = "registers > 1 and copd"', "local adaptations only", ""),
        # facts
        ("[facts.fev1]", "[facts.male]", "word of the rule language", ""),
        ("[facts.fev1]", "[facts.Fev]", '"Fev" cannot be a name', ""),
        ('diagnosis = ["copd"]', 'diagnosis = ["coppd"]', 'no concept "coppd"', 'mean "copd"'),
        ('diagnosis = ["copd"]', "diagnosis = []", "names no concept", ""),
        ('diagnosis = ["copd"]', "diagnosis = [1]", "a list of names", ""),
        ('diagnosis = ["copd"]', 'diagnosis = ["bmi"]', "is a measurement", ""),
        ('diagnosis = ["copd"]', 'diagnosis = ["copd"]\nwithin = "1 year"', "has no window", ""),
        ('diagnosis = ["copd"]', 'diagnosis = ["copd"]\nresolve = ["copd"]', "not known", "mean"),
        ('diagnosis = ["copd"]', 'any = ["copd", "saba"]', "cannot be mixed", ""),
        ('diagnosis = ["copd"]', "", "it says nothing", "The kinds are"),
        ('unit = "%"', 'unit = "%"\nany = ["copd"]', "it says latest and any", ""),
        ('unit = "%"', 'unit = "%"\nwithin = "a year"', '"a year" is not a length', "18 months"),
        ('unit = "%"', 'unit = "%"\nwithin = "200 years"', "impossible window", ""),
        ('unit = "%"', 'unit = "%"\nwithin = "1 year"\nolder_than = "1 year"', "exclude", ""),
        ('unit = "%"', 'unit = "%"\nnewer_than = "1 year"\nwithin = "2 years"', "exclude", ""),
        ('unit = "%"', 'unit = "%"\nbefore = "copd plus 3"', "not the day of a fact", ""),
        ('unit = "%"', 'unit = "%"\nbefore = "cpod"', 'no fact called "cpod"', 'mean "copd"'),
        ('unit = "%"', 'unit = "%"\nbefore = "age"', '"age" has no day', ""),
        ('unit = "%"', 'unit = "%"\nsays = 3', "says must be text", ""),
        ('"fev1_percent_predicted"', '["bmi", "body_weight"]', "latest takes one", "newest"),
    ],
)  # fmt: skip
def test_a_fault_is_shown_where_it_is(
    tmp_path: Path, old: str, new: str, what: str, advice: str
) -> None:
    assert old in FRAMEWORK
    broken = FRAMEWORK.replace(old, new, 1)
    found = problem(tmp_path, broken)
    assert found.file == "copd.toml"
    assert what in found.what
    assert advice in found.advice
    assert str(found).startswith(f"copd.toml, line {found.line}: ")
    where = broken.splitlines()[found.line - 1]
    assert where.startswith(("[", "id")) or any(part in where for part in new.splitlines())


FACTS = [
    ('highest = "bmi"\nunit = "kg/m2"\nbefore_age = 30.5', "completed years"),
    ('highest = "bmi"\nunit = "kg/m2"\nbefore_age = "30"', "before_age must be a number"),
    ('difference = ["bmi"]\nof = "bmi"\nunit = "kg/m2"', "two measurements"),
    ('difference = ["bmi", "body_weight"]\nof = "bmi"\nunit = "kg/m2"', "with the unit"),
    ('blood_pressure = "highest"', 'can only be "latest"'),
    ('first = ["copd"]\nbefore = "copd"', "first looks at all records"),
    ('latest_is = ["copd"]\namong = ["copd"]', "among must hold"),
    ('latest_is = ["copd"]\namong = ["copd", "asthma"]\nif_none = "yes"', "if_none must be"),
    ('latest_grade = ["mrc_1"]', "a table of numbers"),
    ("latest_grade = { mrc_9 = 9 }", 'no concept "mrc_9"'),
    ('count = ["copd"]\nabove = 3', "is a diagnosis"),
    ('count = ["copd"]\nof = "weeks"', 'of must be "days"'),
    ('strength = ["copd"]', "is a diagnosis"),
    ('strength = ["apixaban"]\nunit = "g"', 'the unit of "new" is mg, not "g"'),
    ("points = []", "list of [condition, value]"),
    ('points = [["copd"]]', "a row of points"),
    ('points = [["copd", "1"]]', "positive numbers"),
    ('points = [["copd", 0]]', "positive numbers"),
    ('choose = [["copd", "copd"]]', "a yes or no where a number"),
    ('formula = "new + 1"', "in a circle: new → new"),
    ('formula = "score + 1"', "it can only be compared"),
    ('formula = "bp + 1"', "a yes or no where a number"),
    ('newest = ["fev1"]', "needs at least two"),
    ('newest = ["fev1", "score"]', '"score" is not a number'),
    ('newest = ["fev1", "copd"]', '"copd" is not a number'),
    ('newest = ["fev1", "bmi"]', "different units"),
    ('newest = ["bmi", "doubled"]', '"doubled" has no day'),
    ('ethnicity = ["indain"]', 'no ethnic group "indain"'),
    ('any = ["copd"]\nbefore = "later"', "in a circle: later → new → later"),
]
EXTRA = """
[facts.bmi]
latest = "bmi"
unit = "kg/m2"

[facts.bp]
blood_pressure = "latest"

[facts.score]
points = [["copd", 1]]

[facts.doubled]
formula = "bmi * 2"
unit = "kg/m2"

[facts.later]
any = ["copd"]
after = "new"

[facts.new]
"""


@pytest.mark.parametrize(("entries", "what"), FACTS)
def test_a_fact_that_is_not_right(tmp_path: Path, entries: str, what: str) -> None:
    broken = FRAMEWORK.replace("[[groups]]", f"{EXTRA}{entries}\n\n[[groups]]", 1)
    found = problem(tmp_path, broken)
    assert what in found.what
    where = broken.splitlines()[found.line - 1]
    assert where in {"[facts.new]", "[facts.later]", *entries.splitlines(), *EXTRA.splitlines()}


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        ("bp > 45/100", "45 does not fit systolic BP"),
        ("bp > 140/10", "10 does not fit diastolic BP"),
        ("bp > 140/90 | 135/10", "10 does not fit diastolic BP"),
        ("bp = 140/90", "cannot be equal"),
        ("bp > 140", 'a blood pressure such as 140/90 is needed, not "140"'),
        ("bp", "a number where a yes or no"),
        ("bp and copd", "a number where a yes or no"),
        ("systolic(bp) > 400", "400 does not fit systolic BP"),
        ("diastolic(bp) > 10", "10 does not fit diastolic BP"),
    ],
)
def test_pressures_that_cannot_be(tmp_path: Path, condition: str, what: str) -> None:
    facts = '[facts.bp]\nblood_pressure = "latest"\n\n[[groups]]'
    broken = FRAMEWORK.replace("[[groups]]", facts, 1).replace(WHEN, f'when = "{condition}"')
    assert what in problem(tmp_path, broken).what


def test_a_difference_has_the_limits_of_its_result(tmp_path: Path) -> None:
    facts = (
        '[facts.gap]\ndifference = ["total_cholesterol", "hdl_cholesterol"]\n'
        'of = "non_hdl_cholesterol"\nunit = "mmol/L"\n\n[[groups]]'
    )
    broken = FRAMEWORK.replace("[[groups]]", facts, 1).replace(WHEN, 'when = "gap > 100"')
    assert "100 does not fit Non-HDL cholesterol" in problem(tmp_path, broken).what


def test_a_group_that_earlier_groups_have_emptied(tmp_path: Path) -> None:
    dead = f'[[groups]]\nid = "1b"\ntier = "high"\nwhen = "fev1 < 40"\n{GROUP}\n'
    broken = FRAMEWORK.replace('[[groups]]\nid = "2"', f'{dead}[[groups]]\nid = "2"')
    found = problem(tmp_path, broken)
    assert found.what == 'nobody can be in group "1b": earlier groups take everybody who fits.'
    assert found.line == line_of(broken, 'when = "fev1 < 40"')


def test_names_are_not_defined_twice(tmp_path: Path) -> None:
    shared = f'{SHARED}\n[conditions]\nfev1 = "age > 20"\n'
    found = problem(tmp_path, shared=shared)
    assert found.what == '"fev1" is defined twice.'
    assert found.line == line_of(FRAMEWORK, "[facts.fev1]")
    numbered = FRAMEWORK.replace("[facts.copd]", "[conditions]\nsick = 3\n\n[facts.copd]")
    assert "sick must be text" in problem(tmp_path / "2", numbered).what
    wrong = FRAMEWORK.replace("[facts.copd]", '[conditions]\nsick = "ill"\n\n[facts.copd]')
    assert 'called "ill"' in problem(tmp_path / "3", wrong).what
    text = FRAMEWORK.replace("[facts.copd]", '[facts]\nsick = "ill"\n\n[facts.copd]')
    assert "sick must be a table" in problem(tmp_path / "4", text).what


def test_no_groups_at_all(tmp_path: Path) -> None:
    assert "no groups" in problem(tmp_path, FRAMEWORK.split("[[groups]]")[0]).what


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ('when = "copd"\ngroups = ["3"]', 'no group "3"'),
        ('when = "cpd"', 'called "cpd"'),
        ('when = "copd"\n\n[[flags]]\nid = "f"\ntext = "t"\nwhen = "copd"\ngrade = "A"\n'
         'source = "s"', 'two flags are called "f"'),
    ],
)  # fmt: skip
def test_flags_that_are_not_right(tmp_path: Path, entries: str, what: str) -> None:
    first, *rest = entries.split("\n\n")
    flag = f'\n[[flags]]\nid = "f"\ntext = "t"\ngrade = "A"\nsource = "s"\n{first}\n'
    assert what in problem(tmp_path, FRAMEWORK + "\n\n".join([flag, *rest])).what


EXAMPLE = '[[patients]]\nname = "Ada Testperson"\nexpect = "1"\n'


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ('expect = "3"', 'no group "3"'),
        ('expect = "1"\njust_out = ["4"]', 'no group "4"'),
        ('expect = "1"\nethnicity = "indain"', 'no ethnic group "indain"'),
        ('expect = "1"\nborn = "1960"', "born must be a date"),
    ],
)
def test_examples_that_are_not_right(tmp_path: Path, entries: str, what: str) -> None:
    examples = f'as_of = 2026-09-14\n[[patients]]\nname = "Ada Testperson"\n{entries}\n'
    found = problem(tmp_path, examples=examples)
    assert what in found.what
    assert found.file == "copd.toml"


def test_a_group_needs_examples(tmp_path: Path) -> None:
    found = problem(tmp_path, examples=f"as_of = 2026-09-14\n{EXAMPLE}{EXAMPLE}")
    assert found.what.startswith('group "1" has 2 patients in it and 0 just out of it')
    (tmp_path / "pack" / "examples" / "copd.toml").unlink()
    with pytest.raises(PackProblem, match="cannot be read"):
        load_pack(tmp_path / "pack")


@pytest.mark.parametrize(
    ("event", "what"),
    [
        ("yesterday copd", '"yesterday copd" is not an event'),
        ("2026-02-30 copd", "cannot be read"),
        ("2026-02-28 cpod", "cannot be read"),
        ("2026-02-28 bmi high", "cannot be read"),
    ],
)
def test_events_that_cannot_be_read(tmp_path: Path, event: str, what: str) -> None:
    examples = counting_examples(FRAMEWORK).replace(
        "just_out", f'events = ["{event}"]\njust_out', 1
    )
    folder = write_pack(tmp_path, FRAMEWORK, examples=examples)
    with pytest.raises(PackProblem) as caught:
        check_pack(folder)
    assert what in caught.value.what
    assert caught.value.file == "examples/copd.toml"


def test_files_that_are_not_packs(tmp_path: Path) -> None:
    with pytest.raises(PackProblem, match='Did you mean "uclpartners"'):
        load_pack("uclpartner")
    with pytest.raises(PackProblem, match="There is no rule pack"):
        load_pack(tmp_path / "nothing")
    folder = write_pack(tmp_path / "one", FRAMEWORK)
    (folder / "second.toml").write_text(FRAMEWORK, "utf-8")
    (folder / "examples" / "second.toml").write_text(counting_examples(FRAMEWORK), "utf-8")
    with pytest.raises(PackProblem, match='"copd" is in two files'):
        load_pack(folder)
    for path in (folder / "copd.toml", folder / "second.toml"):
        path.unlink()
    with pytest.raises(PackProblem, match="no framework"):
        load_pack(folder)
    (folder / "pack.toml").write_bytes(b"id = \xff")
    with pytest.raises(PackProblem, match="not UTF-8"):
        load_pack(folder)
    (folder / "pack.toml").write_text('id = "test"\nversion = \n', "utf-8")
    with pytest.raises(PackProblem, match=r"pack\.toml, line 2: this is not readable TOML"):
        load_pack(folder)
    (folder / "pack.toml").write_text('id = "test"\nversion = "', "utf-8")
    with pytest.raises(PackProblem, match=r"pack\.toml: this is not readable TOML"):
        load_pack(folder)
