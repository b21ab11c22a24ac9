"""The table's rows: filtered, sorted and ticked, in milliseconds."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.tables import Cell, Column, Kind, TableModel, dash
from proactive_care.ui.tables.model import CELL, TICKED


@dataclass(frozen=True)
class Person:
    number: int
    name: str
    age: int | None


def _columns() -> list[Column[Person]]:
    return [
        Column("name", "Name", lambda p: Cell(p.name, Kind.STRONG, tip=p.name), lambda p: p.name),
        Column("age", "Age", _age, lambda p: p.age, figures=True, tip="In years"),
        Column("note", "Note", lambda p: Cell("x")),
    ]


def _age(person: Person) -> Cell:
    return dash("Not known") if person.age is None else Cell(str(person.age))


def make_model(people: list[Person], *, tickable: bool = False) -> TableModel[Person]:
    model: TableModel[Person] = TableModel(
        _columns(), identity=lambda p: p.number, words=lambda p: p.name, tickable=tickable
    )
    model.load(people)
    return model


PEOPLE = [
    Person(1, "Testperson, Wren", 67),
    Person(2, "Fixture, Nia", None),
    Person(3, "Mockett, Gethin", 78),
    Person(4, "Fixture, Aled", 70),
]


def _numbers(model: TableModel[Person]) -> list[int]:
    return [person.number for person in model.shown_rows()]


def test_qt_accepts_the_model() -> None:
    model = make_model(PEOPLE, tickable=True)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort_by((("age", False),))
    model.filter(text="fix")
    model.tick([0], on=True)
    model.load(PEOPLE[:1])
    assert tester.model() is model


def test_unknown_values_come_last_in_both_directions() -> None:
    model = make_model(PEOPLE)
    model.sort_by((("age", False),))
    assert _numbers(model) == [1, 4, 3, 2]
    model.sort_by((("age", True),))
    assert _numbers(model) == [3, 4, 1, 2]


def test_a_heading_turns_the_order_round_and_adds_to_it() -> None:
    model = make_model(PEOPLE)
    model.add_sort("name", keep_others=False)
    assert _numbers(model) == [4, 2, 3, 1]
    model.add_sort("name", keep_others=False)
    assert _numbers(model) == [1, 3, 2, 4]
    model.add_sort("age", keep_others=True)
    assert model.order == (("name", True), ("age", False))
    model.add_sort("name", keep_others=True)
    assert model.order == (("name", False), ("age", False))
    model.sort_by((("note", False), ("nothing", True)))
    assert model.order == ()


def test_the_quick_filter_wants_every_word() -> None:
    model = make_model(PEOPLE)
    model.filter(text="FIX ni")
    assert _numbers(model) == [2]
    model.filter(lambda person: person.age is not None, "fix")
    assert _numbers(model) == [4]
    model.filter()
    assert _numbers(model) == [1, 2, 3, 4]


def test_ticks_hold_on_to_their_rows() -> None:
    model = make_model(PEOPLE, tickable=True)
    model.tick([0, 2], on=True)
    model.sort_by((("name", False),))
    model.filter(text="mock")
    assert [p.number for p in model.ticked_rows()] == [3, 1]
    assert model.tick_state() is Qt.CheckState.Checked
    model.filter()
    assert model.tick_state() is Qt.CheckState.PartiallyChecked
    model.load(PEOPLE[1:])
    assert [p.number for p in model.ticked_rows()] == [3]
    model.clear_ticks()
    assert model.tick_state() is Qt.CheckState.Unchecked


def test_ticking_all_shown_and_clearing_it_again() -> None:
    model = make_model(PEOPLE, tickable=True)
    model.filter(text="fix")
    model.tick_all_shown()
    assert {p.number for p in model.ticked_rows()} == {2, 4}
    model.tick_all_shown()
    assert model.ticked_rows() == []
    model.tick([0], on=True)
    model.tick([0], on=False)
    assert model.ticked_rows() == []
    model.filter(text="nobody")
    model.tick_all_shown()
    assert model.tick_state() is Qt.CheckState.Unchecked


def test_what_qt_is_told() -> None:
    model = make_model(PEOPLE, tickable=True)
    model.tick([0], on=True)
    first = model.index(0, 0)
    assert model.data(first) == "Testperson, Wren"
    assert model.data(first, CELL) == Cell("Testperson, Wren", Kind.STRONG, tip="Testperson, Wren")
    assert model.data(first, TICKED) is True
    assert model.data(first, Qt.ItemDataRole.ToolTipRole) == "Testperson, Wren"
    assert model.data(first, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None
    assert model.rowCount(first) == 0
    assert model.columnCount(first) == 0
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(1, across) == "Age"
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) == "In years"
    assert model.headerData(0, across, Qt.ItemDataRole.ToolTipRole) == "Name"
    assert model.headerData(0, across, Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, down) is None
    assert model.place_of(3) == 2
    assert model.place_of(99) is None


def test_what_a_cell_says() -> None:
    assert Cell("2a", Kind.MARK, Tier.HIGH).spoken() == "2a high"
    assert Cell("", chips=("Carer", "No car")).spoken() == "Carer; No car"
    assert Cell("Wren", second="67").spoken() == "Wren, 67"
    assert dash("No eGFR").tip == "No eGFR"


def test_other_columns_keep_the_order_that_still_fits() -> None:
    model = make_model(PEOPLE)
    model.sort_by((("age", True), ("name", False)))
    model.set_columns(_columns()[:1])
    assert model.order == (("name", False),)
    assert model.columnCount() == 1


people = st.builds(
    Person,
    st.integers(0, 10_000),
    st.sampled_from(["Fixture", "Mockett", "Specimen"]),
    st.none() | st.integers(0, 3),
)


@given(st.lists(people, max_size=60), st.booleans(), st.booleans())
def test_sorting_by_two_columns_is_lexicographic(
    rows: list[Person], first: bool, second: bool
) -> None:
    model = make_model(rows)
    model.sort_by((("age", first), ("name", second)))
    shown = model.shown_rows()
    assert sorted(map(repr, shown)) == sorted(map(repr, rows))
    for one, two in itertools.pairwise(shown):
        if one.age is None:
            assert two.age is None
        if one.age is not None and two.age is not None:
            assert one.age >= two.age if first else one.age <= two.age
        if one.age == two.age:
            assert one.name >= two.name if second else one.name <= two.name


def test_fifty_thousand_rows_sort_and_filter() -> None:
    rows = [Person(n, f"Name {n * 7919 % 50_000:05d}", n % 90) for n in range(50_000)]
    model = make_model(rows)
    model.sort_by((("age", True), ("name", False)))
    shown = model.shown_rows()
    assert (shown[0].age, shown[-1].age) == (89, 0)
    assert [p.name for p in shown[:50]] == sorted(p.name for p in rows if p.age == 89)[:50]
    model.filter(lambda person: person.age is not None, "49")
    assert {p.number for p in model.shown_rows()} == {p.number for p in rows if "49" in p.name}
