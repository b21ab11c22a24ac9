"""The rule book: every rule of a pack in plain English."""
