"""Diaries to write in and to send back."""
