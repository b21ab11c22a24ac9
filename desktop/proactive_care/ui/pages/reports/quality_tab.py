"""Data quality on screen."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from proactive_care.domain.dates import show_date
from proactive_care.domain.extracts import OLD_EXTRACT_DAYS, is_old
from proactive_care.reports import (
    Enabler,
    ExtractAge,
    FreshnessLine,
    Quality,
    Unmapped,
    first_things,
)
from proactive_care.ui.charts.share_rows import ShareRow, ShareRows
from proactive_care.ui.pages.data.home import search_words
from proactive_care.ui.pages.reports.whole_table import WholeTable
from proactive_care.ui.tables import Cell, Column, Kind, TableModel
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Beside,
    Card,
    Words,
    across,
    capitalised,
    down,
    link_button,
)

Row = TypeVar("Row")


class QualityTab(QWidget):
    """What is missing, stale, not understood or old, and what would help most.

    ``doubles_asked`` is sent when somebody wants to see records that may be one person's.
    """

    doubles_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.enablers: TableModel[Enabler] = TableModel(
            _enabler_columns(), identity=lambda e: e.missing, words=lambda e: e.missing
        )
        self.freshness: TableModel[FreshnessLine] = TableModel(
            _freshness_columns(),
            identity=lambda line: (line.check.framework, line.check.what),
            words=lambda line: line.check.what,
        )
        self.unmapped: TableModel[Unmapped] = TableModel(
            _unmapped_columns(), identity=lambda u: (u.system, u.code, u.term),
            words=lambda u: u.term,
        )  # fmt: skip
        self.extracts: TableModel[ExtractAge] = TableModel(
            _extract_columns(None), identity=lambda e: e.report, words=lambda e: e.report
        )
        self.first = Words("", wrap=True)
        self.doubles = link_button(look, "Look at dou&ble records", self.doubles_asked.emit)
        first = Card("Look at first")
        first.add(self.first)
        first.add(across(self.doubles, None))
        self.missing = ShareRows(look, "Missing")
        self.said = Words("", "small", wrap=True)
        missing = Card("Missing about patients", "share of living, registered patients")
        missing.add(self.missing)
        missing.add(self.said)
        self.codes = _card("Codes that no rule knows", look, self.unmapped, 10)
        left, right = QWidget(), QWidget()
        helps = _card("What would help most", look, self.enablers, 10)
        fresh = _card("How recent the values are", look, self.freshness, 14)
        old = _card("How old each report is", look, self.extracts, 8)
        left.setLayout(down(helps, fresh, None, gap=16))
        right.setLayout(down(missing, old, self.codes, None, gap=16))
        beside = Beside(left, right, lambda: look.pixels(1000), shares=(1, 1), gap=16)
        self.setLayout(down(first, beside, None, gap=16, margins=(24, 12, 24, 16)))

    def show_quality(self, found: Quality) -> None:
        """Show these findings."""
        counted = found.basis.population.counted
        self.enablers.load(found.enablers)
        self.freshness.load(found.freshness)
        self.unmapped.load(found.unmapped)
        first = first_things(found)
        self.first.setText("\n".join(first) or "Nothing stands out. The tables say the rest.")
        self.extracts.set_columns(_extract_columns(found.basis.as_of))
        self.extracts.load(sorted(found.extracts, key=lambda each: (each.run_date, each.report)))
        count = len(found.unmapped)
        self.codes.note.setText(
            ("1 code" if count == 1 else f"{count:,} codes")
            if count
            else "none: every code is known"
        )
        self.missing.show_rows(
            "Missing, share of counted patients",
            [
                ShareRow(
                    capitalised(each.what),
                    each.patients / counted if counted else None,
                    note=f"{each.patients:,} of {counted:,}",
                )
                for each in found.missing
            ],
        )
        self.said.setText(quality_said(found))


def quality_said(found: Quality) -> str:
    """Say what the tables do not: doubles, impossible dates and values, rejected cells."""
    dates = found.impossible_dates
    values = sum(each.values for each in found.implausible)
    rejected = sum(each.cells for each in found.rejections)
    groups = "1 group" if found.duplicates == 1 else f"{found.duplicates:,} groups"
    cells = "1 cell" if rejected == 1 else f"{rejected:,} cells"
    return (
        f"{groups} of patients may be double (same name and date of birth). "
        f"Left out by the rules: {dates.after_as_of:,} events dated in the future, "
        f"{dates.before_birth:,} before birth, {values:,} implausible values. Not taken at the "
        f"import: {cells}."
    )


def _card(heading: str, look: Look, model: TableModel[Row], most: int) -> Card:
    card = Card(heading, " ", padded=False)
    card.add(WholeTable(look, model, heading, most=most))
    return card


def _enabler_columns() -> list[Column[Enabler]]:
    return [
        Column("missing", "Missing", lambda e: Cell(capitalised(e.missing), tip=e.sentence),
               lambda e: e.missing, 220, stretch=True),
        Column("groups", "Groups", lambda e: Cell(f"{e.groups:,}"), lambda e: e.groups, 72,
               figures=True, tip="Groups of the rules that cannot be checked without it"),
        Column("patients", "Patients", lambda e: Cell(f"{e.patients:,}", Kind.STRONG),
               lambda e: e.patients, 84, figures=True),
    ]  # fmt: skip


def _freshness_columns() -> list[Column[FreshnessLine]]:
    def count(number: int, of: int) -> Cell:
        return Cell(f"{number:,}", tip=f"{number:,} of {of:,}: {100 * number / of:.0f} %")

    return [
        Column("register", "Register", lambda f: Cell(f.check.framework.short_label),
               lambda f: f.check.framework.short_label, 76),
        Column("what", "What", lambda f: Cell(capitalised(f.check.what)),
               lambda f: f.check.what, 150, stretch=True),
        Column("window", "Months", lambda f: Cell(str(f.check.months)), lambda f: f.check.months,
               68, figures=True, tip="How old it may be"),
        Column("recent", "Recent", lambda f: count(f.found.recent, f.found.patients),
               lambda f: f.found.recent, 68, figures=True),
        Column("stale", "Stale", lambda f: count(f.found.stale, f.found.patients),
               lambda f: f.found.stale, 60, figures=True),
        Column("never", "Never", lambda f: count(f.found.never, f.found.patients),
               lambda f: f.found.never, 60, figures=True),
    ]  # fmt: skip


def _unmapped_columns() -> list[Column[Unmapped]]:
    return [
        Column("term", "Term", lambda u: Cell(u.term or u.code, tip=f"{u.system} {u.code}"),
               lambda u: u.term.casefold(), 200, stretch=True),
        Column("events", "Events", lambda u: Cell(f"{u.events:,}", Kind.STRONG),
               lambda u: u.events, 76, figures=True),
        Column("patients", "Patients", lambda u: Cell(f"{u.patients:,}"), lambda u: u.patients,
               84, figures=True),
    ]  # fmt: skip


def _extract_columns(as_of: date | None) -> list[Column[ExtractAge]]:
    def days(extract: ExtractAge) -> int:
        return (as_of - extract.run_date).days if as_of else 0

    def age(extract: ExtractAge) -> Cell:
        old = as_of is not None and is_old(extract.run_date, as_of)
        tip = f"More than {OLD_EXTRACT_DAYS} days old: import a newer one" if old else ""
        return Cell(f"{days(extract):,}", Kind.WARNING if old else Kind.TEXT, tip=tip)

    return [
        Column("report", "Report", lambda e: Cell(e.file, tip=search_words(e.report)),
               lambda e: e.file, 180,
               stretch=True),
        Column("date", "From", lambda e: Cell(show_date(e.run_date)), lambda e: e.run_date, 100),
        Column("age", "Days old", age, days, 80, figures=True),
        Column("rows", "Rows", lambda e: Cell(f"{e.rows_read:,}"), lambda e: e.rows_read, 72,
               figures=True),
        Column("rejected", "Rejected", lambda e: Cell(f"{e.rows_rejected:,}"),
               lambda e: e.rows_rejected, 80, figures=True),
    ]  # fmt: skip
