"""The marks of the tiers: each has its own shape, so that no colour has to be seen to know it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from proactive_care.domain.vocabulary import Tier


def paint_tier_mark(painter: QPainter, box: QRectF, tier: Tier, colour: str) -> None:
    """Paint a tier's mark into the square ``box``.

    Urgent is a filled diamond, high a filled triangle, data gap a dashed ring with a question
    mark, medium a filled square and low an open circle.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    _SHAPES[tier](painter, box, QColor(colour))
    painter.restore()


def _diamond(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    middle = box.center()
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle.x(), box.top()),
                QPointF(box.right(), middle.y()),
                QPointF(middle.x(), box.bottom()),
                QPointF(box.left(), middle.y()),
            ]
        )
    )


def _triangle(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    inset = box.height() * 0.06
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(box.center().x(), box.top() + inset),
                QPointF(box.right(), box.bottom() - inset),
                QPointF(box.left(), box.bottom() - inset),
            ]
        )
    )


def _square(painter: QPainter, box: QRectF, _colour: QColor) -> None:
    inset = box.width() * 0.12
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 1, 1)


def _open_circle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    width = max(1.6, box.width() * 0.17)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width))
    half = width / 2 + box.width() * 0.06
    painter.drawEllipse(box.adjusted(half, half, -half, -half))


def _questioned_ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colour, max(1.2, box.width() * 0.1))
    pen.setDashPattern([2.2, 1.6])
    painter.setPen(pen)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    font = QFont(painter.font())
    font.setPixelSize(max(7, round(box.height() * 0.68)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


_SHAPES = {
    Tier.URGENT: _diamond,
    Tier.HIGH: _triangle,
    Tier.DATA_GAP: _questioned_ring,
    Tier.MEDIUM: _square,
    Tier.LOW: _open_circle,
}
