"""The small parts: words that shorten, rows that flow, steps, sums, tags."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import (
    Beside,
    CurrentStack,
    Even,
    Figure,
    Flow,
    FlowLayout,
    MarkLabel,
    Steps,
    SumLine,
    TierChip,
    TierTag,
    Words,
    capitalised,
    set_words,
)
from proactive_care.ui.widgets.even import EvenLayout


def test_words_shorten_with_the_whole_as_a_tooltip(look: Look, qtbot: QtBot) -> None:
    holder = QWidget()
    words = Words("A rather long sentence about nothing", elide=True)
    QVBoxLayout(holder).addWidget(words)
    qtbot.addWidget(holder)
    holder.resize(120, 60)
    holder.show()
    assert words.text().endswith("…")
    assert words.toolTip() == "A rather long sentence about nothing"
    assert words.accessibleName() == words.whole_text()
    holder.resize(900, 60)
    assert words.text() == words.whole_text()
    assert words.toolTip() == ""
    set_words(words, "warning")
    assert words.property("words") == "warning"


def test_capitals() -> None:
    assert capitalised("nurse") == "Nurse"
    assert capitalised("") == ""


def test_a_flow_breaks_into_lines(look: Look, qtbot: QtBot) -> None:
    buttons = [QPushButton(f"Button number {n}") for n in range(6)]
    flow = Flow(*buttons)
    qtbot.addWidget(flow)
    layout = flow.layout()
    assert isinstance(layout, FlowLayout)
    assert layout.heightForWidth(2000) < layout.heightForWidth(300)
    assert layout.count() == 6
    assert layout.itemAt(99) is None
    assert layout.takeAt(99) is None
    assert layout.sizeHint().width() > layout.minimumSize().width()
    flow.resize(300, 400)
    flow.show()
    tops = {button.y() for button in buttons}
    assert len(tops) > 1
    assert all(button.geometry().right() <= 300 for button in buttons)
    buttons[0].hide()
    layout.setGeometry(QRect(0, 0, 300, 400))
    assert buttons[1].pos() == QPoint(0, 0)
    assert not layout.expandingDirections()
    flow.clear()
    assert layout.count() == 0
    assert layout.sizeHint().height() == 0


def test_even_columns_share_the_room(look: Look, qtbot: QtBot) -> None:
    even = Even(lambda: 200)
    qtbot.addWidget(even)
    labels = [Words("word " * (5 * n + 1), wrap=True) for n in range(4)]
    layout = even.layout()
    assert isinstance(layout, EvenLayout)
    assert layout.heightForWidth(500) == 0
    for label in labels:
        even.add(label)
    even.resize(430, 500)
    even.show()
    assert labels[0].width() == labels[3].width()
    assert labels[0].y() == labels[1].y()
    assert labels[2].y() > labels[1].y()
    assert labels[2].height() == labels[3].height()
    assert layout.count() == 4
    assert layout.itemAt(9) is None
    assert layout.takeAt(9) is None
    assert layout.minimumSize().width() == 200
    assert layout.sizeHint().width() > 800
    assert layout.expandingDirections()
    even.clear()
    assert layout.count() == 0


def test_beside_becomes_below_when_there_is_no_room(look: Look, qtbot: QtBot) -> None:
    one, two = QLabel("one"), QLabel("two")
    beside = Beside(one, two, lambda: 500)
    qtbot.addWidget(beside)
    beside.resize(700, 300)
    beside.show()
    assert one.y() == two.y()
    beside.resize(400, 300)
    qtbot.waitUntil(lambda: two.y() > one.y())
    assert beside.minimumSizeHint().width() <= 400


def test_a_stack_is_as_large_as_what_it_shows(look: Look, qtbot: QtBot) -> None:
    stack = CurrentStack()
    qtbot.addWidget(stack)
    assert stack.sizeHint() is not None
    assert stack.minimumSizeHint() is not None
    assert not stack.hasHeightForWidth()
    assert stack.heightForWidth(100) == -1
    small, large = QLabel("x"), QLabel("x\n" * 30)
    stack.addWidget(small)
    stack.addWidget(large)
    before = stack.sizeHint().height()
    stack.setCurrentWidget(large)
    assert stack.sizeHint().height() > before
    assert stack.minimumSizeHint().height() > before
    large.setWordWrap(True)
    assert stack.hasHeightForWidth()
    assert stack.heightForWidth(50) > 0


def test_steps_say_where_one_is(look: Look, qtbot: QtBot) -> None:
    steps = Steps(look, ("Choose", "Check", "Print"))
    qtbot.addWidget(steps)
    steps.resize(500, 32)
    steps.show()
    steps.go_to(1)
    assert steps.accessibleName() == "Step 2 of 3: Check"
    steps.grab()
    steps.resize(170, 32)
    steps.grab()
    assert steps.minimumSizeHint().width() < steps.sizeHint().width()


def test_sums_are_read_as_sums(look: Look, qtbot: QtBot) -> None:
    line = SumLine()
    qtbot.addWidget(line)
    line.show_figures(
        [Figure(271, "due"), Figure(57, "excluded", "named", "−"), Figure(214, "letters", sign="=")]
    )
    assert line.accessibleName() == "271 due − 57 excluded = 214 letters"


def test_tags_marks_and_chips_have_words(look: Look, qtbot: QtBot) -> None:
    tag = TierTag(look, Tier.HIGH, "2a · high")
    mark = MarkLabel(look, Tier.DATA_GAP)
    chip = TierChip(look, Tier.URGENT)
    for widget in (tag, mark, chip):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        widget.show()
        widget.grab()
    assert tag.accessibleName() == "2a · high"
    tag.show_tier(Tier.LOW)
    assert tag.accessibleName() == "Low"
    chip.show_count(1)
    assert chip.accessibleName() == "Urgent, 1 patient"
    chip.click()
    assert chip.isChecked()
    qtbot.mouseMove(chip)
    chip.grab()
