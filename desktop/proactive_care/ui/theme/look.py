"""The look of the whole window: one theme, one text size, and what follows from them."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from proactive_care.ui.theme.fonts import choose_family, window_font
from proactive_care.ui.theme.icons import line_icon, write_control_images
from proactive_care.ui.theme.style_sheet import control_images, style_sheet
from proactive_care.ui.theme.tokens import Tokens, load_tokens

SMALLEST_TEXT, LARGEST_TEXT = 100, 200
LARGE_TEXT = 150
"""From here on pages put away what can be reached in another way."""
_BASE_SIZE = 14
_STYLE = "fusion"


class Look(QObject):
    """What everything is drawn with. ``changed`` is sent after the theme or text size changed.

    ``tokens`` is the theme, ``text_percent`` the text size, 100 to 200.
    """

    changed = Signal()

    def __init__(self, theme: str = "light", text_percent: int = 100) -> None:
        super().__init__()
        self.tokens: Tokens = load_tokens(theme)
        self.text_percent = _bounded(text_percent)
        self.family = choose_family(QFontDatabase.families())
        self._images = Path(tempfile.mkdtemp(prefix="proactive-care-look-"))
        weakref.finalize(self, shutil.rmtree, self._images, ignore_errors=True)  # at exit, too
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._dressed: list[QWidget] = []
        self._sheet = ""

    def choose(self, theme: str | None = None, text_percent: int | None = None) -> None:
        """Change the theme or the text size of the running window."""
        if theme is not None:
            self.tokens = load_tokens(theme)
        if text_percent is not None:
            self.text_percent = _bounded(text_percent)
        self._icons.clear()
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Dress the application in this look, and every window that was dressed before."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        folder = self._images / self.tokens.name
        folder.mkdir(exist_ok=True)
        write_control_images(folder, control_images(self.tokens))
        if application.style().name() != _STYLE:
            application.setStyle(QStyleFactory.create(_STYLE))
        scheme = Qt.ColorScheme.Dark if self.tokens.dark else Qt.ColorScheme.Light
        application.styleHints().setColorScheme(scheme)  # title bars and the system's own dialogs
        application.setPalette(_palette(self.tokens))
        application.setFont(self.font())
        self._sheet = style_sheet(self.tokens, self.pixels, folder)
        self._dressed = [window for window in self._dressed if isValid(window)]
        for window in self._dressed:
            window.setStyleSheet(self._sheet)

    def dress(self, window: QWidget) -> None:
        """Give a window without a parent the style sheet, now and after every change.

        The application itself has none: with one, Qt would dress each part of a page again at each
        step into its place while the page is built, and that takes five times as long.
        """
        self._dressed.append(window)
        window.setStyleSheet(self._sheet)

    def pixels(self, size: int) -> int:
        """Return a size that grows with the text, from its value at 100 %."""
        return round(size * self.text_percent / 100)

    def font(self, size: int = _BASE_SIZE, *, bold: bool = False) -> QFont:
        """Return the window's font; ``size`` is in pixels at 100 % text."""
        return window_font(self.family, self.pixels(size), bold=bold)

    def colour(self, name: str) -> QColor:
        """Return a colour of the theme by its name."""
        return QColor(self.tokens.colours.named(name))

    def icon(self, name: str, colour: str = "text", size: int = 20) -> QIcon:
        """Return a line icon in a colour of the theme; ``size`` is in pixels at 100 % text."""
        key = (name, colour, size)
        if key not in self._icons:
            colours = self.tokens.colours
            self._icons[key] = line_icon(
                name, self.pixels(size), colours.named(colour), colours.disabled
            )
        return self._icons[key]


def _bounded(percent: int) -> int:
    return max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))


def _palette(tokens: Tokens) -> QPalette:
    colours = tokens.colours
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.background,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.header,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.danger,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.secondary,
        QPalette.ColorRole.Highlight: colours.primary,
        QPalette.ColorRole.HighlightedText: colours.on_primary,
        QPalette.ColorRole.Link: colours.primary,
        QPalette.ColorRole.LinkVisited: colours.primary,
        QPalette.ColorRole.Light: colours.raised,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.control,
        QPalette.ColorRole.Shadow: colours.control,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
