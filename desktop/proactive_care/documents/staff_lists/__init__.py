"""Sheets for staff about several patients: home visits, a clinic day, a case meeting."""
