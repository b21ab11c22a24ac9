"""The shape of the code: who may import whom, where SQL may be, who may look at the clock."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from support.source_tree import DESKTOP, PACKAGE, ROOT, Import, Source, imports, sources, strings

SERVICES = frozenset(
    {
        "accounts",
        "care_plans",
        "documents",
        "frameworks",
        "importing",
        "own_words",
        "patients",
        "practice_pack",
        "readings",
        "recall",
        "reports",
        "sample_data",
        "templates",
        "worklists",
    }
)
RANK = {"domain": 0, "store": 1, **dict.fromkeys(SERVICES, 2)}
TOP = 3  # ui, the command line and what starts them
EVERYBODY_MAY_IMPORT = "resource_files"

NETWORK = re.compile(
    r"^(socket|socketserver|ssl|asyncio|urllib|http|ftplib|smtplib|poplib|imaplib|telnetlib|xmlrpc"
    r"|webbrowser|requests|httpx|aiohttp|PySide6\.Qt(Network|WebEngine|WebSockets|Http)\w*)(\.|$)"
)
SQL = re.compile(
    r"\bSELECT\b.+\b(FROM\b|\?)|\bSELECT \d|\bINSERT (OR \w+ )?INTO\b|\bREPLACE INTO\b"
    r"|\bUPDATE \w+ SET\b|\bDELETE FROM\b|\b(CREATE|DROP|ALTER) (TEMP |UNIQUE |VIRTUAL )?"
    r"(TABLE|INDEX|VIEW|TRIGGER)\b|^\s*PRAGMA \w|^\s*BEGIN( IMMEDIATE| EXCLUSIVE)\b",
    re.DOTALL,
)
SQL_TAKERS = frozenset({"execute", "executemany", "executescript", "query", "rows_where"})

BLOCKED = """
import importlib, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "PySide6_Essentials"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Refuse())
for module in sys.argv[1:]:
    importlib.import_module(module)
"""


def rank(source: Source) -> int:
    return RANK.get(source.layer, TOP)


def ours(imported: Import) -> str | None:
    """Return the layer that is imported from, or None if it is not ours to judge."""
    if imported.module == PACKAGE:
        layer = imported.name or ""
    elif imported.module.startswith(f"{PACKAGE}."):
        layer = imported.module.split(".")[1]
    else:
        return None
    return None if layer in {"", EVERYBODY_MAY_IMPORT, "__version__"} else layer


def all_imports() -> list[Import]:
    return [found for source in sources() for found in imports(source)]


def show(found: Import) -> str:
    name = f".{found.name}" if found.name else ""
    return f"{found.source.at(found.node)} imports {found.module}{name}"


def test_every_module_outside_the_window_imports_without_qt() -> None:
    modules = [
        source.module
        for source in sources()
        if source.layer != "ui" and not source.module.endswith("__main__")
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BLOCKED, *modules],
        cwd=ROOT,
        env={"PYTHONPATH": str(DESKTOP), "PATH": "", "SYSTEMROOT": "C:\\Windows"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_qt_is_only_imported_by_the_window() -> None:
    outside = [
        show(found)
        for found in all_imports()
        if found.module.split(".")[0] in {"PySide6", "shiboken6"} and found.source.layer != "ui"
    ]
    assert outside == []


def test_no_lower_layer_imports_a_higher_one() -> None:
    upward = [
        show(found)
        for found in all_imports()
        if (layer := ours(found)) is not None
        and layer != found.source.layer
        and RANK.get(layer, TOP) > rank(found.source)
    ]
    assert upward == []


def test_what_everybody_may_import_imports_nothing_of_ours() -> None:
    (source,) = [source for source in sources() if source.layer == EVERYBODY_MAY_IMPORT]
    assert [show(found) for found in imports(source) if ours(found)] == []


def test_a_service_is_only_used_by_another_through_its_public_names() -> None:
    private = [
        show(found)
        for found in all_imports()
        if found.source.layer in SERVICES
        and (layer := ours(found)) in SERVICES
        and layer != found.source.layer
        and not (
            found.module == PACKAGE or (found.module == f"{PACKAGE}.{layer}" and is_public(found))
        )
    ]
    assert private == []


def is_public(found: Import) -> bool:
    """Return whether the package exports the imported name."""
    (package,) = [source for source in sources() if source.module == found.module]
    return found.name in {
        element.value
        for node in ast.walk(package.tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
        and isinstance(node.value, ast.List | ast.Tuple)
        for element in node.value.elts
        if isinstance(element, ast.Constant)
    }


def test_no_private_name_is_imported_by_another_part() -> None:
    private = [
        show(found)
        for found in all_imports()
        if (layer := ours(found)) is not None
        and layer != found.source.layer
        and any(part.startswith("_") for part in (*found.module.split("."), found.name or ""))
    ]
    assert private == []


def test_sql_is_only_written_in_the_store_and_the_rule_compiler() -> None:
    elsewhere = [source for source in sources() if source.layer not in {"store", "frameworks"}]
    found = [
        f"{source.at(node)} {text.strip()[:60]!r}"
        for source in elsewhere
        for node, text in strings(source)
        if SQL.search(text)
    ]
    assert found == []


def test_no_text_is_handed_to_the_database_outside_the_store() -> None:
    elsewhere = [source for source in sources() if source.layer not in {"store", "frameworks"}]
    found = [
        source.at(node)
        for source in elsewhere
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SQL_TAKERS
        and node.args
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert found == []


@pytest.mark.parametrize(
    "layer", ["domain", "store", "frameworks", "recall", "readings", "importing"]
)
def test_logic_never_looks_at_the_clock(layer: str) -> None:
    found = [
        f"{source.at(node)} {ast.unparse(node)}"
        for source in sources()
        if source.layer == layer
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and reads_the_clock(node.func)
    ]
    assert found == []


def reads_the_clock(function: ast.expr) -> bool:
    """Return whether this is date.today and the like. Measuring how long is allowed."""
    if not isinstance(function, ast.Attribute):
        return False
    owner = ast.unparse(function.value)
    if owner == "time":
        return function.attr not in {"perf_counter", "monotonic", "sleep"}
    return function.attr in {"now", "today", "utcnow"} and owner.split(".")[-1] in {
        "date",
        "datetime",
    }


def test_nothing_can_reach_a_network() -> None:
    found = [
        show(found)
        for found in all_imports()
        if NETWORK.match(found.module)
        or (found.module == "PySide6" and NETWORK.match(f"PySide6.{found.name}"))
    ]
    assert found == []


def test_files_stay_short_enough_to_read() -> None:
    files = [
        path
        for folder in ("desktop", "tests", "installers")
        for path in (ROOT / folder).rglob("*.py")
    ]
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in files
    }
    assert {name: lines for name, lines in lengths.items() if lines >= 400} == {}
