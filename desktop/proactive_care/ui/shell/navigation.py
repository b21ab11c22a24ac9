"""Back and forward through the places where the user has been."""

from __future__ import annotations

from proactive_care.ui.shell.places import Place

_MOST_KEPT = 100


class History:
    """Like a browser's: going somewhere new forgets what was ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """Where the user is."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at + 1 < len(self._places)

    def visit(self, place: Place) -> None:
        """Remember a new place; the same one twice in a row counts once."""
        if place == self.current:
            return
        self._places = [*self._places[: self._at + 1], place][-_MOST_KEPT:]
        self._at = len(self._places) - 1

    def back(self) -> Place | None:
        """Step back; None at the beginning."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place | None:
        """Step forward; None at the end."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self._places[self._at]
