"""The tick box, painted where there is no widget: in tables and chips."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from proactive_care.ui.theme import Look


def paint_tick_box(painter: QPainter, look: Look, box: QRectF, state: Qt.CheckState) -> None:
    """Paint a tick box as the style sheet draws it elsewhere."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on = state is not Qt.CheckState.Unchecked
    painter.setPen(QPen(look.colour("primary" if on else "control"), 1))
    painter.setBrush(look.colour("primary" if on else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QPen(look.colour("on_primary"), 1.8))
    unit = box.width() / 16
    if state is Qt.CheckState.Checked:
        points = [QPointF(box.left() + x * unit, box.top() + y * unit) for x, y in _TICK]
        painter.drawPolyline(points)
    elif on:
        middle = box.center().y()
        painter.drawLine(
            QPointF(box.left() + 4 * unit, middle), QPointF(box.right() - 4 * unit, middle)
        )
    painter.restore()


_TICK = ((3.5, 8.4), (6.6, 11.4), (12.5, 5.0))
