"""Sheets that a patient takes home: getting ready for a review, how the record is used."""
