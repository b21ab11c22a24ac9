"""What Ctrl+K finds: patients, and the pages themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from proactive_care.accounts import Permission
from proactive_care.domain.dates import show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.patients import FoundPatient, find_patients
from proactive_care.ui.shell.desk import Desk
from proactive_care.ui.shell.page import Page
from proactive_care.ui.shell.places import OpenPatient, Place
from proactive_care.ui.shell.search_box import Answer

_MOST_PATIENTS = 20


class Finder:
    """Answers the search box."""

    def __init__(self, desk: Desk, pages: Sequence[type[Page]]) -> None:
        self._desk, self._pages = desk, pages

    def find(self, text: str) -> list[Answer]:
        """Return the patients and pages that fit ``text``, patients first."""
        found: list[Answer] = []
        if self._desk.session.may(Permission.VIEW_PATIENTS):
            found += [
                Answer(
                    patient_line(p), partial(self._desk.go, Place("patients", OpenPatient(p.id)))
                )
                for p in find_patients(self._desk.session, text, _MOST_PATIENTS)
            ]
        word = text.casefold()
        found += [
            Answer(f"Page: {page.title}", partial(self._desk.go, Place(page.key)))
            for page in self._pages
            if page.title.casefold().startswith(word)
        ]
        return found


def patient_line(patient: FoundPatient) -> str:
    """Return one patient in a line that tells two people of the same name apart."""
    parts = [f"{patient.family_name}, {patient.given_name}"]
    if patient.date_of_birth is not None:
        parts.append(f"born {show_date(patient.date_of_birth)}")
    if patient.nhs_number is not None:
        parts.append(show_nhs_number(patient.nhs_number))
    if patient.village:
        parts.append(patient.village)
    if patient.date_of_death is not None:
        parts.append("died")
    elif patient.deregistered_on is not None:
        parts.append("left")
    return " · ".join(parts)
