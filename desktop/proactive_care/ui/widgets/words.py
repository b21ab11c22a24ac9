"""Labels, by what they say and not by what they look like."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from proactive_care.ui.theme import Look


class Words(QLabel):
    """A label. ``kind`` is one of the style sheet's: title, heading, secondary, figure, good …

    ``wrap`` lets it use several lines; ``elide`` shortens it to the room there is and shows the
    whole text as a tooltip.
    """

    def __init__(
        self, text: str = "", kind: str = "", *, wrap: bool = False, elide: bool = False
    ) -> None:
        super().__init__()
        self._whole = text
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(24)
        set_words(self, kind)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        super().setText(text)
        self._shorten()

    def whole_text(self) -> str:
        """The text before it was shortened."""
        return self._whole

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._elide:
            margins = self.contentsMargins()
            wide = QFontMetrics(self.font()).horizontalAdvance(self._whole) + 2
            hint.setWidth(wide + margins.left() + margins.right())
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        if not self._elide:
            return
        room = self.contentsRect().width()
        shown = QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self._whole if shown != self._whole else "")
        if shown != super().text():
            super().setText(shown)


def set_words(label: QLabel, kind: str) -> None:
    """Change what a label says by its looks, for example from good to warning."""
    if label.property("words") != kind:
        label.setProperty("words", kind)
        refresh_style(label)


def refresh_style(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def capitalised(text: str) -> str:
    """Return a sentence case text: only the first letter is changed."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its word: ``1 patient``, ``1,204 patients``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def lowered(name: str) -> str:
    """Return a name as it stands inside a sentence: an abbreviation such as COPD stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


class IconLabel(QLabel):
    """A small picture beside words that say the same; a screen reader skips it."""

    def __init__(self, look: Look, icon: str, colour: str = "secondary", size: int = 16) -> None:
        super().__init__()
        self._look, self._icon, self._colour, self._size = look, icon, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, colour: str) -> None:
        """Change the picture."""
        self._icon, self._colour = icon, colour
        self._draw()

    def _draw(self) -> None:
        side = self._look.pixels(self._size)
        icon = self._look.icon(self._icon, self._colour, self._size)
        self.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatioF()))
