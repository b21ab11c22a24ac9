"""A filter chip for one tier: tick box, mark, word and how many there are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.theme import Look, paint_tier_mark
from proactive_care.ui.widgets.tick_box import paint_tick_box

_SIDE = 12


class TierChip(QAbstractButton):
    """Ticked: patients of this tier are shown. Nothing ticked shows everybody."""

    def __init__(self, look: Look, tier: Tier) -> None:
        super().__init__()
        self.tier, self._look, self._count = tier, look, 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        look.changed.connect(self.updateGeometry)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Say how many patients have this tier."""
        self._count = count
        patients = "patient" if count == 1 else "patients"
        self.setAccessibleName(f"{self.tier.value.capitalize()}, {count:,} {patients}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._look.font(14)).horizontalAdvance(self._word())
        count = QFontMetrics(self._look.font(16, bold=True)).horizontalAdvance(f"{self._count:,}")
        boxes = self._look.pixels(16) + self._look.pixels(15)
        return QSize(words + count + boxes + 2 * _SIDE + 3 * 8, self._look.pixels(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self.isChecked()
        painter.setPen(QPen(look.colour("primary" if chosen else "control"), 1))
        ground = "selection" if chosen else "hover" if self.underMouse() else "surface"
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(frame, 6, 6)
        middle, left = frame.center().y(), frame.left() + _SIDE
        side = look.pixels(16)
        state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        paint_tick_box(painter, look, QRectF(left, middle - side / 2, side, side), state)
        left += side + 8
        side = look.pixels(15)
        colour = look.tokens.tiers[self.tier].text
        mark = QRectF(left, middle - side / 2, side, side)
        paint_tier_mark(painter, mark, self.tier, colour)
        left += side + 8
        painter.setPen(QColor(look.colour("text")))
        for words, font in (
            (self._word(), look.font(14)),
            (f"{self._count:,}", look.font(16, bold=True)),
        ):
            painter.setFont(font)
            wide = QFontMetrics(font).horizontalAdvance(words)
            room = QRectF(left, frame.top(), wide + 2, frame.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            left += wide + 8
        painter.end()

    def _word(self) -> str:
        return self.tier.value.capitalize()
