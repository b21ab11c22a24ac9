"""Writing rule packs for tests."""

from __future__ import annotations

import re
from pathlib import Path

SHARED = """\
id = "test"
version = "1"
title = "A pack for tests"
author = "tests"
published = "2026"
"""
GROUP = 'role = "nurse"\ndays = 28\nby = "28 days"\ngrade = "A"\nsource = "tests"\n'
FRAMEWORK = f"""\
id = "copd"
title = "COPD"
register = "copd"

[facts.copd]
diagnosis = ["copd"]

[facts.fev1]
latest = "fev1_percent_predicted"
unit = "%"

[[groups]]
id = "1"
tier = "high"
when = "fev1 < 50"
{GROUP}
[[groups]]
id = "2"
tier = "low"
{GROUP}"""


def write_pack(
    folder: Path,
    framework: str = FRAMEWORK,
    *,
    shared: str = SHARED,
    examples: str | None = None,
    name: str = "copd",
) -> Path:
    """Write a pack of one framework; examples that only satisfy the count unless given."""
    (folder / "examples").mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(shared, "utf-8")
    (folder / f"{name}.toml").write_text(framework, "utf-8")
    text = counting_examples(framework) if examples is None else examples
    (folder / "examples" / f"{name}.toml").write_text(text, "utf-8")
    return folder


def counting_examples(framework: str) -> str:
    """Return two patients in each group and one just out of it, whatever the rules say."""
    groups = re.findall(r'^\[\[groups\]\]\s+id = "([^"]+)"', framework, re.MULTILINE)
    rows = [
        f'[[patients]]\nname = "Ada Testperson"\nexpect = "{group}"\njust_out = ["{group}"]\n'
        for group in groups
        for _ in range(2)
    ]
    return "as_of = 2026-09-14\n" + "".join(rows)
