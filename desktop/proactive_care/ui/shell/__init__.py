"""The frame around every page: rail, header, status bar, navigation, lock, help."""

from proactive_care.ui.shell.desk import Desk
from proactive_care.ui.shell.page import Page
from proactive_care.ui.shell.places import (
    OpenPatient,
    Place,
    ScannedForm,
    SomePatients,
    ToMeasure,
    ToPhone,
)
from proactive_care.ui.shell.remembered import Remembered

__all__ = [
    "Desk",
    "OpenPatient",
    "Page",
    "Place",
    "Remembered",
    "ScannedForm",
    "SomePatients",
    "ToMeasure",
    "ToPhone",
]
