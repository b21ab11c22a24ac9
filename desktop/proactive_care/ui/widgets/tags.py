"""Tiers as widgets: the same mark, word and tint that the tables paint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.theme import Look, paint_tier_mark

_MARK = 12


def paint_tag(painter: QPainter, look: Look, box: QRectF, tier: Tier, words: str) -> None:
    """Paint a tag (tint, mark, words) into ``box``."""
    colours = look.tokens.tiers[tier]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.tint))
    painter.drawRoundedRect(box, 5, 5)
    side = look.pixels(_MARK)
    mark = QRectF(box.left() + 7, box.center().y() - side / 2, side, side)
    paint_tier_mark(painter, mark, tier, colours.text)
    painter.setFont(look.font(13, bold=True))
    painter.setPen(QColor(colours.text))
    room = box.adjusted(7 + side + 6, 0, -7, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


def tag_size(look: Look, words: str) -> QSize:
    """Return the size of a tag with these words."""
    metrics = QFontMetrics(look.font(13, bold=True))
    wide = metrics.horizontalAdvance(words) + look.pixels(_MARK) + 22
    return QSize(wide, metrics.height() + 5)


class TierTag(QWidget):
    """A tier with its mark, for example "2a · high"."""

    def __init__(self, look: Look, tier: Tier, words: str = "") -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.show_tier(tier, words)

    def show_tier(self, tier: Tier, words: str = "") -> None:
        """Show another tier."""
        self.tier, self.words = tier, words or tier.value.capitalize()
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return tag_size(self._look, self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tag(painter, self._look, QRectF(self.rect()), self.tier, self.words)
        painter.end()


class MarkLabel(QWidget):
    """A tier's mark alone, beside words that name it."""

    def __init__(self, look: Look, tier: Tier, size: int = 14) -> None:
        super().__init__()
        self._look, self._tier, self._size = look, tier, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = self._look.pixels(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._look.tokens.tiers[self._tier].text
        paint_tier_mark(painter, QRectF(self.rect()), self._tier, colour)
        painter.end()
