"""What every letter that is posted says about itself: enough for its head and its foot."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from proactive_care.documents.content import (
    Addressee,
    BatchPlace,
    PracticeLetterhead,
    Sides,
)
from proactive_care.documents.words.formats import LetterFormat


class PostedLetter(Protocol):
    """Who writes to whom, when, in which batch and format; ``data_of`` dates the extract."""

    @property
    def practice(self) -> PracticeLetterhead: ...

    @property
    def to(self) -> Addressee: ...

    @property
    def written_on(self) -> date: ...

    @property
    def data_of(self) -> date: ...

    @property
    def form_code(self) -> str: ...

    @property
    def place(self) -> BatchPlace: ...

    @property
    def letter_format(self) -> LetterFormat: ...

    @property
    def sides(self) -> Sides: ...
