"""Triage bands as widgets: each has its own shape and word, so that no colour has to be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.domain.triage import Band
from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.theme import Look, paint_tier_mark

_MARK = 12
TIER_OF = {
    Band.EMERGENCY: Tier.URGENT,
    Band.RED: Tier.URGENT,
    Band.AMBER_HIGH: Tier.HIGH,
    Band.AMBER: Tier.HIGH,
    Band.LOW: Tier.MEDIUM,
    Band.GREEN: Tier.LOW,
    Band.REPEAT: Tier.DATA_GAP,
}
"""The colours that a band borrows."""


def band_words(band: Band) -> str:
    """Return a band as shown: ``Amber-high``."""
    return band.value.capitalize()


def paint_band(painter: QPainter, look: Look, box: QRectF, band: Band) -> None:
    """Paint a band's tag (tint, mark, word) into ``box``."""
    colours = look.tokens.tiers[TIER_OF[band]]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.tint))
    painter.drawRoundedRect(box, 5, 5)
    side = look.pixels(_MARK)
    mark = QRectF(box.left() + 7, box.center().y() - side / 2, side, side)
    own = _OWN_MARKS.get(band)
    if own is None:
        paint_tier_mark(painter, mark, TIER_OF[band], colours.text)
    else:
        own(painter, mark, QColor(colours.text))
    painter.setFont(look.font(13, bold=True))
    painter.setPen(QColor(colours.text))
    room = box.adjusted(7 + side + 6, 0, -7, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, band_words(band))
    painter.restore()


def band_size(look: Look, band: Band) -> QSize:
    """Return the size of a band's tag."""
    metrics = QFontMetrics(look.font(13, bold=True))
    wide = metrics.horizontalAdvance(band_words(band)) + look.pixels(_MARK) + 22
    return QSize(wide, metrics.height() + 5)


class BandTag(QWidget):
    """A triage band with its mark."""

    def __init__(self, look: Look, band: Band) -> None:
        super().__init__()
        self._look, self.band = look, band
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.show_band(band)

    def show_band(self, band: Band) -> None:
        """Show another band."""
        self.band = band
        self.setAccessibleName(band_words(band))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return band_size(self._look, self.band)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_band(painter, self._look, QRectF(self.rect()), self.band)
        painter.end()


def _triangle(box: QRectF, *, up: bool) -> QPolygonF:
    inset = box.height() * 0.08
    point, base = (box.top(), box.bottom()) if up else (box.bottom(), box.top())
    sign = 1 if up else -1
    return QPolygonF(
        [
            QPointF(box.center().x(), point + sign * inset),
            QPointF(box.right(), base - sign * inset),
            QPointF(box.left(), base - sign * inset),
        ]
    )


def _open_triangle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    pen = QPen(colour, max(1.6, box.width() * 0.14))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(_triangle(box.adjusted(1, 1, -1, -1), up=True))


def _downward(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_triangle(box, up=False))


_OWN_MARKS: dict[Band, Callable[[QPainter, QRectF, QColor], None]] = {
    Band.AMBER: _open_triangle,
    Band.LOW: _downward,
}
