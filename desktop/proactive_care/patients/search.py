"""The search box: one text, understood as a form code, an NHS number, a date of birth or a name."""

from __future__ import annotations

import re
from datetime import date

from proactive_care.accounts import Permission, Session
from proactive_care.domain.identifiers import clean_form_code
from proactive_care.store import patients as store
from proactive_care.store.patients import FoundPatient

_DAY = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def find_patients(session: Session, text: str, limit: int = 50) -> tuple[FoundPatient, ...]:
    """Return at most ``limit`` patients who fit what was typed or scanned.

    Understood, in this order: ten digits (NHS number, also while spaces are typed), eight
    characters of a form code that this practice printed, a date of birth (day first), and the
    beginnings of names in any order.
    """
    session.require(Permission.VIEW_PATIENTS)
    db = session.practice.db
    typed = text.strip()
    digits = re.sub(r"\s", "", typed)
    if len(digits) == 10 and digits.isdigit():
        patient = store.patient_id_by_nhs_number(db, digits)
        return () if patient is None else store.found_by_id(db, patient)
    code = clean_form_code(typed)
    if code is not None:
        patient = store.patient_id_by_form_code(db, code)
        if patient is not None:
            return store.found_by_id(db, patient)
    birth = _birth(typed)
    if birth is not None:
        return store.find_by_birth(db, birth, limit)
    words = [word for word in re.split(r"[\s,]+", typed) if word]
    return store.find_by_name(db, words, limit) if words else ()


def _birth(typed: str) -> date | None:
    iso, day_first = _ISO.match(typed), _DAY.match(typed)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
    except ValueError:
        return None
    return None
