"""A stack that is only as large as the part of it that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget


class CurrentStack(QWidget):
    """Unlike those of QStackedWidget, which still ask for height, its hidden parts take no room."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._parts: list[QWidget] = []

    def addWidget(self, part: QWidget) -> None:
        """Add a part; the first one is shown."""
        self._parts.append(part)
        self._column.addWidget(part)
        part.setVisible(len(self._parts) == 1)

    def currentWidget(self) -> QWidget | None:
        """The part that is shown."""
        return next((part for part in self._parts if not part.isHidden()), None)

    def setCurrentWidget(self, shown: QWidget) -> None:
        """Show another part."""
        for part in self._parts:
            if part is not shown:
                part.hide()
        shown.show()
