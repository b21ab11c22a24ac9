"""Registers as rows of tiers: how many patients are in which tier of each framework."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from proactive_care.domain.vocabulary import Tier
from proactive_care.ui.theme import Look, paint_tier_mark

_ROW, _BAR, _NARROWEST = 30, 20, 4.0


@dataclass(frozen=True)
class TierRow:
    """One bar: its name, and how many are in each tier."""

    name: str
    tiers: Mapping[Tier, int]

    @property
    def total(self) -> int:
        return sum(self.tiers.values())


class TierRows(QWidget):
    """All bars have one length: they show shares, and the figures in them counts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[TierRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[TierRow]) -> None:
        """Show these rows."""
        self._rows = tuple(rows)
        self.setAccessibleName(tier_words(self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = self._look.pixels(_ROW) * max(1, len(self._rows))
        return QSize(self._look.pixels(420), rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.pixels(260), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain, bold = look.font(13), look.font(13, bold=True)
        names = max((QFontMetrics(plain).horizontalAdvance(r.name) for r in self._rows), default=0)
        figures = QFontMetrics(bold).horizontalAdvance("00,000")
        row_height, bar_height = look.pixels(_ROW), look.pixels(_BAR)
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, row in enumerate(self._rows):
            top = number * row_height
            painter.setPen(look.colour("text"))
            painter.setFont(plain)
            painter.drawText(QRectF(0, top, names + 2, row_height), middle, row.name)
            painter.setFont(bold)
            room = QRectF(names + 8, top, figures, row_height)
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, f"{row.total:,}")
            left = names + figures + 20
            bar = QRectF(left, top + (row_height - bar_height) / 2, self.width() - left, bar_height)
            self._paint_bar(painter, bar, row)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: TierRow) -> None:
        present = [(tier, row.tiers.get(tier, 0)) for tier in Tier if row.tiers.get(tier, 0)]
        spare = bar.width() - 2.0 * (len(present) - 1) - _NARROWEST * len(present)
        left = bar.left()
        for tier, count in present:
            wide = _NARROWEST + max(0.0, spare) * count / row.total
            self._paint_part(painter, QRectF(left, bar.top(), wide, bar.height()), tier, count)
            left += wide + 2

    def _paint_part(self, painter: QPainter, part: QRectF, tier: Tier, count: int) -> None:
        """A data gap is hollow and dashed, as its mark is: not by colour alone."""
        look, colours = self._look, self._look.tokens.tiers[tier]
        hollow = tier in (Tier.DATA_GAP, Tier.LOW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint if hollow else colours.text))
        if hollow:
            dashes = Qt.PenStyle.DashLine if tier is Tier.DATA_GAP else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(colours.text), 1, dashes))
        painter.drawRoundedRect(part.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        font, words = look.font(12, bold=True), f"{count:,}"
        if QFontMetrics(font).horizontalAdvance(words) + 6 <= part.width():
            painter.setFont(font)
            painter.setPen(QColor(colours.text) if hollow else look.colour("surface"))
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, words)


class TierLegend(QWidget):
    """Which part of a bar is which tier; breaks into lines when there is little room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName("In this order: " + ", ".join(tier.value for tier in Tier))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        wide = self._look.pixels(420)
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        line = self._look.pixels(20)
        return round(max(box.bottom() for _, box in self._places(width)) / line) * line

    def _places(self, width: int) -> list[tuple[Tier, QRectF]]:
        metrics, line = QFontMetrics(self._look.font(12)), self._look.pixels(20)
        left = top = 0.0
        places = []
        for tier in Tier:
            wide = metrics.horizontalAdvance(tier.value.capitalize()) + self._look.pixels(34)
            if left and left + wide > width:
                left, top = 0.0, top + line
            places.append((tier, QRectF(left, top, wide, line)))
            left += wide
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setFont(look.font(12))
        side = look.pixels(12)
        for tier, box in self._places(self.width()):
            mark = QRectF(box.left(), box.center().y() - side / 2, side, side)
            paint_tier_mark(painter, mark, tier, look.tokens.tiers[tier].text)
            painter.setPen(look.colour("secondary"))
            room = box.adjusted(side + 6, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, tier.value.capitalize())
        painter.end()


def tier_words(rows: Sequence[TierRow]) -> str:
    """Return the bars as they are read aloud."""
    parts = [
        f"{row.name}, {row.total:,}: "
        + ", ".join(f"{row.tiers.get(tier, 0):,} {tier.value}" for tier in Tier)
        for row in rows
    ]
    return "Patients by tier. " + ". ".join(parts) if parts else "Patients by tier: nobody yet"
