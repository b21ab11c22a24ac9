"""Known errors: things that go wrong in a practice and that the user can do something about.

Everything that is not one of these is a bug, and is reported as one (with an incident number).
"""

from __future__ import annotations


class KnownError(Exception):
    """Something that a user can understand and act on.

    ``happened`` says what went wrong, ``kept`` what was kept or left unchanged, and ``advice``
    what to do next. Each is one plain sentence without patient data. ``str()`` joins them.
    """

    exit_code = 1

    def __init__(self, happened: str, *, kept: str = "", advice: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.advice = advice
        super().__init__(" ".join(part for part in (happened, kept, advice) if part))


class FileProblem(KnownError):
    """A file that was chosen cannot be read, written or understood."""


class PracticeProblem(KnownError):
    """The practice file is missing, damaged, locked, too new or could not be changed."""


class PracticeDamaged(PracticeProblem):
    """The practice file or its key file is damaged or gone: a backup brings the practice back."""


class NotFound(KnownError):
    """What was asked for (a patient, a batch, a pack) is not in this practice."""


class InvalidInput(KnownError):
    """A value that was entered cannot be accepted. ``field`` names where it was entered."""

    def __init__(self, happened: str, *, field: str = "", kept: str = "", advice: str = "") -> None:
        self.field = field
        super().__init__(happened, kept=kept, advice=advice)


class Cancelled(KnownError):
    """The user pressed Cancel; nothing was changed."""


class SignInRefused(KnownError):
    """Wrong user name or password (the message never says which)."""

    exit_code = 3


class NotPermitted(KnownError):
    """The signed-in person's role does not allow this."""

    exit_code = 3
