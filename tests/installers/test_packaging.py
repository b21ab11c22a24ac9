"""What the installers, the lock and the project say about each other must agree."""

from __future__ import annotations

import configparser
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from proactive_care import __version__
from proactive_care.commands.options import default_data_folder
from support.source_tree import ROOT

INSTALLERS = ROOT / "installers"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", LOCK, re.MULTILINE))
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_pins_everything_that_the_project_asks_for(wanted: str) -> None:
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(LOCKED[canonicalize_name(requirement.name)])


def test_every_pin_has_hashes_and_no_address() -> None:
    pins = re.split(r"\n(?=[a-z])", LOCK)[1:]
    assert len(pins) == len(LOCKED)
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in LOCK


def test_the_parts_of_qt_that_reach_the_web_are_left_out_of_the_lock() -> None:
    assert not {"pyside6-addons", "pyside6-webengine", "pyside6-pdf"} & set(LOCKED)


def test_there_is_one_version() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_installers_name_the_programs_that_are_built() -> None:
    spec = (INSTALLERS / "proactive_care.spec").read_text("utf-8")
    setup = (INSTALLERS / "windows" / "proactive_care.iss").read_text("utf-8")
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(INSTALLERS / "linux" / "proactive-care-desktop.desktop", "utf-8")
    program = entry["Desktop Entry"]["Exec"].rsplit("/", 1)[-1]
    assert f'("{program}", False)' in spec
    assert f"{{app}}\\{program}.exe" in setup
    assert f'name="{program}"' in spec
    assert f"dist\\{program}\\*" in setup


def test_installed_for_everybody_there_is_a_folder_for_their_practice_and_it_stays() -> None:
    setup = (INSTALLERS / "windows" / "proactive_care.iss").read_text("utf-8")
    (folder,) = re.findall(r'^Name: "\{commonappdata\}\\([^"]+)";(.*)$', setup, re.MULTILINE)
    name, flags = folder
    assert name == default_data_folder().name
    assert {"users-modify", "uninsneveruninstall", "IsAdminInstallMode"} <= set(
        re.findall(r"[\w-]+", flags)
    )
    assert "[UninstallDelete]" not in setup
    assert "PrivilegesRequired=lowest" in setup


def test_the_set_up_program_has_the_icon_that_the_build_draws() -> None:
    setup = (INSTALLERS / "windows" / "proactive_care.iss").read_text("utf-8")
    spec = (INSTALLERS / "proactive_care.spec").read_text("utf-8")
    assert r"SetupIconFile=..\..\build\app.ico" in setup
    assert 'render_icon(ROOT / "resources/icons/app.svg", ROOT / "build")' in spec


def test_what_only_windows_needs_is_locked_too() -> None:
    only = {
        name
        for name, marker in re.findall(r"^([a-z0-9-]+)==[^ ]+ ; ([^\\\n]+)", LOCK, re.MULTILINE)
        if "win32" in marker
    }
    assert only == {"colorama", "pefile", "pywin32-ctypes"}
