"""The fast table that every list is shown in."""

from proactive_care.ui.tables.cells import Cell, Column, Kind, Sortable, dash
from proactive_care.ui.tables.menus import ColumnsButton
from proactive_care.ui.tables.model import TableModel
from proactive_care.ui.tables.view import Table

__all__ = ["Cell", "Column", "ColumnsButton", "Kind", "Sortable", "Table", "TableModel", "dash"]
