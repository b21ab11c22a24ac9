"""Carers who take readings for a patient: who they are, and with what permission."""

from __future__ import annotations

from dataclasses import dataclass

from proactive_care.domain.errors import InvalidInput

PERMISSIONS = (
    "the patient has agreed",
    "lasting power of attorney or deputy",
    "in the patient's best interests, agreed with a clinician",
    "parent or guardian",
)


@dataclass(frozen=True)
class Carer:
    """Somebody who takes or passes on readings. ``permission`` is one of PERMISSIONS."""

    name: str
    relation: str
    permission: str

    @property
    def words(self) -> str:
        """As it is kept with the readings: ``Rhys Mockford, son (the patient has agreed)``."""
        parts = [" ".join(part.split()) for part in (self.name, self.relation)]
        return f"{', '.join(part for part in parts if part)} ({self.permission})"


def check_carer(carer: Carer) -> None:
    """Raise InvalidInput naming the field unless the carer has a name and a permission."""
    kept = "Nothing was filed. What was typed is kept."
    if sum(letter.isalpha() for letter in carer.name) < 2:
        raise InvalidInput("The carer's name is missing.", field="carer", kept=kept)
    if carer.permission not in PERMISSIONS:
        raise InvalidInput(
            "It is not said with what permission the carer does this.",
            field="permission",
            kept=kept,
            advice="Ask, and choose one. Without a permission, speak to the patient.",
        )
