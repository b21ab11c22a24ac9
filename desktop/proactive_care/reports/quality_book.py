"""Data quality as a workbook. Rows about single patients only when a purpose was given."""

from __future__ import annotations

from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.domain.vocabulary import Framework
from proactive_care.reports.cells import CellValue, Column, Format
from proactive_care.reports.cells import text_column as text
from proactive_care.reports.cover import BLUE, new_report
from proactive_care.reports.quality import Quality
from proactive_care.reports.quality_first import first_things
from proactive_care.reports.workbook import Report, bars

TITLE = "Data quality"
ROWS_SHEET = "Patients to settle"
_WORDS = (
    ("Missing", "Not in the extract, or not understood. It may be in the clinical system."),
    ("Stale", "Recorded, but longer ago than the framework's window."),
    ("Implausible", "Outside the hard limits of the measurement: rules ignore it."),
    ("Unmapped", "A code in the data that no rule knows: what it says is not used."),
    ("May be double", "Same name and date of birth. A proposal only: nothing is merged."),
)


def quality_book(found: Quality, purpose: str, *, with_rows: bool) -> Report:
    """Lay the findings out."""
    report = new_report(TITLE, found.basis, purpose, _WORDS)
    _first(report, found)
    _enablers(report, found)
    _missing(report, found)
    _freshness(report, found)
    _gaps(report, found)
    _impossible(report, found)
    _rejections(report, found)
    _unmapped(report, found)
    _extracts(report, found)
    if with_rows:
        _rows(report, found)
    return report


def _first(report: Report, found: Quality) -> None:
    report.table(
        "Look at first",
        "What should be looked at first?",
        "Over all counted patients and the files in use. The tables follow on the other sheets.",
        [text("What", 120)],
        [[sentence] for sentence in first_things(found)],
    )


def _enablers(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [each.missing, each.groups, each.patients, f"{each.sentence}."] for each in found.enablers
    ]
    report.table(
        "What would help most",
        "Which data would let more rules be checked?",
        "Groups of the frameworks that ask for it, and patients for whom it is missing, over all "
        "registers. The most useful first.",
        [
            text("Missing", 44),
            Column("Groups"),
            Column("Patients"),
            text("In words", 80),
        ],
        rows,
    )


def _missing(report: Report, found: Quality) -> None:
    counts = found.basis.population
    rows: list[list[CellValue]] = [
        [
            each.what,
            each.patients,
            counts.counted,
            each.patients / counts.counted if counts.counted else None,
            each.on_register,
            counts.on_register,
            each.on_register / counts.on_register if counts.on_register else None,
        ]
        for each in found.missing
    ]
    table = report.table(
        "Missing",
        "What is missing about patients?",
        "Denominators: all counted patients, and those on any register.",
        [
            text("Missing", 30),
            Column("Patients"),
            Column("Of counted", width=12),
            Column("Share", Format.PERCENT),
            Column("On a register", width=13),
            Column("Of register", width=12),
            Column("Share of register", Format.PERCENT, 12),
        ],
        rows,
        after=(f"May be double: {found.duplicates:,} pairs or groups of patients.",),
    )
    bars(table, "Missing, share of counted patients", (4, BLUE), "0%")


def _freshness(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [
            line.check.framework.label,
            line.check.what,
            line.check.months,
            line.found.patients,
            line.found.recent,
            line.found.stale,
            line.found.never,
            line.found.stale / line.found.patients,
            line.found.never / line.found.patients,
        ]
        for line in found.freshness
    ]
    report.table(
        "Stale",
        "How recent is what the rules rest on?",
        "Denominator: the register. Recent + stale + never = register.",
        [
            text("Framework", 22),
            text("What", 44),
            Column("Window, months", width=11),
            Column("Register"),
            Column("Recent"),
            Column("Stale"),
            Column("Never"),
            Column("Stale share", Format.PERCENT),
            Column("Never share", Format.PERCENT),
        ],
        rows,
    )


def _gaps(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [Framework(gap.framework).label, gap.text, gap.patients] for gap in found.gaps
    ]
    report.table(
        "Could not be checked",
        "What kept rules from being checked?",
        "Living, registered patients on the register. A patient can be on several lines.",
        [text("Framework", 22), text("Because", 60), Column("Patients")],
        rows,
    )


def _impossible(report: Report, found: Quality) -> None:
    dates = found.impossible_dates
    day = show_date(found.basis.as_of)
    rows: list[list[CellValue]] = [
        [f"Events dated after {day}", "", dates.after_as_of],
        ["Events dated before birth", "", dates.before_birth],
    ]
    for each in found.implausible:
        limits = f"outside {each.low:g} to {each.high:g} {each.unit}".strip()
        rows.append([each.label, limits, each.values])
    report.table(
        "Implausible",
        "Which stored values do the rules ignore?",
        "Events of counted patients. What the import itself refused is on the next sheet.",
        [text("What", 44), text("Why", 44), Column("Events")],
        rows,
    )


def _rejections(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [each.file, each.column, each.reason, each.cells] for each in found.rejections
    ]
    report.table(
        "Rejected",
        "Which cells were not taken at the import, and why?",
        "The files that are in use now. The values themselves are in the import history.",
        [text("File", 36), text("Column", 24), text("Reason", 60), Column("Cells")],
        rows,
    )


def _unmapped(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [each.system, each.code, each.term, each.events, each.patients] for each in found.unmapped
    ]
    report.table(
        "Unmapped codes",
        "Which codes does no rule know?",
        "All events in the file. Most codes need no rule; look for conditions, results and "
        "reviews among the frequent ones.",
        [
            text("System", 10),
            text("Code", 22),
            text("Term", 60),
            Column("Events"),
            Column("Patients"),
        ],
        rows,
    )


def _extracts(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [
            each.report,
            each.file,
            each.run_date,
            (found.basis.as_of - each.run_date).days,
            each.rows_read,
            each.rows_rejected,
            each.rows_ignored,
        ]
        for each in found.extracts
    ]
    report.table(
        "Extracts",
        "How old is the data of each report?",
        "The newest file of every report in use. Days to the day of this report.",
        [
            text("Report", 40),
            text("File", 40),
            Column("Run date", Format.DAY, 13),
            Column("Days old"),
            Column("Rows read"),
            Column("Rejected"),
            Column("Ignored"),
        ],
        rows,
    )


def _rows(report: Report, found: Quality) -> None:
    rows: list[list[CellValue]] = [
        [
            show_nhs_number(each.nhs_number) if each.nhs_number else "none",
            each.local_id or "",
            each.what,
        ]
        for each in found.rows
    ]
    report.table(
        ROWS_SHEET,
        "Which patients have something to settle?",
        "Patient-identifiable: keep it as the clinical system is kept, and delete it when done.",
        [text("NHS number", 16), text("Local id", 20), text("What", 40)],
        rows,
    )
