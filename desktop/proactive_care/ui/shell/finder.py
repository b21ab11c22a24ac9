"""What Ctrl+K finds: patients, forms on paper by their code, and the pages themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from proactive_care.accounts import Permission
from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.identifiers import clean_form_code, show_form_code, show_nhs_number
from proactive_care.patients import FoundPatient, find_patients
from proactive_care.readings import waiting_forms
from proactive_care.ui.shell.desk import Desk
from proactive_care.ui.shell.page import Page
from proactive_care.ui.shell.places import OpenPatient, Place, ScannedForm
from proactive_care.ui.shell.search_box import Answer

_MOST_PATIENTS = 20
_NAMESAKE = "check the birth: somebody else has this name"


class Finder:
    """Answers the search box."""

    def __init__(self, desk: Desk, pages: Sequence[type[Page]]) -> None:
        self._desk, self._pages = desk, pages

    def find(self, text: str) -> list[Answer]:
        """Return what fits ``text``: a form that waits to be keyed, patients, pages."""
        found: list[Answer] = []
        session = self._desk.session
        if session.may(Permission.VIEW_PATIENTS):
            patients = find_patients(session, text, _MOST_PATIENTS)
            lines = patient_lines(patients, session.today())
            found = [
                Answer(line, partial(self._desk.go, Place("patients", OpenPatient(patient.id))))
                for line, patient in zip(lines, patients, strict=True)
            ]
            if patients:
                found = [*self._forms(text, lines[0]), *found]
        word = text.casefold()
        found += [
            Answer(f"Page: {page.title}", partial(self._desk.go, Place(page.key)))
            for page in self._pages
            if page.title.casefold().startswith(word)
        ]
        return found

    def _forms(self, text: str, whose: str) -> Iterable[Answer]:
        """The form with this code, if it waits in the tray."""
        code, session = clean_form_code(text), self._desk.session
        if code is None or not session.may(Permission.TAKE_READINGS):
            return
        if any(line.form_code == code for line in waiting_forms(session)):
            words = f"Key form {show_form_code(code)}: {whose}"
            yield Answer(words, partial(self._desk.go, Place("readings", ScannedForm(code))))


def patient_lines(patients: Sequence[FoundPatient], today: date) -> list[str]:
    """Return a line for each; those of the same name are told to be looked at twice."""
    names = Counter(_name(patient).casefold() for patient in patients)
    return [
        patient_line(patient, today)
        + (f" · {_NAMESAKE}" if names[_name(patient).casefold()] > 1 else "")
        for patient in patients
    ]


def patient_line(patient: FoundPatient, today: date | None = None) -> str:
    """Return one patient in a line that tells two people of the same name apart.

    With ``today`` the age is said too, of somebody who is alive.
    """
    parts = [_name(patient)]
    birth, died, left = patient.date_of_birth, patient.date_of_death, patient.deregistered_on
    if birth is None:
        parts.append("date of birth not known")
    elif today is None or died is not None:
        parts.append(f"born {show_date(birth)}")
    else:
        parts.append(f"{age_on(birth, today)}, born {show_date(birth)}")
    number = patient.nhs_number
    parts.append("no NHS number" if number is None else show_nhs_number(number))
    if patient.village:
        parts.append(patient.village)
    if died is not None:
        parts.append(f"died {show_date(died)}")
    elif left is not None:
        parts.append(f"left {show_date(left)}")
    return " · ".join(parts)


def _name(patient: FoundPatient) -> str:
    return f"{patient.family_name}, {patient.given_name}"
