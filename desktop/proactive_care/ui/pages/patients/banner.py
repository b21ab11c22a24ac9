"""Who the patient is: always visible above their record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QWidget

from proactive_care.domain.dates import age_on, show_date
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.domain.vocabulary import Tier
from proactive_care.patients import PatientRecord
from proactive_care.ui.theme import Look
from proactive_care.ui.widgets import Flow, TierTag, Words, across, capitalised, down, icon_button

_SEX = {"M": "Male", "F": "Female", "I": "Indeterminate", "U": "Sex not known"}


_ENDED = {"Died", "Left the practice"}
"""Flags after which nobody is to be treated as a patient: the day belongs to them."""


_LONG_NAME = 36  # letters, from which a name may need a second line


class Banner(QFrame):
    """Name, age, number, where they live, what they need, and the way to the next of the list."""

    def __init__(
        self, look: Look, previous: Callable[[], object], following: Callable[[], object]
    ) -> None:
        super().__init__()
        self._look = look
        self.setProperty("part", "strip")
        self.name = Words("", "name")
        self.tag = TierTag(look, Tier.LOW)
        self.tag.hide()
        self.identity = Words("")
        self._lives = _Block("Lives")
        self._prefers = _Block("Prefers")
        self._assigned = _Block("Assigned to")
        self._phone = _Block("Phone")
        self._need = _Block("Format need")
        self._gp = _Block("Usual GP")
        self._flags = Flow(gap=4, line_gap=4)
        self._flag_block = QWidget()
        self._flag_block.setLayout(down(Words("Flags", "small"), self._flags, gap=2))
        self.place = Words("", "secondary")
        self.previous = icon_button(
            look, "chevron-left", "Previous patient (Ctrl+PgUp)", previous, framed=True
        )
        self.following = icon_button(
            look, "chevron-right", "Next patient (Ctrl+PgDown)", following, framed=True
        )
        who = QWidget()
        who.setLayout(down(across(self.name, self.tag, None), self.identity, gap=2))
        blocks = Flow(
            who, self._prefers, self._need, self._lives, self._phone, self._gp, self._assigned,
            self._flag_block, gap=24,
        )  # fmt: skip
        row = across(
            blocks, self.place, self.previous, self.following, gap=8, margins=(24, 8, 24, 8)
        )
        row.setStretch(0, 1)
        self.setLayout(row)

    def show_record(self, record: PatientRecord, today: date, tier: Tier | None) -> None:
        """Show a patient."""
        patient = record.patient
        title = f"{patient.title} " if patient.title else ""
        name = f"{title}{patient.given_name} {patient.family_name}".strip()
        self.name.setWordWrap(len(name) > _LONG_NAME)
        self.name.setText(name)
        self.identity.setText(identity_words(record, today))
        self.tag.setVisible(tier is not None)
        if tier is not None:
            self.tag.show_tier(tier, f"Overall {tier.value}")
        lives = [*patient.address[:1], patient.village or patient.postcode]
        self._lives.say(", ".join(part for part in lives if part))
        self._phone.say(patient.mobile_phone or patient.home_phone)
        self._need.say(patient.format_need)
        self._gp.say(patient.usual_gp)
        self._flags.clear()
        for flag in record.flags:
            ended = flag.since and flag.text in _ENDED
            words = f"{flag.text} {show_date(flag.since)}" if flag.since and ended else flag.text
            chip = Words(words, "chip")
            if ended:
                chip.setProperty("state", "ended")
            chip.setToolTip(f"Since {show_date(flag.since)}" if flag.since else "")
            self._flags.add(chip)
        self._flag_block.setVisible(bool(record.flags))

    def show_wishes(self, prefers: str, assigned: str) -> None:
        """Show how the patient likes to be reached, and whose patient they are now."""
        self._prefers.say(prefers)
        self._assigned.say(capitalised(assigned))

    def show_place(self, number: int, count: int, list_name: str) -> None:
        """Say where in which list the patient is; a count of 0 is no list."""
        named = f" in {list_name}" if list_name else ""
        self.place.setText(f"{number:,} of {count:,}{named}" if count else "")
        for button, usable in (
            (self.previous, count > 0 and number > 1),
            (self.following, 0 < number < count),
        ):
            button.setVisible(count > 0)
            button.setEnabled(usable)


class _Block(QWidget):
    def __init__(self, label: str) -> None:
        super().__init__()
        self._value = Words("", "strong")
        self.setLayout(down(Words(label, "small"), self._value, gap=2))

    def say(self, value: str) -> None:
        self._value.setText(value)
        self.setVisible(bool(value))


def identity_words(record: PatientRecord, today: date) -> str:
    """Return age, birth, sex and NHS number, or what is missing of them."""
    patient = record.patient
    if patient.date_of_birth is None:
        birth = "Date of birth not known"
    else:
        last = patient.date_of_death or today
        birth = f"{age_on(patient.date_of_birth, last)}, born {show_date(patient.date_of_birth)}"
    number = patient.nhs_number
    nhs = f"NHS {show_nhs_number(number)}" if number else "No valid NHS number"
    return "   ".join((birth, _SEX[patient.sex], nhs))
