"""What the window remembers between days: sizes, columns, theme, text size. No patient data."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE_NAME = "window.ini"


class Remembered:
    """An ini file in the practice's folder. Damaged or foreign values fall back to the default.

    Of somebody (``of``) it gives what they chose themselves; before they have, what was chosen
    last by anybody.
    """

    def __init__(self, folder: Path, user_name: str = "") -> None:
        self._folder = folder
        self._settings = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)
        self._own = f"user {user_name.casefold()}/" if user_name else ""

    def of(self, user_name: str) -> Remembered:
        """Return the memory of one person."""
        return Remembered(self._folder, user_name)

    def text(self, name: str, default: str) -> str:
        """Return a remembered word."""
        for key in (self._own + name, name):
            value = self._settings.value(key)
            if isinstance(value, str):
                return value
        return default

    def number(self, name: str, default: int) -> int:
        """Return a remembered whole number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def structure(self, name: str) -> dict[str, object]:
        """Return a remembered structure (a table's columns and order, say), perhaps empty."""
        try:
            value = json.loads(self.text(name, "{}"))
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def blob(self, name: str) -> QByteArray:
        """Return remembered bytes of Qt's own (a window's geometry), perhaps empty."""
        return QByteArray.fromBase64(self.text(name, "").encode("ascii", "ignore"))

    def keep(self, name: str, value: str | int) -> None:
        """Remember a word or a number."""
        self._keep(name, str(value))

    def keep_structure(self, name: str, value: dict[str, object]) -> None:
        """Remember a structure that JSON can hold."""
        self._keep(name, json.dumps(value))

    def keep_blob(self, name: str, value: QByteArray) -> None:
        """Remember bytes of Qt's own."""
        self._keep(name, bytes(value.toBase64().data()).decode("ascii"))

    def write(self) -> None:
        """Write to disk now."""
        self._settings.sync()

    def _keep(self, name: str, value: str) -> None:
        for key in {self._own + name, name}:
            self._settings.setValue(key, value)
