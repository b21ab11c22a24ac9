"""A bug has a number and a report, and the report gives nobody away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from proactive_care.ui.work import Incident, IncidentLog
from proactive_care.ui.work.incidents import incident_from

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def _fail(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise KeyError(name) from error


def _incident() -> Incident:
    try:
        _fail("Wren Testperson 9990000018")
    except KeyError as error:
        return incident_from(error, NOW)
    raise AssertionError


def test_the_report_names_types_functions_and_lines() -> None:
    incident = _incident()
    assert incident.number.startswith("PC-")
    assert incident.number in incident.report
    assert "Qt " in incident.report
    assert "builtins.KeyError" in incident.report
    assert "builtins.ValueError" in incident.report
    assert "_fail" in incident.report
    assert "2026-09-14" in incident.report


def test_the_report_quotes_no_value_and_no_home_folder() -> None:
    report = _incident().report
    assert "Wren" not in report
    assert "999000" not in report
    assert str(Path(__file__).parent) not in report


def test_two_incidents_have_two_numbers() -> None:
    assert _incident().number != _incident().number


def test_an_error_that_was_raised_from_itself_ends(tmp_path: Path) -> None:
    error = ValueError()
    error.__cause__ = error
    assert incident_from(error, NOW).report.count("ValueError") == 1


def test_reports_are_kept_in_the_practice_folder(tmp_path: Path) -> None:
    incident = _incident()
    assert IncidentLog(tmp_path).keep(incident)
    kept = tmp_path / "incidents" / f"{incident.number}.txt"
    assert kept.read_text("utf-8") == incident.report


def test_a_report_that_cannot_be_kept_does_not_break_anything(tmp_path: Path) -> None:
    (tmp_path / "incidents").write_text("in the way")
    assert not IncidentLog(tmp_path).keep(_incident())
