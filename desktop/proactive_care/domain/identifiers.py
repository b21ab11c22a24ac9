"""NHS numbers, and the identifiers of rows that are born in this application."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from nhs_number.validate import is_valid as _has_valid_check_digit

_SEPARATORS = re.compile(r"[\s\-\u00a0]+")
_REPEATED = frozenset(str(digit) * 10 for digit in range(10))
_FORM_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U


def clean_nhs_number(text: str) -> str | None:
    """Return ten digits if ``text`` is a valid NHS number, else None.

    Spaces and hyphens are removed, and the ``.0`` that Excel adds. The modulus 11 check digit
    must be right (NHS Data Dictionary), and ten equal digits are refused although their check
    digit may be right.
    """
    digits = _SEPARATORS.sub("", text)
    if digits.endswith(".0"):
        digits = digits[:-2]
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or digits in _REPEATED:
        return None
    return digits if _has_valid_check_digit(digits) else None


def show_nhs_number(digits: str) -> str:
    """Return an NHS number in its printed form, ``999 000 1006``."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def uuid7(now: datetime) -> str:
    """Return a version 7 UUID (RFC 9562) for a row that is born here at ``now``.

    The first 48 bits are the time in milliseconds, so that identifiers sort by creation; the
    rest is random, so that rows from several workstations can be merged.
    """
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_form_code() -> str:
    """Return a random eight-character form code, for example ``7K3Q9M2T``.

    It carries no information about anybody: it is looked up, and only inside this practice.
    The alphabet (29**8, five hundred thousand million codes) leaves out look-alikes.
    """
    return "".join(secrets.choice(_FORM_ALPHABET) for _ in range(8))


def clean_form_code(text: str) -> str | None:
    """Return the eight characters of a typed or scanned form code, or None if it is not one."""
    code = _SEPARATORS.sub("", text).upper()
    return code if len(code) == 8 and all(c in _FORM_ALPHABET for c in code) else None


def show_form_code(code: str) -> str:
    """Return a form code as printed: ``7K3Q 9M2T``."""
    return f"{code[:4]} {code[4:]}"
