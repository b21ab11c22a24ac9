"""The table on screen: keyboard, mouse, columns, and the column that never scrolls away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.tables import Cell, Column, ColumnsButton, Kind, Table, TableModel, dash
from proactive_care.ui.tables.delegate import LEAD, CellDelegate
from proactive_care.ui.theme import Look

Row = tuple[int, str]
Opened = Callable[..., Table[Row]]


def _columns() -> list[Column[Row]]:
    return [
        Column(
            "name", "Name", lambda r: Cell(r[1], Kind.STRONG), lambda r: r[1], 160, optional=False
        ),
        Column("tier", "Tier", lambda r: Cell("High", Kind.TAG, Tier.HIGH), lambda r: r[0], 110),
        Column("group", "Group", lambda r: Cell("2a", Kind.MARK, Tier.HIGH), None, 70),
        Column("value", "Value", lambda r: Cell(str(r[0])), lambda r: r[0], 80, figures=True),
        Column("flags", "Flags", lambda r: Cell("", chips=("Carer", "Large print")), None, 90),
        Column("boxed", "As written", lambda r: Cell("615", Kind.BOXED), None, 90),
        Column("two", "Two lines", lambda r: Cell("One", second="Two"), None, 120),
        Column("none", "None", lambda r: dash("Nothing"), None, 300),
        Column("long", "Long", lambda r: Cell("word " * 40, tip="long"), None, 200, stretch=True),
    ]


@pytest.fixture
def opened(look: Look, qtbot: QtBot) -> Opened:
    def make(count: int = 50, *, width: int = 600, **more: bool) -> Table[Row]:
        model: TableModel[Row] = TableModel(
            _columns(),
            identity=lambda row: row[0],
            words=lambda row: row[1],
            tickable=more.pop("tickable", False),
        )
        model.load([(number, f"Person {number:05d}") for number in range(count)])
        table = Table(look, model, "People", **more)
        qtbot.addWidget(table)
        table.resize(width, 300)
        table.show()
        qtbot.waitExposed(table)
        table.go_to(0)
        table.setFocus()
        return table

    return make


def test_enter_and_double_click_open_a_row(opened: Opened, qtbot: QtBot) -> None:
    table = opened()
    with qtbot.waitSignal(table.opened) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert signal.args == [(0, "Person 00000")]
    with qtbot.waitSignal(table.opened) as signal:
        table.doubleClicked.emit(table.rows.index(3, 1))
    assert signal.args == [(3, "Person 00003")]


def test_moving_tells_the_current_row(opened: Opened, qtbot: QtBot) -> None:
    table = opened()
    with qtbot.waitSignal(table.current_changed) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert signal.args == [(1, "Person 00001")]
    assert table.current_row() == (1, "Person 00001")
    table.go_to(9_999)
    assert table.current_row() == (1, "Person 00001")


def test_space_ticks_and_ctrl_a_ticks_all(opened: Opened, qtbot: QtBot) -> None:
    table = opened(tickable=True)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.ticked_rows() == [(0, "Person 00000")]
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.ticked_rows() == []
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.rows.ticked_rows()) == 50


def test_the_box_is_ticked_with_the_mouse_and_the_rest_of_the_row_is_not(
    opened: Opened, qtbot: QtBot
) -> None:
    table = opened(tickable=True, freeze=True)
    left = Qt.MouseButton.LeftButton
    row = table.visualRect(table.rows.index(2, 0))
    frozen = table._frozen
    assert frozen is not None
    qtbot.mouseClick(frozen.viewport(), left, pos=row.topLeft() + QPoint(12, 12))
    assert table.rows.ticked_rows() == [(2, "Person 00002")]
    qtbot.mouseClick(frozen.viewport(), left, pos=row.topLeft() + QPoint(90, 12))
    assert table.rows.ticked_rows() == [(2, "Person 00002")]
    cell = table.visualRect(table.rows.index(4, 1))
    qtbot.mouseClick(table.viewport(), left, pos=cell.center())
    assert table.current_row() == (4, "Person 00004")


def test_a_click_on_a_heading_sorts(opened: Opened, qtbot: QtBot) -> None:
    table = opened(tickable=True, width=1400)
    heading = table.horizontalHeader()
    middle = heading.height() // 2
    place = QPoint(heading.sectionViewportPosition(3) + 30, middle)
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.rows.order == (("value", True),)
    assert table.rows.row_at(0) == (49, "Person 00049")
    name = QPoint(heading.sectionViewportPosition(0) + 80, middle)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, shift, name)
    assert table.rows.order == (("value", True), ("name", False))
    box = QPoint(heading.sectionViewportPosition(0) + 12, middle)
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert table.rows.tick_state() is Qt.CheckState.Checked
    group = QPoint(heading.sectionViewportPosition(2) + 30, middle)
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=group)
    assert table.rows.order == (("value", True), ("name", False))


def test_copying_takes_the_shown_columns_with_their_headings(opened: Opened, qtbot: QtBot) -> None:
    table = opened()
    for key in ("tier", "group", "flags", "boxed", "two", "none", "long"):
        table.show_column(key, False)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tValue\nPerson 00000\t0"


def test_the_first_column_cannot_be_hidden_and_stays_in_view(opened: Opened, qtbot: QtBot) -> None:
    table = opened(freeze=True)
    table.show_column("name", False)
    assert table.is_shown("name")
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    frozen = table._frozen
    assert frozen is not None
    assert frozen.isVisible()
    assert frozen.geometry().left() == 0
    assert frozen.columnWidth(0) == table.columnWidth(0)
    table.setCurrentIndex(table.rows.index(0, 7))
    for _ in range(6):
        qtbot.keyClick(table, Qt.Key.Key_Left)
    cell = table.visualRect(table.currentIndex())
    assert cell.left() >= frozen.width() - 1
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert frozen.verticalScrollBar().value() == table.verticalScrollBar().value()


def test_arrangements_are_remembered_and_bad_ones_ignored(opened: Opened) -> None:
    table = opened()
    table.show_column("flags", False)
    table.rows.sort_by((("value", True),))
    kept = table.arrangement()
    other = opened()
    other.restore(kept)
    assert not other.is_shown("flags")
    assert other.rows.order == (("value", True),)
    other.restore({"hidden": "flags", "order": [["value"], "x", ["gone", True]]})
    assert not other.is_shown("flags")
    assert other.rows.order == ()


def test_the_view_menu_does_it_all_without_a_mouse(
    opened: Opened, look: Look, qtbot: QtBot
) -> None:
    table = opened(tickable=True)
    button = ColumnsButton(look, table)
    qtbot.addWidget(button)
    columns, sort, then = (action.menu() for action in button.menu().actions()[:3])
    flags = next(a for a in columns.actions() if a.text() == "Flags")
    flags.trigger()
    assert not table.is_shown("flags")
    next(a for a in sort.actions() if a.text() == "Value").trigger()
    next(a for a in then.actions() if a.text() == "Name").trigger()
    assert table.rows.order == (("value", False), ("name", False))
    assert "Name" not in [a.text() for a in columns.actions()]


def test_wrapped_rows_are_as_tall_as_their_words(look: Look, qtbot: QtBot) -> None:
    model: TableModel[Row] = TableModel(
        [
            Column("a", "A", lambda r: Cell("word " * 30, second="more " * 20), None, 120),
            Column("b", "B", lambda r: Cell("Heading", Kind.SECTION), None, 60),
        ],
        identity=lambda r: r[0],
        words=lambda r: r[1],
    )
    table = Table(look, model, "Wrapped", wrap=True)
    qtbot.addWidget(table)
    model.load([(1, "x")])
    table.resize(400, 300)
    table.show()
    assert table.rowHeight(0) > 100
    table.grab()


def test_section_rows_do_not_open(look: Look, qtbot: QtBot) -> None:
    model: TableModel[Row] = TableModel(
        [Column("a", "A", lambda r: Cell("Heading", Kind.SECTION))],
        identity=lambda r: r[0],
        words=lambda r: r[1],
    )
    model.load([(1, "x")])
    table = Table(look, model, "Sections")
    qtbot.addWidget(table)
    with qtbot.assertNotEmitted(table.opened):
        table.doubleClicked.emit(model.index(0, 0))


def test_rows_and_columns_grow_with_the_text(opened: Opened, look: Look) -> None:
    table = opened()
    before = table.verticalHeader().defaultSectionSize(), table.columnWidth(0)
    look.choose(text_percent=200)
    assert table.verticalHeader().defaultSectionSize() == 2 * before[0]
    assert table.columnWidth(0) - LEAD == 2 * (before[1] - LEAD)
    assert table.itemDelegate().sizeHint(_option(), table.rows.index(0, 4)).width() > 100
    assert table.itemDelegate().sizeHint(_option(), table.rows.index(0, 1)).width() > 100


def _option() -> object:
    from PySide6.QtWidgets import QStyleOptionViewItem

    return QStyleOptionViewItem()


def test_fifty_thousand_rows_open_and_are_painted(opened: Opened) -> None:
    table = opened(50_000, tickable=True, freeze=True, width=1300)
    QApplication.processEvents()
    assert not table.grab().isNull()
    assert table.rows.rowCount() == 50_000


def test_widths_that_were_drawn_are_remembered_and_grow_with_the_text(
    opened: Opened, look: Look
) -> None:
    table = opened(freeze=True)
    second = table.rows.columns[1].key
    assert table.arrangement()["widths"] == {}
    table.horizontalHeader().resizeSection(1, 143)
    table._frozen.horizontalHeader().resizeSection(0, 211)
    table.show_column(second, False)
    table.show_column(second, True)
    table.resize(table.width() + 60, table.height())
    kept = table.arrangement()
    assert kept["widths"] == {table.rows.columns[0].key: 211 - LEAD, second: 143}
    assert table.columnWidth(0) == table._frozen.width() == 211
    other = opened(freeze=True)
    other.restore({**kept, "widths": {second: 143, "name": 5, "gone": 90, "age": "wide"}})
    assert other.columnWidth(1) == 143
    assert other.columnWidth(0) >= 24
    look.choose(text_percent=200)
    assert other.columnWidth(1) == 286
    assert other.arrangement()["widths"][second] == 143


def test_what_is_cut_is_said_on_hover(opened: Opened, qtbot: QtBot) -> None:
    table = opened(3)
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    flags, long, none = (table.rows.index(0, column) for column in (4, 8, 7))
    assert delegate.tip(flags, 400) == ""
    assert delegate.tip(flags, 60) == "Carer; Large print"
    assert delegate.tip(long, 60).startswith("word word")
    assert delegate.tip(none, 300) == "Nothing"
    place = table.visualRect(flags).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    qtbot.waitUntil(lambda: QToolTip.text() == "Carer; Large print")
    QToolTip.hideText()
