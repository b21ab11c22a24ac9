"""The tray at the left: scan a form, see what waits, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from proactive_care.domain.dates import show_date
from proactive_care.readings import TrayLine
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Button, Words, across, down, rule

_LINE = int(Qt.ItemDataRole.UserRole)
_LATE = 4
"""Days after which a waiting form is told in the colour of a warning (C)."""


class TrayPanel(QFrame):
    """``chosen`` is sent with the line that is to be keyed, ``scanned`` with a form code."""

    chosen = Signal(object)
    scanned = Signal(str)

    def __init__(
        self,
        look: Look,
        *,
        receive: Callable[[], object],
        put_aside: Callable[[], object],
        other: Callable[[], object],
        half: Callable[[], object],
    ) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "side")
        self.setAccessibleName("Paper tray")
        self.code = QLineEdit()
        self.code.setAccessibleName("Scan or type a form code")
        self.code.setPlaceholderText("7K3Q 9M2T")
        self.code.returnPressed.connect(self._scan)
        self.waiting = Words("", "secondary")
        self.list = QListWidget()
        self.list.setAccessibleName("Forms waiting, oldest first")
        self.list.setItemDelegate(_LineDelegate(self.list, look))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.done = Words("", "secondary")
        self.receive = Button(look, "Receive form&s", receive, icon="plus")
        self.aside = Button(look, "Cannot be ke&yed", put_aside)
        self.other = Button(look, "Di&ary without a form", other)
        self.half = Button(look, "Half-typed d&iary", half)
        self.half.setToolTip("A diary that is not in the tray and was not finished")
        top = down(
            Words("Scan or type a form code", "heading"), self.code, gap=6, margins=(12, 12, 12, 8)
        )
        head = across(Words("Forms waiting", "heading"), None, self.waiting, margins=(16, 4, 12, 4))
        foot = down(
            self.receive,
            self.aside,
            self.other,
            self.half,
            self.done,
            gap=6,
            margins=(12, 8, 12, 8),
        )
        column = down(top, head, rule(), self.list, rule(), foot, gap=0)
        column.setStretch(3, 1)
        self.setLayout(column)
        self.half.hide()
        look.changed.connect(self._fit)
        self._fit()

    def show_lines(self, lines: Sequence[TrayLine], done: int, current: str = "") -> None:
        """Show what waits, and mark the form that is keyed."""
        self.list.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(_LINE, line)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), spoken(line))
            item.setToolTip(spoken(line))
            self.list.addItem(item)
            if line.form_id == current:
                self.list.setCurrentItem(item)
        count = len(lines)
        self.waiting.setText(f"{count}, oldest first" if count else "none")
        self.done.setText(f"{done} forms finished today" if done != 1 else "1 form finished today")

    def show_half_typed(self, count: int) -> None:
        """Offer the half-typed diaries that are not in the tray."""
        self.half.rename("Half-typed d&iary" if count == 1 else f"{count} half-typed d&iaries")
        self.half.setVisible(count > 0)

    def line(self) -> TrayLine | None:
        """The line that is marked."""
        item = self.list.currentItem()
        if item is None:
            return None
        line: TrayLine = item.data(_LINE)
        return line

    def _open(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_LINE))

    def _scan(self) -> None:
        text = self.code.text().strip()
        if text:
            self.scanned.emit(text)

    def _fit(self) -> None:
        self.setFixedWidth(self._look.pixels(228))
        self.list.doItemsLayout()


class _LineDelegate(QStyledItemDelegate):
    """Two lines: who, and which form; at the right how long it waits."""

    def __init__(self, parent: QObject, look: Look) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        bold, small = (QFontMetrics(self._look.font(size)) for size in (13, 12))
        return QSize(0, bold.height() + small.height() + 10)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: TrayLine = index.data(_LINE)
        look, box = self._look, QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("selection"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), look.colour("primary"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("hover"))
        painter.setPen(QPen(look.colour("divider"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        side = look.pixels(16)
        look.icon("file", "secondary", 16).paint(
            painter, QRect(box.left() + 16, box.center().y() - side // 2, side, side)
        )
        age, late = waiting_words(line), line.days_waiting > _LATE
        font = look.font(12, bold=late)
        wide = QFontMetrics(font).horizontalAdvance(age)
        room = box.adjusted(16 + side + 8, 4, -12, -5)
        painter.setFont(font)
        painter.setPen(look.colour("warning" if late else "secondary"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, age)
        bold, small = look.font(13, bold=True), look.font(12)
        self._words(painter, room, line.name, bold, "text", Qt.AlignmentFlag.AlignTop)
        room.setRight(room.right() - wide - 8)  # below the name, which needs all the room
        self._words(
            painter, room, form_words(line), small, "secondary", Qt.AlignmentFlag.AlignBottom
        )
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        font: QFont,
        colour: str,
        edge: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._look.colour(colour))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | edge, shown)


def form_words(line: TrayLine) -> str:
    """Return which form it is: ``BP diary, in 9 Sep``."""
    kind = line.kind.value.capitalize().replace("Bp ", "BP ")
    if line.keyed_by:
        return f"{kind}, second keying"
    if line.patient_id is None:
        return f"{kind}, no code" if line.form_code is None else f"{kind}, code not ours"
    return f"{kind}, in {show_date(line.received_on).rsplit(' ', 1)[0]}"


def waiting_words(line: TrayLine) -> str:
    """Return how long a form waits."""
    if line.days_waiting == 0:
        return "today"
    return "1 day" if line.days_waiting == 1 else f"{line.days_waiting} days"


def spoken(line: TrayLine) -> str:
    """Return the line as a screen reader says it."""
    return f"{line.name}, {form_words(line)}, waiting {waiting_words(line)}"
