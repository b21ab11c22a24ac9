"""Cells of a workbook: text that no spreadsheet runs, figures that stay figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from proactive_care.reports.intervals import Share
from proactive_care.reports.small_numbers import HIDDEN

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not valid in XML 1.0
_LONGEST = 32_767  # Excel refuses more in one cell

CellValue = str | int | float | date | None
"""What may stand in a cell; None is an empty cell."""


class Format(Enum):
    """How a column's figures are shown; the value is Excel's number format."""

    TEXT = "General"
    COUNT = "#,##0"
    CHANGE = "+#,##0;-#,##0;0"
    PERCENT = "0.0%"
    DAY = "d mmm yyyy"
    MONTH = "mmm yyyy"


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, how it is shown, and its width in characters."""

    title: str
    format: Format = Format.COUNT
    width: float = 11


def text_column(title: str, width: float = 24) -> Column:
    """Return a column of words."""
    return Column(title, Format.TEXT, width)


def share_columns(title: str) -> tuple[Column, Column, Column]:
    """Return the three columns of a share: its percentage and its confidence interval."""
    return (
        Column(title, Format.PERCENT, 10),
        Column("95 % from", Format.PERCENT, 9),
        Column("95 % to", Format.PERCENT, 9),
    )


def share_cells(share: Share | None) -> tuple[CellValue, CellValue, CellValue]:
    """Return the cells of a share; a share of nobody, or one that is hidden, is empty."""
    return (None, None, None) if share is None else (share.value, share.low, share.high)


def shown(count: int | None) -> CellValue:
    """Return a count, or the words for one that must not be shown."""
    return HIDDEN if count is None else count


def harmless(text: str) -> str:
    """Return text that a spreadsheet shows and never runs, without characters that break it.

    A text that would start a formula gets a leading apostrophe, as in the CSV files.
    """
    clean = _NOT_ALLOWED.sub("", text)
    if clean.startswith(_FORMULA_STARTS):
        clean = f"'{clean}"
    return clean[:_LONGEST]
