"""Patients: find somebody, and everything about them on one page."""

from proactive_care.ui.pages.patients.page import PatientsPage

__all__ = ["PatientsPage"]
