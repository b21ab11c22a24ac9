"""What a console can show, and what to do where there is none.

On Windows text that is sent to a file or another program has the encoding of the 1990s, which has
no “≥”; and the program with the window has no console at all.
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

import click

_PLAIN = {
    "≥": ">=", "≤": "<=", "≠": "not =", "→": "->", "←": "<-", "−": "-", "–": "-", "—": "-",
    "…": "...", "×": "x", "÷": "/", "²": "2", "³": "3", "µ": "u", "μ": "u", "½": "1/2",
    "•": "*", "·": "*",
    "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2011": "-",
}  # fmt: skip
"""What stands for a character that the console does not have. A value must not lose its sign."""
_HANDLER = "proactive_care.plain"
_ERROR_ICON = 0x10


def prepare_console() -> None:
    """Let everything be printed, whatever the encoding of the console."""
    codecs.register_error(_HANDLER, _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def somebody_looks() -> bool:
    """Return whether standard error is a console on which progress can be seen."""
    return sys.stderr is not None and sys.stderr.isatty()


def tell(text: str) -> None:
    """Say something to the user: on standard error, or in a box where there is none."""
    if sys.stderr is None:
        _show_box(text)
    else:
        click.echo(text, err=True)


def tell_usage(error: click.ClickException) -> None:
    """Say what was wrong with the command."""
    if sys.stderr is None:
        _show_box(error.format_message())
    else:
        error.show()


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(map(_in_ascii, lost)), error.end


def _in_ascii(character: str) -> str:
    """Return what stands for a character: a sign in ASCII, or a letter without its accent."""
    letter = unicodedata.normalize("NFKD", character)[0]
    return _PLAIN.get(character) or (letter if letter.isascii() else "?")


def _show_box(text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "Proactive Care Desktop", _ERROR_ICON)
