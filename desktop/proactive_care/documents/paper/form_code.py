"""The form code as a QR code: a random token, and nothing else about anybody."""

from __future__ import annotations

from functools import lru_cache

from proactive_care.documents.paper.ink import INK, Pen
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.identifiers import clean_form_code

_OF_FIELD = 0.9  # the rest is quiet zone


@lru_cache(maxsize=4096)  # a letter is measured before it is drawn, and choosing a mask is slow
def form_code_matrix(code: str) -> tuple[bytes, ...]:
    """Return the QR code's modules, row by row, 1 for dark: version 1 with level H correction.

    Level H still reads with 30 % of the modules spoilt, so a folded or stained slip scans.
    Raises InvalidInput if ``code`` is not a form code: a name or an NHS number is never encoded.
    """
    import segno  # every start would wait for it

    clean = clean_form_code(code)
    if clean is None:
        raise InvalidInput(
            "This is not a form code, so it cannot be printed as one.", field="form code"
        )
    qr = segno.make(clean, error="h", micro=False, mode="alphanumeric", version=1)
    return tuple(bytes(row) for row in qr.matrix)


class FormCodeMark:
    """A form code laid out once, to be drawn on each sheet of a letter."""

    def __init__(self, code: str) -> None:
        self._strips = _strips(form_code_matrix(code))

    def draw(self, pen: Pen, x: float, y: float, size: float, *, align: float = 0.5) -> None:
        """Draw at the top of a field that is ``size`` points wide and high.

        The code is a little smaller than its field, so that text right below the field leaves a
        quiet zone of four modules; on the other sides the caller does. ``align`` says where the
        code stands across the field: 0 at its start, 1 at its end.
        """
        printed = size * _OF_FIELD
        step = printed / 21
        with pen.upright(x + (size - printed) * align, printed) as left:
            strips = [(left + a * step, y + b * step, n * step, step) for a, b, n in self._strips]
            pen.squares(strips, INK)


def _strips(matrix: tuple[bytes, ...]) -> list[tuple[int, int, int]]:
    """Return (column, row, length) for every run of dark modules in a row."""
    strips: list[tuple[int, int, int]] = []
    for row, modules in enumerate(matrix):
        start: int | None = None
        for column, dark in enumerate((*modules, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                strips.append((start, row, column - start))
                start = None
    return strips
