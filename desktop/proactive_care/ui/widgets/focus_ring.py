"""The focus ring: 3 px outside a 1 px line around whatever has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from proactive_care.ui.theme import Look

_ROOM = 4
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Lies over a window and follows the focus. It takes no clicks and no focus itself.

    The ring shows for fields always, and for everything else once the keyboard moved the focus.
    """

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Focus ring")
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    @property
    def target(self) -> QWidget | None:
        """What the ring is around."""
        return self._target

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        for watched in filter(isValid, self._watched):
            watched.removeEventFilter(self)
        self._watched = []
        self._target = None
        if now is None or now.window() is not self.window() or _fills_window(now):
            self.hide()
            return
        self._target = now
        widget: QWidget | None = now
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._follow()
        return False

    def _follow(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        corner = target.mapTo(self.window(), QPoint(0, 0))
        box = QRect(corner, target.size()).adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        self.setGeometry(box.intersected(_room_for(target, self.window())))
        self._offset = box.topLeft() - self.geometry().topLeft()
        self._size = box.size()
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._target is None or not isValid(self._target):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(QRect(self._offset, self._size))
        painter.setPen(QPen(self._look.colour("focus"), 3))
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.setPen(QPen(self._look.colour("focus_line"), 1))
        painter.drawRoundedRect(box.adjusted(3.5, 3.5, -3.5, -3.5), 6, 6)
        painter.end()


def _fills_window(widget: QWidget) -> bool:
    """Whether a ring around the widget would say nothing: the window and bare pages."""
    return widget is widget.window() or (
        widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(widget, QLineEdit)
    )


def _room_for(target: QWidget, window: QWidget) -> QRect:
    """Where the ring may be drawn: inside every scroll area that the target is in."""
    room = window.rect()
    parent = target.parentWidget()
    if isinstance(parent, QAbstractSpinBox):
        parent = parent.parentWidget()
    while parent is not None and parent is not window:
        area = parent.parentWidget()
        if isinstance(area, QScrollArea | QAbstractScrollArea) and area.viewport() is parent:
            room = room.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
        parent = area
    return room
